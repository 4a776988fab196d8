# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# What registers as text are tested with: one text in one write, and what the log says of a refusal.

: "${mnt:?} ${log:?} ${tmp:?} ${checks:?}"

hex_of() { # text with the escapes of printf
	printf '%b' "$1" | od -An -v -tx1 | tr -d ' \n'
}

# One write of all of the text.
text() { # result accesses file text
	expect_call "$1" "$2" pwrite "$mnt/$3" 0 "$(hex_of "$4")"
}

# The text and a newline are taken, with these accesses.
takes() { # file text accesses
	bytes=$(hex_of "$2\n")
	expect_call $((${#bytes} / 2)) "$3" pwrite "$mnt/$1" 0 "$bytes"
}

# The last line of the log about a file.
said() { # file
	grep "^devmemfs: region \"${1%%/*}\", ${1#*/}: " "$log" | tail -n 1
}

# Refused without an access; one new line of the log names region and file and says why.
refuses() { # error file text pattern
	before=$(grep -c '^devmemfs: region ' "$log")
	text "$1" "" "$2" "$3"
	ran="\"$3\" to $2"
	expect_text "lines in the log" "$(grep -c '^devmemfs: region ' "$log")" $((before + 1))
	line=$(said "$2")
	checks=$((checks + 1))
	# shellcheck disable=SC2254
	case $line in
	*": "$4) ;;
	*) fail "$ran: the log does not say: $4: $line" ;;
	esac
}

# One read of the file gives the text, with these accesses.
gives() { # file text accesses
	run cat "$mnt/$1"
	expect_output "$2"
	expect_list "$3"
}
