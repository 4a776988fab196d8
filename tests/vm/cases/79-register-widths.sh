# SPDX-License-Identifier: GPL-2.0-or-later
# A register is accessed in its own width, whatever the bus behind it; what is done in halves is done
# in the order that the region says.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

HPET=0xfed00000
also_compare mmio $HPET $((HPET + 0xef)) the timers, without their counter, which the kernel reads
also_compare mmio $((HPET + 0x100)) $((HPET + 0x3ff)) the timers

mount_config <<'E'
regions = (
	{ name = "parport"; ports = "0x378+3"; access = "rw"; registers = "parport.conf:parport"; },
	{ name = "ports"; ports = "0xe0+4"; access = "rw"; registers = (
		{ name = "B%s"; offset = "0"; width = 8; count = 4; stride = "1"; },
		{ name = "W%s"; offset = "0"; width = 16; count = 2; stride = "2"; fields = (
			{ name = "HIGH"; bits = "15:12"; }, { name = "LOW"; bits = "11:0"; } ); },
		{ name = "L"; offset = "0"; } ); },
	{ name = "hpet"; iomem = "HPET 0"; registers = "hpet.conf:hpet"; },
	{ name = "hpet32"; iomem = "HPET 0"; registers = "hpet.conf:hpet32"; },
	{ name = "nvme"; pci = "1b36:0010 bar0"; registers = (
		{ name = "CAP"; offset = "0"; width = 64; access = "ro"; fields = (
			{ name = "MQES"; bits = "15:0"; }, { name = "DSTRD"; bits = "35:32"; } ); },
		{ name = "VS"; offset = "8"; access = "ro"; } ); },
	{ name = "nvme-halves"; pci = "1b36:0010 bar0"; quad = "lo-hi"; registers = (
		{ name = "CAP"; offset = "0"; width = 64; access = "ro"; fields = (
			{ name = "MQES"; bits = "15:0"; } ); } ); },
	{ name = "store"; memory = "0xff000000+4k"; access = "rw"; registers = (
		{ name = "B%s"; offset = "0x20"; width = 8; count = 8; stride = "1"; },
		{ name = "W%s"; offset = "0x20"; width = 16; count = 4; stride = "2"; },
		{ name = "L%s"; offset = "0x20"; count = 2; stride = "4"; },
		{ name = "Q"; offset = "0x20"; width = 64; },
		{ name = "SEND"; offset = "0x40"; access = "wo"; },
		{ name = "POP"; offset = "0x44"; read-effect = "modify"; } ); },
	{ name = "lo-hi"; memory = "0xff001000+4k"; access = "rw"; quad = "lo-hi"; registers = (
		{ name = "Q"; offset = "0x8"; width = 64; fields = ( { name = "HIGH"; bits = "63:48"; } ); } ); },
	{ name = "hi-lo"; memory = "0xff002000+4k"; access = "rw"; quad = "hi-lo"; registers = (
		{ name = "Q"; offset = "0x8"; width = 64; } ); },
	{ name = "big"; memory = "0xff003000+4k"; access = "rw"; endian = "big"; registers = (
		{ name = "B"; offset = "0"; width = 8; },
		{ name = "W"; offset = "2"; width = 16; fields = ( { name = "TOP"; bits = "15"; } ); },
		{ name = "L"; offset = "4"; },
		{ name = "Q"; offset = "8"; width = 64; } ); },
	{ name = "flush"; memory = "0xff004000+4k"; access = "rw"; flush = "read"; registers = (
		{ name = "A"; offset = "0"; width = 16; }, { name = "B"; offset = "4"; } ); },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; registers = (
		{ name = "LIVENESS"; offset = "4"; } ); }
);
E

# Eight-bit ports: a real list of a real device.
p=$M/parport
expect w1 $PARPORT 0x5a
try "echo 0x5a >$p/reg/DATA"
expect r1 $PARPORT 0x5a
prints 0x5a "cat $p/reg/DATA"
expect r1 $PARPORT 0x5a
expect w1 $PARPORT 0x5f
try "echo 0x0f:0x0f >$p/reg/DATA"
expect r1 $((PARPORT + 2))
try "cat $p/reg/CONTROL"
expect w1 $((PARPORT + 2)) 0x0c
try "echo 0x0c >$p/reg/CONTROL"
expect r1 $((PARPORT + 2))
expect w1 $((PARPORT + 2))
try "echo 1 >$p/field/CONTROL/AUTOFD"
expect r1 $((PARPORT + 2))
prints 0x1 "cat $p/field/CONTROL/AUTOFD"
expect r1 $((PARPORT + 2))
expect w1 $((PARPORT + 2))
try "echo RESET >$p/field/CONTROL/INIT"
expect w1 $((PARPORT + 2)) 0x0c
try "echo 0x0c >$p/reg/CONTROL"
expect r1 $((PARPORT + 1))
try "cat $p/decode/STATUS"
fails 'Permission denied' "echo 0 >$p/reg/STATUS"
expect_run r1 $PARPORT 3 1
prints '0x00 DATA 0x01 STATUS 0x02 CONTROL' "sed 's/0x..\$//' $p/dump"

# Ports of three widths that lie on each other: an access of each, each once.
expect w4 $TESTPORT 0x44332211
try "echo 0x44332211 >$M/ports/reg/L"
for i in 0 1 2 3; do
	expect r1 $((TESTPORT + i)) $((0x11 * (i + 1)))
	prints 0x$((i + 1))$((i + 1)) "cat $M/ports/reg/B$i"
done
expect r2 $((TESTPORT + 2)) 0x4433
prints 0x4433 "cat $M/ports/reg/W1"
expect r2 $((TESTPORT + 2)) 0x4433
expect w2 $((TESTPORT + 2)) 0xf433
try "echo 15 >$M/ports/field/W1/HIGH"
expect r1 $((TESTPORT + 1)) 0x22
expect w1 $((TESTPORT + 1)) 0x2a
try "echo 10:0x0f >$M/ports/reg/B1"
# By offset, and as they are in the list where several share one.
for want in "r1 0" "r2 0" "r4 0" "r1 1" "r1 2" "r2 2" "r1 3"; do
	expect ${want% *} $((TESTPORT + ${want#* }))
done
prints 'B0 W0 L B1 B2 W1 B3' "sed 's/^0x.. //; s/ 0x.*//' $M/ports/dump"

# Memory that stores: four widths.
expect w8 $((TESTMEM + 0x20)) 0x8877665544332211
try "echo 0x8877665544332211 >$M/store/reg/Q"
for i in 0 1 2 3 4 5 6 7; do
	expect r1 $((TESTMEM + 0x20 + i)) $((0x11 * (i + 1)))
	prints 0x$((i + 1))$((i + 1)) "cat $M/store/reg/B$i"
done
expect r2 $((TESTMEM + 0x26)) 0x8877
prints 0x8877 "cat $M/store/reg/W3"
expect r4 $((TESTMEM + 0x24)) 0x88776655
prints 0x88776655 "cat $M/store/reg/L1"
expect w1 $((TESTMEM + 0x23)) 0xff
try "echo 255 >$M/store/reg/B3"
expect r2 $((TESTMEM + 0x22)) 0xff33
expect w2 $((TESTMEM + 0x22)) 0xff00
try "echo 0:0xff >$M/store/reg/W1"
expect r8 $((TESTMEM + 0x20)) 0x88776655ff002211
expect w8 $((TESTMEM + 0x20)) 0x08776655ff002211
try "echo 0:0x8000000000000000 >$M/store/reg/Q"

# Eight bytes at once, where the device can; in halves, where the region says so.
expect r8 $NVME
try "cat $M/nvme/reg/CAP >/tmp/cap"
expect r8 $NVME
prints "$(sed 's/^0x............0*/0x/' /tmp/cap)" "cat $M/nvme/field/CAP/MQES"
expect r8 $NVME
try "cat $M/nvme/at/0.q | cmp - /tmp/cap"
expect r4 $((NVME + 8)) 0x00010400
prints 0x00010400 "cat $M/nvme/reg/VS"
expect r8 $NVME
expect r4 $((NVME + 8)) 0x00010400
prints "0x00 CAP $(cat /tmp/cap) 0x08 VS 0x00010400" "cat $M/nvme/dump"
expect r4 $NVME
expect r4 $((NVME + 4))
try "cat $M/nvme-halves/reg/CAP | cmp - /tmp/cap"
expect r4 $NVME
expect r4 $((NVME + 4))
try "cat $M/nvme-halves/field/CAP/MQES"
expect r4 $NVME
expect r4 $((NVME + 4))
try "cat $M/nvme-halves/at/0x0.q | cmp - /tmp/cap"

Q=$((TESTMEM + 0x1008))
expect w4 $Q 0x89abcdef
expect w4 $((Q + 4)) 0x01234567
try "echo 0x0123456789abcdef >$M/lo-hi/reg/Q"
expect r4 $Q 0x89abcdef
expect r4 $((Q + 4)) 0x01234567
prints 0x0123456789abcdef "cat $M/lo-hi/reg/Q"
# A change of bits: both halves are read, then both are written.
expect r4 $Q 0x89abcdef
expect r4 $((Q + 4)) 0x01234567
expect w4 $Q 0x89abcdef
expect w4 $((Q + 4)) 0xfffe4567
try "echo 0xfffe >$M/lo-hi/field/Q/HIGH"
expect r4 $Q
expect r4 $((Q + 4))
try "echo 0xfffe000000000000:0xffff000000000000 1s >$M/lo-hi/wait/Q"
Q=$((TESTMEM + 0x2008))
expect w4 $((Q + 4)) 0x01234567
expect w4 $Q 0x89abcdef
try "echo 0x0123456789abcdef >$M/hi-lo/reg/Q"
expect r4 $((Q + 4)) 0x01234567
expect r4 $Q 0x89abcdef
prints 0x0123456789abcdef "cat $M/hi-lo/at/0x8.q"

# Big-endian registers have their own value, also where some of their bits are changed.
B=$((TESTMEM + 0x3000))
expect w1 $B 0x12
try "echo 0x12 >$M/big/reg/B"
expect w2 $((B + 2)) 0x3412
try "echo 0x1234 >$M/big/reg/W"
expect r2 $((B + 2)) 0x3412
expect w2 $((B + 2)) 0x3492
try "echo 1 >$M/big/field/W/TOP"
expect r2 $((B + 2)) 0x3492
prints 0x9234 "cat $M/big/reg/W"
expect w4 $((B + 4)) 0x78563412
try "echo 0x12345678 >$M/big/reg/L"
expect r4 $((B + 4)) 0x78563412
prints 0x12345678 "cat $M/big/at/4.l"
expect w8 $((B + 8)) 0x8877665544332211
try "echo 0x1122334455667788 >$M/big/reg/Q"
expect r8 $((B + 8)) 0x8877665544332211
prints 0x1122334455667788 "cat $M/big/reg/Q"
expect r2 $((B + 2)) 0x3492
try "echo 0x8000:0x8000 1s >$M/big/wait/W"

# Where writes are flushed by a read, that is one more, after the write; ports have none.
F=$((TESTMEM + 0x4000))
expect w2 $F 0x1234
expect r2 $F 0x1234
try "echo 0x1234 >$M/flush/reg/A"
expect r2 $F 0x1234
expect w2 $F 0x1238
expect r2 $F 0x1238
try "echo 8:0xf >$M/flush/reg/A"
expect r2 $F 0x1238
prints 0x1238 "cat $M/flush/reg/A"
expect w4 $((TESTMEM + 0x24)) 1
expect r4 $((TESTMEM + 0x24)) 1
try "echo 1 | dd of=$M/store/reg/L1 oflag=dsync"
expect w4 $((TESTMEM + 0x24)) 2
expect r4 $((TESTMEM + 0x24)) 2
try "echo 2 | dd of=$M/store/reg/L1 conv=fsync"
# But never by a read of what must not be read.
for name in SEND POP; do
	fails 'Permission denied' "echo 1 | dd of=$M/store/reg/$name oflag=dsync"
done
expect w4 $((TESTMEM + 0x40)) 1
step 'a register that is only written, and fsync'
echo 1 | dd of=$M/store/reg/SEND conv=fsync 2>/dev/null
expect w4 $((TESTMEM + 0x44)) 1
step 'a register with a read effect, and fsync'
echo 1 | dd of=$M/store/reg/POP conv=fsync 2>/dev/null
expect w1 $PARPORT 0x77
try "echo 0x77 | dd of=$p/reg/DATA oflag=sync"
expect w4 $((EDU + 4)) 3
try "echo 3 >$M/edu/reg/LIVENESS"

# The timers: the CPU reads eight bytes, and the machine makes two accesses of it, each of which it is
# told all eight bytes for, so what it is told is not compared. By halves they are two registers.
expect r8 $HPET
prints 0x009896808086a201 "cat $M/hpet/reg/GCAP_ID"
expect r8 $HPET
prints 0x8086 "cat $M/hpet/field/GCAP_ID/VENDOR_ID"
expect r4 $HPET
prints 0x8086a201 "cat $M/hpet32/reg/GCAP_ID"
expect r4 $((HPET + 4)) 0x00989680
prints 0x00989680 "cat $M/hpet32/reg/COUNTER_CLK_PERIOD"
expect r8 $((HPET + 0x120))
try "cat $M/hpet/decode/TIM1_CONF"
expect r4 $((HPET + 0x144))
try "cat $M/hpet32/reg/TIM2_ROUTE_CAP"

unmount
