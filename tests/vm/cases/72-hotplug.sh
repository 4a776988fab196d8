# SPDX-License-Identifier: GPL-2.0-or-later
# A device is taken out while a program reads it: the program gets ENODEV, its directories go, and
# come back with the device.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

one=0000:$HOT:01.0 two=0000:$HOT:02.0
step 'a device is plugged in'
plug edu hot 01
switch_on $one
A=$(base $HOT:01.0 0)
also_compare mmio $A $((A + 0x1fffff)) plugged in

mount_config <<E
regions = (
	{ name = "hot"; pci = "1234:11e8@3 bar0"; access = "rw"; },
	{ name = "slot1"; pci = "$one config"; },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; }
);
browse = ( { tree = "pci"; access = "ro"; only = [ "1234:11e8" ]; }, { tree = "iomem"; } );
E

seen() # FUNCTION: where the trees have it, bus 0's window and the bridge's left out
{
	(cd $M && find pci iomem -name "*$1" | sed 's|/.*/\([^/]*\)$|/\1|')
}
entry() { printf '%08x-%08x:%s\n' $(($1)) $(($1 + 0xfffff)) "$2"; }
prints "pci/$one iomem/$(entry $A $one)" "seen $one"
prints 'at b cp fifo info l q w' "ls $M/hot"
prints "bar0 config info" "ls $M/pci/$one"

read_on() # FILE: over and over the first register, until it fails
{
	dd if=$1 bs=4 of=/tmp/got 2>/tmp/reader
}

# Any number of reads of the device. While the kernel takes it away, one may be under way that has
# begun in time: nobody answers it, and its value is no reader's.
expect_reads() # TIMES that the device is taken away
{
	expect_within r4 $A $A
	expect_within r4 $A $A $1 rejected
}

# Takes the device out while somebody reads it.
taken_out() # FILE
{
	expect_reads 1
	step "a reader of $1 runs, and the device is taken out"
	: >/tmp/got
	read_on $1 &
	wait_for '[ -s /tmp/got ]'
	unplug hot
	wait_for "! kill -0 $! 2>/dev/null"
	holds "grep -q 'No such device' /tmp/reader"
	holds "! od -An -v -tx4 -w4 /tmp/got | grep -qv 010000ed"
}

step 'files are opened'
exec 3<>$M/hot/l 4<$M/slot1/l 5<$M/edu/fifo/0.l
taken_out $M/hot/fifo/0.l
for fd in 3 4; do
	fails 'No such device' "dd bs=4 count=1 <&$fd"
done
fails 'No such device' 'printf abcd | dd bs=4 count=1 >&3'
wait_for "[ ! -e $M/pci/$one ] && [ ! -e $M/hot/l ]"
prints '' "seen $one"
prints info "ls $M/hot"
try "key hot state | grep -q '^unusable: .'"
prints '' "find $M/pci -name '*$HOT:*'"
fails 'No such' "cat $M/pci/$one/bar0/l"
expect r4 $EDU 0x010000ed
try 'dd bs=4 count=1 <&5'
wait_for "grep -q 'PCI function $one is gone' /tmp/log"

# In another slot it is another function, but the same identity: that region comes back.
step 'it is plugged in again, in another slot'
plug edu hot 02
switch_on $two
holds "[ $(($(base $HOT:02.0 0))) -eq $((A)) ]"
wait_for "[ -e $M/hot/l ] && [ -e $M/pci/$two/bar0/l ]"
prints "pci/$two iomem/$(entry $A $two)" "seen $two"
prints '' "seen $one"
prints info "ls $M/slot1"
prints "ok $two bar0" "key hot state; key hot device"
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/hot/l"
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/pci/$two/bar0/l"
for fd in 3 4; do
	fails 'No such device' "dd bs=4 count=1 <&$fd"
done
wait_for "grep -q 'PCI function $two has come' /tmp/log"
wait_for "grep -q 'region \"hot\" is there again' /tmp/log"

taken_out $M/pci/$two/bar0/fifo/0.l
wait_for "[ ! -e $M/pci/$two ]"
prints '' "seen $two"

# It comes and goes while some walk through the tree and some read whatever is there.
walk() { while [ ! -e /tmp/enough ]; do ls -lR $M; cat $M/*/info $M/pci/*/info; done; }
read_register() { while [ ! -e /tmp/enough ]; do dd if=$M/hot/fifo/0.l bs=4 count=50; done; }
expect_reads 3
step 'it comes and goes while programs walk and read'
rm -f /tmp/enough
walk >>/tmp/listing 2>&1 &
read_register >/tmp/got 2>/tmp/reader &
for _ in 1 2 3; do
	plug edu hot 01
	switch_on $one
	wait_for "[ -e $M/hot/l ]"
	: >/tmp/got
	wait_for '[ -s /tmp/got ]'
	: >/tmp/listing
	wait_for "grep -q $one /tmp/listing"
	unplug hot
	wait_for "[ ! -e $M/hot/l ]"
done
: >/tmp/enough
wait

# And in the end all is as it was.
step 'it is plugged in for the last time'
plug edu hot 01
switch_on $one
wait_for "[ -e $M/hot/l ] && [ -e $M/slot1/l ]"
prints "pci/$one iomem/$(entry $A $one)" "seen $one"
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/hot/l"
prints 11e81234 "od -An -v -tx4 -N4 $M/slot1/l"
for fd in 3 4; do
	fails 'No such device' "dd bs=4 count=1 <&$fd"
done
exec 3<&- 4<&- 5<&-
unmount
step 'out'
unplug hot
