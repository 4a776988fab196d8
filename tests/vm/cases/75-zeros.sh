# SPDX-License-Identifier: GPL-2.0-or-later
# Without CAP_SYS_ADMIN the kernel shows no addresses in its maps. Then nobody can know what is RAM:
# no memory is opened, and that is said; what needs no map works.
# shellcheck shell=sh disable=SC1091,SC2086,SC2034
. /vm/case.sh || exit

M=/tmp/mine
mkdir $M
chmod 666 /dev/fuse
chown user $M 2>/dev/null || busybox chown user $M
prints '00000000-00000000' "vmtool as-user sed -n '1s/ : .*//p' /proc/iomem"
prints '0' "vmtool as-user sed 's/ : .*//' /proc/iomem /proc/ioports | grep -vc '^ *0*-0*\$' || :"

with='vmtool as-user'
mount_config -o allow_other <<'E'
regions = (
	{ name = "testdev"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "look"; memory = "0xff000000+4k"; },
	{ name = "ram"; memory = "0x1000000+4k"; },
	{ name = "hpet"; iomem = "HPET 0"; },
	{ name = "t"; ports = "0xe0+4"; },
	{ name = "t-rw"; ports = "0xe4+4"; access = "rw"; },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; },
	{ name = "nic"; pci = "0000:00:06.0 bar1"; },
	{ name = "cfg"; pci = "0000:00:04.0 config"; }
);
browse = ( { tree = "iomem"; access = "ro"; }, { tree = "ioports"; access = "ro"; },
	{ tree = "pci"; access = "ro"; only = [ "0000:00:04.0" ]; } );
E
cp /tmp/err /tmp/mounting

# Memory: not one mapping, and it is said why, where and what to do.
shown="/proc/iomem shows only zeros"
for name in testdev look ram hpet; do
	prints info "ls $M/$name"
	try "key $name state | grep '^unusable: .*$shown'"
	try "key $name remedy | grep CAP_SYS_ADMIN"
	holds "grep -q 'region \"$name\" is unusable: .*$shown.*CAP_SYS_ADMIN' /tmp/mounting"
	fails 'No such file or directory' "cat $M/$name/b"
done
for tree in iomem ioports; do
	prints '' "find $M/$tree -mindepth 1 ! -name info"
	holds "grep -q 'tree \"$tree\" is unusable: /proc/$tree shows only zeros.*CAP_SYS_ADMIN' /tmp/mounting"
done
try "! grep -q /dev/mem /proc/\$(busybox pidof devmemfs)/maps"
holds "! ls -l /proc/$(busybox pidof devmemfs)/fd | grep /dev/mem"
step 'the map says so too'
holds "grep -q '$shown' $M/map.txt"
holds "grep -q '/proc/ioports shows only zeros' $M/map.txt"

# Nobody complains of the zeros as if they were the map.
holds "! grep -q 'left out' /tmp/mounting"

# Ports that are only read need no map; to write, one must know who has claimed them.
prints ok "key t state"
expect r4 $TESTPORT
try "dd if=$M/t/l bs=4 count=1"
prints info "ls $M/t-rw"
try "key t-rw state | grep '^unusable: .*/proc/ioports shows only zeros'"

# Functions have addresses of their own: sysfs shows them to all.
prints "$(ls /sys/bus/pci/devices)" "ls $M/pci"
prints 1048576 "key pci/0000:00:04.0/bar0 length"
expect r2 "$(base 06.0 1)"
try "dd if=$M/nic/w bs=2 count=1"
prints 11e81234 "od -An -v -tx4 -N4 $M/cfg/l"
prints info "ls $M/edu"
prints info "ls $M/pci/0000:00:04.0/bar0"
prints 'at b decode dump field fifo info l reg w wait' "ls $M/pci/0000:00:04.0/config"
umount $M
with=
daemon_ends

# With it, the same memory works.
M=/mnt
mount_config <<'E'
regions = ( { name = "testdev"; memory = "0xff000000+4k"; access = "rw"; } );
E
expect r4 $TESTMEM
try "dd if=$M/testdev/l bs=4 count=1"
unmount
