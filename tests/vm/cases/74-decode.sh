# SPDX-License-Identifier: GPL-2.0-or-later
# A function that does not decode its addresses is not asked there: opening fails, info and the log
# tell why and what to do, and doing that is enough.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

hot=0000:$HOT:01.0 nic=0000:00:06.0
step 'a device is plugged in, which nobody has switched on'
plug edu one 01
A=$(base $HOT:01.0 0) E1000PORTS=$(base 06.0 1)
also_compare mmio $A $((A + 0xfffff)) plugged in

mount_config <<E
regions = (
	{ name = "hot"; pci = "$hot bar0"; access = "rw"; },
	{ name = "hot-cfg"; pci = "$hot config"; },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; },
	{ name = "nic"; pci = "$nic bar0"; access = "rw"; },
	{ name = "nic-io"; pci = "$nic bar1"; access = "rw"; }
);
browse = ( { tree = "iomem"; access = "ro"; only = [ "$hot" ]; },
	{ tree = "ioports"; access = "ro"; only = [ "$nic" ]; } );
E
entry=$(find $M/iomem -name "*:$hot") ports=$(find $M/ioports -name "*:$nic")

# What an unusable region says, in info and in the log.
says_why() # DIRECTORY CAUSE FUNCTION
{
	prints "unusable: $2" "sed -n 's/^state: //p' $1/info"
	prints "load a driver, or enable the device: echo 1 >/sys/bus/pci/devices/$3/enable" \
		"sed -n 's/^remedy: //p' $1/info"
	path=${1#"$M"/}
	wait_for "grep -qF \"region \\\"$path\\\" is unusable: $2; load a driver\" /tmp/log"
}
no_memory="the function's decoding of memory is off"
no_ports="the function's decoding of I/O ports is off"

for way in "3<$M/hot/l" "3>$M/hot/l" "3<>$M/hot/q" "3<$M/hot/fifo/0.b" "3<$entry/l"; do
	fails 'Input/output error' "exec $way"
done
fails 'Input/output error' "cat $M/hot/cp"
says_why $M/hot "$no_memory" $hot
says_why $entry "$no_memory" $hot
prints 'at b cp fifo info l q w' "ls $M/hot"
prints 1048576 "stat -c %s $M/hot/l"

# That is this function's: the others work, and configuration space always answers.
expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/edu/l"
prints 11e81234 "od -An -v -tx4 -N4 $M/hot-cfg/l"

# The remedy is one.
step 'as the remedy says'
eval "$(key hot remedy | sed 's/^[^:]*: //')" || bad 'the remedy does not work'
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/hot/l"
prints ok "key hot state"
prints '' "key hot remedy"
expect r4 $A 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $entry/l"

# Off again, and on.
for _ in 1 2; do
	step 'memory decode off'
	switch_decode $hot memory 0
	fails 'Input/output error' "cat $M/hot/l"
	says_why $M/hot "$no_memory" $hot
	step 'memory decode on'
	switch_decode $hot memory 1
	expect r4 $A 0x010000ed
	prints 010000ed "od -An -v -tx4 -N4 $M/hot/l"
done

# Memory and ports are switched each for itself.
step 'no ports'
switch_decode $nic ports 0
fails 'Input/output error' "cat $M/nic-io/l"
fails 'Input/output error' "true >$M/nic-io/fifo/0.b"
fails 'Input/output error' "cat $ports/l"
says_why $M/nic-io "$no_ports" $nic
says_why $ports "$no_ports" $nic
expect r4 $((E1000 + 8))
try "dd if=$M/nic/l bs=4 skip=2 count=1"
step 'ports, but no memory'
switch_decode $nic ports 1
switch_decode $nic memory 0
fails 'Input/output error' "cat $M/nic/l"
says_why $M/nic "$no_memory" $nic
expect r4 $((E1000PORTS + 4))
try "dd if=$M/nic-io/l bs=4 skip=1 count=1"
prints ok "key nic-io state"
step 'both'
switch_decode $nic memory 1
expect r4 $((E1000 + 8))
try "dd if=$M/nic/l bs=4 skip=2 count=1"

unmount
step 'out'
unplug one
