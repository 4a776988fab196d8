#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# .devmemfs: what is mounted, how often it was accessed, each access as it is made; and who wrote what.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount

here=$mnt/.devmemfs

folder() {
	start --demo
	run ls -a "$here"
	expect_output ".
..
stats
status
trace"
	run ls "$mnt"
	grep -q devmemfs "$tmp/out" && fail "it is not hidden"
	expect_text modes "$(stat -c '%a %s' "$here/trace" "$here/stats")" "400 0
444 $(wc -c <"$here/stats")"
	expect_text links "$(stat -c %h "$mnt")" \
		$(($(find "$mnt" -mindepth 1 -maxdepth 1 -type d | wc -l) + 2))
	for file in status stats; do
		expect_result "open: EACCES" pwrite "$here/$file" 0 00
	done
	expect_result "open: EACCES" pwrite "$here/trace" 0 00
	expect_result ENOENT open "$here/none" r
	run head -n 2 "$here/status"
	expect_match "^version: [0-9.]*$"
	expect_match "^configuration: demo$"
	run grep -c "^region [a-z]*: ok, rw, sim$" "$here/status"
	expect_output 5
	stop
}

# Nothing before, and then exactly what was done; looking at it does nothing.
counts() {
	start --demo
	title="region width loads stores bytes-read bytes-written errors"
	run cat "$here/stats"
	expect_output "$title"
	run dd if="$mnt/ram/l" bs=4096 count=2 of="$tmp/out2" status=none
	run dd if=/dev/zero of="$mnt/ram/cp" bs=1 count=3 seek=1 conv=notrunc status=none
	expect_result "4 30783031" pread "$mnt/edu/reg/ID" 0 4
	run cat "$mnt/edu/reg/ID"
	expect_result EINVAL pread "$mnt/ram/q" 1 8
	run cat "$here/stats"
	expect_output "$title
edu 4 2 0 8 0 0
ram 1 0 3 0 3 0
ram 4 2048 0 8192 0 0"
	look
	stop
}

# The same lines as -o trace: who, where, how wide, which value, in order.
as_traced() {
	sed -n 's/^\([RW]\) \([1248]\) [0-9.]* \([0-9]*\) 0x\([0-9a-f]*\) 0x\([0-9a-f]*\) 0x0 [0-9]*$/\1 \2 \3 \4 \5/p' \
		"$1" | python3 -c 'import sys
names = {}
for line in open(sys.argv[1]):
	word = line.split()
	if word[0] == "MARK" and word[2] == "map":
		names[word[3]] = word[5].rstrip(",")
for line in sys.stdin:
	kind, width, region, address, value = line.split()
	print("%s %s%s 0x%s 0x%s" % (names[region], kind.lower(), "?bw?l???q"[int(width)], address,
		value.zfill(2 * int(width))))' "$1"
}

# shellcheck disable=SC2317 # wait_until calls it
begun() {
	[ -s "$1" ]
}

# shellcheck disable=SC2317 # wait_until calls it
finished_with() { # file number
	[ "$(grep -c '^[RW] ' "$1")" -ge "$2" ]
}

traced() {
	start --demo
	cat "$here/trace" >"$tmp/one" &
	one=$!
	cat "$here/trace" >"$tmp/two" &
	two=$!
	wait_until begun "$tmp/one" && wait_until begun "$tmp/two"
	run dd if="$mnt/ram/q" bs=64 count=1 of="$tmp/out2" status=none
	run cat "$mnt/uart/dump"
	printf 'AB' >"$mnt/uart/fifo/0.b"
	echo 0x80:0x80 >"$mnt/edu/reg/STATUS"
	look
	n=$(wc -l <"$tmp/got")
	wait_until finished_with "$tmp/one" "$n" && wait_until finished_with "$tmp/two" "$n"
	kill "$one" && wait "$one"
	for reader in one two; do
		as_traced "$tmp/$reader" >"$tmp/seen"
		ran="reader $reader"
		expect_same "$tmp/seen" "$tmp/got"
		expect_text "first line" "$(head -n 1 "$tmp/$reader")" "VERSION 20070824"
		expect_text "maps" "$(grep -c '^MAP [0-9.]* [0-9]* 0x' "$tmp/$reader")" 3
	done
	# Each line names the process that asked.
	checks=$((checks + 1))
	grep '^[RW] ' "$tmp/two" | grep -q ' 0x0 0$' && fail "an access of nobody"
	kill "$two" && wait "$two"
	nobody_reads
	stop
}

# A read that would wait says so instead; a signal ends one that waits.
nobody_reads() {
	run python3 -c 'import errno, os, signal, sys
fd = os.open(sys.argv[1], os.O_RDONLY | os.O_NONBLOCK)
print(os.read(fd, 7), os.read(fd, 64))
try:
	os.read(fd, 64)
except OSError as e:
	print(errno.errorcode[e.errno])
os.close(fd)
fd = os.open(sys.argv[1], os.O_RDONLY)
os.read(fd, 64)
class Alarm(Exception):
	pass
def ring(*unused):
	raise Alarm
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
	os.read(fd, 64)
except Alarm:
	print("interrupted")' "$here/trace"
	expect_output "b'VERSION' b' 20070824\\n'
EAGAIN
interrupted"
}

# One who does not read keeps nobody waiting, and is told what it has missed.
slow() {
	start --demo
	exec 5<"$here/trace"
	run dd if="$mnt/ram/b" bs=64k count=2 of="$tmp/out2" status=none
	run python3 -c 'import os
text = b""
while text.count(b"\n") < 65539:
	text += os.read(5, 65536)
lines = text.decode().split("\n")
print(lines[0], lines[1].split(" ", 2)[2], sum(line.startswith("R 1 ") for line in lines))'
	expect_output "VERSION 20070824 lost 65536 accesses 65536"
	exec 5<&-
	look
	stop
}

walkers() {
	start --demo
	try timeout 20 grep -rs nothing "$here"
	# It is refused the stream, which has no end.
	expect_status 2
	stop
}

audited() {
	config <<-END
		regions = ( { name = "a"; sim = "ram+64k"; access = "rw"; audit = true; },
			{ name = "b"; sim = "edu"; access = "rw"; audit = false;
			  registers = ( { name = "R"; offset = "4"; } ); } );
	END
	start "$conf"
	who="uid=$(id -u) command=\"call\""
	expect_call 8 "a wl 0x8 0x04030201;a wl 0xc 0x08070605" pwrite "$mnt/a/l" 8 0102030405060708
	line "pid=[0-9]* $who region=\"a\" file=\"l\" width=4 offset=0x8 count=2 value=0x04030201,0x08070605 result=\"8 bytes\""
	expect_result EINVAL pwrite "$mnt/a/l" 2 01020304
	line "pid=[0-9]* $who region=\"a\" file=\"l\" width=4 offset=0x2 count=1 value=0x04030201 result=\"Invalid argument\""
	expect_call 20 "a wl 0x0 0x00000000;a wl 0x4 0x00000000;a wl 0x8 0x00000000;a wl 0xc 0x00000000;a wl 0x10 0x00000000" \
		pwrite "$mnt/a/l" 0 0000000000000000000000000000000000000000
	line "pid=[0-9]* $who region=\"a\" file=\"l\" width=4 offset=0x0 count=5 value=0x00000000,0x00000000,0x00000000,0x00000000,\.\.\. result=\"20 bytes\""
	expect_call 4 "a ww 0x6 0x0012" pwrite "$mnt/a/at/6.w" 0 30783132
	line "pid=[0-9]* $who region=\"a\" file=\"at/0x6.w\" value=\"0x12\" result=\"4 bytes\""
	expect_call 1 "b wl 0xfea00004 0x00000001" pwrite "$mnt/b/reg/R" 0 31
	expect_text "audit lines" "$(grep -c 'audit: ' "$log")" 4
	stop
	config <<-END
		regions = ( { name = "b"; sim = "edu"; access = "ro"; } );
	END
	start -o audit "$conf"
	expect_result "open: EACCES" pwrite "$mnt/b/l" 0 00000000
	line "pid=[0-9]* $who region=\"b\" file=\"l\" open result=\"Permission denied\""
	stop
}

line() { # regular expression: the last audit line is like it
	checks=$((checks + 1))
	grep 'audit: ' "$log" | tail -n 1 | grep -q "^devmemfs: audit: $1\$" ||
		fail "$ran: $(grep 'audit: ' "$log" | tail -n 1) is not like $1"
}

folder
counts
traced
slow
walkers
audited
finish
