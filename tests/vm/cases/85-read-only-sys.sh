# SPDX-License-Identifier: GPL-2.0-or-later
# /sys mounted read-only, as in a container: what is only read works, what would be written says why.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

E1000PORTS=$(base 06.0 1)
also_compare port $E1000PORTS $((E1000PORTS + 63)) e1000 ports
also_compare kernel 0xcf8 0xcff configuration space
edu2=0000:00:0a.0
step '/sys is read-only'
mount -o remount,ro /sys
trap 'mount -o remount,rw /sys; take_out_the_rest' EXIT
holds "! echo 1 >/sys/bus/pci/rescan" 2>/dev/null

expect_anything
mount_config <<E
regions = (
	{ name = "bar"; pci = "0000:00:04.0 bar0"; access = "rw"; },
	{ name = "bar-look"; pci = "0000:00:04.0 bar0"; },
	{ name = "cfg"; pci = "$edu2 config"; access = "rw"; },
	{ name = "cfg-look"; pci = "$edu2 config"; },
	{ name = "rom"; pci = "$edu2 rom"; },
	{ name = "nic"; pci = "8086:100e bar1"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; }
);
browse = ( { tree = "pci"; } );
E
cp /tmp/err /tmp/mounting
for name in bar cfg rom; do
	prints info "ls $M/$name"
	try "key $name state | grep '^unusable: .*: Read-only file system\$'"
	try "key $name remedy | grep '^/sys is mounted read-only: access = \"ro\" works, or mount -o remount,rw'"
	holds "grep -q 'region \"$name\" is unusable: .*: Read-only file system; /sys is mounted' /tmp/mounting"
done
expect_open 0x80002000
expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 $M/bar-look/l"
expect_config $edu2 r4 0 0x11e81234
prints 11e81234 "od -An -v -tx4 -N4 $M/cfg-look/l"
# What is no file of /sys: the ports of an I/O BAR, memory, other ports.
prints port-io 'key nic backend'
expect_open 0x80003000
expect w4 $E1000PORTS 0x34333231
try "printf 1234 >$M/nic/l"
expect w4 $TESTMEM 0x34333231
try "printf 1234 >$M/memory/l"
expect w2 $TESTPORT 0x3231
try "printf 12 >$M/t/w"
prints "$(ls /sys/bus/pci/devices)" "ls $M/pci"
unmount
