# SPDX-License-Identifier: GPL-2.0-or-later
# A memory BAR, found by identity: registers of four bytes, from 0x80 of eight, none narrower.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; },
	{ name = "edu2"; pci = "1234:11e8@2 bar0"; access = "rw"; }
);
E
l=$M/edu/l q=$M/edu/q

prints 'at b cp fifo info l q w' "ls $M/edu"

expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $l"
expect r4 $EDU2 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/edu2/l"

# The liveness register answers with the complement.
expect w4 $((EDU + 4)) 0x44434241
try "printf ABCD | dd of=$l bs=4 seek=1 conv=notrunc"
expect r4 $((EDU + 4)) 0xbbbcbdbe
prints bbbcbdbe "od -An -v -tx4 -j4 -N4 $l"
expect w4 $((EDU2 + 4)) 0x34333231
try "printf 1234 | dd of=$M/edu2/l bs=4 seek=1 conv=notrunc"
expect r4 $((EDU + 4)) 0xbbbcbdbe
try "dd if=$l bs=4 skip=1 count=1"

# Five factorial; nobody knows how often the busy bit is to be read.
expect w4 $((EDU + 8)) 5
try "printf '\\005\\0\\0\\0' | dd of=$l bs=4 seek=2 conv=notrunc"
busy() { od -An -v -tx4 -j32 -N4 $l | grep -q '[13579bdf]$'; }
expect_anything
try "while busy; do :; done"
expect r4 $((EDU + 8)) 120
prints 120 "od -An -v -tu4 -j8 -N4 $l"

# Two registers in one request, in order.
expect r4 $EDU 0x010000ed
expect r4 $((EDU + 4)) 0xbbbcbdbe
prints '010000ed bbbcbdbe' "od -An -v -tx4 -N8 $l"

# Eight bytes in one access: the first DMA register stores.
expect w8 $((EDU + 0x80)) 0x3837363534333231
try "printf 12345678 | dd of=$q bs=8 seek=16 conv=notrunc"
expect r8 $((EDU + 0x80)) 0x3837363534333231
prints 12345678 "dd if=$q bs=8 skip=16 count=1"
expect r8 $((EDU + 0x80)) 0x3837363534333231
prints 12345678 "dd if=$M/edu/cp bs=8 skip=16 count=1"
fails 'Invalid argument' "dd if=$q bs=4 skip=32 count=1"

# The device answers to no byte and no word; still each is one access, not a part of a wider one.
expect r1 $((EDU + 1)) rejected
try "dd if=$M/edu/b bs=1 skip=1 count=1"
expect r2 $EDU rejected
expect r2 $((EDU + 2)) rejected
try "dd if=$M/edu/w bs=4 count=1"
expect w1 $((EDU + 5)) rejected
try "printf x | dd of=$M/edu/b bs=1 seek=5 conv=notrunc"
expect r4 $((EDU + 4)) 0xbbbcbdbe
try "dd if=$l bs=4 skip=1 count=1"

unmount

mount_config <<'E'
regions = (
	{ name = "byaddress"; pci = "0000:00:04.0 bar0"; },
	{ name = "bylabel"; iomem = "0000:00:04.0"; }
);
E
expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/byaddress/l"
expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/bylabel/l"
unmount
