# SPDX-License-Identifier: GPL-2.0-or-later
# Configuration space: port 0xcf8 selects a dword, then data moves in exactly the asked width.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

expect_walk 0000:00:04.0
expect_walk 0000:00:08.0
mount_config <<'E'
regions = (
	{ name = "edu"; pci = "1234:11e8 config"; access = "rw"; },
	{ name = "nvme"; pci = "0000:00:08.0 config"; }
);
E
also_compare kernel 0xcf8 0xcff configuration
also_compare kernel $NVME_CONFIG $((NVME_CONFIG + 0xfff)) configuration in memory
c=$M/edu edu=0x80002000 # bus 0, device 4

prints 'at b decode dump field fifo info l reg w wait' "ls $c"

expect w4 0xcf8 $edu
expect r2 0xcfc 0x1234
prints 1234 "od -An -v -tx2 -N2 $c/w"

expect w4 0xcf8 $edu
expect r2 0xcfe 0x11e8
prints 11e8 "od -An -v -tx2 -j2 -N2 $c/w"

expect w4 0xcf8 $edu
expect r4 0xcfc 0x11e81234
prints 11e81234 "od -An -v -tx4 -N4 $c/l"

expect w4 0xcf8 $((edu + 0x3c))
expect r1 0xcfd 1
prints 01 "od -An -v -tx1 -j61 -N1 $c/b"

# The interrupt line at 0x3c is the system's scratch byte.
expect w4 0xcf8 $((edu + 0x3c))
expect w1 0xcfc 0x55
try "printf U | dd of=$c/b bs=1 seek=60 conv=notrunc"
expect w4 0xcf8 $((edu + 0x3c))
expect r1 0xcfc 0x55
prints U "dd if=$c/b bs=1 skip=60 count=1"
expect w4 0xcf8 $((edu + 0x3c))
expect w2 0xcfc 0x0141
try "printf 'A\\001' | dd of=$c/w bs=2 seek=30 conv=notrunc"
expect w4 0xcf8 $((edu + 0x2c))
expect w4 0xcfc 0x44434241
try "printf ABCD | dd of=$c/l bs=4 seek=11 conv=notrunc"

for i in 0 4 8 12; do
	expect w4 0xcf8 $((edu + i))
	expect r4 0xcfc
done
try "dd if=$c/l bs=16 count=1"

fails 'Invalid argument' "dd if=$c/l bs=2 count=1"
prints '' "dd if=$c/l bs=4 skip=64 count=1"
fails 'No space left on device' "printf abcd | dd of=$c/l bs=4 seek=64 conv=notrunc"

# Beyond 0xff, PCI Express functions only: through memory.
expect r4 $((NVME_CONFIG + 0x100))
try "dd if=$M/nvme/l bs=4 skip=64 count=1"
expect r1 $((NVME_CONFIG + 0xfff))
try "dd if=$M/nvme/b bs=1 skip=4095 count=1"
expect r2 $((NVME_CONFIG + 0x102))
try "dd if=$M/nvme/w bs=2 skip=129 count=1"
fails 'Permission denied' "printf abcd >$M/nvme/l"

unmount
