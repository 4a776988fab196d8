# SPDX-License-Identifier: GPL-2.0-or-later
# A machine without PCI: what is of PCI says so, nobody looks for it at its ports, the rest works.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

also_compare port 0xcf8 0xcff configuration space
prints '' 'ls /sys/bus/pci/devices'
mount_config <<'E'
regions = (
	{ name = "bar"; pci = "1234:11e8 bar0"; access = "rw"; },
	{ name = "slot"; pci = "0000:00:02.0 config"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "parport0"; ports = "0x378+3"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "label"; iomem = "Local APIC"; access = "none"; },
	{ name = "sim"; sim = "edu"; access = "rw"; }
);
browse = ( { tree = "iomem"; }, { tree = "ioports"; }, { tree = "pci"; } );
E
cp /tmp/err /tmp/mounting
for name in bar slot; do
	prints info "ls $M/$name"
	try "key $name state | grep '^unusable: there is no PCI function '"
	prints 'see lspci -Dnn for those there are' "key $name remedy"
	holds "grep -q 'region \"$name\" is unusable: there is no PCI function .*; see lspci' /tmp/mounting"
done
holds "[ $(wc -l </tmp/mounting) -eq 2 ]"
prints '' "ls $M/pci"

# What is there works.
expect r4 $TESTMEM
try "dd if=$M/memory/l bs=4 count=1"
expect w2 $TESTPORT 0x3231
try "printf 12 >$M/t/w"
expect w1 $PARPORT 0x41
try "printf A >$M/parport0/b"
prints 010000ed "od -An -v -tx4 -N4 $M/sim/l"
try "find $M/iomem -name '*:Local_APIC' | grep -q ."
try "find $M/ioports -name '*:rtc0' | grep -q ."
unmount

# The lists that are printed, and a demo.
try 'devmemfs --list | grep -q Local_APIC'
try 'devmemfs --map | grep -q "Local APIC"'
step 'the demo'
devmemfs --demo $M || bad 'no demo'
prints 010000ed "od -An -v -tx4 -N4 $M/edu/l"
unmount
