# SPDX-License-Identifier: GPL-2.0-or-later
# A machine that lacks what others have: each time the message, and that the rest works all the same.
# shellcheck shell=sh disable=SC1091,SC2086,SC2034
. /vm/case.sh || exit

hide() { busybox mv /dev/$1 /dev/hidden-$1; } # DEVICE
show() { busybox mv /dev/hidden-$1 /dev/$1; }
# The same /proc, but for one file.
without_file() # FILE
{
	mkdir -p /tmp/proc
	mount -t proc proc /tmp/proc
	mount -t tmpfs tmpfs /proc
	for file in /tmp/proc/*; do
		[ "${file##*/}" = "$1" ] || ln -s $file /proc
	done
}
with_all_files() { umount -l /proc && umount -l /tmp/proc; }
show_all() # whatever happens
{
	[ ! -e /tmp/proc/mounts ] || with_all_files
	[ -e /sys/bus ] || mount -t sysfs sysfs /sys
	for device in mem port fuse; do
		[ ! -e /dev/hidden-$device ] || show $device
	done
	take_out_the_rest
}
trap show_all EXIT

cat >/tmp/all <<'E'
regions = (
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "named"; iomem = "HPET 0"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "bar"; pci = "0000:00:04.0 bar0"; access = "rw"; },
	{ name = "sim"; sim = "edu"; access = "rw"; }
);
browse = ( { tree = "iomem"; }, { tree = "ioports"; }, { tree = "pci"; } );
E
start() # LINES [OPTION]...: what it says comes in so many lines
{
	lines=$1
	shift
	mount_config "$@" </tmp/all
	cp /tmp/err /tmp/mounting
	holds "[ $(wc -l </tmp/mounting) -eq $lines ]"
}
refused() # REGION CAUSE REMEDY: in its info and in the log; and no data file
{
	holds "grep -q '\\(region\\|tree\\) \"$1\" is unusable: $2; $3\$' /tmp/mounting"
	try "key $1 state | grep '^unusable: $2\$'"
	try "key $1 remedy | grep '^$3\$'"
	prints info "ls $M/$1"
}
works() # REGION...
{
	for region; do
		prints ok "key $region state"
		case $region in
		memory)
			expect r4 $TESTMEM
			try "dd if=$M/memory/l bs=4 count=1"
			;;
		t)
			expect r1 $TESTPORT
			try "dd if=$M/t/b bs=1 count=1"
			;;
		bar)
			expect r4 $EDU 0x010000ed
			prints 010000ed "od -An -v -tx4 -N4 $M/bar/l"
			;;
		sim) prints 010000ed "od -An -v -tx4 -N4 $M/sim/l" ;;
		esac
	done
	holds "[ -s $M/map.txt ]"
}

step 'no /dev/mem'
hide mem
start 2
for name in memory named; do
	refused $name 'devmem: No such file or directory.*' 'this kernel has no /dev/mem (CONFIG_DEVMEM)'
done
works t bar sim
unmount
show mem

# Neither in and out nor bytes through the kernel.
step 'no ports'
hide port
with='vmtool without-ioperm'
start 1
with=
refused t 'port-io: Function not implemented' 'this kernel was built without CONFIG_X86_IOPL_IOPERM'
works memory bar sim
unmount
show port

missing='Cannot open /sys/bus/pci/devices'
remedy='see that the machine has PCI and /sys is mounted'
step 'no /sys'
umount -l /sys
start 2
refused bar "no PCI bus: $missing" "$remedy"
refused pci "PCI: $missing" "$remedy"
works memory t sim
unmount
mount -t sysfs sysfs /sys

remedy='see that /proc is mounted and readable'
step 'no /proc/ioports'
without_file ioports
start 2
missing='(No such file or directory)'
refused t "cannot read /proc/ioports $missing, so a driver may have claimed it" "$remedy"
refused ioports '/proc/ioports cannot be read: No such file or directory' "$remedy"
works memory bar sim
unmount
with_all_files

step 'no /proc/iomem'
without_file iomem
start 4
for name in memory bar; do
	refused $name "cannot read /proc/iomem $missing, so it may be RAM" "$remedy"
done
refused named "cannot read /proc/iomem $missing" "make /proc/iomem readable"
refused iomem '/proc/iomem cannot be read: No such file or directory' "$remedy"
works t sim
unmount
with_all_files

remedy='see that /proc is mounted, and nothing over it'
step 'empty maps'
mount --bind /dev/null /proc/ioports
mount --bind /dev/null /proc/iomem
start 4
for name in memory bar; do
	refused $name '/proc/iomem is empty, so it may be RAM' "$remedy"
done
refused named '/proc/iomem is empty' "$remedy"
refused t '/proc/ioports is empty, so a driver may have claimed it' "$remedy"
works sim
unmount
umount /proc/ioports
umount /proc/iomem

# An ordinary user, by fusermount3: neither addresses nor devices, but all that needs none.
step 'no capability'
M=/tmp/nobody
mkdir $M
busybox chown user $M
chmod 666 /dev/fuse
with='setpriv --reuid=1000 --regid=1000 --clear-groups'
start 6 -o allow_other
with=
remedy='run with CAP_SYS_ADMIN (as root), which it needs to show addresses'
for name in memory bar; do
	refused $name '/proc/iomem shows only zeros, so it may be RAM' "$remedy"
done
refused named '/proc/iomem shows only zeros' "$remedy"
refused t '/proc/ioports shows only zeros, so a driver may have claimed it' "$remedy"
for name in iomem ioports; do
	refused $name "/proc/$name shows only zeros" "$remedy"
done
prints "$(ls /sys/bus/pci/devices)" "ls $M/pci"
works sim
umount $M
daemon_ends
M=/mnt

step 'no /dev/fuse'
hide fuse
fails '/dev/fuse: No such file or directory; load the module: modprobe fuse' "devmemfs -c /tmp/all $M"
holds "! busybox pidof devmemfs"
show fuse
start 0
works memory t bar sim
unmount
