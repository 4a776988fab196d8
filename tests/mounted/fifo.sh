#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The files in fifo: every unit at one address, with the tools that people use.
# shellcheck disable=SC2016 # $1 is for the shells that are tried
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require bash busybox dash hexdump python3 xxd
require_mount

config <<'END'
regions = (
  { name = "uart"; sim = "uart"; access = "rw"; },
  { name = "parport"; sim = "parport"; access = "rw"; },
  { name = "ram"; sim = "ram+4k"; access = "rw"; },
  { name = "odd"; sim = "ram+6"; access = "ro"; widths = "bl"; }
);
END
p=$mnt/parport/fifo
r=$mnt/ram/fifo

same() { # region access address count: that often, at the same address
	look
	checks=$((checks + 1))
	awk -v "what=$1 $2 $3" -v "n=$4" '$1 " " $2 " " $3 != what { bad = 1 }
		END { exit bad || NR != n }' "$tmp/got" ||
		fail "$ran: $(wc -l <"$tmp/got") accesses, not $4 of $1 $2 $3"
}

# Each reader takes as much as it asks for, and no more; cat asks for 128 KiB.
readers() {
	run dd if="$p/0.b" bs=512 count=1 status=none
	same parport rb 0x378 512
	run od -An -tx1 -N4 "$p/0.b"
	same parport rb 0x378 4
	run head -c 4 "$p/0x0.b"
	same parport rb 0x378 4
	run xxd -l 4 "$p/2.b"
	same parport rb 0x37a 4
	run hexdump -n 4 "$p/1.b"
	same parport rb 0x379 4
	run python3 -c 'import sys; print(len(open(sys.argv[1], "rb", 0).read(6)))' "$p/0.bp"
	same parport rb 0x378 6
	run busybox dd if="$p/0.w" bs=8 count=1
	same parport rw 0x378 4
	run head -c 6 "$p/0.ws"
	same parport rw 0x378 3
	run dd if="$r/0x10.q" bs=16 count=2 status=none
	same ram rq 0x10 4
	# The reader of the pipe closes early; what cat has asked for is read all the same.
	run dash -c 'cat "$1" | head -c 4 | wc -c' - "$r/8.l"
	expect_output 4
	same ram rl 0x8 32768
}

writers() {
	run dash -c 'printf abc >"$1"' - "$p/0.b"
	expect_bus "parport wb 0x378 0x61" "parport wb 0x378 0x62" "parport wb 0x378 0x63"
	run bash -c 'echo -n xy >>"$1"' - "$p/0.bs"
	expect_bus "parport wb 0x378 0x78" "parport wb 0x378 0x79"
	run dash -c 'printf 1234 | dd of="$1" bs=4 conv=notrunc status=none' - "$r/4.w"
	expect_bus "ram ww 0x4 0x3231" "ram ww 0x4 0x3433"
	run dash -c 'printf 12345678 | dd of="$1" bs=4 seek=1000 status=none' - "$r/0.l"
	expect_bus "ram wl 0x0 0x34333231" "ram wl 0x0 0x38373635"
	run busybox dd if=/dev/zero of="$p/2.bp" bs=2 count=1
	expect_bus "parport wb 0x37a 0x00" "parport wb 0x37a 0x00"
}

# The position means nothing, odd or far; a part of a unit is refused.
positions() {
	for offset in 0 1 2 3 4096 0x100000001; do
		expect_call 4 "ram wl 0xc 0x34333231" pwrite "$r/12.l" "$offset" 31323334
		expect_call "4 31323334" "ram rl 0xc 0x34333231" pread "$r/12.l" "$offset" 4
		expect_call EINVAL "" pread "$r/12.l" "$offset" 3
		expect_call EINVAL "" pwrite "$r/12.l" "$offset" 313233
	done
	expect_call "4 31323334" "ram rl 0xc 0x34333231" pread "$r/12.l" 0 7
	expect_call 0 "" pread "$r/12.l" 0 0
}

# A device whose every read counts.
exactly_once() {
	run dash -c 'printf "\1" | dd of="$1" bs=1 conv=notrunc status=none; printf hello >"$2"' - \
		"$mnt/uart/fifo/2.b" "$mnt/uart/fifo/0.bs"
	expect_bus "uart wb 0x3fa 0x01" "uart wb 0x3f8 0x68" "uart wb 0x3f8 0x65" \
		"uart wb 0x3f8 0x6c" "uart wb 0x3f8 0x6c" "uart wb 0x3f8 0x6f"
	run dash -c 'for form in b bp bs b bp; do head -c 1 "$1.$form"; done' - "$mnt/uart/fifo/0"
	expect_output hello
	same uart rb 0x3f8 5
}

names() {
	run ls "$p"
	expect_text names "$(tr '\n' ' ' <"$tmp/out")" \
		"0.b 0.bp 0.bs 0.w 0.wp 0.ws 1.b 1.bp 1.bs 2.b 2.bp 2.bs "
	run ls -A "$r"
	expect_output ""
	for name in 3.b 0.l 1.w 0.q 0.cp 0. .b 0 b 00.b 010.b 0x.b -1.b 0X1.b 0.bx 1e1.b 0.b.b \
		18446744073709551616.b; do
		expect_call ENOENT "" open "$p/$name" r
	done
	for name in 4096.b 4093.l 2.l 0.bp 0.ls 0x1000.b 01.b; do
		expect_call ENOENT "" open "$r/$name" r
	done
	for name in 4095.b 0xfff.b 4088.q 0xFF8.q; do
		expect_call 0 "" open "$r/$name" r
	done
	expect_call ENOENT "" open "$mnt/odd/fifo/4.l" r
	expect_call ENOENT "" open "$mnt/odd/fifo/0.w" r
	expect_call EACCES "" open "$mnt/odd/fifo/5.b" w
	run stat -c '%s %o %F' "$r/16.q"
	expect_output "0 8 regular empty file"
	run stat -c '%h %F' "$mnt/ram" "$r"
	expect_output "4 directory
2 directory"
}

nothing_else() {
	run find "$mnt" -ls
	run du -a "$mnt"
	run ls -lR "$mnt"
	run touch "$p/0.b"
	run dash -c ': >"$1"' - "$p/0.b"
	try grep -r x "$mnt/parport"
	expect_error "*fifo/0.b: Permission denied*"
	expect_call EPERM "" unlink "$p/0.b"
	expect_call EPERM "" mkdir "$p/new"
	expect_none
}

for way in "-o trace" -d; do
	start "$conf"
	readers
	writers
	positions
	exactly_once
	names
	nothing_else
	stop
done
finish
