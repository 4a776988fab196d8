#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Maps that are damaged, full of odd names, or large: what can be shown is shown and can be reached.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

mount_maps() { # the memory map is standard input; there are no ports
	kernel_map iomem
	kernel_map ioports </dev/null
	start "$conf"
}

list_directory() { # directory below iomem: what is in it but info
	run find "$mnt/iomem/$1" -mindepth 1 -maxdepth 1 -type d -printf '%f\n'
	sort -o "$tmp/out" "$tmp/out"
}

# Each entry that is listed can be looked up, read and entered, and has an inode of its own.
reach_all() { # number of entries
	run python3 -c 'import os, sys
inodes, n = set(), 0
for path, directories, files in os.walk(os.fsencode(sys.argv[1])):
	for name in directories:
		entry = os.path.join(path, name)
		assert len(name) <= 255, name
		assert not set(name) & set(range(33)), name
		inodes.add(os.stat(entry).st_ino)
		info = open(os.path.join(entry, b"info"), "rb").read()
		assert info.startswith(b"name: " + name + b"\n"), (name, info)
		assert all(b": " in line for line in info.splitlines()), info
		n += 1
assert n == len(inodes), (n, len(inodes))
print(n)' "$mnt/iomem"
	expect_output "$1"
}

left_out() { # line why
	ran="line $1 of the map"
	checks=$((checks + 1))
	grep -qx "devmemfs: $tree/proc/iomem:$1: $2; the line is left out" "$log" ||
		fail "the log does not say: line $1 $2"
}

damaged() {
	mount_maps <"$maps/damaged.iomem"
	left_out 3 'not "START-END : LABEL"'
	left_out 7 "out of order"
	left_out 14 "overlaps the entry before it"
	left_out 19 'not "START-END : LABEL"'
	left_out 20 'not "START-END : LABEL"'
	left_out 23 'not "START-END : LABEL"'
	expect_text "lines left out" "$(grep -c 'left out' "$log")" 6
	reach_all 17
	list_directory ""
	sed 's/:.*//' "$tmp/out" >"$tmp/ranges"
	ran="the damaged map"
	expect_text "entries" "$(tr '\n' ' ' <"$tmp/ranges")" \
		"00000000-00000fff 00001000-0009fbff 000a0000-000bffff 000c0000-000c7fff 000c8000-000cffff \
000d0000-000dffff 000f0000-00ffffff 100000000-1000fffff ffffffff00000000-fffffffffffffffe "
	# Where levels are missing, the entry is in the one before it.
	run find "$mnt/iomem" -path '*100000000-1000fffff*' -name '1000*' -type d
	expect_text "levels" "$(wc -l <"$tmp/out")" 3
	stop
	list_damaged
}

# Whatever bytes are in labels, a table ends, and JSON is JSON.
list_damaged() {
	run devmemfs --list "$conf"
	expect_text "lines" "$(wc -l <"$tmp/out")" 18
	expect_text "control characters" "$(tr -d '\n\040-\176\200-\377' <"$tmp/out" | wc -c)" 0
	run devmemfs --list=json "$conf"
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
list = json.load(open(sys.argv[1], encoding="utf-8"))["regions"]
print(len(list), sum("Ger\u00e4t" in r["name"] for r in list))' "$tmp/list.json"
	expect_output "17 4"
}

# A name for each label, whatever is in it.
labels() {
	printf '%s : %b\n' \
		1000000-1000fff 'a/b c' \
		1001000-1001fff 'tab\there\033[31m\177' \
		1002000-1002fff '' \
		1003000-1003fff '../..' \
		1004000-1004fff '.' \
		1005000-1005fff "$(printf '%0300d' 0)" \
		1006000-1006fff "$(printf '%0237d' 0)" \
		1007000-1007fff "$(printf '%080d' 0)$(printf '漢%.0s' $(seq 60))" \
		1008000-1008fff info \
		1009000-1009fff "quote\" back\\\\slash 'apostrophe' \$HOME *" |
		sed 's/^\([0-9]*\)-\([0-9f]*\)/0\1-0\2/' >"$tmp/map"
	mount_maps <"$tmp/map"
	reach_all 10
	list_directory ""
	expect_text "names" "$(sed 's/0\{81,\}/(zeros)/' "$tmp/out")" \
		"01000000-01000fff:a_b_c
01001000-01001fff:tab_here_[31m_
01002000-01002fff:
01003000-01003fff:.._..
01004000-01004fff:.
01005000-01005fff:(zeros)
01006000-01006fff:(zeros)
01007000-01007fff:$(printf '%080d' 0)$(printf '漢%.0s' $(seq 49))
01008000-01008fff:info
01009000-01009fff:quote\"_back\\slash_'apostrophe'_\$HOME_*"
	expect_text "the longest name" "$(awk '{ print length }' "$tmp/out" | sort -n | tail -n 1)" 247
	stop
	run devmemfs --list=json "$conf"
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
print(len(json.load(open(sys.argv[1]))["regions"]))' "$tmp/list.json"
	expect_output 10
}

# The kernel does have siblings of one range and label; each has a name, a list and an inode.
duplicates() {
	name=02000000-02000fff:twin
	mount_maps <<-'END'
		02000000-02000fff : twin
		02000000-02000fff : twin
		02000000-02000fff : other
		02000000-02000fff : twin@2
		02000000-02000fff : twin
		  02000000-020000ff : inner
		  02000000-020000ff : inner
		02001000-02001fff : twin
	END
	reach_all 8
	list_directory ""
	expect_output "02000000-02000fff:other
$name
$name@2
$name@2@2
$name@3
02001000-02001fff:twin"
	list_directory $name
	expect_output ""
	list_directory $name@3
	expect_output "02000000-020000ff:inner
02000000-020000ff:inner@2"
	expect_call ENOENT "" open "$mnt/iomem/$name@4/info" r
	expect_call ENOENT "" open "$mnt/iomem/$name@1/info" r
	expect_call 0 "" open "$mnt/iomem/$name@3/info" r
	stop
}

# No map at all is no reason for many words, nor for any harm.
garbage() {
	head -c 200000 /dev/urandom >"$tmp/random"
	mount_maps <"$tmp/random"
	expect_text "logged lines" "$(grep -c 'the line is left out' "$log")" 10
	expect_text "their number" "$(grep -c '^devmemfs: .*: [0-9]* more lines are left out$' "$log")" 1
	reach_all 0
	stop
	printf '03000000-03000fff : no newline at the end' >"$tmp/map"
	mount_maps <"$tmp/map"
	reach_all 1
	stop
	# A map that ends within a line, as of a copy that was cut.
	head -c 1000 "$maps/server.iomem" >"$tmp/map"
	mount_maps <"$tmp/map"
	reach_all "$(($(wc -l <"$tmp/map") + $(tail -n 1 "$tmp/map" | grep -c ' : .')))"
	stop
}

# Ten thousand entries in one directory and ten thousand in one another's.
many() {
	# Numbers that each awk takes for numbers, and none for strings.
	awk 'BEGIN {
		for (i = 0; i < 10000; i++)
			printf "%08x-%08x : device %d\n", (65536 + i) * 4096, (65537 + i) * 4096 - 1, i
		for (i = 0; i < 1250; i++)
			for (d = 0; d < 8; d++)
				printf "%*s%08x-%08x : level %d\n", 2 * d, "", (262144 + i) * 4096, \
					(262145 + i) * 4096 - 1 - d, d
	}' >"$tmp/map"
	mount_maps <"$tmp/map"
	reach_all 20000
	for i in 0 1 4999 9998 9999; do
		name=$(printf '%08x-%08x:device_%d' $((0x10000000 + i * 4096)) $((0x10000fff + i * 4096)) $i)
		says "iomem/$name" device "device $i"
	done
	expect_call ENOENT "" open "$mnt/iomem/10000000-10000fff:device_1/info" r
	stop
	run devmemfs --list "$conf"
	expect_text "lines" "$(wc -l <"$tmp/out")" 20001
}

config <<'END'
browse = ( { tree = "iomem"; } );
END
damaged
labels
duplicates
garbage
many
finish
