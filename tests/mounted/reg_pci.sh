#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Configuration space by its standard names: header and capabilities of made-up functions.
# shellcheck disable=SC2317 # wait_until calls them
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

first=0000:00:04.0 bridge=0000:00:1c.0 plain=0000:00:05.0

# Of zeros, but for what is given.
new_config() { # address bytes "offset hex"...
	new_function "$1" 1234 11e8
	file=$spare/$1/config
	truncate -s 0 "$file"
	truncate -s "$2" "$file"
	shift 2
	for part; do
		python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.argv[1]))' "${part#* }" >"$tmp/part"
		dd if="$tmp/part" of="$file" bs=1 seek=$((${part% *})) conv=notrunc status=none
	done
}

# Power management, a 64-bit MSI, two of the vendor's own; a bridge with PCI Express and AER.
made_up_machine() {
	kernel_map iomem <<-'END'
		fea00000-feafffff : PCI Bus 0000:00
	END
	kernel_map ioports </dev/null
	new_config $first 256 "0 3412e811" "4 0701" "6 10f9" "8 03000002" "0x34 40" "0x3c 0b01" \
		"0x40 01500300" "0x44 0301" "0x50 05608000" "0x60 09700410" "0x70 09000420"
	new_config $bridge 4096 "0 361b0c00" "4 0700" "6 1000" "0xb 06" "0xe 01" "0x18 000102" "0x34 40" \
		"0x40 10004200" "0x100 01000200"
	new_config $plain 256 "0 3412e911" "6 0000"
	for function in $first $bridge $plain; do
		plug "$function"
	done
	config <<-END
		regions = (
		  { name = "cfg"; pci = "$first config"; access = "rw"; },
		  { name = "mine"; pci = "$plain config"; registers = ( { name = "OWN"; offset = "0x40"; } ); },
		  { name = "blind"; pci = "$bridge config"; access = "wo"; }
		);
		browse = ( { tree = "pci"; access = "ro"; } );
	END
}

# The walk over the capabilities, as lspci makes it: once, when configuration space is opened.
walk_of() { # region
	echo "$1 rb 0xe 0x00;$1 rw 0x6 0xf910;$1 rb 0x34 0x40;$1 rw 0x40 0x5001;$1 rw 0x50 0x6005;$(
	)$1 rw 0x52 0x0080;$1 rw 0x60 0x7009;$1 rw 0x70 0x0009"
}

mounting() {
	ran="mounting"
	expect_list "$(walk_of cfg);$(walk_of pci/$first/config)
		pci/$plain/config rb 0xe 0x00;pci/$plain/config rw 0x6 0x0000
		pci/$bridge/config rb 0xe 0x01;pci/$bridge/config rw 0x6 0x0010;pci/$bridge/config rb 0x34 0x40
		pci/$bridge/config rw 0x40 0x0010;pci/$bridge/config rw 0x42 0x0042
		pci/$bridge/config rl 0x100 0x00020001"
}

names() {
	run ls "$mnt/cfg"
	expect_text files "$(tr '\n' ' ' <"$tmp/out")" "at b decode dump field fifo info l reg w wait "
	run ls "$mnt/cfg/reg" "$mnt/pci/$first/config/reg"
	for name in VENDOR_ID COMMAND STATUS BASE_ADDRESS_5 CAP_PM CAP_MSI CAP_VNDR CAP_VNDR@2; do
		expect_match "^$name\$"
	done
	run ls "$mnt/cfg/reg/CAP_PM"
	expect_match '^PMC$'
	run ls "$mnt/pci/$bridge/config/reg"
	for name in PRIMARY_BUS CAP_EXP ECAP_AER; do
		expect_match "^$name\$"
	done
	expect_call ENOENT "" open "$mnt/pci/$bridge/config/reg/BASE_ADDRESS_5" r
	expect_call ENOENT "" open "$mnt/cfg/reg/PRIMARY_BUS" r
	expect_call ENOENT "" open "$mnt/pci/$plain/config/reg/CAP_PM" r
	# What the configuration says goes before; what may not be read is not asked.
	run ls "$mnt/mine/reg"
	expect_output OWN
	expect_call ENOENT "" open "$mnt/blind/reg" r
	run ls -lR "$mnt"
	run sh -c 'find "$1" -printf "%i\n" | sort | uniq -d' sh "$mnt"
	expect_output ""
	expect_none
}

values() {
	c=pci/$first/config
	gives cfg/reg/VENDOR_ID 0x1234 "cfg rw 0x0 0x1234"
	gives $c/reg/DEVICE_ID 0x11e8 "$c rw 0x2 0x11e8"
	gives $c/reg/CAP_PM/CTRL 0x0103 "$c rw 0x44 0x0103"
	gives $c/field/CAP_PM/CTRL/STATE 0x3 "$c rw 0x44 0x0103"
	gives $c/reg/CAP_VNDR@2/LENGTH 0x04 "$c rb 0x72 0x04"
	gives $c/field/HEADER_TYPE/TYPE 0x0 "$c rb 0xe 0x00"
	gives mine/reg/OWN 0x00000000 "mine rl 0x40 0x00000000"
	gives pci/$bridge/config/reg/SECONDARY_BUS 0x01 "pci/$bridge/config rb 0x19 0x01"
	gives pci/$bridge/config/reg/ECAP_AER/UNCOR_STATUS 0x00000000 "pci/$bridge/config rl 0x104 0x00000000"
	run cat "$mnt/cfg/decode/COMMAND"
	expect_match '^COMMAND 0x0107$'
	expect_match '^MASTER \[2\] 0x1$'
	expect_bus "cfg rw 0x4 0x0107"
	run cat "$mnt/$c/decode/CAP_PM/CTRL"
	expect_match '^STATE \[1:0\] 0x3 D3hot$'
	look
	run stat -c %a "$mnt/$c/reg/COMMAND" "$mnt/cfg/reg/COMMAND" "$mnt/cfg/reg/VENDOR_ID"
	expect_text modes "$(tr '\n' ' ' <"$tmp/out")" "400 600 400 "
	expect_call EACCES "" open "$mnt/$c/reg/COMMAND" w
}

# A change of one bit of STATUS clears no other, and writes zeros where something is reserved.
changes() {
	takes cfg/field/COMMAND/MASTER 0 "cfg rw 0x4 0x0107;cfg ww 0x4 0x0103"
	takes cfg/field/STATUS/DETECTED_PARITY 1 "cfg rw 0x6 0xf910;cfg ww 0x6 0x8000"
	takes cfg/field/CAP_PM/CTRL/STATE D0 "cfg rw 0x44 0x0103;cfg ww 0x44 0x0100"
	takes cfg/reg/INTERRUPT_LINE 11 "cfg wb 0x3c 0x0b"
	refuses ERANGE cfg/reg/COMMAND 0x10000 "the number is wider than *"
	refuses EINVAL cfg/field/CAP_PM/CTRL/STATE D9 "the field has no value of that name*"
	run od -An -tx1 -j4 -N4 "$devices/$first/config"
	expect_output " 03 01 00 80"
}

dumping() {
	run cat "$mnt/cfg/dump"
	expect_match '^0x00 VENDOR_ID 0x1234$'
	expect_match '^0x44 CAP_PM/CTRL 0x0100$'
	look
	# In the order of the offsets, within the 256 bytes, and as many as there are lines.
	expect_text "accesses" "$(wc -l <"$tmp/got")" "$(wc -l <"$tmp/out")"
	checks=$((checks + 1))
	awk "$awk_access"'{ at = number($3) } at < last || $2 !~ /^r/ { bad = 1 } { last = at } END { exit bad || NR < 30 }' \
		"$tmp/got" || fail "$ran: not in order"
}

# Another function takes the place: its own names, and what waited for the old one is told.
is_waiting() {
	grep -q "^bus: pci/$first/config rw 0x44 " "$log"
}

plugging() {
	exec 5<"$mnt/pci/$first/config/reg/VENDOR_ID"
	"$call" pwrite "$mnt/pci/$first/config/wait/CAP_PM/CTRL" 0 "$(hex_of "1:1 25s")" >"$tmp/waited" &
	waiter=$!
	wait_until is_waiting || fail "nobody waits"
	unplug $first
	look_again
	goes pci/$first
	wait_until is_over $waiter || give_up "who waits is not told that the function is gone"
	wait $waiter
	expect_text "the answer" "$(sed 's/^open: //' "$tmp/waited")" ENODEV
	ran="what is open of a function that is gone"
	run python3 -c 'import os
try: os.pread(5, 64, 0)
except OSError as e: print(e.errno)'
	expect_output 19
	exec 5<&-
	look
	rm -r "${spare:?}/$first"
	new_config $first 256 "0 3412ea11" "6 1000" "0x34 80" "0x80 05000001"
	plug $first
	look_again
	comes pci/$first
	wait_until [ -e "$mnt/pci/$first/config/reg/CAP_MSI/MASK_32" ] || fail "its registers do not come"
	# Opening it has read it; `names` and the unit tests say what.
	look
	expect_call ENOENT "" open "$mnt/pci/$first/config/reg/CAP_PM/CTRL" r
	look
	gives pci/$first/config/reg/DEVICE_ID 0x11ea "pci/$first/config rw 0x2 0x11ea"
	run ls "$mnt/pci/$first/config/reg"
	expect_match '^CAP_MSI$'
	expect_none
}

made_up_machine
start "$conf"
mounting
names
values
changes
dumping
plugging
finish
