# SPDX-License-Identifier: GPL-2.0-or-later
# A device is taken out while programs read it, write it, copy it and wait for it: each of them gets
# ENODEV, and who works with other devices notices nothing: not one access more or less.
# shellcheck shell=sh disable=SC1091,SC2012,SC2016,SC2046,SC2086
. /vm/case.sh || exit

one=0000:$HOT:01.0
expect_anything
step 'a device is plugged in'
plug edu hot 01
switch_on $one
A=$(base $HOT:01.0 0)
also_compare mmio $A $((A + 0xfffff)) plugged in

names='registers = ( { name = "ID"; offset = "0"; }, { name = "STATUS"; offset = "0x20"; } );'
mount_config <<E
regions = (
	{ name = "hot"; pci = "$one bar0"; access = "rw"; $names },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; $names },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; }
);
E
of_name() # NAME: the process that is called so
{
	for process in /proc/[0-9]*; do
		[ "$(cat $process/comm 2>/dev/null)" != "$1" ] || echo ${process#/proc/}
	done
}
daemon=$(of_name devmemfs)
descriptors() { ls /proc/$daemon/fd | wc -l; }
before=

# Each does its own over and over, until it fails; what it said is kept.
until_it_fails() # NAME COMMAND
{
	while eval "$2" >>/tmp/$1.out 2>/tmp/$1.err; do
		: >/tmp/$1.once
	done
}
victims='reader writer copier register waiter'
start_victims()
{
	rm -f /tmp/*.once /tmp/*.out
	until_it_fails reader "dd if=$M/hot/fifo/0.l bs=4 count=100" &
	until_it_fails writer "dd if=/dev/zero of=$M/hot/fifo/4.l bs=4 count=100 conv=notrunc" &
	until_it_fails copier "dd if=$M/hot/cp bs=8 skip=16 count=8" &
	until_it_fails register "cat $M/hot/reg/ID" &
	until_it_fails waiter "busybox echo '0x80:0x80 20s' >$M/hot/wait/STATUS" &
	for victim in reader writer copier register; do
		wait_for "[ -e /tmp/$victim.once ]"
	done
}
# One access more may have been under way for each when the device stopped answering.
expect_load()
{
	for access in "r4 $A $A" "w4 $((A + 4)) $((A + 4))" "r8 $((A + 128)) $((A + 191))" \
		"r4 $((A + 32)) $((A + 32))"; do
		expect_within $access
		expect_within $access 1 rejected
	done
}

# Others count what they have done, and only that, all of that, may be in the trace.
until_enough() # NAME COMMAND
{
	n=0
	while [ ! -e /tmp/enough ]; do
		eval "$2" >/tmp/$1.out 2>&1 || bad "$1: $(cat /tmp/$1.out)"
		n=$((n + 1))
	done
	echo $n >/tmp/$1.count
}
start_others()
{
	rm -f /tmp/enough
	until_enough looker "dd if=$M/edu/fifo/0.l bs=4 count=20 of=/dev/null" &
	until_enough filler "dd if=/vm/contents/bytes of=$M/memory/fifo/8.l bs=4 count=20 conv=notrunc" &
	until_enough asker "cat $M/edu/reg/STATUS" &
	until_enough porter "printf abcdefgh >$M/t/fifo/1.b" &
}
# Of the step that has just been: each unit one request.
was_done() # NAME WIDTH ADDR VALUE...
{
	name=$1 width=$2 addr=$3
	shift 3
	busybox awk -v n="$(cat /tmp/$name.count)" -v access="$width $addr" -v values="$*" 'BEGIN {
		print "stream"
		units = split(values, value, " ")
		while (n-- > 0)
			for (i = 1; i <= units; i++)
				print "want", access, value[i]
	}' >>"$REPORT"
	holds "[ $(cat /tmp/$name.count) -gt 0 ]"
}
units() { od -An -v -tu$1 -w$1 -N$2 /vm/contents/bytes; }
twenty=$(busybox seq 20 | busybox sed 's/.*/0x010000ed/')

for round in 1 2; do
	expect_load
	step "it is taken out while all are at work ($round)"
	start_others
	start_victims
	unplug hot
	for victim in $victims; do
		wait_for "grep -q 'No such device' /tmp/$victim.err"
	done
	: >/tmp/enough
	wait
	was_done looker r4 $EDU $twenty
	was_done filler w4 $((TESTMEM + 8)) $(units 4 80)
	was_done asker r4 $((EDU + 32)) 0
	was_done porter w1 $((TESTPORT + 1)) 97 98 99 100 101 102 103 104
	holds "! grep -qv 0x010000ed /tmp/register.out"
	holds "! od -An -v -tx4 -w4 /tmp/reader.out | grep -qv 010000ed"

	# The daemon is the same one, and has let go of all that was the device's.
	holds "[ $daemon = $(of_name devmemfs) ]"
	wait_for "[ ! -e $M/hot/l ]"
	fails 'No such file or directory' "cat $M/hot/l"
	expect r4 $EDU 0x010000ed
	prints 010000ed "od -An -v -tx4 -N4 $M/edu/l"
	expect_anything
	step 'it is plugged in again'
	plug edu hot 01
	switch_on $one
	wait_for "[ -e $M/hot/l ]"
	expect r4 $A 0x010000ed
	prints 010000ed "od -An -v -tx4 -N4 $M/hot/l"
	[ "$before" ] || before=$(descriptors) # the log's own is among them now
	wait_for '[ $(descriptors) -le $before ]'
done
unmount
step 'out'
unplug hot
