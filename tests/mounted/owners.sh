#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who owns what: claims, RAM that is refused however it is named, and maps that cannot be read.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

made_up_machine() {
	kernel_map iomem <<-'END'
		00000000-00000fff : Reserved
		00001000-0009ffff : System RAM
		000a0000-000bffff : PCI Bus 0000:00
		000c0000-000c7fff : Video ROM
		00100000-1fffffff : System RAM
		  01000000-01ffffff : Kernel code
		fe000000-fe0fffff : PCI Bus 0000:00
		  fe000000-fe000fff : 0000:00:04.0
		    fe000000-fe000fff : made-up
		  fe001000-fe001fff : 0000:00:05.0
		fe200000-fe2003ff : HPET 0
		  fe200000-fe2003ff : PNP0103:00
		fe300000-fe3000ff : board uart
		fe300100-fe3001ff : board uart
		fe400000-fe400fff : PNP0C02:00
		100000000-11fffffff : System RAM (kmem)
	END
	kernel_map ioports <<-'END'
		0060-0060 : keyboard
		02e0-02ef : pnp 00:01
		c000-cfff : PCI Bus 0000:00
		  c000-c01f : 0000:00:04.0
		    c000-c01f : made-up
	END
	function_files 0000:00:04.0 1234 11e8 \
		"0x00000000fe000000 0x00000000fe000fff 0x0000000000040200" \
		"0x000000000000c000 0x000000000000c01f 0x0000000000040101"
	function_files 0000:00:05.0 1234 11e8 \
		"0x00000000fe001000 0x00000000fe001fff 0x0000000000040200"
	# A broken firmware's: a BAR and a ROM in the middle of RAM.
	function_files 0000:00:06.0 1234 11e9 \
		"0x0000000002000000 0x0000000002000fff 0x0000000000040200"
	sed -i '7s/.*/0x0000000003000000 0x00000000030007ff 0x0000000000046200/' \
		"$devices/0000:00:06.0/resource"
	for function in 4 5 6; do
		truncate -s 4k "$devices/0000:00:0$function.0/resource0"
	done
	mkdir -p "$tree/dev"
	truncate -s 5G "$tree/dev/mem"
	address_file port 0 256
}

see="choose a device's range: see /proc/iomem"
# What opening configuration space asks: which header, and so which names, it has. No known one.
headers=$(printf 'pci/0000:00:0%s.0/config rb 0xe 0x0e;' 4 5 6)

# Neither who asks nor how, not even force, makes RAM a device.
ram() {
	config <<-'END'
		regions = (
		  { name = "low"; memory = "0x2000+4k"; },
		  { name = "reserved"; memory = "0x0+4k"; },
		  { name = "edge"; memory = "0x9ffff-0xa0fff"; },
		  { name = "window"; memory = "0xa0000+4k"; },
		  { name = "ram"; memory = "0x100000+4k"; },
		  { name = "forced"; memory = "0x200000+4k"; access = "rw"; force = true; },
		  { name = "touching"; memory = "0xff000-0x100000"; },
		  { name = "before"; memory = "0xff000-0xfffff"; },
		  { name = "last"; memory = "0x1fffffff-0x20000fff"; },
		  { name = "after"; memory = "0x20000000+4k"; },
		  { name = "around"; memory = "0xa0000-0xffffffff"; },
		  { name = "code"; iomem = "Kernel code"; },
		  { name = "second"; iomem = "System RAM@2"; },
		  { name = "hot"; iomem = "System RAM (kmem)"; },
		  { name = "bar"; pci = "0000:00:06.0 bar0"; },
		  { name = "rom"; pci = "0000:00:06.0 rom"; }
		);
		browse = ( { tree = "iomem"; access = "ro"; }, { tree = "pci"; access = "ro"; } );
	END
	start "$conf"
	expect_list "$headers"
	for region in low reserved edge; do
		unusable $region "physical memory below 0xa0000 is the machine's own RAM" "$see"
	done
	for region in ram forced touching last around code second hot bar rom; do
		unusable $region "the range overlaps System RAM" "$see"
	done
	expect_text "lines about unusable regions" "$(grep -c 'is unusable' "$log")" 13
	usable window "at b cp fifo info l probe q w"
	usable before "at b cp fifo info l probe q w"
	usable after "at b cp fifo info l q w"
	trees_and_ram
	stop
}

trees_and_ram() {
	for entry in iomem/00001000-0009ffff:System_RAM iomem/00000000-00000fff:Reserved \
		iomem/00100000-1fffffff:System_RAM/01000000-01ffffff:Kernel_code \
		"iomem/100000000-11fffffff:System_RAM_(kmem)" pci/0000:00:06.0/bar0 pci/0000:00:06.0/rom; do
		says "$entry" state "unusable: *RAM"
		says "$entry" remedy "$see"
		expect_call ENOENT "" open "$mnt/$entry/b" r
	done
	says pci/0000:00:05.0/bar0 state ok
	says iomem/000c0000-000c7fff:Video_ROM state ok
}

unbind() { # function
	echo "unbind the driver (echo $1 >/sys/bus/pci/devices/$1/driver/unbind), or say *ro*force*"
}

claims() {
	config <<-'END'
		regions = (
		  { name = "used"; pci = "0000:00:04.0 bar0"; access = "rw"; },
		  { name = "seen"; pci = "0000:00:04.0 bar0"; },
		  { name = "free"; pci = "0000:00:05.0 bar0"; access = "rw"; },
		  { name = "clock"; iomem = "HPET 0"; access = "rw"; },
		  { name = "uart"; iomem = "board uart"; access = "wo"; },
		  { name = "uart2"; iomem = "board uart@2"; access = "rw"; force = true; },
		  { name = "half"; memory = "0xfe2ffff0-0xfe30000f"; access = "ro"; },
		  { name = "keys"; ports = "0x60-0x60"; access = "rw"; },
		  { name = "keys-ro"; ports = "0x60+1"; },
		  { name = "spare"; memory = "0xfe400000+4k"; access = "rw"; },
		  { name = "io"; pci = "0000:00:04.0 bar1"; access = "rw"; }
		);
		browse = ( { tree = "iomem"; access = "rw"; }, { tree = "pci"; access = "rw"; } );
	END
	start "$conf"
	expect_list "$headers"
	path="PCI Bus 0000:00 > 0000:00:04.0 > made-up"
	unusable used "claimed by $path" "$(unbind 0000:00:04.0)"
	unusable io "claimed by $path" "$(unbind 0000:00:04.0)"
	unusable clock "claimed by HPET 0" "unload or unbind the driver, or say *ro*force*"
	unusable uart "claimed by board uart" "unload or unbind the driver, or say *ro*force*"
	unusable keys "claimed by keyboard" "unload or unbind the driver, or say *ro*force*"
	expect_text "lines about unusable regions" "$(grep -c 'is unusable' "$log")" 5
	for region in used seen io; do
		says $region claimed-by "$path"
	done
	says uart2 claimed-by "board uart"
	says half claimed-by "board uart"
	says keys-ro claimed-by keyboard
	says free claimed-by ""
	says spare claimed-by ""
	for region in seen free uart2 half spare; do
		says $region state ok
	done
	expect_call 4 "uart2 wl 0xfe300100 0x04030201" pwrite "$mnt/uart2/l" 0 01020304
	expect_call EACCES "" open "$mnt/half/l" w
	bus=iomem/fe000000-fe0fffff:PCI_Bus_0000:00
	says "$bus" state "unusable: claimed by $path"
	says "$bus/fe000000-fe000fff:0000:00:04.0" remedy "$(unbind 0000:00:04.0)"
	says "$bus/fe001000-fe001fff:0000:00:05.0" state ok
	says pci/0000:00:04.0/bar0 state "unusable: claimed by $path"
	says pci/0000:00:04.0/config state ok
	# One device, three names that all can be written: trees are for looking around.
	for region in free "$bus/fe001000-fe001fff:0000:00:05.0" pci/0000:00:05.0/bar0; do
		says "$region" access rw
		says "$region" state ok
		expect_call 0 "" open "$mnt/$region/l" +
	done
	expect_call ENOENT "" open "$mnt/pci/0000:00:04.0/bar0/l" r
	expect_none
	lists
	stop
}

# What to do is listed where there is something to do; what is not browsed has nothing to do with it.
nothing_to_do() {
	config <<-'END'
		regions = ( { name = "mem"; sim = "ram+16"; } );
	END
	run devmemfs --list "$conf"
	expect_text "the titles" "$(head -n 1 "$tmp/out" | tr -s ' ')" \
		"NAME SPACE RANGE LENGTH ACCESS CLAIMED-BY STATE"
}

# What --list says is what the mount says; it opens nothing, so it may know less.
lists() {
	run devmemfs --list "$conf"
	expect_match "^used  *memory  *0xfe000000-0xfe000fff  *4096  *rw  *$path  *unusable: claimed by $path  *unbind"
	expect_match "^free  *memory  *0xfe001000-0xfe001fff  *4096  *rw  *ok *$"
	run devmemfs --list=json "$conf"
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
mount, n = sys.argv[2], 0
for r in json.load(open(sys.argv[1]))["regions"]:
	info = dict(line.rstrip("\n").split(": ", 1) for line in open(mount + "/" + r["name"] + "/info"))
	assert r["name"].rsplit("/", 1)[-1] == info["name"], r
	for key in "space", "range", "access", "claimed-by", "remedy":
		if r["name"] != "keys-ro" or key != "remedy":
			assert r[key] == info.get(key), (key, r, info)
	assert str(r["length"]) == info["length"], r
	assert r["state"] == info["state"] or "port" in info["state"], (r, info)
	n += 1
print(n)' "$tmp/list.json" "$mnt"
	expect_output $((11 + $(grep -c . "$tree/proc/iomem") + 3 + 4 + 1))
}

# Without the capability the kernel prints zeros: nothing can be known, so no memory is opened.
zeros() {
	sed -i 's/[0-9a-f]*-[0-9a-f]* :/00000000-00000000 :/' "$tree/proc/iomem" "$tree/proc/ioports"
	config <<-'END'
		regions = (
		  { name = "window"; memory = "0xa0000+4k"; },
		  { name = "label"; iomem = "HPET 0"; },
		  { name = "bar"; pci = "0000:00:05.0 bar0"; },
		  { name = "keys"; ports = "0x60+1"; access = "rw"; force = true; },
		  { name = "cfg"; pci = "0000:00:05.0 config"; },
		  { name = "mine"; sim = "ram+16"; }
		);
		browse = ( { tree = "iomem"; access = "ro"; }, { tree = "ioports"; },
		           { tree = "pci"; access = "ro"; } );
	END
	start "$conf"
	expect_list "cfg rb 0xe 0x0e;$headers"
	capability="run with CAP_SYS_ADMIN (as root), which it needs to show addresses"
	for region in window bar; do
		unusable $region "/proc/iomem shows only zeros, so it may be RAM" "$capability"
	done
	unusable label "/proc/iomem shows only zeros" "$capability"
	says pci/0000:00:05.0/bar0 state "unusable: /proc/iomem shows only zeros, so it may be RAM"
	for map in iomem ioports; do
		says $map state "unusable: /proc/$map shows only zeros"
		says $map remedy "$capability"
		run ls "$mnt/$map"
		expect_output info
		checks=$((checks + 1))
		grep -q "tree \"$map\" is unusable: /proc/$map shows only zeros; $capability" "$log" ||
			fail "the log does not say that $map shows only zeros"
		run grep -c "/proc/$map shows only zeros; $capability" "$mnt/map.txt"
		expect_output 1
	done
	says cfg state ok
	expect_result "1 00" pread "$mnt/mine/b" 0 1
	look
	stop
	config <<-'END'
		regions = ( { name = "window"; memory = "0xa0000+4k"; } );
	END
	try devmemfs "$conf" "$mnt"
	expect_status 1
	expect_error "devmemfs: $conf:1: region \"window\" is unusable: /proc/iomem shows only zeros, so it may be RAM; $capability
devmemfs: no region can be used; nothing is mounted"
	expect_text "mounted" "$(mounts_below "$tmp")" ""
}

unreadable() {
	rm "$tree/proc/iomem"
	try devmemfs "$conf" "$mnt"
	expect_status 1
	expect_error "*region \"window\" is unusable: cannot read /proc/iomem (No such file or directory), so it may be RAM; see that /proc is mounted and readable
*nothing is mounted"
	mkdir "$tree/proc/iomem"
	try devmemfs "$conf" "$mnt"
	expect_status 1
	expect_error "*cannot read /proc/iomem (Is a directory), so it may be RAM;*"
	rmdir "$tree/proc/iomem"
	config <<-'END'
		browse = ( { tree = "iomem"; }, { tree = "ioports"; } );
	END
	rm "$tree/proc/ioports"
	start "$conf"
	for map in iomem ioports; do
		checks=$((checks + 1))
		grep -q "tree \"$map\" is unusable: /proc/$map cannot be read: No such file or directory; ." "$log" ||
			fail "the log does not say that $map cannot be read"
	done
	stop
}

candidates() {
	made_up_machine
	config <<-'END'
		regions = (
		  { name = "alike"; iomem = "hpet"; },
		  { name = "third"; iomem = "board uart@3"; },
		  { name = "other"; iomem = "nobody"; },
		  { name = "mine"; sim = "ram+16"; }
		);
	END
	start "$conf"
	unusable alike '/proc/iomem has no "hpet"' 'write one as it prints it: "HPET 0"'
	unusable third '/proc/iomem has only 2 of "board uart"' 'write "board uart@2" or less'
	unusable other '/proc/iomem has no "nobody"' 'write one as it prints it: "Reserved", "System RAM", *'
	stop
}

made_up_machine
nothing_to_do
ram
claims
zeros
unreadable
candidates
finish
