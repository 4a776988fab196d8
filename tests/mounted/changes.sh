# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# A made-up machine whose devices come and go while it is mounted.

: "${tree:?} ${tmp:?} ${mnt:?} ${log:?} ${daemon-} ${devices:?} ${checks:?}"

spare=$tmp/spare # functions that are not plugged in
mkdir -p "$spare" "$devices"

# Whatever is looked at is whole at any time: files and functions appear and vanish at once.
new_map() { # iomem|ioports: the map is standard input
	mkdir -p "$tree/proc"
	cat >"$tmp/new-map"
	mv "$tmp/new-map" "$tree/proc/$1"
}

new_function() { # address vendor device BAR...: as function_files; plug it in then
	plugged=$devices
	devices=$spare
	function_files "$@"
	devices=$plugged
}

plug() { # address
	mv "$spare/$1" "$devices/$1"
}

unplug() { # address
	mv "$devices/$1" "$spare/$1"
}

bar_file() { # address bar bytes: a BAR in which every byte holds its own offset
	pattern_file "$spare/$1/resource$2" "$3"
}

# There are no events from a made-up machine, but a hang-up has the same effect.
look_again() {
	kill -HUP "$daemon"
}

in_log() { # regular expression
	grep -q "$1" "$log"
}

logged() { # regular expression
	checks=$((checks + 1))
	wait_until in_log "$1" || fail "no line of the log is like: $1"
}

listed() { # path
	# shellcheck disable=SC2010 # names as ls tells them
	ls "$mnt/${1%/*}" 2>/dev/null | grep -qFx "${1##*/}"
}

unlisted() { # path
	! listed "$1"
}

# It is found by its name at once, and in a listing once the kernel was told to forget the old one;
# the number of links is forgotten with it.
comes() { # path
	checks=$((checks + 1))
	wait_until [ -e "$mnt/$1" ] || fail "$1 does not come"
	wait_until listed "$1" || fail "$1 is not listed"
}

# The name that the kernel knows is forgotten; so is the listing.
goes() { # path
	checks=$((checks + 1))
	wait_until [ ! -e "$mnt/$1" ] || fail "$1 does not go"
	expect_result ENOENT open "$mnt/$1" r
	run ls "$mnt/${1%/*}"
	grep -qFx "${1##*/}" "$tmp/out" && fail "$1 is listed"
	expect_links "${1%/*}"
}

expect_links() { # directory: as many as find(1) counts on
	n=$(find "$mnt/$1" -mindepth 1 -maxdepth 1 -type d | wc -l)
	expect_text "links of $1" "$(stat -c %h "$mnt/$1")" $((n + 2))
}

info_is() { # region key pattern
	# shellcheck disable=SC2254
	case $(sed -n "s/^$2: //p" "$mnt/$1/info" 2>/dev/null) in
	$3) ;;
	*) return 1 ;;
	esac
}

becomes() { # region key pattern: what a line of its info is in the end
	wait_until info_is "$@"
	says "$@"
}

# What comes of reading descriptor 5, of writing descriptor 6, and of asking what 5 is.
expect_open() { # "READ WRITE STAT": the error of each, or its result
	run python3 -c 'import errno, os
def result(call, *arguments):
	try:
		return call(*arguments)
	except OSError as e:
		return errno.errorcode[e.errno]
read = result(os.pread, 5, 4, 0)
stat = result(os.fstat, 5)
print(read.hex() if isinstance(read, bytes) else read, result(os.pwrite, 6, bytes(4), 0),
	stat if isinstance(stat, str) else "known")'
	expect_output "$1"
}

# Errors for ever: also once the device, or one of its name, is back.
expect_gone() { # [known]: the name is there again
	expect_open "ENODEV ENODEV ${1:-ENODEV}"
	expect_none
}
