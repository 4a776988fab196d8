#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Boots a test machine once under both witnesses; leaves console, report and trace in DIR.
# usage: boot.sh MACHINE PART/PARTS KERNELDIR INITRAMFS PLUGIN CONTENTS DIR [PATTERN of cases]
# MACHINE: cases, the one with all the devices; cases-bare, whose kernel knows of no PCI. 0/2: of the
# cases every other one, from the first.

set -eu

die() { echo "boot.sh: $*" >&2; exit 1; }

[ $# -ge 7 ] || die "usage: boot.sh MACHINE PART/PARTS KERNELDIR INITRAMFS PLUGIN CONTENTS DIR [PATTERN]"
here=$(cd "$(dirname "$0")" && pwd)
machine=$1 part=$2 kernel=$3/vmlinux initramfs=$4 plugin=$5 contents=$6 dir=$7 pattern=${8:-*}
ram=256
words="folder=$machine part=${part%/*} parts=${part#*/} cases=$pattern ops=${VM_OPS:-8000}"
witness="$plugin,ram=$((ram << 20)),from=0xff00fffc" # that is machine.sh's mark

# What is plugged in besides. Devices can be plugged in behind the bridge at 0xb while it runs.
case $machine in
cases)
	set -- -device virtio-serial-pci,addr=9 -device virtserialport,chardev=report,name=report \
		-device VGA,addr=2 \
		-device edu,addr=4 -device edu,addr=0xa,romfile="$contents/rom" \
		-object memory-backend-ram,id=shm,size=1M -device ivshmem-plain,addr=5,memdev=shm \
		-device e1000,addr=6,mac=52:54:00:12:34:56 \
		-chardev null,id=null2 -device pci-serial,addr=7,chardev=null2 \
		-device nvme,addr=8,serial=vm \
		-device pcie-root-port,id=root-port,addr=0xc,chassis=2 \
		-device pci-bridge,id=bridge,addr=0xb,chassis_nr=1,shpc=off,mem-reserve=4M \
		-drive if=none,id=disk,format=raw,snapshot=on,file="$contents/disk" \
		-device isa-ide,id=isa-ide,iobase=0x1f0,iobase2=0x3f6,irq=14 \
		-device ide-hd,bus=isa-ide.0,drive=disk
	run="python3 $here/plug.py"
	;;
cases-bare)
	set -- -device isa-serial,chardev=report
	words="$words pci=off acpi=off"
	run=
	;;
esac

# Main memory comes first, so that QEMU 7.2 too counts its blocks from address 0. The last write to
# isa-debug-exit, 0x10, makes QEMU exit with 33; any other end is a failure. The kernel keeps away
# from port 0x80.
set -- -nodefaults -no-user-config -no-reboot -display none \
	-object memory-backend-ram,id=ram,size=${ram}M \
	-machine q35,memory-backend=ram -accel tcg,thread=single -smp 1 -m $ram \
	-kernel "$kernel" -initrd "$initramfs" \
	-append "console=ttyS0 quiet panic=-1 io_delay=udelay pcie_port_pm=off devmemfs-vm $words" \
	-chardev file,id=console,path="$dir/console" -device isa-serial,chardev=console \
	-chardev file,id=report,path="$dir/report" \
	-device isa-debug-exit,iobase=0xf4,iosize=1 \
	-chardev null,id=null1 -device isa-parallel,iobase=0x378,chardev=null1 \
	-device pc-testdev \
	-chardev file,id=sent,path="$dir/debugcon" -device isa-debugcon,iobase=0x5c0,chardev=sent \
	-fw_cfg name=opt/devmemfs/bytes,file="$contents/bytes" \
	"$@" -D "$dir/trace" -trace 'memory_region_ops_*' -d plugin -plugin "$witness"

status=0
# shellcheck disable=SC2086 # a program and its argument, or nothing
timeout "${VM_TIMEOUT:-600}" $run "${QEMU:-qemu-system-x86_64}" "$@" \
	2>"$dir/qemu.log" || status=$?
[ "$status" -ne 33 ] || exit 0

grep -v 'has no peer' "$dir/qemu.log" >&2 || :
echo "--- the end of the console:" >&2
tail -n 30 "$dir/console" >&2 || :
[ "$status" -ne 124 ] || die "the machine hung: ended after ${VM_TIMEOUT:-600} s"
die "the machine ended by itself (QEMU's status $status)"
