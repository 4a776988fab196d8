#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Shows which registers a command changes: those of a region before and after it.
#
#	dump-diff.sh DIRECTORY COMMAND [ARGUMENT...]
#
# DIRECTORY is a region with registers. Both times each register that can be read without an effect
# is read once. Exit status: the command's; 2: an argument is wrong, and nothing was read.
set -eu
[ $# -ge 2 ] || {
	echo "usage: ${0##*/} DIRECTORY COMMAND [ARGUMENT...]" >&2
	exit 2
}
region=$1
shift
[ -e "$region/dump" ] || {
	echo "${0##*/}: $region has no registers" >&2
	exit 2
}

scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
cat "$region/dump" >"$scratch/before"
status=0
"$@" || status=$?
cat "$region/dump" >"$scratch/after"
# Every line of a dump begins with an offset; those of diff's own do not.
diff -U 0 "$scratch/before" "$scratch/after" | grep '^[-+]0x' || :
exit $status
