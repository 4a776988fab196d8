# SPDX-License-Identifier: GPL-2.0-or-later
# The check of the check, without devmemfs: the witnesses see, and the comparison sees what differs.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

also_compare kernel $PAUSE $PAUSE pause

expect w1 $PARPORT 0x55
expect r1 $PARPORT 0x55
prints '0x55' "vmtool w1:$PARPORT=0x55 r1:$PARPORT"

expect w4 $TESTPORT 0x12345678
expect r4 $TESTPORT 0x12345678
expect r2 $((TESTPORT + 2)) 0x1234
expect r1 $((TESTPORT + 1)) 0x56
prints '0x12345678 0x1234 0x56' "vmtool w4:$TESTPORT=0x12345678 r4:$TESTPORT r2:0xe2 r1:0xe1"

expect w4 $TESTMEM 0x89abcdef
expect r1 $TESTMEM 0xef
expect r2 $TESTMEM 0xcdef
expect r4 $TESTMEM 0x89abcdef
prints '0xef 0xcdef 0x89abcdef' "vmtool w4:$TESTMEM=0x89abcdef r1:$TESTMEM r2:$TESTMEM r4:$TESTMEM"

# Four bytes are the most that pc-testdev takes: one access of the CPU, two pieces on its bus.
expect w8 $TESTMEM 0x1122334455667788
prints '' "vmtool w8:$TESTMEM=0x1122334455667788"

# What no device answers, the CPU's witness sees.
expect r1 $EDU rejected
expect r2 $EDU rejected
expect r4 $EDU 0x010000ed
prints '0x00 0x0000 0x010000ed' "vmtool r1:$EDU r2:$EDU r4:$EDU"

# RAM behind a BAR, and the ROM: the CPU's witness alone.
expect w8 $SHM 0x0102030405060708
expect r2 $((SHM + 2)) 0x0506
expect r4 $((SHM + 0xffffc))
expect r1 $ROM 0x55
try "vmtool w8:$SHM=0x0102030405060708 r2:$((SHM + 2)) r4:$((SHM + 0xffffc)) r1:$ROM"

expect_run r1 $PARPORT 3 1
try "vmtool r1:0x378 r1:0x379 r1:0x37a"

# String instructions. fw_cfg's first item, 0, is a signature.
printf 'bytes!' >/tmp/bytes
expect w2 $FWCFG 0
expect_run r1 $((FWCFG + 1)) 4 0
expect_string ins
prints QEMU "vmtool w2:$FWCFG=0 i1:$((FWCFG + 1))*4"
expect_run r2 $TESTPORT 3 0
expect_string ins
try "vmtool i2:$TESTPORT*3"
expect_data w1 $DEBUGCON 0 /tmp/bytes
expect_string outs
expect_sent /tmp/bytes
try "vmtool o1:$DEBUGCON=bytes!"
expect_data w2 $TESTPORT 0 /tmp/bytes
expect_string outs
try "vmtool o2:$TESTPORT=bytes!"

# Store fences, where a step asks for them.
expect w4 $SHM 1
expect_fence
expect w4 $SHM 2
expect_fence
try "vmtool w4:$SHM=1 fence w4:$SHM=2 fence"
expect w4 $SHM 1
try "vmtool w4:$SHM=1 fence"
expect w4 $SHM 1
expect_no_fence
try "vmtool w4:$SHM=1"

# RAM behind another BAR, where it is enabled.
head -c 8 /vm/contents/rom >/tmp/head
expect_data r2 $EDU2ROM 2 /tmp/head
try "switch_rom 1
	vmtool r2:$EDU2ROM r2:$((EDU2ROM + 2)) r2:$((EDU2ROM + 4)) r2:$((EDU2ROM + 6))
	switch_rom 0"

# Any number of accesses of one kind, at some place; or so many at most.
expect_within r1 $PARPORT $((PARPORT + 1))
expect w1 $PARPORT
try "vmtool r1:$PARPORT w1:$PARPORT=0 r1:$((PARPORT + 1)) r1:$PARPORT"
expect_within r1 $PARPORT $PARPORT 2
try "vmtool r1:$PARPORT r1:$PARPORT"
expect_within r4 $EDU $EDU
expect_within r1 $EDU $EDU 1 rejected
try "vmtool r4:$EDU r1:$EDU r4:$EDU"

try true

# From here on each step does something else than what it says is due.

expect_difference # twice
expect r4 $EDU
try "vmtool r4:$EDU r4:$EDU"

expect_difference # not at all
expect r4 $EDU
try true

expect_difference # unasked
try "vmtool r1:$PARPORT"

expect_difference # narrower, with the same bytes and pieces on the bus
expect r8 $TESTMEM
try "vmtool r4:$TESTMEM r4:$((TESTMEM + 4))"

expect_difference # wider
expect r1 $((SHM + 1))
try "vmtool r2:$((SHM + 1))"

expect_difference # out of order
expect r1 $PARPORT
expect r1 $((PARPORT + 1))
try "vmtool r1:$((PARPORT + 1)) r1:$PARPORT"

expect_difference # out of order across devices
expect w4 $TESTMEM
expect w1 $SHM
try "vmtool w1:$SHM=1 w4:$TESTMEM=1"

expect_difference # another value
expect w4 $TESTMEM 1
try "vmtool w4:$TESTMEM=2"

expect_difference # a write for a read
expect r4 $TESTMEM
try "vmtool w4:$TESTMEM=0"

expect_difference # rejected, where an answer was due
expect r1 $EDU
try "vmtool r1:$EDU"

expect_difference # an access to a device that is none of ours: the HPET
try "vmtool r4:0xfed00000"

expect_difference # a string instruction
expect_run r1 $PARPORT 2 0
try "vmtool i1:$PARPORT*2"

expect_difference # no string instruction
expect_run w1 $PARPORT 2 0 0x61
expect_string outs
try "vmtool w1:$PARPORT=0x61 w1:$PARPORT=0x61"

expect_difference # the kernel's access for the program's
expect r1 $PARPORT
try "dd if=/dev/port bs=1 skip=$((PARPORT)) count=1"

expect_difference # the program's access for the kernel's
expect r1 $PAUSE
try "vmtool r1:$PAUSE"

expect_difference # no fence
expect w4 $SHM
expect_fence
try "vmtool w4:$SHM=1"

expect_difference # a fence where none may be
expect w4 $SHM
expect_no_fence
try "vmtool w4:$SHM=1 fence"

expect_difference # a fence too early
expect w4 $SHM
expect w4 $SHM
expect_fence
try "vmtool w4:$SHM=1 fence w4:$SHM=1"

expect_difference # a fence too many
expect w4 $SHM
expect_fence
try "vmtool w4:$SHM=1 fence fence"

expect_difference # elsewhere
expect_within r1 $PARPORT $((PARPORT + 1))
try "vmtool r1:$((PARPORT + 1)) r1:$((PARPORT + 2))"

expect_difference # of another kind
expect_within r1 $PARPORT $((PARPORT + 1))
try "vmtool r1:$PARPORT r2:$PARPORT"

expect_difference # too many
expect_within r1 $PARPORT $PARPORT 2
try "vmtool r1:$PARPORT r1:$PARPORT r1:$PARPORT"

expect_difference # no device answers
expect_within r1 $EDU $EDU
try "vmtool r1:$EDU"
