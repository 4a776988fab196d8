#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A mapped file is cut short under the mount: the accesses that nobody answers are EIO, the daemon lives.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
dump=$tmp/dump
page=$(getconf PAGESIZE)

config <<END
regions = (
  { name = "dump"; file = "$dump"; access = "rw"; },
  { name = "other"; sim = "ram+64"; access = "rw"; }
);
END

told() { # how often the log names the failure
	checks=$((checks + 1))
	n=$(grep -c 'region "dump", .* at offset 0x.*: Input/output error' "$log")
	[ "$n" = "$1" ] || fail "$ran: the log tells of $n failures, not $1"
}

cut_short() {
	truncate -s "$page" "$dump"
	last=$((page - 8))
	hex=$(printf '0x%x' $last) next=$(printf '0x%x' $((last + 4)))
	# What ran before the fault is a short count, and the error comes with the next call.
	expect_call "8 0000000000000000" "dump rl $hex 0x00000000;dump rl $next 0x00000000" \
		pread "$mnt/dump/l" $last 64
	told 0
	expect_call EIO "" pread "$mnt/dump/l" "$page" 4
	told 1
	expect_call 8 "dump wq $hex 0x0807060504030201" pwrite "$mnt/dump/q" $last \
		01020304050607080102030405060708
	expect_call EIO "" pwrite "$mnt/dump/b" "$page" 00
	expect_call EIO "" pread "$mnt/dump/cp" "$page" 16
	expect_call EIO "" pread "$mnt/dump/fifo/$page.w" 0 16
	told 4
	run dd if="$mnt/dump/q" of="$tmp/copy" bs=64k count=1 status=none
	expect_text "bytes copied" "$(wc -c <"$tmp/copy")" "$page"
	expect_run dump rq 0 $((page / 8))
	try dd if="$mnt/dump/b" bs=1 skip="$page" count=1 status=none
	expect_status 1
	expect_error "*Input/output error*"
}

lives() {
	expect_call 1 "other wb 0x3f 0x5a" pwrite "$mnt/other/b" 63 5a
	expect_call "1 01" "dump rb $hex 0x01" pread "$mnt/dump/b" $last 1
	# Grown again, it answers again.
	truncate -s $((4 * page)) "$dump"
	expect_call "1 00" "dump rb $(printf '0x%x' "$page") 0x00" pread "$mnt/dump/b" "$page" 1
}

truncate -s $((4 * page)) "$dump"
start "$conf"
cut_short
lives
stop

# Without the trace whole requests go in one run; the counts are the same.
truncate -s $((4 * page)) "$dump"
exec_devmemfs "$conf" "$mnt" 2>"$log" &
wait $!
wait_until is_mounted "$mnt"
truncate -s "$page" "$dump"
for view in b w l q cp; do
	run dd if="$mnt/dump/$view" of="$tmp/copy" bs=64k count=1 status=none
	expect_text "bytes of $view" "$(wc -c <"$tmp/copy")" "$page"
	try dd if=/dev/zero of="$mnt/dump/$view" bs=16k count=1 conv=notrunc
	expect_error "*$page bytes*"
done
run fusermount3 -u "$mnt"
finish
