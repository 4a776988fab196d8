#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each example does on the demo machine's devices what it says, by exactly the accesses it needs.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
examples=$(cd "${top_srcdir:-.}/examples" && pwd)

config <<'END'
regions = (
  { name = "parport"; sim = "parport"; access = "rw"; },
  { name = "isa"; sim = "isa"; access = "rw"; },
  { name = "looked"; sim = "isa"; },
  { name = "edu"; sim = "edu"; access = "rw"; widths = "l"; },
  { name = "uart"; sim = "uart"; access = "rw"; },
  { name = "ram"; sim = "ram+64"; access = "rw"; }
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
	try "$examples/video-rom.sh" "$mnt/ram" "$tmp/none"
	expect_status 1
	look
	refuses video-rom.sh "$mnt/uart" "$tmp/none"
}

uart_fifo() {
	run "$examples/uart-fifo.sh" "$mnt/uart" "once each"
	expect_output "once each"
	look
	cut -d ' ' -f 2,3 "$tmp/got" >"$tmp/short"
	expect_text "bytes read" "$(grep -c 'rb 0x3f8' "$tmp/short")" 9
	expect_text "bytes sent" "$(grep -c 'wb 0x3f8' "$tmp/short")" 9
	# Line control and modem control are as they were.
	expect_text "last writes" "$(tail -n 2 "$tmp/short" | tr '\n' ' ')" "wb 0x3fc wb 0x3fb "
	refuses uart-fifo.sh "$mnt/uart" "seventeen letters"
	refuses uart-fifo.sh "$mnt/parport"
}

isa_tour() {
	run "$examples/isa-tour.sh" "$mnt/looked"
	look
	checks=$((checks + 1))
	grep -q ' w' "$tmp/got" && fail "$ran: it wrote"
	expect_match "^0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good$"
	for bits in "  8" " 16" " 32" " 64" any; do
		expect_match "^$bits bits: 55 aa 40 "
	done
	run "$examples/isa-tour.sh" "$mnt/isa"
	look
	expect_match "^0xa0000-0xbffff: RAM$"
	refuses isa-tour.sh "$mnt/ram"
}

start "$conf"
inp_and_outp
leds
video_rom
uart_fifo
isa_tour
stop
finish
