#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All registers in one text: which of them are read, in which order, and what becomes of failures.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require busybox dash python3
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

truncate -s 8k "$tmp/file"
config <<END
regions = (
  { name = "dev"; sim = "ram+64k"; access = "rw"; registers = (
      { name = "LAST"; offset = "0xff8"; width = 64; },
      { name = "WO"; offset = "0x4"; access = "wo"; },
      { name = "OTHER"; offset = "0x8"; width = 16; },
      { name = "FIRST"; offset = "0x0"; reset = "0x0"; },
      { name = "SAME"; offset = "0x8"; },
      { name = "POP"; offset = "0x10"; read-effect = "modify"; },
      { name = "ALLOWED"; offset = "0x14"; read-effect = "clear"; read = "allow"; },
      { name = "BESIDE"; offset = "0x17"; width = 8; },
      { name = "FIELD"; offset = "0x18"; fields = ( { name = "F"; bits = "0"; read-effect = "set"; } ); },
      { name = "G%s"; offset = "0x20"; count = 2; stride = "0x8"; registers = (
          { name = "B"; offset = "4"; width = 8; }, { name = "A"; offset = "0"; } ); },
      { name = "BETWEEN"; offset = "0x25"; width = 8; }
    ); },
  { name = "small"; sim = "ram+64"; registers = ( { name = "R"; offset = "0xc"; } ); },
  { name = "closed"; sim = "ram+64"; registers = ( { name = "R"; offset = "0xc"; read-effect = "clear"; } ); },
  { name = "wo"; sim = "ram+64"; access = "wo"; registers = ( { name = "R"; offset = "0xc"; } ); },
  { name = "fails"; file = "$tmp/file"; access = "rw"; registers = ( { name = "A"; offset = "0"; },
      { name = "B"; offset = "0x1000"; width = 16; }, { name = "C"; offset = "0x8"; width = 8; },
      { name = "D"; offset = "0x1010"; fields = ( { name = "F"; bits = "0"; } ); } ); }
);
END

all="dev rl 0x0 0x00000001;dev rw 0x8 0x1122;dev rl 0x8 0x00001122;dev rl 0x20 0x00000000
	dev rb 0x24 0x00;dev rb 0x25 0x00;dev rl 0x28 0x00000000;dev rb 0x2c 0x00
	dev rq 0xff8 0x0000000000000000"

# By offset, and of one offset as they were written; what is closed is not read, allowed or not.
dumps() {
	takes dev/reg/FIRST 1 "dev wl 0x0 0x00000001"
	takes dev/reg/OTHER 0x1122 "dev ww 0x8 0x1122"
	gives dev/dump "0x000 FIRST 0x00000001
0x008 OTHER 0x1122
0x008 SAME 0x00001122
0x020 G0/A 0x00000000
0x024 G0/B 0x00
0x025 BETWEEN 0x00
0x028 G1/A 0x00000000
0x02c G1/B 0x00
0xff8 LAST 0x0000000000000000" "$all"
	cp "$tmp/out" "$tmp/before"
	gives small/dump "0x0c R 0x00000000" "small rl 0xc 0x00000000"
	gives closed/dump "" ""
	expect_call EACCES "" open "$mnt/wo/dump" r
	expect_call EACCES "" open "$mnt/dev/dump" w
}

# However it is read, it is made once; pieces of it are pieces of one text.
in_pieces() {
	for command in "dash -c 'while read -r l; do echo \"\$l\"; done <\"\$1\"' -" "busybox cat" "head -n 99" \
		"dd status=none bs=7 if=\"\$1\"; :"; do
		run dash -c "$command \"\$1\"" - "$mnt/dev/dump"
		expect_same "$tmp/before" "$tmp/out"
		expect_list "$all"
	done
	run cp "$mnt/dev/dump" "$tmp/copy"
	expect_same "$tmp/before" "$tmp/copy"
	expect_list "$all"
	expect_call EIO "" sendfile "$mnt/dev/dump" "$tmp/copy" 4096
	expect_call "mapped, SIGBUS" "" map "$mnt/dev/dump" private r
	run stat -c %s "$mnt/dev/dump"
	expect_output 4096
	# What diff shows of two of them is what has changed between.
	takes dev/reg/G1/A 7 "dev wl 0x28 0x00000007"
	cat "$mnt/dev/dump" >"$tmp/after"
	look
	try diff "$tmp/before" "$tmp/after"
	expect_output "7c7
< 0x028 G1/A 0x00000000
---
> 0x028 G1/A 0x00000007"
	takes dev/reg/G1/A 0 "dev wl 0x28 0x00000000"
}

# One that cannot be read does not hide the others; each failure is in the log.
failures() {
	gives fails/dump "0x0000 A 0x00000000
0x0008 C 0x00
0x1000 B 0x0000
0x1010 D 0x00000000" "fails rl 0x0 0x00000000;fails rb 0x8 0x00;fails rw 0x1000 0x0000;fails rl 0x1010 0x00000000"
	truncate -s 4k "$tmp/file"
	gives fails/dump "0x0000 A 0x00000000
0x0008 C 0x00
0x1000 B error: Input/output error
0x1010 D error: Input/output error" "fails rl 0x0 0x00000000;fails rb 0x8 0x00"
	for file in reg/B at/0x1000.w reg/D decode/D field/D/F; do
		expect_call EIO "" pread "$mnt/fails/$file" 0 64
		expect_text "the log" "$(said "fails/$file")" \
			"devmemfs: region \"fails\", $file: Input/output error"
	done
	for file in reg/B at/0x1000.w; do
		text EIO "" fails/$file 1
	done
	# A change that cannot be read is not written.
	text EIO "" fails/reg/D 1:1
	text EIO "" fails/field/D/F 1
	text EIO "" fails/wait/D '0:1 1s'
	gives fails/reg/A 0x00000000 "fails rl 0x0 0x00000000"
	# What was not read is tried again: a failure is no snapshot.
	exec 5<"$mnt/fails/reg/B"
	run python3 -c 'import os
try: os.read(5, 64)
except OSError as e: print(e.errno)
os.truncate("'"$tmp/file"'", 8192)
print(os.read(5, 64))'
	exec 5<&-
	expect_output "5
b'0x0000\\n'"
	expect_bus "fails rw 0x1000 0x0000"
}

for way in "-o trace" -d; do
	start "$conf"
	dumps
	in_pieces
	failures
	stop
done
finish
