# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Where the test machine's devices are (boot.sh plugs them in), for init and for every case.

resource() # FUNCTION BAR: its start and end
{
	sed -n "$(($2 + 1))s/ [^ ]*\$//p" "/sys/bus/pci/devices/0000:00:$1/resource"
}

base() # FUNCTION BAR
{
	set -- "$(resource "$1" "$2")"
	echo "${1%% *}"
}

PARPORT=0x378          # isa-parallel: data, status, control
TESTPORT=0xe0          # pc-testdev: four bytes that store, in any width
TESTMEM=0xff000000     # pc-testdev: 64 KiB that store; the last page belongs to vmtool's marks
VGA=0xa0000            # the window
ROM=0xc0000            # the VGA BIOS, 55 aa
EDU=$(base 04.0 0)     # the first of two
EDU2=$(base 0a.0 0)
SHM=$(base 05.0 2)     # ivshmem: 1 MiB of memory behind a prefetchable BAR
E1000=$(base 06.0 0)
UART=$(base 07.0 0)    # pci-serial: ports
NVME=$(base 08.0 0)
# Configuration space in memory: 4 KiB a function, this one nvme's.
NVME_CONFIG=$(sed -n 's/^ *\([0-9a-f]*\)-.*PCI \(MMCONFIG\|ECAM\) 0000.*/0x\1/p' /proc/iomem)
NVME_CONFIG=$((NVME_CONFIG + 0x40000))

# One line per range that the host is to watch in every case, whatever the case mounts: nothing that
# a case does not expect may happen there. The kinds say which witness sees an access: "port" and
# "kernel" QEMU's trace, "ram" the CPU plugin, "mmio" both.
describe_machine()
{
	echo "watch port $PARPORT $((PARPORT + 7)) parport"
	echo "watch port $TESTPORT $((TESTPORT + 7)) testdev ports"
	echo "watch mmio $TESTMEM $((TESTMEM + 0xffff)) testdev memory"
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
	calibrate
}

# QEMU 7.2 tells the plugin not the physical address of RAM behind a BAR but one that is off by a
# constant. One byte read between two marks, and the host knows it.
calibrate()
{
	echo "calibrate $SHM"
	vmtool mark 1
	vmtool "r1:$SHM" >/dev/null
	vmtool mark 2
}
