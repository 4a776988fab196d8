#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Sends a byte through a 16550 UART that is looped back to itself, by the names of its registers.
#
#	uart-loopback.sh DIRECTORY [BYTE]
#
# DIRECTORY is the UART's region, with registers = "16550.conf:16550"; BYTE is a number, 0x41 unless
# given. The FIFO stays on; use it on a port that nobody else uses.
set -eu
complain() { # status what
	status=$1
	shift
	echo "${0##*/}: $*" >&2
	exit "$status"
}

[ $# = 1 ] || [ $# = 2 ] || complain 2 "usage: ${0##*/} DIRECTORY [BYTE]"
byte=${2:-0x41}
case $byte in
0[xX]?[0-9a-fA-F] | 0[xX][0-9a-fA-F]) ;;
"" | *[!0-9]* | 0?* | ????*) complain 2 "not a byte: $byte" ;;
esac
[ $((byte)) -le 255 ] || complain 2 "not a byte: $byte"
[ -e "$1/field/MCR/LOOP" ] || complain 2 "$1 has no registers of a 16550"
grep -q '^access: rw' "$1/info" || complain 2 "$1 may not be read and written"
cd "$1"

lcr=$(cat reg/LCR) mcr=$(cat reg/MCR)
trap 'echo "$mcr" >reg/MCR; echo "$lcr" >reg/LCR' EXIT
# One bit by name: one read and one write of the register, its other bits as they were.
echo 0 >field/LCR/DLAB # offset 0 is data, not the divisor
echo 1 >field/MCR/LOOP
echo 0x07 >reg/FCR # FIFOs on and empty; write-only, so the whole register
cat decode/MCR

echo "$byte" >reg/THR
# Reading LSR clears the errors in it, and reading RBR takes the byte out of the FIFO. So the files
# of that name refuse to be read, and nothing reads them by chance: tools that walk a tree, dump.
# Who means it names the offset.
for name in reg/RBR decode/LSR; do
	if cat $name 2>/dev/null; then complain 1 "$name can be read"; fi
done
tries=0
until lsr=$(cat at/0x5.b) && [ $((lsr & 0x01)) != 0 ]; do
	tries=$((tries + 1))
	[ $tries -lt 1000 ] || complain 1 "nothing comes back"
done
received=$(cat at/0x0.b)
echo "sent $byte, received $received, line status $lsr"
[ $((received)) = $((byte)) ] || complain 1 "that is another byte"
