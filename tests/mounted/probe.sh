#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The probe of the legacy window: a text that takes accesses, by reads alone unless told otherwise.
# shellcheck disable=SC2016 # $1 is for the shells that are tried
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require busybox dash python3
require_mount

mkdir -p "$tree/proc" "$tree/dev"
cat >"$tree/proc/iomem" <<'END'
000a0000-000bffff : PCI Bus 0000:00
000c0000-000c7fff : Video ROM
000f0000-000fffff : System ROM
100000000-1ffffffff : System RAM
END
echo "0020-0021 : pic1" >"$tree/proc/ioports"
truncate -s 1M "$tree/dev/mem"
# An expansion ROM of 1 KiB with a good sum in memory that nobody has claimed.
printf '\125\252\002\377' | dd of="$tree/dev/mem" bs=1 seek=$((0xd0000)) conv=notrunc status=none

config <<'END'
regions = (
  { name = "isa"; sim = "isa"; access = "rw"; },
  { name = "ro"; sim = "isa"; },
  { name = "wo"; sim = "isa"; access = "wo"; },
  { name = "once"; sim = "isa"; exclusive = true; },
  { name = "wide"; sim = "isa"; widths = "l"; },
  { name = "window"; memory = "0xa0000-0xfffff"; },
  { name = "part"; memory = "0xd0000+3k"; },
  { name = "ram"; sim = "ram+64k"; }
);
END
note="# not tested by writing: RAM passes for ROM or empty"

reads_only() { # region: made of 8-bit reads of it alone, at least one
	look
	checks=$((checks + 1))
	awk -v "region=$1" '$1 != region || $2 != "rb" { bad = 1 } END { exit bad || !NR }' \
		"$tmp/got" || fail "$ran: not 8-bit reads of $1 alone"
}

reading() {
	run cat "$mnt/ro/probe"
	expect_output "0xa0000-0xbffff: empty
0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good
0xc8000-0xeffff: empty
0xf0000-0xfffff: ROM
$note"
	reads_only ro
	cp "$tmp/got" "$tmp/first"
	# In single bytes it is the same probing, and each cat is a new one.
	run dash -c 'while read -r line; do echo "$line"; done <"$1"' - "$mnt/ro/probe"
	expect_match "^0xf0000-0xfffff: ROM$"
	look
	expect_same "$tmp/first" "$tmp/got"
	run dd if="$mnt/ro/probe" bs=1 status=none
	look
	expect_same "$tmp/first" "$tmp/got"
	# busybox begins with sendfile, which is refused, and goes on with read.
	cat "$mnt/ro/probe" >"$tmp/report"
	look
	run busybox cat "$mnt/ro/probe"
	expect_same "$tmp/out" "$tmp/report"
	look
	expect_same "$tmp/first" "$tmp/got"
	run dd if="$mnt/ro/probe" bs=64 skip=1 status=none
	expect_text "what is behind the start" "$(cat "$tmp/out")" "$(tail -c +65 "$tmp/report")"
	look
	expect_same "$tmp/first" "$tmp/got"
	expect_call EIO "" sendfile "$mnt/ro/probe" "$tmp/none" 4096
	run stat -c '%s %o %a' "$mnt/ro/probe"
	expect_output "4096 4096 400"
	expect_none
}

# Claimed parts are not touched.
claims() {
	run cat "$mnt/window/probe"
	expect_output "0xa0000-0xbffff: empty
0xc0000-0xc7fff: claimed by Video ROM
0xc8000-0xcffff: empty
0xd0000-0xd07ff: expansion ROM, 1024 bytes, checksum good
0xd0800-0xeffff: empty
0xf0000-0xfffff: claimed by System ROM
$note"
	look
	checks=$((checks + 1))
	awk "$awk_access"'
		{ at = number($3) }
		at >= 786432 && at < 819200 || at >= 983040 || $2 != "rb" { bad = 1 }
		END { exit bad || !NR }' "$tmp/got" || fail "$ran: it touched what is claimed"
	run cat "$mnt/part/probe"
	expect_match "^0xd0000-0xd07ff: expansion ROM, 1024 bytes, checksum good$"
	expect_match "^0xd0800-0xd0bff: empty$"
	reads_only part
}

# The test that writes changes one byte of each 2 KiB, and puts it back.
writing() {
	run dash -c 'echo write-test >"$1"' - "$mnt/isa/probe"
	look
	checks=$((checks + 1))
	awk '$2 == "wb" { n++ } $2 !~ /^[rw]b$/ { bad = 1 } END { exit bad || n != 2 * 192 }' \
		"$tmp/got" || fail "$ran: not two 8-bit writes a step"
	run cat "$mnt/isa/probe"
	expect_output "0xa0000-0xbffff: RAM
0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good
0xc8000-0xeffff: empty
0xf0000-0xfffff: ROM"
	reads_only isa
	run busybox cat "$mnt/isa/probe"
	expect_match "^0xa0000-0xbffff: RAM$"
	reads_only isa
	run python3 -c 'import sys
print(sum(open(sys.argv[1], "rb").read(131072)))' "$mnt/isa/cp"
	expect_output 0
	look
}

refusals() {
	for word in "write-test now" "" read-test write-tes; do
		printf '%s\n' "$word" >"$tmp/command"
		try dd if="$tmp/command" of="$mnt/isa/probe" status=none
		expect_status 1
		expect_error "*Invalid argument*"
	done
	try dash -c 'echo write-test >"$1"' - "$mnt/ro/probe"
	expect_status 2
	expect_error "*Permission denied*"
	for region in wo wide ram; do
		expect_call ENOENT "" open "$mnt/$region/probe" r
	done
	try grep -r empty "$mnt/ro"
	expect_error "*probe: Permission denied*"
	exec 8<"$mnt/once/probe"
	expect_call EBUSY "" open "$mnt/once/b" r
	exec 8<&-
	expect_none
}

start "$conf"
reading
claims
writing
refusals
stop
finish
