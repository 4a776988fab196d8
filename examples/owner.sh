#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who owns an address: the entries of the machine's map that hold it, from the outside in, and what
# devmemfs says of the innermost one. It reads an info file only, so no device is touched.
#
#	owner.sh DIRECTORY ADDRESS
#
# DIRECTORY is iomem or ioports of a mount; ADDRESS is as C writes numbers. Exit status 1: nobody
# has the address; 2: an argument is wrong.
set -u
me=${0##*/}

wrong() { # what
	echo "$me: $*" >&2
	exit 2
}

number() { # text: prints it in decimal, if that is what C would take for a number
	case $1 in
	0[xX] | 0[xX]*[!0-9a-fA-F]*) return 1 ;;
	0[xX]*) ;;
	"" | *[!0-9]* | 0*[89]*) return 1 ;;
	esac
	# Longer ones could overflow the shell's own arithmetic.
	[ ${#1} -le 17 ] && echo $(($1))
}

[ $# = 2 ] || wrong "usage: $me DIRECTORY ADDRESS"
address=$(number "$2") || wrong "not a number: $2"
cd "$1" 2>/dev/null || wrong "$1 is no directory"

holds() { # START-END:LABEL
	range=${1%%:*}
	[ "$address" -ge $((0x${range%-*})) ] && [ "$address" -le $((0x${range#*-})) ]
}

enter() { # the entry in this directory that holds the address, if there is one
	for entry in [0-9a-f]*-[0-9a-f]*:*/; do
		if [ -d "$entry" ] && holds "$entry"; then
			cd "./$entry" || return 1
			return 0
		fi
	done
	return 1
}

indent=
while enter; do
	echo "$indent${entry%/}"
	indent="$indent  "
done
[ -n "$indent" ] || {
	echo "$me: no entry of $1 holds $2" >&2
	exit 1
}
sed -n '/^claimed-by: /p; /^state: /p; /^remedy: /p' info
