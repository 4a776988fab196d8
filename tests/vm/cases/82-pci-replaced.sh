# SPDX-License-Identifier: GPL-2.0-or-later
# A function's registers are its own: what comes in its place is asked anew, once, and not before.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

hot=0000:$HOT:01.0
reg=$M/pci/$hot/config/reg

step 'one is plugged in'
plug edu one 01

# The walk that is due, and only that, when the tree is first looked at after the change. The kernel
# itself looks at a function that comes, so nothing is said of that.
mount_config <<E
regions = ( { name = "cfg"; pci = "$hot config"; access = "rw"; } );
browse = ( { tree = "pci"; access = "ro"; only = [ "$hot" ]; } );
E
capabilities /sys/bus/pci/devices/$hot/config >/tmp/walk
holds 'grep -q "cap 64 CAP_MSI" /tmp/walk'
for dir in $reg $M/cfg/reg; do
	prints CAP_MSI "ls $dir | grep CAP_"
	prints '0x1234 0x05' "cat $dir/VENDOR_ID $dir/CAP_MSI/ID"
done

# What is open of the first is not open of the second.
exec 3<$M/cfg/reg/VENDOR_ID 4<$reg/CAP_MSI/ID
step 'another one comes in its place'
unplug one
wait_for "[ ! -e $reg/VENDOR_ID ]"
fails 'No such device' 'dd bs=64 count=1 <&3 # gone'
fails 'No such device' 'dd bs=64 count=1 <&4'
step 'and is there'
plug e1000 two 01
wait_for "[ -e $reg/VENDOR_ID ] && [ -e $M/cfg/reg/VENDOR_ID ]"
fails 'No such device' 'dd bs=64 count=1 <&3'
exec 3<&- 4<&-
for dir in $reg $M/cfg/reg; do
	prints 0x8086 "cat $dir/VENDOR_ID"
	prints '' "ls $dir | grep CAP_ || :"
	fails 'No such file or directory' "cat $dir/CAP_MSI/ID"
	prints '' "grep CAP_ $dir/../dump || :"
done

# And back: the names are those of what is there.
step 'out'
unplug two
wait_for "[ ! -e $reg/VENDOR_ID ]"
step 'the first kind again'
plug edu three 01
wait_for "[ -e $reg/VENDOR_ID ] && [ -e $M/cfg/reg/VENDOR_ID ]"
for dir in $reg $M/cfg/reg; do
	prints CAP_MSI "ls $dir | grep CAP_"
	prints '0x1234 0x05' "cat $dir/VENDOR_ID $dir/CAP_MSI/ID"
done
unmount
step 'out again'
unplug three
