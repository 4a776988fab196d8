#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Out of descriptors, out of memory, no place for the log: errors and lines, and the mount serves on.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3 prlimit
require_mount

config <<END
regions = ( { name = "a"; sim = "ram+64k"; access = "rw";
	registers = ( { name = "R"; offset = "0"; } ); } );
END

works() {
	ran=$1
	expect_call 4 "a wl 0x4 0x01020304" pwrite "$mnt/a/l" 4 04030201
	expect_call "4 04030201" "a rl 0x4 0x01020304" pread "$mnt/a/l" 4 4
	expect_call "2 3078" "a rl 0x0 0x00000000" pread "$mnt/a/reg/R" 0 2
}

# shellcheck disable=SC2317 # wait_until calls it
said() { # regular expression: a line of the log, in the end
	grep -q "$1" "$log"
}

# Whatever needs one more says so; what is open goes on.
descriptors() {
	start -o audit "$conf"
	run prlimit --pid "$daemon" --nofile=4:4
	works "without descriptors"
	expect_text "the client's name" "$(grep -c 'audit: .* command="?"' "$log")" 1
	kill -HUP "$daemon"
	wait_until said "^$conf:0: cannot be read: Too many open files" || fail "a reload without descriptors"
	wait_until said "was not taken over" || fail "it does not say that all is as it was"
	works "after a reload without descriptors"
	stop
}

# The largest that the daemon may be is what it is. What then has no memory fails; nothing else does.
memory() {
	start "$conf"
	size=$(sed -n 's/^VmSize:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$daemon/status")
	run prlimit --pid "$daemon" --as=$((size * 1024)):unlimited
	cp "$conf" "$tmp/small"
	python3 -c 'import sys
print(open(sys.argv[1]).read().rstrip()[:-2] + "," + ",".join(
	"{ name = \"r%d\"; sim = \"ram+4k\"; }" % i for i in range(60000)) + ");")' "$tmp/small" >"$conf"
	kill -HUP "$daemon"
	wait_until said "was not taken over\|was read again" || fail "a reload without memory: $(tail -n 3 "$log")"
	ls "$mnt" >/dev/null 2>&1
	run prlimit --pid "$daemon" --as=unlimited:unlimited
	is_over "$daemon" && give_up "without memory it has ended: $(tail -n 3 "$log")"
	works "with memory again"
	stop
}

# Nowhere to write to, and nothing to write on: no line may end up in a device.
no_log() {
	printf '\1\2\3\4' >"$tmp/board"
	truncate -s 4096 "$tmp/board"
	config <<-END
		regions = ( { name = "f"; file = "$tmp/board"; access = "rw"; } );
	END
	for way in full closed; do
		no_log_is "$way"
	done
}

no_log_is() { # full|closed
	(
		if [ "$1" = full ]; then exec 2>/dev/full; else exec 0<&- 1>&- 2>&-; fi
		exec_devmemfs -o trace "$conf" "$mnt"
	) &
	daemon=$!
	wait_until is_up_or_over
	ran="stderr $1"
	expect_result "4 01020304" pread "$mnt/f/l" 0 4
	expect_result EINVAL pwrite "$mnt/f/l" 1 00000000
	expect_result "4 30783034" pread "$mnt/f/at/0.l" 0 4
	kill -HUP "$daemon"
	expect_result "4 01020304" pread "$mnt/f/l" 0 4
	fusermount3 -u "$mnt"
	wait "$daemon" || fail "stderr $1: it ended with status $?"
	daemon=
	expect_text "the device, stderr $1" "$(od -An -tx1 "$tmp/board" | head -n 1)" \
		" 01 02 03 04 00 00 00 00 00 00 00 00 00 00 00 00"
}

descriptors
sanitized || memory
no_log
finish
