#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# pci/: functions as directories, with what sysfs and pci.ids say, and their parts to be accessed.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

none="0x0000000000000000 0x0000000000000000 0x0000000000000000"

attributes() { # address NAME VALUE...: files of sysfs, a line each
	dir=$devices/$1
	shift
	while [ $# -gt 0 ]; do
		echo "$2" >"$dir/$1"
		shift 2
	done
}

driver() { # address name
	mkdir -p "$tree/sys/bus/pci/drivers/$2"
	ln -s "../../drivers/$2" "$devices/$1/driver"
}

names_file() {
	mkdir -p "$tree/usr/share/misc"
	cat >"$tree/usr/share/misc/pci.ids" <<-'END'
		1234  Made-up Vendor
		<11e8  Educational Device
		<<abcd 0001  Board
		abcd  Third Party
		C 02  Network controller
		<00  Ethernet controller
		C 06  Bridge
		<04  PCI bridge
	END
	sed 's/</	/g' "$tree/usr/share/misc/pci.ids" >"$tmp/ids"
	mv "$tmp/ids" "$tree/usr/share/misc/pci.ids"
}

made_up_machine() {
	kernel_map iomem <<-'END'
		00000000-00000fff : Reserved
		00001000-0009ffff : System RAM
		fea00000-feafffff : PCI Bus 0000:00
		  fea00000-fea0ffff : 0000:00:04.0
		    fea00000-fea0ffff : made-up
		  fea10000-fea10fff : 0000:00:05.0
		4000000000-40ffffffff : PCI Bus 0000:00
		  4000000000-4000003fff : 0000:00:04.0
	END
	kernel_map ioports <<-'END'
		c000-cfff : PCI Bus 0000:00
		  c000-c01f : 0000:00:04.0
	END
	function_files 0000:00:04.0 1234 11e8 \
		"0x00000000fea00000 0x00000000fea0ffff 0x0000000000040200" \
		"0x000000000000c000 0x000000000000c01f 0x0000000000040101" \
		"0x0000004000000000 0x0000004000003fff 0x000000000014220c" \
		"$none" \
		"0x0000000000000000 0x0000000000000fff 0x0000000000040200" \
		"$none" \
		"0x00000000feb00000 0x00000000feb007ff 0x0000000000046200"
	attributes 0000:00:04.0 class 0x020000 revision 0x03 subsystem_vendor 0xabcd \
		subsystem_device 0x0001 numa_node 1
	driver 0000:00:04.0 made-up
	mkdir -p "$tree/sys/bus/pci/slots/3-1"
	echo 0000:00:04 >"$tree/sys/bus/pci/slots/3-1/address"
	truncate -s 64k "$devices/0000:00:04.0/resource0"
	truncate -s 16k "$devices/0000:00:04.0/resource2" "$devices/0000:00:04.0/resource2_wc"
	function_files 0000:00:05.0 1234 11e9 \
		"0x00000000fea10000 0x00000000fea10fff 0x0000000000040200" \
		"$none" "$none" "$none" "$none" "$none" \
		"0x00000000feb01000 0x00000000feb017ff 0x0000000000046200"
	attributes 0000:00:05.0 numa_node -1
	pattern_file "$devices/0000:00:05.0/resource0" 4096
	address_file mem 0xfeb00000 2048
	address_file port 0xc000 32
	bridge
	damaged
	names_file
}

bridge() {
	function_files 0000:00:1c.0 1b36 000c
	attributes 0000:00:1c.0 class 0x060400
	for window in "0x0000000000001000 0x0000000000001fff 0x0000000000000101" \
		"0x00000000fe800000 0x00000000fe9fffff 0x0000000000000200" \
		"0x000000fd00000000 0x000000fd001fffff 0x0000000000102201" "$none"; do
		echo "$window"
	done >>"$devices/0000:00:1c.0/resource"
	truncate -s 4096 "$devices/0000:00:1c.0/config"
}

# Of these sysfs says less than it should; the others are none the worse for it.
damaged() {
	function_files 0000:00:06.0 1234 11e8 \
		"0x00000000fea20000 0x00000000fea20fff 0x0000000000040200"
	echo garbage >"$devices/0000:00:06.0/resource"
	function_files 0000:00:07.0 1234 11e8 \
		"0x00000000fea30000 0x00000000fea30fff 0x0000000000040200"
	rm "$devices/0000:00:07.0/vendor" "$devices/0000:00:07.0/config"
	function_files 10000:e1:00.7 8086 0a54
}

list_of() { # directory "name...": what is in it
	run ls "$mnt/$1"
	expect_text "what is in $1" "$(tr '\n' ' ' <"$tmp/out")" "$2 "
}

infos() {
	run cat "$mnt/pci/0000:00:04.0/info"
	expect_output "name: 0000:00:04.0
class: 0200 Ethernet controller
vendor: 1234 Made-up Vendor
device: 11e8 Educational Device
subsystem: abcd:0001 Third Party Board
revision: 03
driver: made-up
slot: 3-1
numa-node: 1
bar0: 0xfea00000-0xfea0ffff memory, 32-bit, not prefetchable
bar1: 0xc000-0xc01f ports
bar2: 0x4000000000-0x4000003fff memory, 64-bit, prefetchable
bar4: no address (4 KiB memory, 32-bit, not prefetchable)
rom: 0xfeb00000-0xfeb007ff memory
state: ok"
	run cat "$mnt/pci/0000:00:05.0/info"
	expect_text "without names" "$(grep -E '^(class|vendor|device|driver|slot|numa|state)' "$tmp/out")" \
		"class: 00ff
vendor: 1234 Made-up Vendor
device: 11e9
state: ok"
	run cat "$mnt/pci/0000:00:1c.0/info"
	expect_match '^class: 0604 PCI bridge$'
	expect_match '^window0: 0x1000-0x1fff ports$'
	expect_match '^window1: 0xfe800000-0xfe9fffff memory, 32-bit, not prefetchable$'
	expect_match '^window2: 0xfd00000000-0xfd001fffff memory, 64-bit, prefetchable$'
	expect_text "windows" "$(grep -c '^window' "$tmp/out")" 3
	says pci/0000:00:04.0/bar0 bar "memory, 32-bit, not prefetchable"
	says pci/0000:00:04.0/bar0 claimed-by "PCI Bus 0000:00 > 0000:00:04.0 > made-up"
	says pci/0000:00:04.0/bar2 bar "memory, 64-bit, prefetchable"
	says pci/0000:00:04.0/bar1 bar ports
	says pci/0000:00:04.0/bar1 space ports
	says pci/0000:00:04.0/config space pci-config
	says pci/0000:00:1c.0/config length 4096
	says pci/0000:00:04.0/rom range 0xfeb00000-0xfeb007ff
	says pci/0000:00:06.0 state "unusable: libpci: ?*"
	says pci/0000:00:06.0 vendor "1234 Made-up Vendor"
	says pci/0000:00:07.0 state "unusable: libpci: ?*"
	says pci/0000:00:07.0/config state "unusable: ?*"
	says pci/10000:e1:00.7 vendor "8086"
	expect_none
}

shape() {
	list_of pci "0000:00:04.0 0000:00:05.0 0000:00:06.0 0000:00:07.0 0000:00:1c.0 10000:e1:00.7"
	list_of pci/0000:00:04.0 "bar0 bar1 bar2 bar4 config info rom"
	list_of pci/0000:00:05.0 "bar0 config info rom"
	list_of pci/0000:00:1c.0 "config info"
	list_of pci/0000:00:06.0 "config info"
	for name in pci/0000:00:08.0 pci/0000:00:04.0/bar3 pci/0000:00:1c.0/rom pci/info pci/00:04.0 \
		pci/0000:00:04.0/resource pci/0000:00:04.0/b; do
		expect_call ENOENT "" open "$mnt/$name" r
	done
	run stat -c %h "$mnt/pci" "$mnt/pci/0000:00:04.0" "$mnt/pci/0000:00:04.0/bar0"
	expect_output "$1"
}

info_only() {
	config <<-'END'
		browse = ( { tree = "pci"; } );
	END
	start "$conf"
	infos
	shape "8
8
2"
	run find "$mnt/pci" -type f ! -name info
	expect_output ""
	stop
}

chosen() { # by the identity of several, by the address of one
	config <<-'END'
		browse = (
		  { tree = "pci"; access = "ro"; only = [ "1234:11e8" ]; },
		  { tree = "pci"; access = "rw"; only = [ "0000:00:05.*" ]; mode = "0640"; },
		  { tree = "pci"; access = "ro"; only = [ "ffff:*" ]; }
		);
	END
	start "$conf"
	# Which names its registers have is asked once; no known header has more to say.
	expect_list "$(printf 'pci/0000:00:0%s.0/config rb 0xe 0x0e;' 4 5 6)"
	infos
	shape "8
8
4"
	list_of pci/0000:00:04.0/config "at b fifo info l w"
	list_of pci/0000:00:04.0/bar0 "at b cp fifo info l q w"
	list_of pci/0000:00:04.0/bar1 "at b bp fifo info"
	list_of pci/0000:00:04.0/rom "at b cp fifo info l q w"
	list_of pci/0000:00:04.0/bar4 info
	says pci/0000:00:04.0/bar4 state "unusable: the kernel has given the BAR no address"
	list_of pci/0000:00:1c.0/config info
	list_of pci/0000:00:06.0/config "at b fifo info l w"
	run stat -c %a "$mnt/pci/0000:00:05.0/bar0/b" "$mnt/pci/0000:00:04.0/bar0/b"
	expect_output "640
400"
	# Nobody writes a ROM, whatever the row says.
	says pci/0000:00:05.0/rom access ro
	run stat -c %a "$mnt/pci/0000:00:05.0/rom/b"
	expect_output 440
	expect_call EACCES "" open "$mnt/pci/0000:00:05.0/rom/b" w
	checks=$((checks + 1))
	grep -q 'browse "pci": nothing is like the pattern "ffff:\*"' "$log" ||
		fail "the log does not say that a pattern matches nothing"
	expect_none
}

# shellcheck disable=SC2317 # wait_until calls it
is_disabled() {
	[ "$(od -An -tx1 -j48 -N1 "$devices/0000:00:04.0/config")" = " 30" ]
}

accesses() {
	first=pci/0000:00:04.0 second=pci/0000:00:05.0
	expect_call "4 10111213" "$second/bar0 rl 0xfea10010 0x13121110" pread "$mnt/$second/bar0/l" 16 4
	expect_call 2 "$second/bar0 ww 0xfea10ffe 0x0201" pwrite "$mnt/$second/bar0/w" 4094 0102
	expect_call "8 f8f9fafbfcfd0102" "$second/bar0 rq 0xfea10ff8 0x0201fdfcfbfaf9f8" pread "$mnt/$second/bar0/q" 4088 16
	expect_call ENOSPC "" pwrite "$mnt/$second/bar0/w" 4096 0102
	expect_call "4 00010203" "$first/config rl 0x0 0x03020100" pread "$mnt/$first/config/l" 0 4
	expect_call EACCES "" open "$mnt/$first/config/l" w
	expect_call 1 "$second/config wb 0x40 0x99" pwrite "$mnt/$second/config/b" 64 99
	run od -An -tx1 -j64 -N1 "$devices/0000:00:05.0/config"
	expect_output " 99"
	expect_call "4 00000000" "$first/bar0 rl 0xfea00000 0x00000000" pread "$mnt/$first/bar0/l" 0 4
	expect_call "1 05" "$first/bar1 rb 0xc005 0x05" pread "$mnt/$first/bar1/b" 5 1
	expect_call EACCES "" open "$mnt/$first/rom/b" w
	# Its own enable bit is set while the ROM is open, and only then.
	expect_call "4 fcfdfeff" "$first/rom rl 0xfeb000fc 0xfffefdfc" pread "$mnt/$first/rom/l" 252 4
	exec 5<"$mnt/$first/rom/l"
	run od -An -tx1 -j48 -N1 "$devices/0000:00:04.0/config"
	expect_output " 31"
	exec 5<&-
	wait_until is_disabled || fail "the ROM stays enabled"
	expect_none
	run ls -lR "$mnt"
	try grep -r needle "$mnt/pci"
	expect_status 2
	expect_none
	stop
}

# Thousands of functions: each is listed, and one is found among them.
many() {
	run python3 -c 'import os, sys
for i in range(2000):
	at = "%04x:%02x:%02x.%x" % (i // 1024, i // 256 % 4, i // 8 % 32, i % 8)
	directory = os.path.join(sys.argv[1], at)
	os.makedirs(directory, exist_ok=True)
	def put(name, text):
		with open(os.path.join(directory, name), "w") as f:
			f.write(text)
	for name, value in ("vendor", 0x1af4), ("device", 0x1000 + i), ("class", 0x020000), ("irq", 0):
		put(name, "0x%04x\n" % value)
	line = "0x%016x 0x%016x 0x%016x\n"
	put("resource", line % (0x80000000 + i * 4096, 0x80000fff + i * 4096, 0x40200) + line % (0, 0, 0) * 12)
	put("config", "\0" * 256)' "$tmp/many"
	rm -r "$devices"
	mv "$tmp/many" "$devices"
	config <<-'END'
		browse = ( { tree = "pci"; } );
	END
	start "$conf"
	run ls "$mnt/pci"
	expect_text "functions" "$(sort -u "$tmp/out" | wc -l)" 2000
	run find "$mnt/pci" -mindepth 2 -type d
	expect_text "parts" "$(wc -l <"$tmp/out")" 4000
	says pci/0001:03:19.7 device 17cf
	says pci/0001:03:19.7/bar0 range 0x807cf000-0x807cffff
	expect_call ENOENT "" open "$mnt/pci/0001:03:1a.0/info" r
	stop
	run devmemfs --list=json "$conf"
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
print(len({r["name"] for r in json.load(open(sys.argv[1]))["regions"]}))' "$tmp/list.json"
	expect_output 4000
}

made_up_machine
info_only
chosen
accesses
many
finish
