# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon has no privilege left, and still reaches what it has opened, and by its keeper what comes.
# A group has one device, and nobody else's: owner, group and mode are the kernel's own.
# shellcheck shell=sh disable=SC1091,SC2086,SC2044
. /vm/case.sh || exit

late=0000:$HOT:05.0
mount_config -o allow_other <<E
user = "user";
regions = (
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; group = "lab"; mode = "0660"; widths = "l";
	  registers = ( { name = "LIVENESS"; offset = "4"; } ); },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "cfg"; pci = "1234:11e8 config"; },
	{ name = "late"; pci = "$late bar0"; access = "rw"; widths = "l"; }
);
E
of() # NAME KEY: what the status of a process of that name says
{
	for process in /proc/[0-9]*; do
		[ "$(cat $process/comm 2>/dev/null)" != "$1" ] ||
			busybox sed -n "s/^$2:[[:space:]]*//p" $process/status
	done
}

none=0000000000000000
prints "$none $none $none" "of devmemfs CapPrm; of devmemfs CapEff; of devmemfs CapBnd"
prints '1 2' "of devmemfs NoNewPrivs; of devmemfs Seccomp"
prints '1000 1000 1000 1000 1000 1000 1000 1000' "of devmemfs Uid; of devmemfs Gid"
prints "0000000000220000 $none" "of devmemfs-keeper CapEff; of devmemfs-keeper CapBnd"

# Devices that were open before: memory, ports, configuration space.
expect w4 $TESTMEM 0x34333231
try "printf 1234 >$M/memory/l"
expect w2 $TESTPORT 0x3231
try "printf 12 >$M/t/w"
expect r4 $EDU
prints 010000ed "od -An -tx4 -N4 $M/edu/l"

# A device that comes is opened by the keeper.
fails 'No such file or directory' "cat $M/late/l"
expect_anything
step 'a device is plugged in'
plug edu late 05
switch_on $late
wait_for "[ -e $M/late/l ]"
at=$(base $HOT:05.0 0)
also_compare mmio $at $((at + 0xfffff)) plugged in
expect r4 $at
prints 010000ed "od -An -tx4 -N4 $M/late/l"
expect_anything
step 'it goes'
unplug late
wait_for "[ ! -e $M/late/l ]"

# The group of one device: it and nothing else.
lab='setpriv --reuid=1001 --regid=1001 --clear-groups'
expect w4 $((EDU + 4)) 0x00000001
expect r4 $((EDU + 4)) 0xfffffffe
prints 0xfffffffe "$lab sh -c 'busybox echo 1 >$M/edu/reg/LIVENESS; cat $M/edu/reg/LIVENESS'"
for file in memory/b memory/cp t/b t/w cfg/l cfg/at/0.l cfg/reg/VENDOR_ID memory/fifo/0.b; do
	fails 'Permission denied' "$lab dd if=$M/$file bs=8 count=1"
done
for file in memory/l t/b t/fifo/0.b; do
	fails 'Permission denied' "$lab dd if=/dev/zero of=$M/$file bs=4 count=1 conv=notrunc"
done

# Somebody else: no data file at all, whatever there is; only text about them.
other='setpriv --reuid=65534 --regid=65534 --clear-groups'
for file in $(find $M -type f ! -name info ! -name 'map.*' ! -path '*/.devmemfs/st*' ! -path '*cfg/*/*'); do
	fails 'Permission denied' "$other dd if=$file bs=8 count=1"
done
prints rw "$other sed -n 's/^access: //p' $M/memory/info"
fails 'Operation not permitted' "$other touch -d 2000-01-01 $M/memory/b || $lab chmod 666 $M/memory/b"
unmount

# Set-user-id it refuses to run, before anything else.
cp /bin/devmemfs /tmp/set-uid
chmod 4755 /tmp/set-uid
fails 'must not be set-user-id' "$other /tmp/set-uid --list"
rm /tmp/set-uid
