# SPDX-License-Identifier: GPL-2.0-or-later
# The check of what the next cases rest on: devices come, go and move in this machine, and an access
# to where one has been is seen.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

one=0000:$HOT:01.0 two=0000:$HOT:02.0
devices=/sys/bus/pci/devices

step 'a device is plugged in'
plug edu one 01
switch_on $one
A=$(base $HOT:01.0 0)
also_compare mmio $A $((A + 0xfffff)) plugged in
expect r4 $A 0x010000ed
prints 0x010000ed "vmtool r4:$A"
expect w4 $((A + 4)) 0x11111111
try "vmtool w4:$((A + 4))=0x11111111"

step 'there is no second one in its slot'
answer=
ask_host "device_add edu,id=other,bus=bridge,addr=01"
[ "$answer" != ok ] || bad 'there is'

step 'it is taken out'
unplug one
holds "[ ! -e $devices/$one ]"
expect r4 $A rejected
try "vmtool r4:$A"

# Another one takes its address, and it gets another.
step 'it comes back to another place'
plug edu two 02
plug edu one 01
switch_on $two
switch_on $one
B=$(base $HOT:01.0 0)
holds "[ $(($(base $HOT:02.0 0))) -eq $((A)) ] && [ $((B)) -ne $((A)) ]"
also_compare mmio $B $((B + 0xfffff)) moved
expect r4 $B 0x010000ed
prints 0x010000ed "vmtool r4:$B"

# Removed, a function still answers, until it is found again: perhaps elsewhere.
step 'both are removed'
remove_function $two
remove_function $one
holds "[ ! -e $devices/$one ] && [ ! -e $devices/$two ]"
step 'both are found again'
rescan
holds "[ $(($(base $HOT:01.0 0))) -eq $((A)) ] && [ $(($(base $HOT:02.0 0))) -eq $((B)) ]"
switch_on $one
expect r4 $A 0x010000ed
prints 0x010000ed "vmtool r4:$A"

step 'memory decode off'
switch_decode $one memory 0
expect r4 $A rejected
try "vmtool r4:$A"
step 'memory decode on'
switch_decode $one memory 1
expect r4 $A 0x010000ed
prints 0x010000ed "vmtool r4:$A"

step 'both are taken out'
unplug one
unplug two
holds "[ ! -e $devices/$one ] && [ ! -e $devices/$two ]"
