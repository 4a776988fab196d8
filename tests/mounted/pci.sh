#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# PCI functions of a made-up machine: BARs and configuration space are plain files there.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

made_up_machine() {
	mkdir -p "$tree/proc"
	cat >"$tree/proc/iomem" <<-'END'
		000a0000-000bffff : PCI Bus 0000:00
		fea00000-feafffff : PCI Bus 0000:00
		  fea00000-fea0ffff : 0000:00:04.0
		  fea10000-fea100ff : 0000:00:04.0
		  fea20000-fea20fff : 0000:00:05.0
		    fea20000-fea20fff : made-up driver
	END
	echo "0020-0021 : pic1" >"$tree/proc/ioports"
	function_files 0000:00:04.0 1234 11e8 \
		"0x00000000fea00000 0x00000000fea0ffff 0x0000000000040200" \
		"0x000000000000c000 0x000000000000c01f 0x0000000000040101" \
		"0x00000000fea10400 0x00000000fea104ff 0x0000000000040200"
	truncate -s 64k "$devices/0000:00:04.0/resource0"
	pattern_file "$tmp/registers" 256
	truncate -s 4k "$devices/0000:00:04.0/resource2"
	dd if="$tmp/registers" of="$devices/0000:00:04.0/resource2" bs=1k seek=1 conv=notrunc status=none
	function_files 0000:00:05.0 1234 11e8 \
		"0x00000000fea20000 0x00000000fea20fff 0x0000000000040200"
	truncate -s 4k "$devices/0000:00:05.0/resource0"
}

regions() {
	config <<-'END'
		regions = (
		  { name = "bar"; pci = "0000:00:04.0 bar0"; access = "rw"; },
		  { name = "small"; pci = "1234:11e8@1 bar2"; access = "ro"; },
		  { name = "cfg"; pci = "1234:11e8 config"; access = "rw"; },
		  { name = "second"; pci = "1234:11e8@2 config"; },
		  { name = "used"; pci = "0000:00:05.0 bar0"; access = "rw"; },
		  { name = "seen"; pci = "0000:00:05.0 bar0"; },
		  { name = "io"; pci = "0000:00:04.0 bar1"; access = "rw"; },
		  { name = "no-bar"; pci = "0000:00:04.0 bar3"; },
		  { name = "no-function"; pci = "0000:00:06.0 bar0"; },
		  { name = "no-third"; pci = "1234:11e8@3 config"; },
		  { name = "no-such"; pci = "1234:11e9 config"; }
		);
	END
	start "$conf"
	# Which names the registers of configuration space have is asked once; this is no known header.
	expect_bus "cfg rb 0xe 0x0e" "second rb 0xe 0x0e"
}

bars() {
	usable bar "at b cp fifo info l q w"
	says bar range 0xfea00000-0xfea0ffff
	says bar backend pci-resource
	says bar device "0000:00:04.0 bar0"
	expect_call 4 "bar wl 0xfea00010 0x44332211" pwrite "$mnt/bar/l" 16 11223344
	expect_call "4 11223344" "bar rl 0xfea00010 0x44332211" pread "$mnt/bar/l" 16 4
	run od -An -tx1 -j16 -N4 "$devices/0000:00:04.0/resource0"
	expect_output " 11 22 33 44"
	expect_call "8 0000000000000000" "bar rq 0xfea0fff8 0x0000000000000000" pread "$mnt/bar/q" 0xfff8 16
	# A BAR within a page is found at its place in the page.
	says small range 0xfea10400-0xfea104ff
	expect_call "4 00010203" "small rl 0xfea10400 0x03020100" pread "$mnt/small/l" 0 4
	expect_call "2 feff" "small rw 0xfea104fe 0xfffe" pread "$mnt/small/w" 254 4
	expect_call EACCES "" open "$mnt/small/w" w
	says seen claimed-by "*0000:00:05.0 > made-up driver"
	usable seen "at b cp fifo info l q w"
	unusable used "claimed by *made-up driver" "*force*"
	unusable io "port-io: *" "*root=*"
	says io range 0xc000-0xc01f
	says io space ports
	unusable no-bar "*no such BAR*" "?*"
	unusable no-function "*" "?*"
	unusable no-third "*" "?*"
	unusable no-such "*" "?*"
}

# Transfers of 1, 2 and 4 bytes; nothing wider, and no block copy.
configuration_space() {
	file=$devices/0000:00:04.0/config
	usable cfg "at b fifo info l w"
	says cfg space pci-config
	says cfg length 256
	says cfg backend pci-config
	expect_call "4 00010203" "cfg rl 0x0 0x03020100" pread "$mnt/cfg/l" 0 4
	expect_call "3 010203" "cfg rb 0x1 0x01;cfg rb 0x2 0x02;cfg rb 0x3 0x03" pread "$mnt/cfg/b" 1 3
	expect_call "4 fcfdfeff" "cfg rw 0xfc 0xfdfc;cfg rw 0xfe 0xfffe" pread "$mnt/cfg/w" 252 5
	expect_call EINVAL "" pread "$mnt/cfg/w" 1 2
	expect_call 0 "" pread "$mnt/cfg/l" 256 4
	expect_call 2 "cfg ww 0x4 0x0107" pwrite "$mnt/cfg/w" 4 0701
	run od -An -tx1 -N8 "$file"
	expect_output " 00 01 02 03 07 01 06 07"
	expect_call "4 07010607" "cfg rl 0x4 0x07060107" pread "$mnt/cfg/l" 4 4
	run cat "$mnt/cfg/l"
	expect_same "$tmp/out" "$file"
	expect_run cfg rl 0 64
	expect_call "1 10" "second rb 0x10 0x10" pread "$mnt/second/b" 16 1
	expect_call ENOSPC "" pwrite "$mnt/cfg/b" 256 00
}

# What ran before a failure is a short count; the error comes with the next call.
failures() {
	truncate -s 10 "$devices/0000:00:04.0/config"
	expect_call "8 0001020307010607" "cfg rl 0x0 0x03020100;cfg rl 0x4 0x07060107" \
		pread "$mnt/cfg/l" 0 16
	expect_call EIO "" pread "$mnt/cfg/l" 8 8
	expect_call "2 0809" "cfg rb 0x8 0x08;cfg rb 0x9 0x09" pread "$mnt/cfg/b" 8 4
	expect_call EIO "" pread "$mnt/cfg/b" 10 1
	checks=$((checks + 1))
	grep -q 'region "cfg", l at offset 0x8: ' "$log" || fail "the log does not tell the failure"
	expect_call "1 00" "second rb 0x0 0x00" pread "$mnt/second/b" 0 1
}

# What shows only after the look-up: two names, one register.
overlaps() {
	config <<-'END'
		regions = (
		  { name = "bar"; pci = "0000:00:04.0 bar0"; access = "rw"; },
		  { name = "same"; pci = "1234:11e8 bar0"; access = "rw"; },
		  { name = "cfg"; pci = "0000:00:04.0 config"; access = "rw"; },
		  { name = "cfg2"; pci = "1234:11e8@1 config"; access = "rw"; },
		  { name = "cfg3"; pci = "1234:11e8@2 config"; access = "rw"; }
		);
	END
	try devmemfs "$conf" "$mnt"
	expect_status 1
	expect_text lines "$(cut -d : -f 1,2 "$tmp/err" | sort | tr '\n' ' ')" "$conf:3 $conf:5 "
	expect_text mounted "$(mounts_below "$tmp")" ""
}

made_up_machine
regions
bars
configuration_space
failures
stop
overlaps
finish
