#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The address map: --map and map.txt, --map=svg and map.svg, of saved machines and of the demo.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"

# The files of the mount are what the program prints.
same_both_ways() { # argument...: what is mounted
	for form in --map:map.txt --map=svg:map.svg; do
		run devmemfs "${form%:*}" "$@"
		expect_error ""
		expect_same "$tmp/out" "$mnt/${form#*:}"
		expect_text "size of ${form#*:}" "$(stat -c %s "$mnt/${form#*:}")" "$(wc -c <"$tmp/out")"
	done
	run python3 -c 'import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag' "$mnt/map.svg"
	expect_none
}

# "DEPTH START-END LABEL" of each entry, in the order of the kernel's map and of the text.
of_kernel() { # file digits
	sed -n 's/^\( *\)\([0-9a-f]*-[0-9a-f]*\) : \(.*\)/\1\2 \3/p' "$1" |
		awk '{ match($0, /^ */); print RLENGTH / 2, substr($0, RLENGTH + 1) }'
}

of_text() { # file
	sed -n 's/^[ *]\([0-9a-f]*-[0-9a-f]*\)  *[0-9.]* [a-zA-Z]*  *#*  *[A-Za-z]*  \(.*\)/\1 \2/p' "$1" |
		sed 's/  \* .*//' | awk '{
			range = $1
			sub(/^[^ ]* */, "")
			for (depth = 0; sub(/^\| /, ""); depth++)
				;
			print depth, range, $0
		}'
}

saved_machines() {
	config <<-'END'
		browse = ( { tree = "iomem"; }, { tree = "ioports"; } );
	END
	for machine in arm-board laptop server vm-i440fx vm-q35; do
		saved_machine $machine
		start "$conf"
		same_both_ways "$conf"
		cat "$tree/proc/ioports" "$tree/proc/iomem" >"$tmp/both"
		of_kernel "$tmp/both" >"$tmp/want"
		of_text "$mnt/map.txt" >"$tmp/shown"
		ran="map.txt of $machine"
		expect_same "$tmp/want" "$tmp/shown"
		expect_text "marks" "$(grep -c '^\*' "$mnt/map.txt")" 0
		stop
	done
	# What is drawn is what the maps say, whether or not there are devices to be opened.
	[ ! -e "$tree/dev" ] || fail "the made-up machine has devices"
}

# Configured regions are marked where an entry has their range, or stand where they are.
configured() {
	saved_machine vm-q35
	config <<-'END'
		regions = (
		  { name = "clock"; iomem = "HPET 0"; },
		  { name = "again"; memory = "0xfed00000-0xfed003ff"; },
		  { name = "part"; memory = "0xfed00010+16"; },
		  { name = "alone"; memory = "0xfd400000+4k"; },
		  { name = "keys"; ports = "0x60+1"; },
		  { name = "mine"; sim = "ram+4k"; }
		);
	END
	start "$conf"
	same_both_ways "$conf"
	expect_text "marked" "$(sed -n 's/^\*\([^ ]*\) .*  \* \(.*\)/\1 \2/p' "$mnt/map.txt")" \
		"0060-0060 keys
fd400000-fd400fff alone
fed00000-fed003ff clock, again
fed00010-fed0001f part
0000-0fff mine"
	run grep -c "^ \*  *configured" "$mnt/map.txt"
	expect_output 1
	for name in clock again part alone keys mine; do
		run grep -c ">$name<\|>.*$name.*<" "$mnt/map.svg"
	done
	# Opened once, it stays as it was, and is all there.
	run dd if="$mnt/map.txt" bs=7
	expect_same "$tmp/out" "$mnt/map.txt"
	expect_call EACCES "" open "$mnt/map.txt" w
	expect_call EPERM "" unlink "$mnt/map.svg"
	expect_none
	stop
}

demo() {
	start --demo
	same_both_ways --demo
	for line in "\*0378-037a  *3 bytes .* parport" "\*000a0000-000fffff  *384 KiB .* isa" \
		"\*fea00000-feafffff  *1 MiB .* edu" "\*03f8-03ff  *8 bytes .* uart" \
		"\*00000000-00ffffff  *16 MiB .* ram"; do
		run grep -qx "$line  \* .*" "$mnt/map.txt"
	done
	stop
}

# Nothing there is said, not left white.
empty() {
	config <<-'END'
		browse = ( { tree = "iomem"; }, { tree = "ioports"; } );
	END
	kernel_map iomem </dev/null
	kernel_map ioports </dev/null
	run devmemfs --map "$conf"
	expect_output "I/O ports

 nothing is here

memory

 nothing is here"
	printf '00000000-00000000 : System RAM\n' | new_map iomem
	run devmemfs --map "$conf"
	expect_match "^ /proc/iomem shows only zeros; run with CAP_SYS_ADMIN"
	rm "$tree/proc/iomem"
	run devmemfs --map "$conf"
	expect_match "^ /proc/iomem cannot be read: No such file or directory; ."
	run devmemfs --map=svg "$conf"
	expect_match "cannot be read"
	try devmemfs --map=png "$conf"
	expect_status 2
	expect_one_line "*no such option*--map=png*"
	try devmemfs --map "$tmp/none"
	expect_status 1
	expect_one_line "$tmp/none:*: *No such file or directory*"
}

# shellcheck disable=SC2317 # wait_until calls it
shows() { # pattern
	grep -q "$1" "$mnt/map.txt"
}

# The map is that of now.
live() {
	echo "fe000000-fe000fff : first" | new_map iomem
	start "$conf"
	run cat "$mnt/map.txt"
	expect_match "fe000000-fe000fff  *4 KiB .* first$"
	echo "fe000000-fe001fff : second" | new_map iomem
	look_again
	wait_until shows "fe000000-fe001fff  *8 KiB .* second$" || fail "map.txt stays as it was"
	same_both_ways "$conf"
	stop
}

saved_machines
configured
demo
empty
live
finish
