#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Finds the video ROM, or any expansion ROM, and saves it.
#
#	video-rom.sh DIRECTORY OUTPUT
#
# DIRECTORY is a region that holds it: the ISA window (the search begins at 0xc0000, the video
# ROM's place) or a PCI function's rom. A ROM starts at a multiple of 2 KiB with 55 aa and its size
# in units of 512 bytes, and the sum of its bytes is 0. Exit status 1: there is none, or it is bad.
set -eu
complain() { # status what
	status=$1
	shift
	echo "${0##*/}: $*" >&2
	exit "$status"
}

[ $# = 2 ] || complain 2 "usage: ${0##*/} DIRECTORY OUTPUT"
file=$1/cp
[ -e "$file" ] || complain 2 "$1 is no region of memory"
range=$(sed -n 's/^range: //p' "$1/info")
base=$((${range%-*})) length=$((${range#*-} - base + 1))
[ $((base % 2048)) = 0 ] || complain 2 "$1 does not start at a multiple of 2 KiB"

at=0
if [ $base -lt $((0xc0000)) ] && [ $((base + length)) -gt $((0xc0000)) ]; then
	at=$((0xc0000 - base))
fi
size=0
while [ $size = 0 ] && [ $((at + 512)) -le $length ]; do
	# One byte at a time: the signature's bytes, then the size.
	case $(dd if="$file" bs=1 skip=$at count=3 2>/dev/null | od -An -tx1) in
	" 55 aa 00") ;;
	" 55 aa "*)
		units=$(dd if="$file" bs=1 skip=$((at + 2)) count=1 2>/dev/null | od -An -tu1)
		size=$((units * 512))
		;;
	esac
	[ $size != 0 ] || at=$((at + 2048))
done
[ $size != 0 ] || complain 1 "there is no ROM in $1"
[ $((at + size)) -le $length ] || complain 1 "the ROM goes on behind the end of $1"

dd if="$file" of="$2" bs=512 skip=$((at / 512)) count=$((size / 512)) 2>/dev/null
[ $(($(wc -c <"$2"))) = $size ] || complain 1 "$1 could not be read, or $2 not written"
sum=$(od -An -v -tu1 "$2" | awk '{ for (i = 1; i <= NF; i++) sum += $i } END { print sum % 256 }')
[ "$sum" = 0 ] || complain 1 "the checksum of the ROM at $(printf 0x%x $((base + at))) is wrong"
printf '%s: %d bytes from 0x%x, checksum good\n' "$2" $size $((base + at))
