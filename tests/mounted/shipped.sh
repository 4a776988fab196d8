#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every list of registers that comes with the program, each on memory of its own: looking at names
# touches nothing, a dump reads once what can be read without an effect, and nothing else.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
lists=$(cd "${top_srcdir:-.}/conf" && pwd)

# FILE:LIST, a line each.
names=$(for file in 16550 cmos edu hpet i8042 parport pci; do
	sed -n "s/^  { name = \"\([^\"]*\)\"; registers = (.*/$file.conf:\1/p" "$lists/$file.conf"
done)

make_config() {
	echo "regions = ("
	for name in $names; do
		echo "  { name = \"${name#*:}\"; sim = \"ram+4k\"; access = \"rw\"; registers = \"$name\"; },"
	done
	echo '  { name = "last"; sim = "ram+4k"; } );'
}

# The files that an ordinary user of its mode could read.
readable() { # directory
	find "$1" -type f -perm -u+r | sort
}

names_touch_nothing() {
	run ls -lR "$mnt"
	run find "$mnt" -name "*_STATUS*"
	expect_none
}

# As many reads as lines, and as registers that can be read.
dumps() {
	for name in $names; do
		region=$mnt/${name#*:}
		run cat "$region/dump"
		look
		lines=$(wc -l <"$tmp/out")
		expect_text "reads of $name" "$(grep -c "^${name#*:} r" "$tmp/got")" "$lines"
		expect_text "accesses of $name" "$(wc -l <"$tmp/got")" "$lines"
		expect_text "registers of $name" "$(readable "$region/reg" | wc -l)" "$lines"
	done
}

# Those of the demo's devices, and a header's: each file is one access.
one_access_each() {
	for region in 16550 edu parport i8042 HEADER0; do
		for folder in reg decode field; do
			readable "$mnt/$region/$folder" >"$tmp/files"
			while read -r file; do
				run cat "$file"
				look
				expect_text "accesses" "$(wc -l <"$tmp/got")" 1
			done <"$tmp/files"
		done
	done
}

closed() {
	for file in 16550/reg/RBR 16550/decode/LSR 16550/field/IIR/ID 16550/reg/THR cmos/reg/DATA \
		i8042/reg/DATA rtc/reg/C ecp/reg/CNFGA epp/reg/STATUS; do
		try cat "$mnt/$file"
		expect_status 1
		expect_error "*Permission denied*"
	done
	expect_none
}

# Bits of STATUS that others have set stay set: to write them back would clear them. That is so too for
# bits of a status register that have no name here; a later revision may have given them a meaning.
neighbours() {
	printf '\377\377' | dd of="$mnt/CAP_EXP_2/w" bs=2 seek=25 conv=notrunc status=none
	run sh -c "echo 1 >$mnt/CAP_EXP_2/field/LNKSTA2/EQ_REQUEST"
	expect_bus "CAP_EXP_2 ww 0x32 0xffff" "CAP_EXP_2 rw 0x32 0xffff" "CAP_EXP_2 ww 0x32 0x0020"
	printf '\377\377' | dd of="$mnt/HEADER0/w" bs=2 seek=3 conv=notrunc status=none
	run sh -c "echo 1 >$mnt/HEADER0/field/STATUS/PARITY"
	run sh -c "echo 1 >$mnt/HEADER0/field/COMMAND/MASTER"
	run sh -c "echo D3hot >$mnt/CAP_PM/field/CTRL/STATE"
	expect_bus "HEADER0 ww 0x6 0xffff" "HEADER0 rw 0x6 0xffff" "HEADER0 ww 0x6 0x0100" \
		"HEADER0 rw 0x4 0x0000" "HEADER0 ww 0x4 0x0004" \
		"CAP_PM rw 0x4 0x0000" "CAP_PM ww 0x4 0x0003"
	run cat "$mnt/CAP_PM/decode/CTRL"
	expect_match '^STATE \[1:0\] 0x3 D3hot$'
	# Where writing starts something, some of the bits cannot be written.
	try sh -c "echo 5 | dd of=$mnt/CAP_VPD/field/ADDR/ADDR"
	expect_error "*Operation not permitted*"
	expect_bus "CAP_PM rw 0x4 0x0003"
}

make_config | config
try devmemfs --check "$conf"
expect_status 0
start "$conf"
names_touch_nothing
dumps
one_access_each
closed
neighbours
finish
