#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The rules of access for every view, one system call at a time: counts, errors, clipping.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

# 22 bytes are no multiple of 4 or 8: behind the last whole unit there are a few that no unit fits.
config <<'END'
regions = (
  { name = "mem"; sim = "ram+22"; access = "rw"; },
  { name = "ro"; sim = "ram+16"; },
  { name = "wo"; sim = "ram+16"; access = "wo"; },
  { name = "none"; sim = "ram+16"; access = "none"; },
  { name = "mixed"; sim = "ram+22"; access = "rw"; widths = "bl"; },
  { name = "wide"; sim = "ram+32"; access = "rw"; widths = "lq"; },
  { name = "parport"; sim = "parport"; access = "rw"; },
  { name = "edu"; sim = "edu"; access = "rw"; },
  { name = "rom"; sim = "rom+512"; access = "rw"; }
);
END
size=22

# Each direction of a view: what is asked, how many whole units that is, what it says.
reads() { # offset length units
	n=$(($3 * width))
	expect_result "$n $(pattern_bytes $n "$1")" pread "$mnt/mem/$view" "$1" "$2"
	expect_pattern mem "r$view" "$1" "$3"
}

writes() { # offset length units
	expect_result $(($3 * width)) pwrite "$mnt/mem/$view" "$1" "$(pattern_bytes "$2" "$1")"
	ran="call pwrite of $2 at $1 of $view"
	expect_pattern mem "w$view" "$1" "$3"
}

refuses() { # error of reading, error of writing, offset length
	expect_call "$1" "" pread "$mnt/mem/$view" "$3" "$4"
	expect_call "$2" "" pwrite "$mnt/mem/$view" "$3" "$(pattern_bytes "$4")"
}

both() { # offset length units
	writes "$@"
	reads "$@"
}

whole_units() {
	last=$((size / width * width - width))
	both 0 "$width" 1
	both 0 $((2 * width)) 2
	both "$width" "$width" 1
	both 0 $((last + width)) $((size / width))
	both $last "$width" 1
	# More than fits: what fits.
	both $last $((2 * width)) 1
	both 0 4096 $((size / width))
	both $((last - width)) 32768 2
}

parts_of_units() {
	i=1
	while [ $i -lt "$width" ]; do
		# An offset inside a unit, a request shorter than one, and one that ends inside one.
		refuses EINVAL EINVAL $i "$width"
		refuses EINVAL EINVAL $((width + i)) $((2 * width))
		refuses EINVAL EINVAL 0 $i
		refuses EINVAL EINVAL "$width" $i
		both 0 $((width + i)) 1
		both "$width" $((width + i)) 1
		i=$((i + 1))
	done
	# Nothing asked for is nothing done, wherever that is.
	refuses 0 0 0 0
	refuses 0 0 1 0
}

the_end() {
	behind=$((size / width * width))
	for offset in $behind $size $((size / 8 * 8 + 8)) 4096 0x100000000 0x7fffffff00000000; do
		refuses 0 ENOSPC "$offset" "$width"
		refuses 0 ENOSPC "$offset" 8
	done
}

windows() {
	for pair in b1 w2 l4 q8; do
		view=${pair%?}
		width=${pair#?}
		whole_units
		parts_of_units
		the_end
	done
}

# The widest units that are aligned and allowed, each byte once, ascending.
copies() {
	f=$mnt/mem/cp
	all=$(pattern_bytes 22)
	expect_call 22 "
		mem wq 0x0 0x0706050403020100
		mem wq 0x8 0x0f0e0d0c0b0a0908
		mem wl 0x10 0x13121110
		mem ww 0x14 0x1514" pwrite "$f" 0 "$all"
	expect_call "22 $all" "
		mem rq 0x0 0x0706050403020100
		mem rq 0x8 0x0f0e0d0c0b0a0908
		mem rl 0x10 0x13121110
		mem rw 0x14 0x1514" pread "$f" 0 22
	expect_call "15 $(pattern_bytes 15 1)" "
		mem rb 0x1 0x01
		mem rw 0x2 0x0302
		mem rl 0x4 0x07060504
		mem rq 0x8 0x0f0e0d0c0b0a0908" pread "$f" 1 15
	expect_call "11 $(pattern_bytes 11 3)" "
		mem rb 0x3 0x03
		mem rl 0x4 0x07060504
		mem rl 0x8 0x0b0a0908
		mem rw 0xc 0x0d0c" pread "$f" 3 11
	expect_call "7 $(pattern_bytes 7 1)" "mem rb 0x1 0x01;mem rw 0x2 0x0302;mem rl 0x4 0x07060504" \
		pread "$f" 1 7
	expect_call 3 "mem wb 0x7 0xaa;mem ww 0x8 0xccbb" pwrite "$f" 7 aabbcc
	expect_call "1 aa" "mem rb 0x7 0xaa" pread "$f" 7 1
	expect_call "1 15" "mem rb 0x15 0x15" pread "$f" 21 8
	expect_call 1 "mem wb 0x15 0x01" pwrite "$f" 21 0102
	expect_call 0 "" pread "$f" 22 1
	expect_call ENOSPC "" pwrite "$f" 22 01
	expect_call 0 "" pread "$f" 4096 8
	expect_call 0 "" pread "$f" 3 0
}

# A device that does not tolerate every width: cp keeps to those that it has.
copies_of_some_widths() {
	expect_call 9 "mixed wb 0x3 0x00;mixed wl 0x4 0x04030201;mixed wl 0x8 0x08070605" \
		pwrite "$mnt/mixed/cp" 3 "$(pattern_bytes 9)"
	expect_call "6 000000000102" "mixed rl 0x0 0x00000000;mixed rb 0x4 0x01;mixed rb 0x5 0x02" \
		pread "$mnt/mixed/cp" 0 6
	expect_call 20 "
		wide wl 0x4 0x03020100
		wide wq 0x8 0x0b0a090807060504
		wide wq 0x10 0x131211100f0e0d0c" pwrite "$mnt/wide/cp" 4 "$(pattern_bytes 20)"
	expect_call EINVAL "" pread "$mnt/wide/cp" 2 8
	expect_call EINVAL "" pread "$mnt/wide/cp" 4 3
	expect_call "4 00010203" "wide rl 0x4 0x03020100" pread "$mnt/wide/cp" 4 7
	for view in w q; do
		expect_call "open: ENOENT" "" pread "$mnt/mixed/$view" 0 8
	done
	expect_call "open: ENOENT" "" pread "$mnt/wide/b" 0 1
}

directions() {
	for view in b w l q cp; do
		expect_call 0 "" open "$mnt/ro/$view" r
		expect_call EACCES "" open "$mnt/ro/$view" w
		expect_call EACCES "" open "$mnt/ro/$view" +
		expect_call EACCES "" open "$mnt/ro/$view" wt
		expect_call 0 "" open "$mnt/wo/$view" w
		expect_call EACCES "" open "$mnt/wo/$view" r
		expect_call EACCES "" open "$mnt/wo/$view" +
		expect_call 8 "wo wq 0x0 0x0706050403020100" pwrite "$mnt/wo/q" 0 "$(pattern_bytes 8)"
		expect_call ENOENT "" open "$mnt/none/$view" r
	done
	expect_call EACCES "" open "$mnt/ro/info" w
	expect_call 0 "" open "$mnt/none/info" r
	expect_call ENOENT "" open "$mnt/mem/x" r
	expect_call ENOENT "" open "$mnt/nobody/b" r
	# The direction goes before everything else that is wrong.
	expect_call "open: EACCES" "" pwrite "$mnt/ro/l" 1 00
}

# Registers with a meaning: the region's own addresses, and values as the device has them.
devices() {
	expect_call "4 ed000001" "edu rl 0xfea00000 0x010000ed" pread "$mnt/edu/l" 0 4
	expect_call 4 "edu wl 0xfea00004 0x12345678" pwrite "$mnt/edu/l" 4 78563412
	expect_call "4 87a9cbed" "edu rl 0xfea00004 0xedcba987" pread "$mnt/edu/l" 4 4
	# A factorial, looked at while it is busy: each look counts, so one too many would show.
	expect_call 4 "edu wl 0xfea00008 0x00000005" pwrite "$mnt/edu/l" 8 05000000
	for busy in 1 1 1 0; do
		expect_call "4 0${busy}000000" "edu rl 0xfea00020 0x0000000$busy" pread "$mnt/edu/l" 32 4
	done
	expect_call "4 78000000" "edu rl 0xfea00008 0x00000078" pread "$mnt/edu/l" 8 4
	# Write one to clear: a read before the write, or a second write, would clear nothing or all.
	expect_call 4 "edu wl 0xfea00060 0x0000000f" pwrite "$mnt/edu/l" 0x60 0f000000
	expect_call 4 "edu wl 0xfea00024 0x00000005" pwrite "$mnt/edu/l" 0x24 05000000
	expect_call "4 0a000000" "edu rl 0xfea00024 0x0000000a" pread "$mnt/edu/l" 0x24 4
	expect_call 1 "parport wb 0x378 0x5a" pwrite "$mnt/parport/b" 0 5a
	expect_call "3 5a9fc0" "parport rb 0x378 0x5a;parport rb 0x379 0x9f;parport rb 0x37a 0xc0" \
		pread "$mnt/parport/b" 0 4
	expect_call "2 5a9f" "parport rw 0x378 0x9f5a" pread "$mnt/parport/w" 0 3
	expect_call 0 "" pread "$mnt/parport/w" 2 2
	expect_call ENOSPC "" pwrite "$mnt/parport/w" 2 0000
	expect_call "2 55aa" "rom rw 0x0 0xaa55" pread "$mnt/rom/w" 0 2
	expect_call 2 "rom ww 0x0 0x0000" pwrite "$mnt/rom/w" 0 0000
	expect_call "2 55aa" "rom rw 0x0 0xaa55" pread "$mnt/rom/w" 0 2
}

# The parts of a caller's memory are not the units of a request.
vectors() {
	expect_call "8 0001020304050607" "wide rl 0x4 0x03020100;wide rl 0x8 0x07060504" \
		preadv "$mnt/wide/l" 4 3 5
	expect_call "8 0001020304050607" "wide rl 0x4 0x03020100;wide rl 0x8 0x07060504" \
		preadv "$mnt/wide/l" 4 1 1 6 3
}

# The quick way that requests usually go, and libfuse's own.
for way in "-o trace" -d; do
	start "$conf"
	windows
	copies
	copies_of_some_widths
	directions
	devices
	vectors
	stop
done
finish
