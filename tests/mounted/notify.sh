#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the service manager is told (sd_notify(3)): ready when the mount works, reloading, stopping.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount

config <<'END'
regions = ( { name = "a"; sim = "ram+4k"; } );
END

# Prints each word that it is told, and whether something was mounted by then.
python3 -c 'import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
while True:
	lines = s.recv(4096).decode().split("\n")
	mounted = any(line.split()[4] == sys.argv[2] for line in open("/proc/self/mountinfo"))
	print(lines[0], lines[1].split("=")[0], lines[2].split("=")[0], mounted, flush=True)' \
	"$tmp/socket" "$mnt" >"$tmp/told" &
manager=$!

# shellcheck disable=SC2317 # wait_until calls it
heard() { # number of words
	[ "$(wc -l <"$tmp/told")" -ge "$1" ]
}

wait_until [ -S "$tmp/socket" ]
export NOTIFY_SOCKET="$tmp/socket"
start "$conf"
wait_until heard 1
kill -HUP "$daemon"
wait_until heard 3
stop
wait_until heard 4
kill $manager
wait $manager 2>/dev/null
ran="the words"
rest="MAINPID MONOTONIC_USEC"
expect_text told "$(cut -d ' ' -f 1-4 "$tmp/told" | sed '$s/ [^ ]*$//')" "READY=1 $rest True
RELOADING=1 $rest True
READY=1 $rest True
STOPPING=1 $rest"
# Nobody listens any more: that is no reason not to mount.
start "$conf"
expect_call "4 00000000" "a rl 0x0 0x00000000" pread "$mnt/a/l" 0 4
stop
finish
