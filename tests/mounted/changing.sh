#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Hundreds of changes of the machine in a row: nothing leaks, nobody hangs, and it ends cleanly.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"

made_up_machine() {
	for n in 1 2 3 4; do
		new_function 0000:00:0$n.0 1234 11e8 \
			"0x00000000fe00${n}000 0x00000000fe00${n}fff 0x0000000000040200"
		bar_file 0000:00:0$n.0 0 4096
	done
	plug 0000:00:01.0
	memory
	kernel_map ioports </dev/null
	config <<-'END'
		regions = (
		  { name = "bar"; pci = "0000:00:02.0 bar0"; access = "rw"; },
		  { name = "steady"; sim = "edu"; access = "rw"; }
		);
		browse = ( { tree = "iomem"; }, { tree = "pci"; access = "ro"; } );
	END
}

memory() { # the functions that are plugged in, below their bus
	{
		echo "00000000-0009ffff : System RAM"
		echo "fe000000-fe0fffff : PCI Bus 0000:00"
		for function in "$devices"/*; do
			n=${function%.0}
			n=${n##*:0}
			echo "  fe00${n}000-fe00${n}fff : 0000:00:0$n.0"
		done
	} | new_map iomem
}

start_readers() {
	: >"$tmp/reading"
	while [ -e "$tmp/reading" ]; do
		"$call" pread "$mnt/steady/l" 0 4
	done >"$tmp/read" 2>&1 &
	reader=$!
	while [ -e "$tmp/reading" ]; do
		find "$mnt" -type f -name info -exec cat {} +
		"$call" pread "$mnt/bar/l" 0 4
	done >"$tmp/walked" 2>&1 &
	walker=$!
}

end_readers() {
	rm "$tmp/reading"
	wait $reader $walker
	ran="who reads meanwhile"
	expect_text "what was read" "$(sort -u "$tmp/read")" "4 ed000001"
	ran="who looks at what comes and goes"
	expect_text "errors of a bar" "$(grep -E '^E' "$tmp/walked" | sort -u | grep -vE '^E(NODEV|NOENT)')" ""
	expect_text "errors of info" "$(grep -E '^(cat|find):' "$tmp/walked" |
		grep -vE 'No such (file|device)' | head -n 3)" ""
	look
}

# One function goes, another comes; both are waited for.
change() { # plugged-in spare
	unplug "$1"
	plug "$2"
	memory
	look_again
	wait_until [ -e "$mnt/pci/$2/bar0/l" ] || give_up "change $round: $2 does not come"
	wait_until [ ! -e "$mnt/pci/$1" ] || give_up "change $round: $1 does not go"
}

number_of() { # key of /proc/PID/status
	sed -n "s/^$1:[^0-9]*\([0-9]*\).*/\1/p" "/proc/$daemon/status"
}

descriptors() {
	find "/proc/$daemon/fd" -mindepth 1 | wc -l
}

# The sanitizers keep what is freed, on purpose; they take terabytes of addresses.
is_sanitized() {
	[ "$(number_of VmSize)" -gt 100000000 ]
}

# shellcheck disable=SC2317 # wait_until calls it
has_as_many() {
	[ "$(descriptors)" = "$first_descriptors" ]
}

# shellcheck disable=SC2317 # wait_until calls it
is_as_small() {
	[ "$(number_of VmRSS)" -le $((first_memory + 200)) ]
}

changes() { # number
	before=$round
	while [ "$round" -lt $((before + $1)) ]; do
		from=$((round % 4 + 1)) to=$(((round + 1) % 4 + 1))
		change 0000:00:0$from.0 0000:00:0$to.0
		[ $((round % 50)) != 0 ] || look
		round=$((round + 1))
	done
	look
}

flat() {
	round=0
	start "$conf"
	first_descriptors=$(descriptors)
	changes 40
	first_memory=$(number_of VmRSS)
	start_readers
	changes 200
	end_readers
	changes 60
	ran="300 changes"
	checks=$((checks + 2))
	# A look under way has files of its own and a second list of regions for a moment.
	wait_until has_as_many || fail "descriptors grow from $first_descriptors to $(descriptors)"
	is_sanitized || wait_until is_as_small || fail "memory grows from $first_memory KiB to $(number_of VmRSS)"
	says pci/0000:00:01.0 state ok
	run ls "$mnt/pci"
	expect_output 0000:00:01.0
	expect_call "4 08090a0b" "pci/0000:00:01.0/bar0 rl 0xfe001008 0x0b0a0908" \
		pread "$mnt/pci/0000:00:01.0/bar0/l" 8 4
	stop
}

# Under -d libfuse reads and answers all requests itself.
other_way() {
	way=-d
	round=0
	start "$conf"
	start_readers
	exec 5<"$mnt/pci/0000:00:01.0/bar0/l" 6<>"$mnt/steady/l"
	changes 3
	expect_open "ENODEV 4 ENODEV"
	changes 1
	end_readers
	expect_open "ENODEV 4 known"
	exec 5<&- 6<&-
	look
	expect_call "4 00010203" "pci/0000:00:01.0/bar0 rl 0xfe001000 0x03020100" \
		pread "$mnt/pci/0000:00:01.0/bar0/l" 0 4
	stop
	way="-o trace"
}

# A signal in the middle of it all: it unmounts, and says so by its exit status.
ended() {
	for signal in TERM INT TERM TERM INT; do
		round=0
		within="$call attentive"
		start "$conf"
		within=
		exec 5<"$mnt/pci/0000:00:01.0/bar0/l"
		start_readers
		changes 2
		unplug 0000:00:03.0
		memory
		look_again
		kill -$signal "$daemon"
		wait_until is_over "$daemon" || give_up "SIG$signal does not end it while the machine changes"
		wait "$daemon"
		expect_text "exit status after SIG$signal" $? 0
		daemon=
		expect_text "mounted" "$(mounts_below "$tmp")" ""
		rm "$tmp/reading"
		wait $reader $walker
		exec 5<&-
		plug 0000:00:01.0
		memory
	done
}

made_up_machine
flat
other_way
ended
finish
