#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Regions that are mapped files and memory of a made-up machine: what is reached, what is refused.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

# A file in which every byte is the low byte of its offset.
make_pattern() { # file bytes
	awk -v "n=$2" 'BEGIN { for (i = 0; i < n; i++) printf "\\%03o", i % 256 }' >"$tmp/octal"
	# shellcheck disable=SC2059
	printf "$(cat "$tmp/octal")" >"$1"
}

changes() { # before after: number of the byte, counted from 1, and what it was and is in octal
	cmp -l "$1" "$2" | awk '{ printf "%d %d %d ", $1, $2, $3 }'
}

made_up_machine() {
	mkdir -p "$tree/proc" "$tree/dev" "$tree/sys/bus/pci/devices"
	cat >"$tree/proc/iomem" <<-'END'
		00000000-00000fff : Reserved
		00001000-0009ffff : System RAM
		000a0000-000bffff : PCI Bus 0000:00
		000f0000-000fffff : System ROM
		00100000-001fffff : System RAM
		00200000-0020ffff : PCI Bus 0000:00
		  00200000-00200fff : 0000:00:04.0
		    00200000-0020007f : made-up driver
		  00202000-002020ff : HPET 0
		00210000-002100ff : Twin
		00211000-002110ff : Twin
	END
	echo "0378-037a : parport0" >"$tree/proc/ioports"
	truncate -s 4M "$tree/dev/mem"
	make_pattern "$tmp/page" 4096
	for page in 160 514 529; do # 0xa0000, 0x202000, 0x211000
		dd if="$tmp/page" of="$tree/dev/mem" bs=4k seek=$page conv=notrunc status=none
	done
}

memory() {
	cp "$tree/dev/mem" "$tmp/mem.before"
	config <<-'END'
		regions = (
		  { name = "window"; memory = "0xa0000+16"; access = "rw"; },
		  { name = "odd"; memory = "0xa0002+7"; },
		  { name = "odder"; memory = "0xa0011+1"; },
		  { name = "hpet"; iomem = "HPET 0"; },
		  { name = "twin"; iomem = "Twin@2"; },
		  { name = "looked"; memory = "0x200000+16"; },
		  { name = "forced"; memory = "0x200040+16"; access = "rw"; force = true; },
		  { name = "ram"; memory = "0x180000+16"; },
		  { name = "edge"; memory = "0xffff0-0x100000"; },
		  { name = "low"; memory = "0x9fff0+16"; force = true; },
		  { name = "claimed"; memory = "0x200010+16"; access = "rw"; },
		  { name = "wrong"; iomem = "HPET 1"; },
		  { name = "port"; ports = "0x378+1"; },
		  { name = "port2"; ports = "0x37a+1"; access = "wo"; },
		  { name = "narrow"; memory = "0xa0001+8"; widths = "wl"; }
		);
	END
	start "$conf"
	expect_call "8 0001020304050607" "window rq 0xa0000 0x0706050403020100" pread "$mnt/window/q" 0 8
	expect_call "8 08090a0b0c0d0e0f" "window rl 0xa0008 0x0b0a0908;window rl 0xa000c 0x0f0e0d0c" \
		pread "$mnt/window/l" 8 9
	expect_call "6 020304050607" "odd rw 0xa0002 0x0302;odd rw 0xa0004 0x0504;odd rw 0xa0006 0x0706" \
		pread "$mnt/odd/w" 0 7
	expect_call "7 02030405060708" "odd rw 0xa0002 0x0302;odd rw 0xa0004 0x0504
		odd rw 0xa0006 0x0706;odd rb 0xa0008 0x08" pread "$mnt/odd/cp" 0 7
	expect_call "1 11" "odder rb 0xa0011 0x11" pread "$mnt/odder/b" 0 2
	expect_call "4 04050607" "hpet rl 0x202004 0x07060504" pread "$mnt/hpet/l" 4 4
	expect_call "open: EACCES" "" pwrite "$mnt/hpet/l" 4 00000000
	expect_call "4 fcfdfeff" "twin rl 0x2110fc 0xfffefdfc" pread "$mnt/twin/l" 252 8
	expect_call "1 00" "looked rb 0x200000 0x00" pread "$mnt/looked/b" 0 1
	usable window "at b cp fifo info l probe q w"
	usable odd "at b cp fifo info probe w"
	usable odder "at b cp fifo info probe"
	usable looked "at b cp fifo info l q w"
	says looked claimed-by "PCI Bus 0000:00 > 0000:00:04.0 > made-up driver"
	says window claimed-by ""
	says hpet range "0x202000-0x2020ff"
	free="*/proc/iomem*"
	unusable ram "the range overlaps System RAM" "$free"
	unusable edge "the range overlaps System RAM" "$free"
	unusable low "physical memory below 0xa0000 *" "$free"
	unusable claimed "claimed by PCI Bus 0000:00 > 0000:00:04.0 > made-up driver" "*unbind*force*"
	unusable wrong "*HPET 1*" "?*"
	unusable port "port-io: *" "*root=*"
	unusable port2 "claimed by parport0" "*force*"
	unusable narrow "*widths*" "*b*"
	expect_call 2 "window ww 0xa0004 0xbbaa" pwrite "$mnt/window/w" 4 aabb
	expect_call 1 "forced wb 0x200040 0x7f" pwrite "$mnt/forced/b" 0 7f
	stop
	# Of all of memory three bytes are different now, and these.
	ran="writing to memory"
	expect_text changes "$(changes "$tmp/mem.before" "$tree/dev/mem")" \
		"655365 4 252 655366 5 273 2097217 0 177 "
}

no_map() { # pattern: why no memory is opened
	config <<-'END'
		regions = (
		  { name = "window"; memory = "0xa0000+16"; },
		  { name = "other"; sim = "ram+16"; }
		);
	END
	start "$conf"
	unusable window "*/proc/iomem*$1" "?*"
	usable other "at b cp fifo info l q w"
	stop
	config <<-'END'
		regions = ( { name = "window"; memory = "0xa0000+16"; } );
	END
	try devmemfs "$conf" "$mnt"
	expect_status 1
	expect_error "*region \"window\" is unusable: *
devmemfs: no region can be used; nothing is mounted"
	expect_text mounted "$(mounts_below "$tmp")" ""
}

no_maps() {
	printf '%s\n' "00000000-00000000 : System RAM" "  00000000-00000000 : HPET" >"$tree/proc/iomem"
	no_map "*zeros*"
	rm "$tree/proc/iomem"
	no_map "*No such file*"
}

# Offsets within pages, ends that no unit fits, and a file that only reading leaves as it was.
files() {
	make_pattern "$tmp/file" 12294 # three pages and six bytes
	cp "$tmp/file" "$tmp/file.before"
	: >"$tmp/empty"
	head -c 12294 /dev/urandom >"$tmp/random"
	config <<-END
		regions = (
		  { name = "all"; file = "$tmp/file"; },
		  { name = "part"; file = "$tmp/file@0x1ffc+4k"; access = "rw"; },
		  { name = "odd"; file = "$tmp/file@4097-4107"; },
		  { name = "last"; file = "$tmp/file@12289+5"; },
		  { name = "bigger"; file = "$tmp/file@12288+7"; },
		  { name = "slice"; file = "$tmp/random@0x1001+8197"; },
		  { name = "missing"; file = "$tmp/nothing"; },
		  { name = "empty"; file = "$tmp/empty"; },
		  { name = "null"; file = "/dev/null@0+4k"; },
		  { name = "proc"; file = "/proc/version@0+16"; },
		  { name = "where"; file = "$tmp@0+16"; }
		);
	END
	start "$conf"
	for view in b w l q cp; do
		run dd if="$mnt/all/$view" bs=1M status=none
		head -c "$(wc -c <"$tmp/out")" "$tmp/file" >"$tmp/want.file"
		expect_same "$tmp/out" "$tmp/want.file"
		look
	done
	run dd if="$mnt/all/w" bs=1M status=none
	expect_run all rw 0 6147
	run dd if="$mnt/part/l" bs=1M status=none
	expect_run part rl 0x1ffc 1024
	expect_call "4 fcfdfeff" "part rl 0x1ffc 0xfffefdfc" pread "$mnt/part/l" 0 4
	expect_call "4 00010203" "part rl 0x2000 0x03020100" pread "$mnt/part/l" 4 4
	expect_call "11 $(pattern_bytes 11 1)" "odd rb 0x1001 0x01;odd rb 0x1002 0x02
		odd rb 0x1003 0x03;odd rb 0x1004 0x04;odd rb 0x1005 0x05;odd rb 0x1006 0x06
		odd rb 0x1007 0x07;odd rb 0x1008 0x08;odd rb 0x1009 0x09;odd rb 0x100a 0x0a
		odd rb 0x100b 0x0b" pread "$mnt/odd/cp" 0 12
	expect_call "1 05" "last rb 0x3005 0x05" pread "$mnt/last/b" 4 4
	usable odd "at b cp fifo info"
	tail -c +4098 "$tmp/random" | head -c 8197 >"$tmp/want.file"
	for view in b cp; do
		run dd if="$mnt/slice/$view" bs=1M status=none
		expect_same "$tmp/out" "$tmp/want.file"
		expect_run slice rb 0x1001 8197
	done
	says part range 0x1ffc-0x2ffb
	says part device "$tmp/file"
	says part backend file
	unusable bigger "*12294 bytes*" "?*"
	unusable missing "*No such file*" "?*"
	unusable empty "*empty*" "?*"
	unusable null "*machine itself*" "*memory*"
	unusable proc "*machine itself*" "*memory*"
	unusable where "*" "?*"
	ran="reading files"
	expect_same "$tmp/file" "$tmp/file.before"
	expect_call 4 "part wl 0x2000 0xddccbbaa" pwrite "$mnt/part/l" 4 aabbccdd
	expect_call ENOSPC "" pwrite "$mnt/part/l" 4096 aabbccdd
	ran="writing to a file"
	expect_text changes "$(changes "$tmp/file.before" "$tmp/file")" \
		"8193 0 252 8194 1 273 8195 2 314 8196 3 335 "
	# What another program writes to the file is what the next read finds: nothing is kept.
	printf Z | dd of="$tmp/file" bs=1 seek=12289 conv=notrunc status=none
	expect_call "1 5a" "last rb 0x3001 0x5a" pread "$mnt/last/b" 0 1
	stop
}

made_up_machine
memory
no_maps
files
finish
