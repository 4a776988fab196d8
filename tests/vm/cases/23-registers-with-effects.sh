# SPDX-License-Identifier: GPL-2.0-or-later
# Devices that notice every read: one too many loses an interrupt's cause or a character.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

unbind serial 0000:00:07.0
vmtool r4:$((E1000 + 0xc0)) >/dev/null # whatever has happened so far

mount_config <<'E'
regions = (
	{ name = "nic"; pci = "8086:100e bar0"; access = "rw"; widths = "l"; },
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; },
	{ name = "nvme"; pci = "1b36:0010 bar0"; }
);
E

# 0xc8 sets interrupt causes, reading 0xc0 clears them.
expect w4 $((E1000 + 0xc8)) 4
try "printf '\\004\\0\\0\\0' | dd of=$M/nic/l bs=4 seek=50 conv=notrunc"
expect r4 $((E1000 + 0xc0)) 4
prints 00000004 "od -An -v -tx4 -j192 -N4 $M/nic/l"
expect r4 $((E1000 + 0xc0)) 0
prints 00000000 "od -An -v -tx4 -j192 -N4 $M/nic/l"

# The serial port, its FIFO on and its output looped back to its input.
put() { printf %b "$2" | dd of="$M/uart/b" bs=1 seek="$1" conv=notrunc; }
get() { dd if="$M/uart/b" bs=1 skip="$1" count=1; }
prints 'at b bp fifo info l lp w wp' "ls $M/uart"
expect w1 $((UART + 2)) 0x07
try "put 2 '\\007'"
expect w1 $((UART + 4)) 0x10
try "put 4 '\\020'"
for c in a b c; do
	expect w1 $UART
	try "put 0 $c"
done
for c in a b c; do
	expect r1 $UART
	prints $c "get 0"
done
expect r1 $((UART + 5)) 0x60 # nothing left
prints 60 "get 5 | od -An -v -tx1"

# Sixteen fit, the seventeenth overruns: not one write was repeated or lost.
for c in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do
	expect w1 $UART
	try "put 0 $c"
done
expect r1 $((UART + 5)) 0x61
prints 61 "get 5 | od -An -v -tx1"
expect w1 $UART
try "put 0 g"
expect r1 $((UART + 5)) 0x63
prints 63 "get 5 | od -An -v -tx1"
expect r1 $((UART + 5)) 0x61 # and the read cleared the overrun
prints 61 "get 5 | od -An -v -tx1"

# A register of eight bytes that may be read at once.
expect r8 $NVME
try "dd if=$M/nvme/q bs=8 count=1"

unmount
