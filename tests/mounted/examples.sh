#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each example does on the demo machine's devices, or in a saved map, what it says, by exactly the
# accesses it needs.
# shellcheck disable=SC2086 # words that are several
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require bash busybox dash
require_mount
examples=$(cd "${top_srcdir:-.}/examples" && pwd)

# Three ROMs of a saved dump: a size of 0, which is none; one with a bad sum; one that is cut off.
dump=$tmp/dump
truncate -s 6k "$dump"
printf '\125\252' | dd of="$dump" conv=notrunc status=none
cp "$dump" "$tmp/bad"
printf '\125\252\002' | dd of="$tmp/bad" bs=2k seek=1 conv=notrunc status=none
printf '\125\252\005\374' | dd of="$dump" bs=2k seek=2 conv=notrunc status=none

mkdir "$tree/proc"
cp "${top_srcdir:-.}/tests/maps/laptop.iomem" "$tree/proc/iomem"
echo "0020-0021 : pic1" >"$tree/proc/ioports"

config <<END
browse = ( { tree = "iomem"; } );
regions = (
  { name = "parport"; sim = "parport"; access = "rw"; },
  { name = "isa"; sim = "isa"; access = "rw"; },
  { name = "looked"; sim = "isa"; },
  { name = "edu"; sim = "edu"; access = "rw"; widths = "l"; },
  { name = "uart"; sim = "uart"; access = "rw"; },
  { name = "ram"; sim = "ram+64"; access = "rw"; },
  { name = "big"; sim = "ram+64"; access = "rw"; endian = "big"; },
  { name = "rom"; sim = "rom+1k"; },
  { name = "bad"; file = "$tmp/bad"; },
  { name = "cut"; file = "$dump"; },
  { name = "ro"; sim = "parport"; },
  { name = "wo"; sim = "parport"; access = "wo"; }
);
END

refuses() { # example argument...: one line, status 2, and nothing is accessed
	example=$1
	shift
	try "$examples/$example" "$@"
	expect_status 2
	expect_text "number of lines on stderr" "$(wc -l <"$tmp/err")" 1
	expect_output ""
	expect_none
}

inp_and_outp() {
	run "$examples/outpb" "$mnt/parport" 0 0x5a 10
	expect_bus "parport wb 0x378 0x5a" "parport wb 0x378 0x0a"
	run "$examples/inpb" "$mnt/parport" 0 1 0x2
	expect_output "0x0a
0x9f
0xc0"
	expect_bus "parport rb 0x378 0x0a" "parport rb 0x379 0x9f" "parport rb 0x37a 0xc0"
	run "$examples/inp" "$mnt/parport" 0
	expect_bus "parport rb 0x378 0x0a"
	run "$examples/outp" "$mnt/parport" 2 07
	expect_bus "parport wb 0x37a 0x07"
	run "$examples/inpw" "$mnt/parport" 0
	expect_output 0x9f0a
	expect_bus "parport rw 0x378 0x9f0a"
	run "$examples/outpw" "$mnt/ram" 0x10 0xbeef
	expect_bus "ram ww 0x10 0xbeef"
	run "$examples/inpl" "$mnt/edu" 0
	expect_output 0x010000ed
	expect_bus "edu rl 0xfea00000 0x010000ed"
	run "$examples/outpl" "$mnt/edu" 4 0x12345678
	expect_bus "edu wl 0xfea00004 0x12345678"
	# A register's value is that of its window, whatever its byte order.
	run "$examples/outpl" "$mnt/big" 8 0x12345678
	run "$examples/inpl" "$mnt/big" 8
	expect_output 0x12345678
	run "$examples/inpw" "$mnt/big" 012
	expect_output 0x5678
	expect_bus "big wl 0x8 0x78563412" "big rl 0x8 0x78563412" "big rw 0xa 0x7856"
	refuses inpb "$mnt/parport"
	refuses inpb "$mnt/parport" 3
	refuses inpb "$mnt/parport" 0 09
	refuses inpl "$mnt/parport" 0
	refuses inpw "$mnt/parport" 1
	refuses inpb "$tmp" 0
	refuses outpb "$mnt/parport" 0
	refuses outpb "$mnt/parport" 0 1 256
	refuses outpb "$mnt/parport" 0 1 -1
	refuses outpb "$mnt/parport" 0 0x
	refuses outpw "$mnt/ram" 0 0x10000
	refuses outpl "$mnt/edu" 0 0x100000000
	refuses outpl "$mnt/edu" 2 1
	refuses outpl "$mnt/edu" 0 99999999999999999999
}

# What the region does not allow is an error of its own, in one line too.
not_allowed() {
	for arguments in "inpb $mnt/wo 0" "outpb $mnt/ro 0 1"; do
		try "$examples/"$arguments
		expect_status 1
		expect_one_line "* cannot be *"
		expect_none
	done
}

by_shell() { # example argument...
	example=$1
	shift
	run $shell "$examples/$example" "$@"
}

# A value that has a newline in it comes whole, whatever shell there is.
shells() {
	for shell in dash bash "busybox sh"; do
		by_shell outpl "$mnt/edu" 4 0x0a0d0a25 0
		by_shell inpl "$mnt/edu" 4
		expect_output 0xffffffff
		expect_bus "edu wl 0xfea00004 0x0a0d0a25" "edu wl 0xfea00004 0x00000000" \
			"edu rl 0xfea00004 0xffffffff"
		by_shell leds.sh "$mnt/parport" 2 0
		expect_bus "parport wb 0x378 0x01" "parport wb 0x378 0x02" "parport wb 0x378 0x00"
		by_shell uart-fifo.sh "$mnt/uart" 0123456789abcdef
		expect_output 0123456789abcdef
		by_shell video-rom.sh "$mnt/rom" "$tmp/rom"
		expect_output "$tmp/rom: 1024 bytes from 0x0, checksum good"
		look
	done
}

leds() {
	run "$examples/leds.sh" "$mnt/parport" 9 0
	expect_list "$(for value in 01 02 04 08 10 20 40 80 40 00; do
		echo "parport wb 0x378 0x$value"
	done)"
	refuses leds.sh "$mnt/parport" many
	refuses leds.sh "$mnt/edu"
	refuses leds.sh "$mnt/looked"
	refuses leds.sh
}

video_rom() {
	run "$examples/video-rom.sh" "$mnt/looked" "$tmp/rom"
	expect_output "$tmp/rom: 32768 bytes from 0xc0000, checksum good"
	look
	checks=$((checks + 1))
	grep -q ' w' "$tmp/got" && fail "$ran: it wrote"
	# The signature, its size, the size again, and the ROM in blocks of 512 bytes.
	expect_text accesses "$(wc -l <"$tmp/got")" $((3 + 1 + 32768 / 8))
	run dd if="$mnt/looked/b" bs=32k skip=4 count=1 status=none of="$tmp/same"
	look
	expect_same "$tmp/rom" "$tmp/same"
	for pair in "ram:*no ROM*" "bad:*checksum*0x800 is wrong" "cut:*behind the end*"; do
		try "$examples/video-rom.sh" "$mnt/${pair%%:*}" "$tmp/none"
		expect_status 1
		expect_one_line "${pair#*:}"
	done
	look
	refuses video-rom.sh "$mnt/uart" "$tmp/none"
}

uart_fifo() {
	run "$examples/uart-fifo.sh" "$mnt/uart" "once each"
	expect_output "once each"
	# Set up, sent, each byte read when the line status says that it is there, and put back.
	bytes="6f 6e 63 65 20 65 61 63 68"
	expect_list "uart rb 0x3fb 0x00;uart rb 0x3fc 0x00
		uart wb 0x3fb 0x03;uart wb 0x3fc 0x10;uart wb 0x3fa 0x07
		$(for byte in $bytes; do echo "uart wb 0x3f8 0x$byte"; done)
		uart rb 0x3fd 0x61
		$(for byte in $bytes; do echo "uart rb 0x3fd 0x61;uart rb 0x3f8 0x$byte"; done)
		uart rb 0x3fd 0x60;uart wb 0x3fc 0x00;uart wb 0x3fb 0x00"
	refuses uart-fifo.sh "$mnt/ro"
	refuses uart-fifo.sh "$mnt/uart" "seventeen letters"
	refuses uart-fifo.sh "$mnt/parport"
}

isa_tour() {
	run "$examples/isa-tour.sh" "$mnt/looked"
	look
	checks=$((checks + 1))
	grep -q ' w' "$tmp/got" && fail "$ran: it wrote"
	expect_match "^0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good$"
	# The same 16 bytes by each kind of access, and these alone are not the probe's.
	for count in rw:8 rl:4 rq:4; do
		expect_text "${count%:*} accesses" "$(grep -c " ${count%:*} 0xc000" "$tmp/got")" "${count#*:}"
	done
	for bits in "  8" " 16" " 32" " 64" any; do
		expect_match "^$bits bits: 55 aa 40 "
	done
	run "$examples/isa-tour.sh" "$mnt/isa"
	look
	expect_match "^0xa0000-0xbffff: RAM$"
	refuses isa-tour.sh "$mnt/ram"
}

owner() {
	for shell in dash bash "busybox sh"; do
		by_shell owner.sh "$mnt/iomem" 0x88300010
		expect_output "80000000-bfffffff:PCI_Bus_0000:00
  88300000-8831ffff:0000:00:1f.6
    88300000-8831ffff:e1000e
claimed-by: PCI Bus 0000:00 > 0000:00:1f.6 > e1000e
state: ok"
	done
	run "$examples/owner.sh" "$mnt/iomem" 0x1000
	expect_match "^remedy: "
	for address in 0xfed003ff 0x87fffffff 0x4000000000; do
		run "$examples/owner.sh" "$mnt/iomem" $address
	done
	try "$examples/owner.sh" "$mnt/iomem" 0xfed00400
	expect_status 1
	expect_one_line "*no entry*"
	refuses owner.sh "$mnt/iomem"
	refuses owner.sh "$mnt/iomem" 1f
	refuses owner.sh "$mnt/iomem" 08
	refuses owner.sh "$mnt/pci" 0
	expect_none
}

start "$conf"
owner
inp_and_outp
not_allowed
shells
leds
video_rom
uart_fifo
isa_tour
finish
