#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# SIGHUP: the configuration is read again, whole or not at all; what it says as before stays open.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"

again() { # the configuration is standard input: it is read
	config
	kill -HUP "$daemon"
	wait_until said_so || fail "it was not read again"
}

# The daemon says of each time what became of it.
times=0
# shellcheck disable=SC2317
said_so() {
	[ "$(grep -c -e ' was read again$' -e ' was not taken over; ' "$log")" -gt "$times" ] || return
	times=$((times + 1))
}

# What a description in the hand of this shell still gives.
fd_reads() { # result
	run python3 -c 'import errno, os
try:
	print(os.pread(5, 4, 0).hex())
except OSError as e:
	print(errno.errorcode[e.errno])'
	expect_output "$1"
}

before="regions = (
	{ name = \"a\"; sim = \"ram+64k\"; access = \"rw\"; },
	{ name = \"b\"; sim = \"edu\"; access = \"rw\"; widths = \"l\"; } );"

begin() {
	printf '%s\n' "$before" | config
	times=0
	start "$conf"
	expect_call 4 "a wl 0x0 0x01020304" pwrite "$mnt/a/l" 0 04030201
	exec 5<"$mnt/a/l"
}

end() {
	exec 5<&-
	expect_none
	stop
}

unchanged() {
	begin
	again <<-END
		# Another comment, another order, one more.
		regions = (
			{ name = "c"; sim = "rom"; },
			{ name = "b"; sim = "edu"; access = "rw"; widths = "l"; },
			{ name = "a"; access = "rw"; sim = "ram+64k"; } );
	END
	comes c/b
	fd_reads 04030201
	expect_bus "a rl 0x0 0x01020304"
	expect_call "4 04030201" "a rl 0x0 0x01020304" pread "$mnt/a/l" 0 4
	end
}

has_gone() { # directory in the root
	checks=$((checks + 1))
	wait_until [ ! -e "$mnt/$1" ] || fail "$1 does not go"
	run ls "$mnt"
	grep -qFx "$1" "$tmp/out" && fail "$1 is listed"
}

# A simulated memory that is opened anew is empty.
altered() {
	begin
	again <<-END
		regions = ( { name = "a"; sim = "ram+64k"; access = "rw"; endian = "big"; } );
	END
	fd_reads ENODEV
	expect_none
	has_gone b
	expect_call "4 00000000" "a rl 0x0 0x00000000" pread "$mnt/a/l" 0 4
	again <<-END
		regions = ( { name = "a"; sim = "ram+32k"; access = "ro"; } );
	END
	wait_until [ "$(stat -c %s "$mnt/a/l")" = 32768 ]
	expect_text mode "$(stat -c %a "$mnt/a/l")" 400
	expect_result "open: EACCES" pwrite "$mnt/a/l" 0 00000000
	printf '%s\n' "$before" | again
	comes b/l
	fd_reads ENODEV
	expect_call "4 ed000001" "b rl 0xfea00000 0x010000ed" pread "$mnt/b/l" 0 4
	end
}

# Whose it is can change while it is open.
owner() {
	[ $root = yes ] || return
	begin
	again <<-END
		regions = ( { name = "a"; sim = "ram+64k"; access = "rw"; group = "nogroup"; mode = "0640"; },
			{ name = "b"; sim = "edu"; access = "rw"; widths = "l"; } );
	END
	expect_text mode "$(stat -c '%a %G' "$mnt/a/l")" "640 nogroup"
	fd_reads 04030201
	expect_bus "a rl 0x0 0x01020304"
	end
}

nic() { # a function with one BAR
	function_files 0000:00:05.0 8086 100e "0x00000000fe001000 0x00000000fe001fff 0x0000000000040200"
	pattern_file "$devices/0000:00:05.0/resource0" 4096
	printf 'fe001000-fe001fff : 0000:00:05.0\n' | kernel_map iomem
	: | kernel_map ioports
}

mistaken() { # pattern of the line; the configuration is standard input
	again
	expect_match_log "$1"
	checks=$((checks + 1))
	tail -n 1 "$log" | grep -q 'was not taken over; the regions are as they were before$' ||
		fail "it does not say that everything is as it was: $(tail -n 1 "$log")"
	fd_reads 04030201
	expect_bus "a rl 0x0 0x01020304"
	run ls "$mnt"
	expect_output "$listing"
}

expect_match_log() { # regular expression
	checks=$((checks + 1))
	grep -q "$1" "$log" || fail "no line of the log is like: $1"
}

# Each mistake with its place, and the tree of before.
mistakes() {
	begin
	listing=$(ls "$mnt")
	mistaken "^$conf:1: .*unknown key \"zones\"" <<-END
		zones = ( );
	END
	mistaken "^$conf:2: .*syntax error" <<-END
		regions = (
			{ name = ; sim = "ram"; } );
	END
	mistaken "^$conf:2: region \"new\": " <<-END
		regions = ( { name = "c"; sim = "ram"; },
			{ name = "new"; sim = "ramm"; } );
	END
	# What shows only when the machine is looked at.
	nic
	mistaken "^$conf:[12]: region \".*\" overlaps" <<-END
		regions = ( { name = "one"; memory = "0xfe001800+8"; access = "rw"; },
			{ name = "two"; pci = "8086:100e bar0"; access = "rw"; } );
	END
	mistaken "user and reopen cannot change" <<-END
		reopen = false;
		$before
	END
	rm "$conf"
	kill -HUP "$daemon"
	wait_until said_so || fail "a configuration that is gone"
	expect_match_log "^$conf:0: cannot be read: No such file"
	fd_reads 04030201
	expect_bus "a rl 0x0 0x01020304"
	[ $root = no ] || others_can_write
	end
}

others_can_write() {
	printf '%s\n' "$before" >"$conf"
	chmod 666 "$conf"
	kill -HUP "$daemon"
	wait_until said_so || fail "a configuration that others can write"
	expect_match_log "^$conf:0: refused: others can write it"
}

# A list of registers is a part of it, also in a file of its own.
registers() {
	begin
	printf 'lists = ( { name = "L"; registers = ( { name = "X"; offset = "0"; } ); } );\n' >"$tmp/chip.conf"
	again <<-END
		regions = ( { name = "a"; sim = "ram+64k"; access = "rw"; registers = "chip.conf:L"; } );
	END
	comes a/reg/X
	exec 5<"$mnt/a/reg/X"
	cp "$conf" "$tmp/same"
	again <"$tmp/same"
	fd_reads 30783030
	expect_bus "a rl 0x0 0x00000000"
	sed -i 's/"X"/"Y"/' "$tmp/chip.conf"
	again <"$tmp/same"
	comes a/reg/Y
	expect_result ENOENT open "$mnt/a/reg/X" r
	fd_reads ENODEV
	end
}

# What is browsed has another policy.
trees() {
	nic
	config <<-END
		browse = ( { tree = "pci"; }, { tree = "iomem"; } );
	END
	times=0
	start "$conf"
	expect_result ENOENT open "$mnt/pci/0000:00:05.0/bar0/l" r
	again <<-END
		browse = ( { tree = "pci"; access = "ro"; only = [ "8086:*" ]; } );
	END
	comes pci/0000:00:05.0/bar0/l
	has_gone iomem
	# Opening configuration space looks for the names of its registers.
	look
	expect_call "4 04050607" "pci/0000:00:05.0/bar0 rl 0xfe001004 0x07060504" pread \
		"$mnt/pci/0000:00:05.0/bar0/l" 4 4
	exec 5<"$mnt/pci/0000:00:05.0/bar0/l"
	again <<-END
		browse = ( { tree = "pci"; access = "ro"; endian = "big"; only = [ "8086:*" ]; } );
	END
	fd_reads ENODEV
	look
	expect_call "4 07060504" "pci/0000:00:05.0/bar0 rl 0xfe001004 0x07060504" pread \
		"$mnt/pci/0000:00:05.0/bar0/l" 4 4
	end
}

descriptors() {
	# shellcheck disable=SC2012 # numbers
	ls "/proc/$daemon/fd" | wc -l
}

# A sanitizer keeps what was freed for a while.
kilobytes() {
	sanitized && echo 0 && return
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$daemon/status"
}

reload_often() { # times
	for i in $(seq "$1"); do
		printf '%s\n' "$before" | sed "s/64k/$((i % 2 + 1))k/" | again
	done
}

# Nothing is left of what was before.
thousand_times() {
	begin
	exec 5<&-
	reload_often 50
	fds=$(descriptors) memory=$(kilobytes)
	reload_often "${DEVMEMFS_RELOADS:-1000}"
	expect_text descriptors "$(descriptors)" "$fds"
	checks=$((checks + 1))
	[ $(($(kilobytes) - memory)) -lt 512 ] ||
		fail "from $memory to $(kilobytes) kB of memory by reading it again"
	run python3 -c 'import os, sys
for i in range(10000):
	os.close(os.open(sys.argv[1] + "/a/l", os.O_RDWR))' "$mnt"
	expect_text descriptors "$(descriptors)" "$fds"
	checks=$((checks + 1))
	[ $(($(kilobytes) - memory)) -lt 512 ] || fail "memory is lost by opening files"
	stop
}

unchanged
altered
owner
mistakes
registers
trees
thousand_times
finish
