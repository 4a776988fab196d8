# SPDX-License-Identifier: GPL-2.0-or-later
# The string instructions at a fixed port: byte streams of devices that are made for them.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

unbind serial 0000:00:07.0
vmtool w1:0x3f6=2 # the disk raises no interrupts

mount_config <<'E'
regions = (
	{ name = "fw"; ports = "0x510+2"; access = "rw"; },
	{ name = "ide"; ports = "0x1f0+8"; access = "rw"; },
	{ name = "out"; ports = "0x5c0+1"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; }
);
E
ide=$M/ide

# fw_cfg: a selector of two bytes, then its bytes one after the other.
expect w2 $FWCFG 0
try "printf '\\0\\0' >$M/fw/w"
printf QEMU >/tmp/stream
expect_data r1 $((FWCFG + 1)) 0 /tmp/stream
expect_string ins
prints QEMU "head -c 4 $M/fw/fifo/1.bs"
expect w2 $FWCFG 0
try "printf '\\0\\0' >$M/fw/fifo/0.w"
expect r1 $((FWCFG + 1)) 0x51
expect r1 $((FWCFG + 1)) 0x45
prints QE "head -c 2 $M/fw/fifo/1.b"
expect r1 $((FWCFG + 1)) 0x4d
expect_string ins
prints M "head -c 1 $M/fw/fifo/0x1.bs"

# A sector of the disk is 256 words, or 128 of twice the width, at one port.
sector() { head -c $((($1 + 1) * 512)) /vm/contents/disk | tail -c 512 >/tmp/sector; }
command() # SECTOR CODE
{
	i=2
	for value in 1 $1 0 0 0xe0 $2; do
		expect w1 $((IDE + i)) $value
		i=$((i + 1))
	done
	printf '%b' "\\01\\0$1\\0\\0\\0340\\0$(printf %o $2)" >/tmp/command
	try "dd if=/tmp/command of=$ide/b bs=6 seek=2 oflag=seek_bytes conv=notrunc"
	# Its alternate status is at a port that nobody watches.
	until [ $(($(vmtool r1:0x3f6) & 0x88)) -eq 8 ]; do :; done
}
READ=0x20 WRITE=0x30

for view in ws:2 ls:4 w:2 l:4; do
	sector 5
	command 5 $READ
	expect_data r${view#*:} $IDE 0 /tmp/sector
	case $view in *s:*) expect_string ins ;; esac
	try "dd if=$ide/fifo/0.${view%:*} bs=512 count=1 of=/tmp/got"
	holds 'cmp /tmp/sector /tmp/got'
done

command 7 $WRITE
expect_data w2 $IDE 0 /tmp/sector
expect_string outs
try "cp /tmp/sector $ide/fifo/0.ws"
command 7 $READ
expect_data r2 $IDE 0 /tmp/sector
expect_string ins
prints '' "dd if=$ide/fifo/0.ws bs=512 count=1 | cmp - /tmp/sector"

# What leaves through debugcon is in the host's file in this order.
head -c 5000 /vm/contents/disk >/tmp/stream
expect_data w1 $DEBUGCON 0 /tmp/stream
expect_string outs
expect_sent /tmp/stream
try "cp /tmp/stream $M/out/fifo/0.bs"
printf 'by single bytes' >/tmp/stream
expect_data w1 $DEBUGCON 0 /tmp/stream
expect_sent /tmp/stream
try "cat /tmp/stream >$M/out/fifo/0.b"
expect_data w1 $DEBUGCON 0 /tmp/stream
expect_string outs
expect_sent /tmp/stream
try "dd if=/tmp/stream of=$M/out/fifo/0.bs bs=4 seek=3 conv=notrunc"

# All widths on one port; positions mean nothing here either.
for width in 1 2 4; do
	view=$(echo "1b 2w 4l" | sed "s/.*$width\\(.\\).*/\\1/")
	expect_data w$width $TESTPORT 0 /vm/contents/bytes
	expect_string outs
	try "cp /vm/contents/bytes $M/t/fifo/0.${view}s"
	expect_run r$width $TESTPORT 2 0
	expect_string ins
	try "dd if=$M/t/fifo/0.${view}s bs=$((2 * width)) count=1 skip=1"
	expect r$width $TESTPORT
	expect_string ins
	prints $width "dd if=$M/t/fifo/0.${view}s bs=$((2 * width - 1)) count=1 | wc -c"
done
fails 'Invalid argument' "head -c 3 $M/t/fifo/0.ls"
fails 'No such file or directory' "cat $M/t/fifo/2.ls"
fails 'No such file or directory' "cat $M/t/bs"

# The serial port, its FIFO on and its output looped back to its input.
expect w1 $((UART + 2)) 0x07
try "printf '\\007' >$M/uart/fifo/2.b"
expect w1 $((UART + 4)) 0x10
try "printf '\\020' >$M/uart/fifo/4.b"
printf 0123456789abcdef >/tmp/stream
expect_data w1 $UART 0 /tmp/stream
expect_string outs
try "cp /tmp/stream $M/uart/fifo/0.bs"
expect_data r1 $UART 0 /tmp/stream
expect_string ins
prints 0123456789abcdef "head -c 16 $M/uart/fifo/0.bs"
expect r1 $((UART + 5)) 0x60
prints 60 "head -c 1 $M/uart/fifo/5.b | od -An -v -tx1"

unmount
