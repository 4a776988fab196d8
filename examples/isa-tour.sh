#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A tour of the ISA window after the book's silly: the same bytes by every kind of access, what is
# where, and, if the region may be written, which of it is RAM.
#
#	isa-tour.sh DIRECTORY
#
# DIRECTORY is a region inside 0xa0000-0xfffff.
set -eu
[ $# = 1 ] || {
	echo "usage: ${0##*/} DIRECTORY" >&2
	exit 2
}
cd "$1"
[ -r probe ] || {
	echo "${0##*/}: $1 is no region inside 0xa0000-0xfffff that can be read" >&2
	exit 2
}

echo '# What is there, by reading alone:'
report=$(cat probe)
echo "$report"

# The first ROM if there is one: the book, too, looked at the video ROM.
range=$(sed -n 's/^range: //p' info)
rom=$(echo "$report" | sed -n 's/^\(0x[0-9a-f]*\)-.*: expansion ROM.*/\1/p' | sed 1q)
offset=$(((${rom:-${range%-*}} - ${range%-*}) / 16 * 16))
echo "# 16 bytes at $(printf 0x%x $((${range%-*} + offset))), in accesses of"
for view in b:8 w:16 l:32 q:64 cp:any; do
	[ -e "${view%:*}" ] || continue
	printf '%3s bits:' "${view#*:}"
	# A block of 16 bytes is one request, which the view's width divides into accesses.
	dd if="${view%:*}" bs=16 skip=$((offset / 16)) count=1 2>/dev/null | od -An -tx1
done

if grep -q '^access: rw' info; then
	echo '# Again, after each step of 2 KiB that nobody has claimed was written to, and restored:'
	echo write-test >probe
	cat probe
fi
