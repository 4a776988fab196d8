#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# iomem/ and ioports/: the kernel's maps as directories, and which of their entries can be accessed.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find grep python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

directories() { # tree: below it, as paths
	run find "$mnt/$1" -mindepth 1 -type d -printf '%P\n'
	sort -o "$tmp/out" "$tmp/out"
}

# A directory has a link from its name, one from itself, and one from each that is in it.
check_links() {
	run find "$mnt" -type d -printf '%P %n\n'
	cp "$tmp/out" "$tmp/links"
	run awk '{
		links[$1 == $NF && NF == 1 ? "" : $1] = $NF
		if (NF == 1)
			next
		parent = $1
		if (!sub("/[^/]*$", "", parent))
			parent = ""
		inside[parent]++
	}
	END {
		for (d in links)
			if (links[d] != inside[d] + 2)
				print d, links[d], inside[d] + 2
	}' "$tmp/links"
	expect_output ""
}

# The same entries by name that the map has by indentation, each with its info and nothing else.
check_shape() { # tree
	paths_of "$tree/proc/$1" >"$tmp/want"
	directories "$1"
	ran="$machine: $1"
	expect_same "$tmp/want" "$tmp/out"
	run find "$mnt/$1" -type f -printf '%P\n'
	sed 's|$|/info|' "$tmp/want" | sort >"$tmp/infos"
	sort -o "$tmp/out" "$tmp/out"
	ran="$machine: files of $1"
	expect_same "$tmp/infos" "$tmp/out"
	# By name, not only as the list has them; the kernel has forgotten none of them yet.
	while read -r path; do
		[ -d "$mnt/$1/$path" ] || fail "$machine: $1/$path cannot be found"
	done <"$tmp/want"
}

# --list=json has the same paths, in a form that a JSON reader takes.
check_list() {
	run devmemfs --list=json "$conf"
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
for r in json.load(open(sys.argv[1]))["regions"]:
	assert r["access"] == "none", r
	assert (r["space"] == "memory") == r["name"].startswith("iomem/"), r
	print(r["name"])' "$tmp/list.json"
	sort -o "$tmp/out" "$tmp/out"
	{ paths_of "$tree/proc/iomem" | sed 's|^|iomem/|' && paths_of "$tree/proc/ioports" |
		sed 's|^|ioports/|'; } | sort >"$tmp/want"
	ran="$machine: --list=json"
	expect_same "$tmp/want" "$tmp/out"
}

saved_machines() {
	config <<-'END'
		browse = ( { tree = "iomem"; }, { tree = "ioports"; } );
	END
	for machine in arm-board laptop server vm-i440fx vm-q35; do
		saved_machine $machine
		start "$conf"
		check_shape iomem
		check_shape ioports
		check_links
		stop
		check_list
	done
	# Deeper than the kernel counts, with labels that are cut where a name must end.
	machine=deep
	kernel_map iomem <"$maps/deep.iomem"
	kernel_map ioports </dev/null
	start "$conf"
	directories iomem
	paths_of "$maps/deep.iomem" >"$tmp/want"
	expect_text "directories" "$(wc -l <"$tmp/out")" "$(wc -l <"$tmp/want")"
	expect_text "the deepest" "$(awk -F / '{ print NF }' "$tmp/out" | sort -n | tail -n 1)" 16
	check_links
	stop
}

# Without any configuration: the three trees, and nothing in them that could be read but info.
built_in() {
	default=$(exec_devmemfs -h | sed -n 's/.*(default \(.*\)).*/\1/p')
	[ ! -e "$default" ] || return
	saved_machine vm-q35
	function_files 0000:00:01.0 1234 1111 \
		"0x00000000fd000000 0x00000000fdffffff 0x0000000000042208"
	# There is a device to be opened for each of them.
	mkdir "$tree/dev"
	truncate -s 4G "$tree/dev/mem"
	truncate -s 64k "$tree/dev/port"
	truncate -s 16M "$devices/0000:00:01.0/resource0"
	start
	run ls "$mnt"
	expect_output "iomem
ioports
map.svg
map.txt
pci"
	run find "$mnt" -mindepth 2 -type f ! -name info ! -path "*/.devmemfs/*"
	expect_output ""
	run ls "$mnt/pci/0000:00:01.0"
	expect_output "bar0
config
info"
	run ls "$mnt/pci/0000:00:01.0/config"
	expect_output info
	expect_call ENOENT "" open "$mnt/pci/0000:00:01.0/config/b" r
	expect_call ENOENT "" open "$mnt/iomem/fed00000-fed003ff:HPET_0/l" r
	stop
	rm -r "$tree/sys"
}

entries() {
	kernel_map iomem <<-'END'
		00000000-00000fff : Reserved
		00001000-0009ffff : System RAM
		000a0000-000bffff : PCI Bus 0000:00
		fe000000-fe0fffff : PCI Bus 0000:00
		  fe000000-fe000fff : 0000:00:04.0
		    fe000100-fe0001ff : made-up driver
		  fe001000-fe001fff : 0000:00:05.0
		fe200000-fe2000ff : HPET 0
		  fe200000-fe2000ff : PNP0103:00
		fe300004-fe300009 : HPET odd
	END
	kernel_map ioports <<-'END'
		0060-0060 : keyboard
		0070-0077 : rtc0
		02e0-02e3 : PNP0501:00
		03f8-03ff : serial
		0cf8-0cff : PCI conf1
	END
	address_file mem 0xfe000000 8192 0xfe200000 256 0xfe300000 16
	truncate -s 4G "$tree/dev/mem"
	address_file port 0 4096
}

# Rows are read one after the other: the last that means an entry decides.
rows() {
	group=$(getent group 1 | cut -d : -f 1)
	config <<-END
		browse = (
		  { tree = "iomem"; access = "ro"; only = [ "HPET*", "0000:*", "PNP*", "fe2*" ]; },
		  { tree = "iomem"; access = "rw"; only = [ "0000:00:05.0" ]; widths = "l"; mode = "0640";
		    group = "${group:=$(id -gn)}"; },
		  { tree = "iomem"; only = [ "PNP0103:00" ]; },
		  { tree = "iomem"; access = "ro"; only = [ "no such*", "System RAM" ]; },
		  { tree = "ioports"; access = "ro"; },
		  { tree = "ioports"; access = "rw"; only = [ "0070-0077:*", "PNP*" ]; }
		);
	END
	start "$conf"
}

bus=iomem/fe000000-fe0fffff:PCI_Bus_0000:00

files_of() { # directory "name...": what is in it
	run ls "$mnt/$1"
	expect_text "what is in $1" "$(tr '\n' ' ' <"$tmp/out")" "$2 "
}

files_by_rows() {
	files_of $bus "fe000000-fe000fff:0000:00:04.0 fe001000-fe001fff:0000:00:05.0 info"
	files_of $bus/fe000000-fe000fff:0000:00:04.0 "at b cp fe000100-fe0001ff:made-up_driver fifo info l q w"
	files_of $bus/fe000000-fe000fff:0000:00:04.0/fe000100-fe0001ff:made-up_driver info
	files_of $bus/fe001000-fe001fff:0000:00:05.0 "at cp fifo info l"
	files_of iomem/fe200000-fe2000ff:HPET_0 "at b cp fe200000-fe2000ff:PNP0103:00 fifo info l q w"
	files_of iomem/fe200000-fe2000ff:HPET_0/fe200000-fe2000ff:PNP0103:00 info
	files_of iomem/000a0000-000bffff:PCI_Bus_0000:00 info
	files_of iomem/fe300004-fe300009:HPET_odd "at b cp fifo info l w"
	files_of ioports/0060-0060:keyboard "at b bp fifo info"
	files_of ioports/0cf8-0cff:PCI_conf1 "at b bp fifo info"
	run stat -c '%a %u %g' "$mnt/$bus/fe001000-fe001fff:0000:00:05.0/l"
	expect_output "640 $(id -u) $(getent group "$group" | cut -d : -f 3)"
	run stat -c '%a %u %g' "$mnt/iomem/fe200000-fe2000ff:HPET_0/l"
	expect_output "400 $(id -u) $(id -g)"
	run stat -c '%a' "$mnt/ioports/0060-0060:keyboard/b" "$mnt/ioports/02e0-02e3:PNP0501:00/b"
	expect_output "400
600"
	ran="browse"
	checks=$((checks + 1))
	grep -qx "devmemfs: $conf:[0-9]*: browse \"iomem\": nothing is like the pattern \"no such\*\"" \
		"$log" || fail "the log does not say that a pattern matches nothing"
	expect_text "warnings" "$(grep -c 'is like the pattern' "$log")" 1
}

# What an entry says of itself, and that RAM is never one to be read.
infos() {
	run cat "$mnt/$bus/fe001000-fe001fff:0000:00:05.0/info"
	expect_output "name: fe001000-fe001fff:0000:00:05.0
space: memory
device: 0000:00:05.0
range: 0xfe001000-0xfe001fff
length: 4096
access: rw
views: l cp fifo at
backend: devmem
mapping: uc
endian: little
state: ok"
	says $bus/fe000000-fe000fff:0000:00:04.0 claimed-by \
		"PCI Bus 0000:00 > 0000:00:04.0 > made-up driver"
	says iomem/000a0000-000bffff:PCI_Bus_0000:00 access none
	says iomem/000a0000-000bffff:PCI_Bus_0000:00 state ok
	says iomem/00001000-0009ffff:System_RAM state "unusable: *RAM*"
	says iomem/00001000-0009ffff:System_RAM remedy "?*"
	files_of iomem/00001000-0009ffff:System_RAM info
	says ioports/0060-0060:keyboard space ports
	says ioports/0060-0060:keyboard range 0x60-0x60
	says ioports/0070-0077:rtc0 state "unusable: claimed by rtc0"
	files_of ioports/0070-0077:rtc0 info
}

# One unit, one access: what holds for configured regions holds here.
accesses() {
	entry=$bus/fe001000-fe001fff:0000:00:05.0
	expect_call "4 10111213" "$entry rl 0xfe001010 0x13121110" pread "$mnt/$entry/l" 16 4
	expect_call 4 "$entry wl 0xfe001010 0x04030201" pwrite "$mnt/$entry/l" 16 01020304
	expect_call 4 "$entry wl 0xfe001010 0x13121110" pwrite "$mnt/$entry/l" 16 10111213
	expect_call EINVAL "" pread "$mnt/$entry/l" 2 4
	expect_call 0 "" pread "$mnt/$entry/l" 4096 4
	expect_call ENOENT "" open "$mnt/$entry/w" r
	run od -An -tx4 -N8 "$mnt/$entry/fifo/0x20.l"
	expect_list "$entry rl 0xfe001020 0x23222120;$entry rl 0xfe001020 0x23222120"
	entry=iomem/fe200000-fe2000ff:HPET_0
	run cat "$mnt/$entry/q"
	expect_pattern $entry rq 0xfe200000 32
	expect_call EACCES "" open "$mnt/$entry/q" w
	entry=iomem/fe300004-fe300009:HPET_odd
	expect_call "6 040506070809" "$entry rl 0xfe300004 0x07060504;$entry rw 0xfe300008 0x0908" \
		pread "$mnt/$entry/cp" 0 64
	expect_call "1 60" "ioports/0060-0060:keyboard rb 0x60 0x60" pread "$mnt/ioports/0060-0060:keyboard/b" 0 1
	expect_call "2 f8f9" \
		"ioports/03f8-03ff:serial rb 0x3f8 0xf8;ioports/03f8-03ff:serial rb 0x3f9 0xf9" \
		pread "$mnt/ioports/03f8-03ff:serial/b" 0 2
}

nothing_by_looking() {
	ran="mounting"
	expect_none
	run ls -lR "$mnt"
	expect_none
	run find "$mnt" -size +0 -perm -400
	expect_none
	run find "$mnt" -name info -exec cat {} +
	expect_none
	try grep -r needle "$mnt"
	expect_status 2
	expect_none
	run sh -c 'cat "$1"/map.*' sh "$mnt"
	expect_none
}

names() {
	for name in iomem/fe200000-fe2000ff:HPET iomem/fe200000-fe2000ff "iomem/fe200000-fe2000ff:HPET 0" \
		iomem/FE200000-fe2000ff:HPET_0 iomem/fe001000-fe001fff:0000:00:05.0 iomem/info info \
		iomem/b "$bus/fe000000-fe000fff:0000:00:04.0/fe001000-fe001fff:0000:00:05.0" ioports/60-60:keyboard \
		pci iomem/fe200000-fe2000ff:HPET_0@2 iomem/fe200000-fe2000ff:HPET_0/PNP0103:00; do
		expect_call ENOENT "" open "$mnt/$name" r
	done
	expect_call 0 "" open "$mnt/iomem/fe200000-fe2000ff:HPET_0/info" r
	expect_call EPERM "" mkdir "$mnt/iomem/new"
	expect_call EPERM "" rmdir "$mnt/iomem/fe200000-fe2000ff:HPET_0"
}

saved_machines
built_in
entries
rows
files_by_rows
infos
nothing_by_looking
accesses
names
finish
