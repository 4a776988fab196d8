#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ways past read(): the page cache gets nothing, and asynchronous reads get what read() gets.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount

# Fails in one of the ways that the kernels have for it, without an access.
refused() { # "ERROR|ERROR..." name argument...
	allowed=$1
	shift
	try "$call" "$@"
	ran="call $*"
	case "|$allowed|" in
	*"|$(cat "$tmp/out")|"*) checks=$((checks + 1)) ;;
	*) expect_output "$allowed" ;;
	esac
	expect_none
}

mappings() {
	for view in b w l q cp; do
		expect_call ENODEV "" map "$mnt/mem/$view" shared r
		expect_call ENODEV "" map "$mnt/mem/$view" shared +
		expect_call "mapped, SIGBUS" "" map "$mnt/mem/$view" private r
		expect_call "mapped, SIGBUS" "" map "$mnt/mem/$view" private +
	done
	expect_call "mapped, SIGBUS" "" map "$mnt/uart/b" private r
	try python3 -c 'import mmap, sys
f = open(sys.argv[1], "r+b")
try: mmap.mmap(f.fileno(), 4096)
except OSError as e: print(e.errno)' "$mnt/mem/l"
	expect_output 19
	expect_none
}

# The hints succeed, as hints do, and read nothing; nor is anything cached for later.
hints() {
	for view in b w l q cp; do
		expect_call 0 "" fadvise "$mnt/mem/$view" 16384
		expect_call 0 "" readahead "$mnt/mem/$view" 16384
	done
	expect_call 0 "" fadvise "$mnt/uart/b" 8
	for again in 1 2 3; do
		ran="read $again"
		expect_call "4 00000000" "mem rl 0x0 0x00000000" pread "$mnt/mem/l" 0 4
	done
	expect_call 4 "mem wl 0x0 0x04030201" pwrite "$mnt/mem/l" 0 01020304
	expect_call "8 0102030400000000" "mem rq 0x0 0x0000000004030201" pread "$mnt/mem/q" 0 8
	expect_call 4 "mem wl 0x0 0x00000000" pwrite "$mnt/mem/l" 0 00000000
}

inside_the_kernel() {
	for view in b w l q cp; do
		file=$mnt/mem/$view
		expect_call EIO "" splice "$file" 16384
		expect_call EIO "" splice "$file" 8
		expect_call EIO "" sendfile "$file" "$tmp/out.bin" 16384
		# The kernel refuses between file systems by itself; between two of our files we do.
		refused "EXDEV|EINVAL|EIO" copy_file_range "$file" "$tmp/out.bin" 16384
		refused "EXDEV|EINVAL|EIO" copy_file_range "$tmp/out.bin" "$file" 16384
		refused EINVAL copy_file_range "$file" "$mnt/few/b" 20
	done
	expect_call EIO "" splice "$mnt/uart/b" 1
	expect_text "size of the copy" "$(wc -c <"$tmp/out.bin")" 0
}

# Into the mount the kernel writes what it has: that is a write like any other.
into_the_device() {
	for pair in b1 w2 l4 q8; do
		view=${pair%?}
		run "$call" sendfile "$tmp/bytes" "$mnt/mem/$view" 16384
		expect_output 16384
		expect_pattern mem "w$view" 0 $((16384 / ${pair#?}))
	done
	run "$call" sendfile "$tmp/bytes" "$mnt/few/q" 16384
	expect_output 16
	expect_pattern few wq 0 2
}

direct() {
	expect_call "4 00010203" "mem rl 0x0 0x03020100" pread "$mnt/mem/l" 0 4 rd
	expect_call "2 0405" "mem rw 0x4 0x0504" pread "$mnt/mem/w" 4 2 rd
	expect_call EINVAL "" pread "$mnt/mem/l" 2 4 rd
	run dd if="$mnt/mem/q" iflag=direct bs=4096 count=2 skip=1 status=none
	expect_pattern mem rq 4096 1024
}

asynchronous() {
	for kind in aio uring; do
		try "$call" $kind "$mnt/few/b" 0 0
		case $(cat "$tmp/out") in
		unavailable* | ENOSYS | EPERM)
			echo "$kind is not tried: $(cat "$tmp/out")"
			continue
			;;
		esac
		expect_call "4 04050607" "few rl 0x4 0x07060504" $kind "$mnt/few/l" 4 4
		# Short at the end: one access for what is there, not one for each retry.
		expect_call "4 0c0d0e0f" "few rl 0xc 0x0f0e0d0c" $kind "$mnt/few/l" 12 7
		expect_call "2 1000" "few rw 0x10 0x0010" $kind "$mnt/few/w" 16 3
		expect_call "1 00" "few rb 0x13 0x00" $kind "$mnt/few/b" 19 4096
		expect_call 0 "" $kind "$mnt/few/l" 20 4
		expect_call EINVAL "" $kind "$mnt/few/l" 2 4
		expect_call EINVAL "" $kind "$mnt/few/l" 4 3
		run "$call" $kind "$mnt/mem/l" 0 16384
		expect_output "16384 $(pattern_bytes 16384)"
		expect_pattern mem rl 0 4096
	done
}

config <<'END'
regions = (
  { name = "mem"; sim = "ram+16k"; access = "rw"; },
  { name = "few"; sim = "ram+20"; access = "rw"; },
  { name = "uart"; sim = "uart"; access = "rw"; }
);
END
start "$conf"
: >"$tmp/out.bin"
mappings
hints
inside_the_kernel
python3 -c 'import sys; sys.stdout.buffer.write(bytes(range(256)) * 64)' >"$tmp/bytes"
into_the_device
expect_call 1 "few wb 0x10 0x10" pwrite "$mnt/few/b" 16 10
direct
asynchronous
# Text is text: it has no registers behind it, and may be cached, sent and mapped.
expect_call "mapped, 6e" "" map "$mnt/mem/info" private r
finish
