# SPDX-License-Identifier: GPL-2.0-or-later
# Removed and found again, a function may have other addresses, and another one those that it had:
# what was open of it stays ENODEV for ever, and nothing reaches the old place.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

one=0000:$HOT:01.0 other=0000:$HOT:03.0
step 'a device is plugged in'
plug edu one 01
switch_on $one
A=$(base $HOT:01.0 0)
also_compare mmio $A $((A + 0xfffff)) its first place

mount_config <<E
regions = (
	{ name = "one"; pci = "$one bar0"; access = "rw"; },
	{ name = "cfg"; pci = "$one config"; },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; }
);
browse = ( { tree = "pci"; access = "ro"; only = [ "$one" ]; }, { tree = "iomem"; } );
E
l=$M/one/l
range() { printf '0x%x-0x%x\n' $(($1)) $(($1 + 0xfffff)); }
prints "$(range $A)" "key one range"

# Open, and each of them works.
step 'files are opened'
exec 3<>$l 4<$M/pci/$one/bar0/l 5<$M/cfg/l 6<$M/edu/fifo/0.l
expect w4 $A 0x11111111
try "printf '\\021\\021\\021\\021' | dd bs=4 count=1 >&3"
expect r4 $A 0x010000ed
try "dd bs=4 count=1 <&4"
expect w4 $((A + 4)) 0x11111111
try "printf '\\021\\021\\021\\021' | dd of=$l bs=4 seek=1 conv=notrunc"
expect r4 $((A + 4)) 0xeeeeeeee
prints eeeeeeee "od -An -v -tx4 -j4 -N4 $l"

are_gone() # Each file that was opened, whoever is at the old place now; but another device's works.
{
	fails 'No such device' 'dd bs=4 count=1 <&3'
	fails 'No such device' 'printf abcd | dd bs=4 count=1 >&3'
	fails 'No such device' 'dd bs=4 count=1 <&4'
	fails 'No such device' 'dd bs=4 count=1 <&5'
	expect r4 $EDU 0x010000ed
	try 'dd bs=4 count=1 <&6'
}

step 'it is removed'
remove_function $one
are_gone
wait_for "[ ! -e $l ]"
prints info "ls $M/one"
try "key one state | grep '^unusable: there is no PCI function'"
try "key one remedy | grep ."
prints '' "find $M/pci -name $one"
prints '' "find $M/iomem -name *:$one"
fails 'No such' "cat $M/cfg/l"
fails 'No such' "ls $M/pci/$one"
wait_for "grep -q 'region \"one\" is unusable now' /tmp/log"

# Another one takes its place. It is not read through what was open.
step 'another one takes its place'
plug edu other 03
switch_on $other
holds "[ $(($(base $HOT:03.0 0))) -eq $((A)) ]"
expect w4 $((A + 4)) 0x22222222
try "vmtool w4:$((A + 4))=0x22222222"
are_gone

step 'it is found again'
rescan
switch_on $one
B=$(base $HOT:01.0 0)
holds "[ $((B)) -ne $((A)) ]"
also_compare mmio $B $((B + 0xfffff)) its second place
are_gone
step 'the mount has seen it'
wait_for "[ -e $l ]"
are_gone

# Opened anew, the region is where the function is.
prints "$(range $B)" "key one range"
prints ok "key one state"
prints "$(range $B)" "key pci/$one/bar0 range"
prints 1 "find $M/iomem -name *:$one | grep -c $(printf %08x $((B)))"
expect r4 $((B + 4)) 0xeeeeeeee
prints eeeeeeee "od -An -v -tx4 -j4 -N4 $l"
expect r4 $((B + 4)) 0xeeeeeeee
prints eeeeeeee "od -An -v -tx4 -j4 -N4 $M/pci/$one/bar0/l"
prints 11e81234 "od -An -v -tx4 -N4 $M/cfg/l"
are_gone

# Both are removed and found again: the places change once more.
step 'new files are opened'
exec 7<>$l 8<$M/cfg/l
expect w4 $B 0x33333333
try "printf 3333 | dd bs=4 count=1 >&7"
step 'both are removed and found again'
remove_function $other
remove_function $one
rescan
switch_on $one
switch_on $other
holds "[ $(($(base $HOT:01.0 0))) -eq $((A)) ] && [ $(($(base $HOT:03.0 0))) -eq $((B)) ]"
are_gone
fails 'No such device' 'dd bs=4 count=1 <&7'
fails 'No such device' 'printf abcd | dd bs=4 count=1 >&7'
fails 'No such device' 'dd bs=4 count=1 <&8'
wait_for "[ \"\$(key one range)\" = $(range $A) ]"
expect r4 $((A + 4)) 0xeeeeeeee
prints eeeeeeee "od -An -v -tx4 -j4 -N4 $l"

# It comes back to the very same place: a file that was open before is still of the past.
step 'it is opened once more'
exec 9<$l
step 'removed and found again, at once'
remove_function $one
rescan
switch_on $one
holds "[ $(($(base $HOT:01.0 0))) -eq $((A)) ]"
fails 'No such device' 'dd bs=4 count=1 <&9'
wait_for "key one state | grep -qx ok"
wait_for "(exec 6<$l)"
fails 'No such device' 'dd bs=4 count=1 <&9'
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $l"

# A request that takes long does not go on without its device: not for more than 256 accesses.
expect_within r4 $A $A
step 'it is removed in the midst of a long request'
dd if=$M/one/fifo/0.l bs=512k count=1 of=/tmp/got 2>/tmp/reader &
wait_for "grep -q request_wait_answer /proc/$!/wchan"
remove_function $one
expect_within r4 $A $A 256
step 'it ends soon'
wait $!
holds "grep -q '^0+1 records in' /tmp/reader"
got=$(stat -c %s /tmp/got)
holds "[ $got -gt 0 ] && [ $got -lt 524288 ]"
step 'it has ended'
rescan

exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
unmount
step 'out'
unplug one
unplug other
