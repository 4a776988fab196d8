# SPDX-License-Identifier: GPL-2.0-or-later
# lockdown=integrity, as with Secure Boot: what the kernel refuses is said, with the reason, and is
# not tried at a device; what it still grants works. There is no way back: this is the last case.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

edu2=0000:00:0a.0
E1000PORTS=$(base 06.0 1)
also_compare kernel $E1000PORTS $((E1000PORTS + 63)) e1000 ports
also_compare kernel 0xcf8 0xcff configuration space

# What was opened before goes on, except where the kernel asks itself at each write.
expect_anything
mount_config <<E
regions = (
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "bar"; pci = "0000:00:05.0 bar2"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "cfg"; pci = "$edu2 config"; access = "rw"; }
);
E
step 'the kernel is locked down'
mount -t securityfs none /sys/kernel/security
echo integrity >/sys/kernel/security/lockdown
holds "grep -qF '[integrity]' /sys/kernel/security/lockdown"
fails 'Operation not permitted' 'vmtool r4:0xff000000'
expect w4 $TESTMEM 0x34333231
try "printf 1234 >$M/memory/l"
expect_open 0x80002800
expect w4 $SHM 0x34333231
try "printf 1234 >$M/bar/l"
expect w2 $TESTPORT 0x3231
try "printf 12 >$M/t/w"
expect_config $edu2 r2 0 0x1234
prints 1234 "od -An -v -tx2 -N2 $M/cfg/w"
fails 'Operation not permitted' "printf x | dd of=$M/cfg/b bs=1 seek=12 conv=notrunc"
unmount

expect_anything
mount_config <<E
regions = (
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "look"; memory = "0xff000000+4k"; },
	{ name = "bar"; pci = "0000:00:05.0 bar2"; access = "rw"; },
	{ name = "bar-look"; pci = "0000:00:05.0 bar2"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "t-look"; ports = "0xe0+4"; },
	{ name = "cfg"; pci = "$edu2 config"; access = "rw"; },
	{ name = "rom"; pci = "$edu2 rom"; },
	{ name = "nic"; pci = "8086:100e bar1"; access = "rw"; },
	{ name = "nic-look"; pci = "8086:100e bar1"; },
	{ name = "cfg-look"; pci = "$edu2 config"; },
	{ name = "sim"; sim = "edu"; access = "rw"; }
);
browse = ( { tree = "iomem"; access = "ro"; }, { tree = "ioports"; access = "ro"; },
	{ tree = "pci"; access = "ro"; } );
E
cp /tmp/err /tmp/mounting

# The reason and the remedy; and no data file.
refused() # REGION REMEDY
{
	prints info "ls $M/$1"
	try "key $1 state | grep '^unusable: .*: Operation not permitted\$'"
	try "key $1 remedy | grep '^$2'"
	holds "grep -q 'region \"$1\" is unusable: .*: Operation not permitted; .*$2' /tmp/mounting"
}
for name in memory look bar bar-look t t-look; do
	refused $name 'the kernel is locked down: boot with lockdown=none'
done
for name in cfg nic; do
	refused $name 'the kernel is locked down: access = "ro" works'
done
refused rom 'a ROM is read through /dev/mem, .* the kernel is not locked down'

# What it still grants.
expect_open 0x80003000
expect r4 $((E1000PORTS + 4))
try "dd if=$M/nic-look/l bs=4 skip=1 count=1"
prints pci-io 'key nic-look backend'
expect_config $edu2 r4 0 0x11e81234
prints 11e81234 "od -An -v -tx4 -N4 $M/cfg-look/l"
prints 010000ed "od -An -v -tx4 -N4 $M/sim/l"
prints "$(ls /sys/bus/pci/devices)" "ls $M/pci"
prints 1048576 "key pci/$edu2/bar0 length"
try "grep -q 'PCI Bus 0000:00' $M/map.txt"
try "find $M/iomem -name '*:HPET_0' | grep -q ."
prints '' "find $M/iomem -name '[bwlq]'"
unmount
