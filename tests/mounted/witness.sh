# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# The witness: compares every bus access that the log of -o trace or -d shows with what was asked for.

: "${tmp:?} ${mnt:?} ${conf:?} ${log:?} ${call:?} ${checks:?}"

# Writes the accesses since the last look to $tmp/got. Descriptor 7 is the log, and remembers how far
# it was read. The daemon has written its line before it answers, and it serves in order, so behind
# the answer to a look-up nothing earlier is missing.
look() {
	[ ! -e "$mnt/.nothing" ] || fail "$mnt/.nothing exists"
	sed -n 's/^bus: //p' <&7 >"$tmp/got"
}

compare_accesses() { # with $tmp/want
	checks=$((checks + 1))
	cmp -s "$tmp/want" "$tmp/got" && return
	fail "$ran: the accesses differ (- expected, + made)"
	diff -U 1 "$tmp/want" "$tmp/got" | sed -n '3,16s/^/  /p'
}

expect_bus() { # access...: exactly these since the last look, in this order
	look
	printf '%s\n' "$@" >"$tmp/want"
	compare_accesses
}

expect_none() {
	look
	checks=$((checks + 1))
	[ ! -s "$tmp/got" ] && return
	fail "$ran: accesses where there may be none"
	sed -n '1,8s/^/  /p' "$tmp/got"
}

expect_list() { # "access;access...", or one a line: the same
	look
	printf '%s\n' "$1" | tr ';' '\n' | sed 's/^[[:blank:]]*//; /^$/d' >"$tmp/want"
	compare_accesses
}

unit_of() { # access: sets $unit to its width
	case $1 in
	?b) unit=1 ;;
	?w) unit=2 ;;
	?l) unit=4 ;;
	?q) unit=8 ;;
	esac
}

# Exactly COUNT accesses at ascending addresses, whatever their values: expect_run ram rl 0x10 4
expect_run() { # region access address count
	look
	cut -d ' ' -f 1-3 "$tmp/got" >"$tmp/short" && mv "$tmp/short" "$tmp/got"
	unit_of "$2"
	awk -v "what=$1 $2" -v "at=$(($3))" -v "n=$4" -v "step=$unit" \
		'BEGIN { for (; n > 0; n--) { printf "%s 0x%x\n", what, at; at += step } }' >"$tmp/want"
	compare_accesses
}

# The same for a memory of which every byte holds its own address, with the values.
expect_pattern() { # region access address count
	unit_of "$2"
	look
	awk -v "what=$1 $2" -v "at=$(($3))" -v "n=$4" -v "step=$unit" 'BEGIN {
		for (; n > 0; n--) {
			value = ""
			for (i = 0; i < step; i++)
				value = sprintf("%02x", (at + i) % 256) value
			printf "%s 0x%x 0x%s\n", what, at, value
			at += step
		}
	}' >"$tmp/want"
	compare_accesses
}

pattern_bytes() { # count [first]: such bytes, in hex
	awk -v "n=$1" -v "at=${2:-0}" 'BEGIN { for (; n > 0; n--) printf "%02x", at++ % 256 }'
}

# One system call on a file of the mount, and its result.
expect_result() { # result name argument...
	wanted_result=$1
	shift
	ran="call $*"
	result=$("$call" "$@") || give_up "$ran: did not end"
	expect_text result "$result" "$wanted_result"
}

# The same, and the accesses that it made.
expect_call() { # result "access;access;..." name argument...
	wanted_result=$1 wanted_accesses=$2
	shift 2
	expect_result "$wanted_result" "$@"
	if [ -n "$wanted_accesses" ]; then expect_list "$wanted_accesses"; else expect_none; fi
}

# --- what a region says of itself -----------------------------------------------------------------

says() { # region key pattern: what a line of its info is like; "": there is none
	ran="$1/info"
	checks=$((checks + 1))
	value=$(sed -n "s/^$2: //p" "$mnt/$1/info")
	# shellcheck disable=SC2254
	case $value in
	$3) ;;
	*) fail "$ran: $2 is not like \"$3\": $value" ;;
	esac
}

usable() { # region files
	says "$1" state ok
	says "$1" remedy ""
	run ls "$mnt/$1"
	expect_text files "$(tr '\n' ' ' <"$tmp/out")" "$2 "
}

unusable() { # region cause remedy: said in its info and when it is mounted
	says "$1" state "unusable: $2"
	says "$1" remedy "$3"
	run ls "$mnt/$1"
	expect_output info
	expect_call ENOENT "" open "$mnt/$1/b" r
	checks=$((checks + 1))
	grep -q "^devmemfs: $conf:[0-9]*: region \"$1\" is unusable: " "$log" ||
		fail "the log does not say that $1 is unusable"
}

# For awk programs that reckon with accesses: the address as a number, the width of a letter.
# shellcheck disable=SC2016,SC2034 # awk's $; used by the scripts
awk_access='
	BEGIN {
		for (i = 0; i < 16; i++)
			digit[substr("0123456789abcdef", i + 1, 1)] = i
		width["b"] = 1; width["w"] = 2; width["l"] = 4; width["q"] = 8
	}
	function number(hex, i, n) {
		for (i = 3; i <= length(hex); i++)
			n = n * 16 + digit[substr(hex, i, 1)]
		return n + 0
	}'
