#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The everyday tools: each makes exactly the accesses that it was asked for.
# shellcheck disable=SC2016 # $1 is for the shells that are tried
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require bash busybox dash hexdump python3 xxd
require_mount

# Runs a tool that must read, or write, exactly COUNT units of the pattern from ADDRESS on.
does() { # access address count tool argument...
	access=$1 address=$2 count=$3
	shift 3
	run "$@"
	expect_pattern small "$access" "$address" "$count"
}

config <<'END'
regions = (
  { name = "small"; sim = "ram+64"; access = "rw"; mode = "0600"; },
  { name = "second"; sim = "ram+64"; access = "rw"; },
  { name = "edu"; sim = "edu"; access = "rw"; }
);
END
start "$conf"
d=$mnt/small
bytes=$tmp/bytes
pattern_bytes 64 | xxd -r -p >"$bytes"
tr '\000-\377' '\377' <"$bytes" >"$tmp/ones"

does wb 0 64 dd of="$d/b" bs=64 conv=notrunc status=none if="$bytes"
expect_stat() { # file size block
	run stat -c '%s %o %b' "$1"
	expect_output "$2 $3 $((($2 + 511) / 512))"
	expect_none
}

# The buffer of stdio follows st_blksize, and what dd and cp copy follows st_size; with fewer blocks
# than bytes a file would pass for one with holes.
sizes() {
	for pair in b1 w2 l4 q8 cp1; do
		expect_stat "$d/${pair%?}" 64 "${pair#"${pair%?}"}"
	done
	expect_stat "$mnt/edu/l" 1048576 4
	run stat -c %o "$d/info"
	expect_output 4096
}

dd_reads() { # dd, or busybox dd
	does rl 0 1 "$@" if="$d/l" bs=4 count=1
	does rl 8 2 "$@" if="$d/l" bs=4 skip=2 count=2
	does rl 12 1 "$@" if="$d/l" bs=4 skip=3 count=1
	does rb 0 5 "$@" if="$d/b" bs=5 count=1
	does rw 0 16 "$@" if="$d/w" bs=32 count=1
	does rq 0 8 "$@" if="$d/q"
	expect_same "$tmp/out" "$bytes"
	does rl 0 16 "$@" if="$d/l" bs=1M
	expect_same "$tmp/out" "$bytes"
	does rl 0 4 "$@" if="$d/l" ibs=16 obs=4 count=1
	# Half a unit more than one: a short count, and the next block goes on behind it.
	does rl 0 2 "$@" if="$d/l" bs=6 count=2
	expect_text "bytes read" "$(wc -c <"$tmp/out")" 8
	try "$@" if="$d/l" bs=2 count=1
	expect_status 1
	expect_error "*Invalid argument*"
	expect_none
	try "$@" if="$d/l" bs=1 skip=2 count=4
	expect_status 1
	expect_none
	does rl 0 0 "$@" if="$d/l" bs=4 skip=16 count=1
	expect_output ""
}

dd_writes() { # dd, or busybox dd
	does wl 4 1 "$@" if="$bytes" of="$d/l" bs=4 skip=1 seek=1 count=1 conv=notrunc
	# Without notrunc it truncates the file first, which means nothing here.
	does wl 0 1 "$@" if="$bytes" of="$d/l" bs=4 count=1
	does wl 8 1 "$@" if="$bytes" of="$d/l" bs=4 skip=2 seek=2 count=1
	does ww 0 32 "$@" if="$bytes" of="$d/w" bs=64
	does wq 0 8 "$@" if="$bytes" of="$d/q" bs=8
	try "$@" if="$bytes" of="$d/l" bs=4 seek=16 count=1 conv=notrunc
	expect_status 1
	expect_error "*No space left on device*"
	expect_none
	try "$@" if="$bytes" of="$d/l" bs=2 count=1 conv=notrunc
	expect_status 1
	expect_error "*Invalid argument*"
	expect_none
	# Across the end: what fits is written, the rest is told.
	try "$@" if="$bytes" of="$d/l" bs=8 seek=7 skip=7 count=1 conv=notrunc
	expect_status 0
	expect_pattern small wl 56 2
	try "$@" if="$bytes" of="$d/w" obs=12 seek=5 ibs=60 skip=1 count=1 conv=notrunc
	expect_status 0
	expect_bus "small ww 0x3c 0x3d3c" "small ww 0x3e 0x3f3e"
}

readers() {
	does rb 0 4 od -An -tx1 -N4 "$d/b"
	expect_output " 00 01 02 03"
	does rw 0 2 od -An -tx2 -N4 "$d/w"
	expect_output " 0100 0302"
	does rl 0 1 od -An -tx4 -N4 "$d/l"
	expect_output " 03020100"
	does rq 0 1 od -An -tx8 -N8 "$d/q"
	expect_output " 0706050403020100"
	run od -An -tx4 -N4 "$mnt/edu/l"
	expect_output " 010000ed"
	expect_bus "edu rl 0xfea00000 0x010000ed"
	does rl 0 1 hexdump -n4 "$d/l"
	does rl 0 1 hexdump -e '1/4 "%08x"' -n 4 "$d/l"
	expect_output 03020100
	does rw 0 6 hexdump -C -n 12 "$d/w"
	does rl 8 1 hexdump -s 8 -n 4 "$d/l"
	does rw 0 4 xxd -l 8 "$d/w"
	does rl 4 2 xxd -s 4 -l 8 "$d/l"
	does rb 0 3 head -c 3 "$d/b"
	does rl 0 2 head -c 8 "$d/l"
	does rq 48 2 tail -c 16 "$d/q"
	does rb 0 64 cmp "$d/b" "$bytes"
	for tool in cat "cat -A" md5sum sha256sum "grep -c nothing" "wc -l" strings; do
		# shellcheck disable=SC2086
		try $tool "$d/w"
		expect_pattern small rw 0 32
	done
	does rw 0 32 cat "$d/w"
	expect_same "$tmp/out" "$bytes"
}

copies() {
	for view in b1 w2 l4 q8; do
		rm -f "$tmp/copy"
		width=${view#?}
		does "r${view%?}" 0 $((64 / width)) cp "$d/${view%?}" "$tmp/copy"
		expect_same "$tmp/copy" "$bytes"
		does "w${view%?}" 0 $((64 / width)) cp "$bytes" "$d/${view%?}"
	done
}
# From device to device, and zeros are values like others: no tool may take them for a hole.
between() { # tool...
	awk 'BEGIN { for (i = 0; i < 16; i++) printf "second wl 0x%x 0xffffffff\n", 4 * i }' >"$tmp/want"
	run dd if="$tmp/ones" of="$mnt/second/l" bs=64 status=none
	look
	compare_accesses
	run dd if=/dev/zero of="$d/q" bs=64 count=1 status=none
	expect_run small wq 0 8
	run "$@" "$d/l" "$mnt/second/l"
	for line in "small rl" "second wl"; do
		awk -v "what=$line" 'BEGIN {
			for (i = 0; i < 16; i++) printf "%s 0x%x 0x00000000\n", what, 4 * i
		}'
	done >"$tmp/want"
	look
	compare_accesses
	does wl 0 16 cp "$bytes" "$d/l"
}

busybox_tools() {
	does rb 0 4 busybox od -An -tx1 -N4 "$d/b"
	does rl 0 1 busybox od -An -tx4 -N4 "$d/l"
	does rl 0 1 busybox hexdump -n4 "$d/l"
	does rw 0 4 busybox hexdump -C -n 8 "$d/w"
	does rl 0 2 busybox xxd -l 8 "$d/l"
	does rl 0 2 busybox head -c 8 "$d/l"
	does rq 48 2 busybox tail -c 16 "$d/q"
	does rl 0 16 busybox md5sum "$d/l"
	does rl 0 16 busybox cat "$d/l"
	expect_same "$tmp/out" "$bytes"
	rm -f "$tmp/copy"
	does rl 0 16 busybox cp "$d/l" "$tmp/copy"
	expect_same "$tmp/copy" "$bytes"
	does wl 0 16 busybox cp "$bytes" "$d/l"
	does wl 0 16 busybox tee "$d/l" <"$bytes"
}

writers() {
	does wl 0 16 tee "$d/l" <"$bytes"
	does wl 0 2 xxd -r - "$d/l" <<-END
		00000000: 0001 0203 0405 0607
	END
	try tee -a "$d/l" <"$bytes"
	expect_status 1
	expect_error "*No space left on device*"
	expect_none
}

# A command of a shell with the file as $1, and what it must do to it.
shell_does() { # "access;access" command: by the shell in $shell
	# shellcheck disable=SC2086
	run $shell -c "$2" sh "$file"
	expect_list "$1"
}

shell_fails() { # command
	# shellcheck disable=SC2086
	try $shell -c "$1" sh "$file"
	expect_text success "$([ "$status" = 0 ] && echo yes)" ""
	expect_none
}

shells() {
	for shell in dash bash "busybox sh"; do
		file=$d/l
		shell_does "small wl 0x0 0x64636261;small wl 0x4 0x68676665" 'echo -n abcdefgh >"$1"'
		shell_does "small wl 0x0 0x04030201" 'printf "\001\002\003\004" >"$1"'
		shell_does "small wl 0x0 0x44434241;small rl 0x4 0x68676665" \
			'exec 3<>"$1"; printf ABCD >&3; dd bs=4 count=1 status=none <&3'
		shell_does "" ': >"$1"; : >>"$1"'
		# Nor does the kernel take the file for empty after that: it still has no room behind.
		shell_fails 'printf abcd >>"$1"'
		shell_fails 'printf abc >"$1"'
		file=$d/b
		shell_does "small wb 0x0 0x61;small wb 0x1 0x0a" 'echo a >"$1"'
		shell_fails 'echo abc >>"$1"'
		file=$d/q
		shell_does "small wq 0x0 0x6867666564636261" 'printf abcdefgh >"$1"'
		file=$d/w
		# shellcheck disable=SC2086
		run $shell -c 'cat >"$1"' sh "$file" <"$bytes"
		expect_pattern small ww 0 32
	done
}

# The newline is a byte like the others; bash's own echo and printf end a write with it.
newlines() {
	for shell in dash "busybox sh"; do
		file=$d/l
		shell_does "small wl 0x0 0x0a636261" 'echo abc >"$1"'
		shell_does "small wl 0x0 0x640a6261;small wl 0x4 0x0a666564" 'printf "ab\nddef\n" >"$1"'
	done
	shell=bash
	shell_fails 'echo abc >"$1"'
	shell_does "small wl 0x0 0x0a636261" 'env printf "abc\n" >"$1"'
	does wl 0 16 cp "$bytes" "$d/l"
}

python_reads() { # access address count expression: what Python prints of the expression
	run python3 -c 'import os, shutil, sys, mmap
name, copy = sys.argv[1:3]
def fd(flags=os.O_RDONLY): return os.open(name, flags)
def into(f, n):
	b = bytearray(n)
	return f.readinto(b), bytes(b)
print('"$4"')' "$5" "$tmp/copy"
	expect_pattern small "$1" "$2" "$3"
}

python() {
	python_reads rl 0 1 'os.pread(fd(), 4, 0)' "$d/l"
	expect_output "b'\\x00\\x01\\x02\\x03'"
	python_reads rl 12 2 'os.pread(fd(), 8, 12)' "$d/l"
	python_reads wl 60 1 'os.pwrite(fd(os.O_WRONLY), bytes(range(60, 64)), 60)' "$d/l"
	expect_output 4
	python_reads rl 0 1 'open(name, "rb").read(4)' "$d/l"
	python_reads rw 0 2 'open(name, "rb").read(4)' "$d/w"
	python_reads rq 0 1 'open(name, "rb").read(8)' "$d/q"
	python_reads rl 0 1 'open(name, "rb", buffering=0).read(4)' "$d/l"
	python_reads rl 0 16 'open(name, "rb").read()' "$d/l"
	python_reads rl 0 2 'into(open(name, "rb", buffering=0), 8)' "$d/l"
	python_reads rl 0 2 'into(open(name, "rb"), 8)' "$d/l"
	python_reads rw 0 2 'os.preadv(fd(), [bytearray(1), bytearray(3)], 0)' "$d/w"
	expect_output 4
	python_reads wl 0 2 'open(name, "wb").write(bytes(range(8)))' "$d/l"
	python_reads wl 0 1 'open(name, "r+b", buffering=0).write(bytes(range(4)))' "$d/l"
	python_reads rq 0 8 'shutil.copyfile(name, copy)' "$d/q"
	expect_same "$tmp/copy" "$bytes"
	python_reads wq 0 8 'shutil.copyfile(copy, name)' "$d/q"
}

sizes
dd_reads dd
dd_writes dd
dd_reads busybox dd
dd_writes busybox dd
readers
copies
between cp
between cp --sparse=auto
between busybox cp
busybox_tools
writers
shells
newlines
python
finish
