#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Lists of registers in files of their own: where they are looked for, who shares them, mistakes.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

# The configuration is not where the tests run, so what is beside it is found by its place.
mkdir "$tmp/etc"
conf=$tmp/etc/conf

list_file() { # name: the lists are standard input
	cat >"$tmp/etc/$1"
	chmod 644 "$tmp/etc/$1"
}

lists() {
	list_file chip.conf <<-'END'
		lists = (
		  { name = "timer"; registers = (
		      { name = "CTRL"; offset = "0x0"; fields = ( { name = "EN"; bits = "0"; } ); },
		      { name = "COUNT"; offset = "0x4"; access = "ro"; } ); },
		  { name = "pair"; registers = (
		      { name = "T%s"; offset = "0x10"; count = 2; stride = "0x10"; registers = "chip.conf:timer"; },
		      { name = "DATA"; offset = "0x0"; width = 8; } ); }
		);
	END
	# Converted from XML, which is beside it and is not read.
	echo '<?xml version="1.0"?><device/>' | list_file soc.svd
	echo 'lists = ( { name = "UART0"; registers = ( { name = "DR"; offset = "0x8"; } ); } );' |
		list_file soc.svd.conf
	echo 'lists = ( { name = "far"; registers = ( { name = "F"; offset = "0x8"; } ); } );' >"$tmp/far.conf"
	# In the place of one that comes with the program, and of a name with a colon in it.
	echo 'lists = ( { name = "parport"; registers = ( { name = "OWN"; offset = "0x1"; width = 8; } ); } );' |
		list_file parport.conf
	echo 'lists = ( { name = "x"; registers = ( { name = "C"; offset = "0"; } ); } );' | list_file a:b
	config <<-END
		regions = (
		  { name = "one"; sim = "ram+64"; access = "rw"; registers = "chip.conf:timer"; },
		  { name = "two"; sim = "ram+64"; registers = "chip.conf:timer"; },
		  { name = "both"; sim = "ram+64"; access = "rw"; registers = "chip.conf:pair"; },
		  { name = "soc"; sim = "ram+64"; access = "rw"; registers = "soc.svd:UART0"; },
		  { name = "far"; sim = "ram+64"; registers = "$tmp/far.conf:far"; },
		  { name = "edu"; sim = "edu"; access = "rw"; registers = "edu.conf:edu"; },
		  { name = "own"; sim = "parport"; access = "rw"; registers = "parport.conf:parport"; },
		  { name = "colon"; sim = "ram+64"; registers = "a:b:x"; }
		);
	END
}

shared() {
	start "$conf"
	takes one/reg/CTRL 5 "one wl 0x0 0x00000005"
	takes one/field/CTRL/EN 0 "one rl 0x0 0x00000005;one wl 0x0 0x00000004"
	gives two/reg/CTRL 0x00000000 "two rl 0x0 0x00000000"
	run stat -c %a "$mnt/one/reg/CTRL" "$mnt/two/reg/CTRL" "$mnt/one/reg/COUNT"
	expect_text modes "$(tr '\n' ' ' <"$tmp/out")" "600 400 400 "
	run ls "$mnt/both/reg" "$mnt/both/reg/T1"
	expect_output "$mnt/both/reg:
DATA
T0
T1

$mnt/both/reg/T1:
COUNT
CTRL"
	takes both/reg/T1/CTRL 2 "both wl 0x20 0x00000002"
	takes both/field/T0/CTRL/EN 1 "both rl 0x10 0x00000000;both wl 0x10 0x00000001"
	gives both/reg/T1/COUNT 0x00000000 "both rl 0x24 0x00000000"
	gives soc/reg/DR 0x00000000 "soc rl 0x8 0x00000000"
	gives far/reg/F 0x00000000 "far rl 0x8 0x00000000"
	gives edu/reg/ID 0x010000ed "edu rl 0xfea00000 0x010000ed"
	run ls "$mnt/own/reg"
	expect_output OWN
	gives own/reg/OWN 0x9f "own rb 0x379 0x9f"
	gives colon/reg/C 0x00000000 "colon rl 0x0 0x00000000"
	run sh -c 'find "$1" -printf "%i\n" | sort | uniq -d' sh "$mnt"
	expect_output ""
	stop
}

# --- mistakes ------------------------------------------------------------------------------------------

# One line about a region, in line 2, whose registers are these; mounting says the same, and mounts nothing.
wrong() { # pattern registers
	printf 'regions = (\n  { name = "x"; sim = "ram+64"; registers = %s; },\n  %s\n);\n' \
		"$2" '{ name = "good"; sim = "ram"; }' >"$conf"
	for how in --check mounting; do
		if [ $how = mounting ]; then set -- "$1" "$2" "$conf" "$mnt"; else set -- "$1" "$2" --check "$conf"; fi
		try devmemfs "$3" "$4"
		ran="$how $2"
		expect_status 1
		expect_one_line "$conf:2: $1"
	done
	expect_text mounted "$(mounts_below "$tmp")" ""
}

references() {
	cause="region \"x\": registers: "
	wrong "${cause}cannot read none.conf: No such file or directory; put it beside the configuration" '"none.conf:x"'
	wrong "${cause}cannot read chip.svd.conf: No such file*; make it: svd2devmemfs -o chip.svd.conf chip.svd" \
		'"chip.svd:UART0"'
	echo '<device/>' | list_file only.svd
	wrong "${cause}cannot read only.svd.conf: No such file*; make it: svd2devmemfs -o only.svd.conf only.svd" \
		'"only.svd:UART0"'
	wrong "${cause}there is no list \"uart\" in $tmp/etc/chip.conf; there are: timer pair" '"chip.conf:uart"'
	wrong "${cause}there is no list \"x\" in edu.conf; there are: edu edu-dma" '"edu.conf:x"'
	for text in '"timer"' '":timer"' '"chip.conf:"' 5 'true' '{ name = "R"; }' '[ "chip.conf:timer" ]'; do
		wrong 'region "x": registers is a list, ( { name = "..."; ... }, ... ), or where one is: "FILE:LIST"' "$text"
	done
}

# Said with the file and the line of the list, once, although two regions have it.
damaged() { # "FILE:LINE: " pattern: what it says; the file is standard input
	list_file bad.conf
	config <<-'END'
		regions = (
		  { name = "x"; sim = "ram+64"; registers = "bad.conf:a"; },
		  { name = "y"; sim = "ram+64"; registers = "bad.conf:a"; }
		);
	END
	try devmemfs --check "$conf"
	ran="bad.conf: $2"
	expect_status 1
	expect_one_line "$tmp/etc/bad.conf:$1: $2"
}

files() {
	printf 'lists = (\n  { name = "a"; registers = ( { name = "R"; } ); }\n);\n' |
		damaged 2 'list "a": "R" has no offset; add offset = "0x..."'
	printf 'lists = (\n\n { name = "a" registers' | damaged '[0-9]' '*syntax error*'
	printf 'lists = (\n  { name = "a"; }\n);\n' | damaged 2 'a list of registers is { name = *'
	printf 'registers = ( );\n' | damaged '[0-9]' 'a file of registers holds lists = *'
	printf 'lists = ( { name = "a"; registers = "bad.conf:a"; } );\n' | damaged 1 '*list "a" of *not known yet*'
	printf 'lists = (\n{ name = "a"; registers = ( { name = "R"; offset = "0"; } ); },\n%s\n);\n' \
		'{ name = "a"; registers = ( { name = "R"; offset = "0"; } ); }' | damaged 3 'list "a": the name is taken'
	: | damaged '[0-9]' 'a file of registers holds lists = *'
}

# Who can write the list decides what is read and written: it is trusted as the configuration is.
trust() {
	lists
	chmod 666 "$tmp/etc/chip.conf"
	try devmemfs --check "$conf"
	expect_status 1
	expect_one_line "$tmp/etc/chip.conf:0: refused: others can write it; chmod o-w"
	try devmemfs "$conf" "$mnt"
	expect_status 1
	chmod 644 "$tmp/etc/chip.conf"
	chmod 646 "$tmp/etc/soc.svd.conf"
	try devmemfs --check "$conf"
	expect_status 1
	expect_one_line "$tmp/etc/soc.svd.conf:0: refused: others can write it; chmod o-w"
	chmod 644 "$tmp/etc/soc.svd.conf"
	if [ $root = yes ] && id daemon >/dev/null 2>&1; then
		chown daemon "$tmp/far.conf"
		try devmemfs --check "$conf"
		expect_status 1
		expect_one_line "$tmp/far.conf:0: refused: it belongs to another user; *"
		chown root "$tmp/far.conf"
	fi
	run devmemfs --check "$conf"
	expect_error ""
	expect_output ""
	echo "regions = ( { name = \"x\"; sim = \"ram\"; registers = \"$tmp/etc:x\"; } );" | config
	try devmemfs --check "$conf"
	expect_one_line "$tmp/etc:0: refused: it is a directory; name a file"
}

# What is in the configuration itself, by line.
inline() {
	reg='name = "R"; offset = "0";'
	wrong 'region "x": the name "R" is taken' "( { $reg }, { name = \"R\"; offset = \"4\"; } )"
	wrong '*register "R" at 0x40 is not in the region, which is 0x40 bytes long' '( { name = "R"; offset = "0x40"; } )'
	wrong '*register "R3" at 0x40 is not in the region*' '( { name = "R%s"; offset = "0x34"; count = 4; } )'
	wrong '*no multiple of its width*' '( { name = "R"; offset = "2"; } )'
	wrong '*width: no single access is as wide; write 8, 16, 32 or 64' "( { $reg width = 24; } )"
	wrong '*offset: the value has the wrong type; write *' '( { name = "R"; offset = 0x10; } )'
	wrong '*offset: *' '( { name = "R"; offset = "08"; } )'
	wrong '*unknown key "colour"' "( { $reg colour = 1; } )"
	wrong '*read: no such value; write "allow"' "( { $reg read = \"deny\"; } )"
	wrong '*read-effect: no such value; *' "( { $reg read-effect = \"eats\"; } )"
	wrong '*the name holds more than letters*' '( { name = "A B"; offset = "0"; } )'
	wrong '*the name starts with a dot' '( { name = ".R"; offset = "0"; } )'
	wrong '*field "F" overlaps field "E"' "( { $reg fields = ( { name = \"E\"; bits = \"7:0\"; }, { name = \"F\"; bits = \"7\"; } ); } )"
	wrong '*field "F": bit 32 is not in a register of 32 bits' "( { $reg fields = ( { name = \"F\"; bits = \"32\"; } ); } )"
	wrong '*bits: *' "( { $reg fields = ( { name = \"F\"; bits = \"0:7\"; } ); } )"
	wrong '*value "on" = "2": it does not fit into the field' \
		"( { $reg fields = ( { name = \"F\"; bits = \"0\"; values = ( { name = \"on\"; value = \"2\"; } ); } ); } )"
	wrong '*value "1": the name is a number' \
		"( { $reg fields = ( { name = \"F\"; bits = \"0\"; values = ( { name = \"1\"; value = \"1\"; } ); } ); } )"
	wrong '*the reset value is wider than the register' "( { $reg width = 8; reset = \"0x100\"; } )"
}

lists
shared
references
files
trust
inline
finish
