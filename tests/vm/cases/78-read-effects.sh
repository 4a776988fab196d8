# SPDX-License-Identifier: GPL-2.0-or-later
# Registers that notice a read: what is not asked for by its own name never happens to them.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

unbind serial 0000:00:07.0
vmtool r4:$((E1000 + 0xc0)) >/dev/null # whatever has happened so far
also_compare port 0x70 0x71 cmos

mount_config <<'E'
regions = (
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; registers = "16550.conf:16550"; },
	{ name = "asked"; pci = "1b36:0002 bar0"; registers = (
		{ name = "RBR"; offset = "0"; width = 8; read-effect = "modify"; read = "allow"; },
		{ name = "LSR"; offset = "5"; width = 8; read-effect = "clear"; read = "allow";
		  fields = ( { name = "DR"; bits = "0"; }, { name = "OE"; bits = "1"; } ); } ); },
	{ name = "nic"; pci = "8086:100e bar0"; access = "rw"; widths = "l"; registers = (
		{ name = "CTRL"; offset = "0x00"; },
		{ name = "STATUS"; offset = "0x08"; access = "ro"; },
		{ name = "ICR"; offset = "0xc0"; read-effect = "clear"; fields = (
			{ name = "TXDW"; bits = "0"; }, { name = "LSC"; bits = "2"; } ); },
		{ name = "ICS"; offset = "0xc8"; access = "wo"; } ); },
	{ name = "nic-asked"; pci = "8086:100e bar0"; widths = "l"; registers = (
		{ name = "ICR"; offset = "0xc0"; read-effect = "clear"; read = "allow"; fields = (
			{ name = "TXDW"; bits = "0"; }, { name = "LSC"; bits = "2"; } ); } ); },
	{ name = "cmos"; ports = "0x70+2"; access = "rw"; force = true; registers = "cmos.conf:cmos"; },
	{ name = "cmos-asked"; ports = "0x70+2"; registers = (
		{ name = "DATA"; offset = "1"; width = 8; read-effect = "modify"; read = "allow"; } ); }
);
E
u=$M/uart

# What fails says why on its standard error; dash's own echo does not.
put() { busybox echo "$1" >"$2"; }

# The line's format and the loop, by field: each a read and a write.
expect r1 $((UART + 3))
expect w1 $((UART + 3)) 0x03
try "echo 0x03:0xff >$u/reg/LCR"
expect r1 $((UART + 3)) 0x03
expect w1 $((UART + 3)) 0x07
try "echo 2_STOP >$u/field/LCR/STB"
expect r1 $((UART + 3)) 0x07
expect w1 $((UART + 3)) 0x05
try "echo 6_BITS >$u/field/LCR/WLS"
expect w1 $((UART + 3)) 0x03
try "echo 0x03 >$u/reg/LCR"
expect r1 $((UART + 4))
expect w1 $((UART + 4)) 0x00
try "echo 0:0xff >$u/reg/MCR"
expect r1 $((UART + 4)) 0
expect w1 $((UART + 4)) 0x10
try "echo 1 >$u/field/MCR/LOOP"
expect r1 $((UART + 4)) 0x10
prints 'MCR 0x10 reset 0x00 DTR [0] 0x0 reset 0x0 RTS [1] 0x0 reset 0x0 OUT1 [2] 0x0 reset 0x0
	OUT2 [3] 0x0 reset 0x0 LOOP [4] 0x1 reset 0x0' "cat $u/decode/MCR"
expect w1 $((UART + 2)) 0x07
try "echo 0x07 >$u/reg/FCR"

# Sixteen bytes in the FIFO, and one more: the overrun is noted until somebody reads the line status.
for c in 0 1 2 3 4 5 6 7 8 9 a b c d e f 10; do
	expect w1 $UART $((0x40 + 0x$c))
	try "echo $((0x40 + 0x$c)) >$u/reg/THR"
done

# Everything that somebody may do who does not mean those bytes.
untouched()
{
	try "ls -lR $M"
	try "find $M -ls"
	try "du -a $u"
	try "stat $u/reg/RBR $u/decode/LSR $u/field/LSR/OE $u/wait/LSR $u/at/0x0.b"
	prints '0 0 0 0 5' "stat -c %s $u/reg/RBR $u/reg/LSR $u/field/MSR/DCTS $u/reg/DLL $u/reg/SCR"
	for file in reg/RBR reg/DLL reg/IIR reg/LSR reg/MSR decode/RBR decode/LSR decode/MSR \
		field/LSR/DR field/IIR/ID field/MSR/CTS reg/THR reg/FCR; do
		fails 'Permission denied' "cat $u/$file"
	done
	fails 'Permission denied' "put '1:1 1s' $u/wait/LSR"
	fails 'Permission denied' "put '1:1 1s' $u/wait/RBR"
	for file in FCR/ENABLE FCR/RESET_RX FCR/RX_TRIGGER; do
		fails 'Operation not permitted' "put 1 $u/field/$file"
	done
	fails 'Operation not permitted' "put 1:1 $u/reg/THR"
	fails 'Operation not permitted' "put 1:1 $u/reg/FCR"
	fails 'Operation not permitted' "put 0x80:0x80 $u/reg/DLL"
	fails 'Permission denied' "grep -r nothing $u/reg $u/decode $u/field"
	try "exec 3<$M/asked/reg/RBR 4<$M/asked/decode/LSR 5<$u/at/0x0.b"

	# The dump reads the others and no more.
	for i in 1 1 3 4 7; do
		expect r1 $((UART + i))
	done
	prints '0x01 IER 0x01 DLM 0x03 LCR 0x04 MCR 0x07 SCR' "sed 's/0x..\$//' $u/dump"
	expect r1 $((UART + 1))
	try "cat $u/decode/IER"
	expect r1 $((UART + 3)) 0x03
	prints 0x3 "cat $u/field/LCR/WLS"
	expect r1 $((UART + 7))
	try "cat $u/reg/SCR"
	# Where reading is allowed, it still is never a part of something else.
	prints '' "cat $M/asked/dump"
}
untouched

# They all are there, and each read by its offset takes exactly one.
for c in 0 1 2 3 4 5 6 7; do
	expect r1 $UART $((0x40 + c))
	prints 0x4$c "cat $u/at/0x0.b"
done
untouched
# Where reading is allowed, a cat takes one too, by name.
for c in 8 9 a b c d e; do
	expect r1 $UART $((0x40 + 0x$c))
	prints 0x4$c "cat $M/asked/reg/RBR"
done
# One more byte waits, and the overrun has been noted all the time; one look clears it.
expect r1 $((UART + 5)) 0x63
prints 'LSR 0x63 DR [0] 0x1 OE [1] 0x1' "cat $M/asked/decode/LSR"
expect r1 $((UART + 5)) 0x61
prints 0x0 "cat $M/asked/field/LSR/OE"
expect r1 $((UART + 5)) 0x61
try "echo 1:1 1s >$M/asked/wait/LSR"
expect r1 $UART 0x4f
prints 0x4f "head -c 100 $M/asked/reg/RBR"
expect r1 $((UART + 5)) 0x60
fails 'Connection timed out' "put '1:1 0s' $M/asked/wait/LSR"
expect r1 $((UART + 5)) 0x60
prints 0x60 "cat $u/at/5.b"

# The network card forgets its interrupt's cause with the first look.
expect w4 $((E1000 + 0xc8)) 4
try "echo 4 >$M/nic/reg/ICS"
fails 'Permission denied' "cat $M/nic/reg/ICR"
fails 'Permission denied' "cat $M/nic/field/ICR/LSC"
fails 'Permission denied' "cat $M/nic/decode/ICR"
fails 'Permission denied' "put '4:4 1s' $M/nic/wait/ICR"
fails 'Permission denied' "cat $M/nic/reg/ICS"
fails 'Operation not permitted' "put 1 $M/nic/field/ICR/LSC"
fails 'Operation not permitted' "put 4:4 $M/nic/reg/ICR"
try "ls -lR $M/nic $M/nic-asked"
prints '' "cat $M/nic-asked/dump"
expect r4 $E1000
expect r4 $((E1000 + 8))
prints '0x00 CTRL 0x08 STATUS' "sed 's/0x........\$//' $M/nic/dump"
expect r4 $((E1000 + 0xc0)) 4
prints 0x00000004 "cat $M/nic-asked/reg/ICR"
expect r4 $((E1000 + 0xc0)) 0
prints 0x00000000 "cat $M/nic-asked/reg/ICR"
expect w4 $((E1000 + 0xc8)) 5
try "echo 5 >$M/nic/reg/ICS"
expect r4 $((E1000 + 0xc0)) 5
prints 'ICR 0x00000005 TXDW [0] 0x1 LSC [2] 0x1' "cat $M/nic-asked/decode/ICR"
expect w4 $((E1000 + 0xc8)) 4
try "echo 4 >$M/nic/reg/ICS"
expect r4 $((E1000 + 0xc0)) 4
prints 0x1 "cat $M/nic-asked/field/ICR/LSC"
expect r4 $((E1000 + 0xc0)) 0
prints 0x00000000 "cat $M/nic/at/0xc0.l"

# An index and the data behind it: whoever else moved the index would be seen in what comes.
expect w1 0x70 0x50
try "echo 0x50 >$M/cmos/reg/INDEX"
expect w1 0x71 0x5a
try "echo 0x5a >$M/cmos/reg/DATA"
expect w1 0x70 0x51
try "echo 0x51 >$M/cmos/reg/INDEX"
expect w1 0x71 0xa5
try "echo 0xa5 >$M/cmos/reg/DATA"
expect w1 0x70 0x50
try "echo 0x50 >$M/cmos/reg/INDEX"
fails 'Permission denied' "cat $M/cmos/reg/DATA"
fails 'Permission denied' "cat $M/cmos/reg/INDEX"
fails 'Operation not permitted' "put 0x51 $M/cmos/field/INDEX/INDEX"
fails 'Operation not permitted' "put 1:1 $M/cmos/reg/DATA"
prints '' "cat $M/cmos/dump"
try "ls -lR $M/cmos $M/cmos-asked"
expect r1 0x71 0x5a
prints 0x5a "cat $M/cmos-asked/reg/DATA"
expect w1 0x70 0x51
expect r1 0x71 0xa5
prints 0xa5 "echo 0x51 >$M/cmos/at/0.b; cat $M/cmos/at/1.b"

unmount
