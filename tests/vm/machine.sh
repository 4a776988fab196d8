# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Where the test machine's devices are (boot.sh plugs them in), for init and for every case. Those of
# PCI are nowhere on the bare machine.

resource() # FUNCTION BAR: its start and end; 04.0 is on bus 0
{
	case $1 in
	*:*) ;;
	*) set -- "00:$1" "$2" ;;
	esac
	busybox sed -n "$(($2 + 1))s/ [^ ]*\$//p" "/sys/bus/pci/devices/0000:$1/resource"
}

base() # FUNCTION BAR
{
	set -- "$(resource "$1" "$2" 2>/dev/null)"
	echo "${1%% *}"
}

PARPORT=0x378          # isa-parallel: data, status, control
TESTPORT=0xe0          # pc-testdev: four bytes that store, in any width
TESTMEM=0xff000000     # pc-testdev: 64 KiB that store; the last page belongs to the marks
MARK=0xff00fffc        # its last word: a mark is a write to it, which both witnesses see
VGA=0xa0000            # the window
ROM=0xc0000            # the VGA BIOS, 55 aa
EDU=$(base 04.0 0)     # the first of two
EDU2=$(base 0a.0 0)
SHM=$(base 05.0 2)     # ivshmem: 1 MiB of memory behind a prefetchable BAR
E1000=$(base 06.0 0)
UART=$(base 07.0 0)    # pci-serial: ports
NVME=$(base 08.0 0)
IDE=0x1f0              # isa-ide: a disk that holds /vm/contents/disk; alternate status at 0x3f6
FWCFG=0x510            # fw_cfg: a selector, and the data behind it; /vm/contents/bytes is among it
DEBUGCON=0x5c0         # isa-debugcon: what is written there goes to a file of the host
PAUSE=0x80             # where a pause goes
EDU2ROM=$(base 0a.0 6) # /vm/contents/rom, where its BAR is enabled
EDU2CONFIG=/sys/bus/pci/devices/0000:00:0a.0/config
HOT=01                 # the bus behind the bridge at 0b.0: empty, with room for four BARs of 1 MiB
# Configuration space in memory: 4 KiB a function, this one nvme's.
ECAM=$(busybox sed -n 's/^ *\([0-9a-f]*\)-.*PCI \(MMCONFIG\|ECAM\) 0000.*/0x\1/p' /proc/iomem)
NVME_CONFIG=$((ECAM + 0x40000))

# Has the process that init has started for it do what vmtool would; $said is the first line of what
# it prints, or "ok".
hand() # WORD...
{
	echo "$*" >/tmp/hand.asked
	read -r said </tmp/hand.said
}

# Cuts the trace: what comes now is one step. Nothing is started for it, which would take time.
mark() # NUMBER
{
	hand w4:$MARK="$1"
}

# One line per range that the host is to watch in every case, whatever the case mounts: nothing that
# a case does not expect may happen there. The kinds say who is to make an access, and which witness
# sees it: QEMU's trace a program's to a "port" and one of the "kernel", the plugin a program's to
# "ram", both one to "mmio".
describe_machine()
{
	echo "watch port $PARPORT $((PARPORT + 7)) parport"
	echo "watch port $TESTPORT $((TESTPORT + 7)) testdev ports"
	echo "watch mmio $TESTMEM $((TESTMEM + 0xffff)) testdev memory"
	echo "watch port $FWCFG $((FWCFG + 1)) fw_cfg"
	echo "watch port $DEBUGCON $DEBUGCON debugcon"
	[ -z "$EDU" ] || describe_pci
}

describe_pci()
{
	echo "watch mmio $VGA $((VGA + 0x1ffff)) vga window"
	echo "watch ram $ROM 0xfffff rom"
	echo "watch mmio $(resource 04.0 0) edu"
	echo "watch mmio $(resource 0a.0 0) edu 2"
	echo "watch mmio $(resource 05.0 0) ivshmem registers"
	echo "watch ram $(resource 05.0 2) ivshmem memory"
	echo "watch mmio $(resource 06.0 0) e1000 memory"
	echo "watch port $(resource 06.0 1) e1000 ports"
	echo "watch port $(resource 07.0 0) pci-serial"
	echo "watch mmio $(resource 08.0 0) nvme"
	echo "watch ram $EDU2ROM $((EDU2ROM + 2047)) edu 2's rom"
	echo "watch port $IDE $((IDE + 7)) ide"
	calibrate "$SHM" "$EDU2ROM"
}

# Enables or disables the second edu's ROM: the lowest bit of configuration register 0x30.
switch_rom() # 1|0
{
	printf '%b' "\\0$1" | dd of=$EDU2CONFIG bs=1 seek=48 conv=notrunc 2>/dev/null
}

# QEMU 7.2 tells the plugin not the physical address of RAM behind a BAR but one that is off by a
# constant. One byte read of each between two marks, and the host knows it.
calibrate() # ADDR...
{
	switch_rom 1
	mark 1
	for address; do
		echo "calibrate $address"
		vmtool "r1:$address" >/dev/null
	done
	mark 2
	switch_rom 0
}
