#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices that come, go and move while the machine is mounted: names, open files, and who follows.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"

first=0000:00:04.0 second=0000:00:05.0 moved=0000:00:07.0
bus=iomem/fe000000-fe0fffff:PCI_Bus_0000:00

# What the memory map says: the bus, and in it what is given; the board's UARTs behind it.
memory() { # "line"...
	{
		echo "00000000-0009ffff : System RAM"
		echo "fe000000-fe0fffff : PCI Bus 0000:00"
		[ $# = 0 ] || printf '  %s\n' "$@"
		echo "fe200000-fe2000ff : ${uart:-board uart}"
		echo "fe300000-fe3000ff : ${other:-board spare}"
	} | new_map iomem
}

with_both() {
	memory "fe000000-fe000fff : $first" "fe001000-fe001fff : $second"
}

bar_at() { # address hex: where the function's first BAR is
	new_function "$1" 1234 11e8 "0x00000000${2}000 0x00000000${2}fff 0x0000000000040200"
	bar_file "$1" 0 4096
}

# Which names the registers of its configuration space have is asked when it is opened.
asks() { # address
	echo "pci/$1/config rb 0xe 0x0e"
}

made_up_machine() {
	bar_at $first fe000
	bar_at $second fe001
	sed -i s/11e8/11e9/ "$spare/$second/device"
	plug $first
	plug $second
	with_both
	kernel_map ioports </dev/null
	address_file mem 0xfe200000 256 0xfe300001 255
	truncate -s 4G "$tree/dev/mem"
	config <<-'END'
		regions = (
		  { name = "bar"; pci = "0000:00:05.0 bar0"; access = "rw"; },
		  { name = "named"; pci = "1234:11e9 bar0"; },
		  { name = "uart"; iomem = "board uart"; },
		  { name = "wanted"; memory = "0xfe300000+256"; access = "rw"; },
		  { name = "steady"; sim = "edu"; access = "rw"; }
		);
		browse = ( { tree = "iomem"; access = "ro"; only = [ "board*" ]; }, { tree = "ioports"; },
		           { tree = "pci"; access = "ro"; } );
	END
}

# Somebody who reads all the while, and whom none of this concerns.
start_reader() {
	: >"$tmp/reading"
	while [ -e "$tmp/reading" ]; do
		"$call" pread "$mnt/steady/l" 0 4
		find "$mnt" -ls >"$tmp/found" 2>/dev/null
	done >"$tmp/read" 2>&1 &
	reader=$!
}

end_reader() {
	rm "$tmp/reading"
	wait $reader
	ran="who reads meanwhile"
	expect_text "what was read" "$(sort -u "$tmp/read")" "4 ed000001"
	look
}

open_second() {
	exec 5<"$mnt/pci/$second/bar0/l" 6<>"$mnt/bar/l"
}

function_goes() {
	for name in pci/$second pci/$second/bar0 pci/$second/bar0/l pci/$second/info \
		$bus/fe001000-fe001fff:$second; do
		run stat "$mnt/$name"
	done
	run ls -lR "$mnt"
	open_second
	expect_open "00010203 4 known"
	expect_list "pci/$second/bar0 rl 0xfe001000 0x03020100;bar wl 0xfe001000 0x00000000"
	start_reader
	unplug $second
	memory "fe000000-fe000fff : $first"
	look_again
	goes pci/$second
	goes $bus/fe001000-fe001fff:$second
	for name in pci/$second/bar0/l pci/$second/bar0 pci/$second/info $bus/fe001000-fe001fff:$second/info; do
		expect_result ENOENT open "$mnt/$name" r
	done
	expect_open "ENODEV ENODEV ENODEV"
	becomes bar state "unusable: ?*"
	becomes named state "unusable: *1234:11e9*"
	expect_result ENODEV open "$mnt/bar/l" r
	logged "^devmemfs: PCI function $second is gone$"
	logged "^devmemfs: region \"bar\" is unusable now: .*; ."
	logged "^devmemfs: region \"named\" is unusable now: .*; ."
	run ls "$mnt/pci"
	expect_output $first
	says pci/$first state ok
}

function_comes_back() {
	plug $second
	with_both
	look_again
	comes pci/$second
	comes $bus/fe001000-fe001fff:$second
	expect_links pci
	becomes bar state ok
	becomes named device "$second bar0"
	logged "^devmemfs: PCI function $second has come$"
	logged '^devmemfs: region "bar" is there again$'
	expect_open "ENODEV ENODEV known"
	end_reader
	expect_call "4 04050607" "pci/$second/bar0 rl 0xfe001004 0x07060504" \
		pread "$mnt/pci/$second/bar0/l" 4 4
	expect_call 4 "bar wl 0xfe001000 0x03020100" pwrite "$mnt/bar/l" 0 00010203
	expect_gone known
	exec 5<&- 6<&-
}

new_entries() {
	run ls -lR "$mnt"
	bar_at 0000:00:09.2 fe009
	expect_call ENOENT "" open "$mnt/pci/0000:00:09.2/info" r
	plug 0000:00:09.2
	printf '%s : COM1\n%s : a driver\n' 03f8-03ff '  03f8-03ff' | new_map ioports
	look_again
	comes pci/0000:00:09.2
	comes pci/0000:00:09.2/bar0/l
	comes ioports/03f8-03ff:COM1
	comes ioports/03f8-03ff:COM1/03f8-03ff:a_driver
	run ls "$mnt/pci"
	expect_text "functions" "$(tr '\n' ' ' <"$tmp/out")" "$first $second 0000:00:09.2 "
	expect_links pci
	expect_links ioports
	expect_call "4 00010203" "$(asks 0000:00:09.2);pci/0000:00:09.2/bar0 rl 0xfe009000 0x03020100" \
		pread "$mnt/pci/0000:00:09.2/bar0/l" 0 4
	unplug 0000:00:09.2
	new_map ioports </dev/null
	look_again
	goes pci/0000:00:09.2
	goes ioports/03f8-03ff:COM1
}

# The device stays, at another address: what was mapped of it is somebody else's now.
bar_moves() {
	open_second
	expect_open "00010203 4 known"
	look
	sed 's/fe001/fe011/g' "$devices/$second/resource" >"$tmp/resource"
	mv "$tmp/resource" "$devices/$second/resource"
	memory "fe000000-fe000fff : $first" "fe011000-fe011fff : $second"
	look_again
	becomes pci/$second/bar0 range 0xfe011000-0xfe011fff
	becomes bar range 0xfe011000-0xfe011fff
	goes $bus/fe001000-fe001fff:$second
	comes $bus/fe011000-fe011fff:$second
	expect_gone known
	expect_call "4 04050607" "bar rl 0xfe011004 0x07060504" pread "$mnt/bar/l" 4 4
	expect_call "4 04050607" "named rl 0xfe011004 0x07060504" pread "$mnt/named/l" 4 4
	says pci/$second bar0 "0xfe011000-0xfe011fff *"
	exec 5<&- 6<&-
}

# By identity and by label a region is where its device is.
regions_follow() {
	exec 5<"$mnt/uart/l" 6<>"$mnt/steady/l"
	expect_open "00010203 4 known"
	look
	# From here on the daemon, which looks several times after a hang-up, may see it.
	unplug $second
	bar_at $moved fe001
	sed -i s/11e8/11e9/ "$spare/$moved/device"
	plug $moved
	uart="nobody" other="board uart"
	memory "fe000000-fe000fff : $first" "fe001000-fe001fff : $moved"
	look_again
	becomes named device "$moved bar0"
	becomes uart range 0xfe300000-0xfe3000ff
	becomes bar state "unusable: *$second*"
	expect_call "4 00010203" "$(asks $moved);named rl 0xfe001000 0x03020100" \
		pread "$mnt/named/l" 0 4
	expect_call "4 00000102" "uart rl 0xfe300000 0x02010000" pread "$mnt/uart/l" 0 4
	goes iomem/fe200000-fe2000ff:board_uart
	expect_open "ENODEV 4 known"
	exec 5<&- 6<&-
	look
	uart="" other=""
	memory "fe000000-fe000fff : $first"
	unplug $moved
	look_again
	becomes named state "unusable: *"
	becomes uart range 0xfe200000-0xfe2000ff
	expect_call "4 04050607" "uart rl 0xfe200004 0x07060504" pread "$mnt/uart/l" 4 4
}

# A driver takes what was free, and gives it back.
claims_change() {
	says wanted state "unusable: claimed by board spare"
	other="PNP0C02:00"
	memory
	look_again
	becomes wanted state ok
	says wanted claimed-by ""
	logged '^devmemfs: region "wanted" is there again$'
	comes wanted/l
	expect_links wanted
	exec 5<"$mnt/wanted/l"
	exec 6<>"$mnt/wanted/l"
	expect_open "00000102 4 known"
	look
	other="a new driver"
	memory
	look_again
	becomes wanted state "unusable: claimed by a new driver"
	logged '^devmemfs: region "wanted" is unusable now: claimed by a new driver; unload'
	wait_until unlisted wanted/l
	run ls "$mnt/wanted"
	expect_output info
	expect_links wanted
	# Somebody has it open, so the kernel may still know the name.
	ran="open $mnt/wanted/l"
	case $("$call" open "$mnt/wanted/l" r) in
	ENOENT | ENODEV) checks=$((checks + 1)) ;;
	*) fail "$ran: it can be opened" ;;
	esac
	expect_gone
	exec 5<&- 6<&-
}

# Off is no loss: it is said, and once it is on again all is well, without another look.
decode_off() {
	file=pci/$first/bar0
	set_command "$devices/$first" 1
	expect_call EIO "" open "$mnt/$file/l" r
	says $file state "unusable: the function's decoding of memory is off"
	says $file remedy "load a driver, or enable the device: echo 1 >/sys/bus/pci/devices/$first/enable"
	logged "^devmemfs: region \"$file\" is unusable: the function's decoding of memory is off; load"
	expect_call 0 "" open "$mnt/pci/$first/config/l" r
	set_command "$devices/$first" 3
	expect_call "4 00010203" "$file rl 0xfe000000 0x03020100" pread "$mnt/$file/l" 0 4
	says $file state ok
	says $file remedy ""
}

made_up_machine
start "$conf"
expect_bus "$(asks $first)" "$(asks $second)"
function_goes
function_comes_back
new_entries
bar_moves
regions_follow
claims_change
decode_off
finish
