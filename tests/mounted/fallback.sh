#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where ports cannot be had, files stand in for them; a ROM is enabled only while it is open.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

mkdir -p "$tree/proc" "$tree/dev"
echo "fea00000-feafffff : PCI Bus 0000:00" >"$tree/proc/iomem"
echo "0020-0021 : pic1" >"$tree/proc/ioports"
truncate -s 64k "$tree/dev/port"
truncate -s $((0xfea80000)) "$tree/dev/mem"
none="0x0000000000000000 0x0000000000000000 0x0000000000000000"
function_files 0000:00:04.0 1234 11e8 \
	"0x000000000000c000 0x000000000000c01f 0x0000000000040101" "$none" "$none" "$none" "$none" "$none" \
	"0x00000000fea40000 0x00000000fea40fff 0x0000000000046200"
f=$devices/0000:00:04.0
truncate -s 32 "$f/resource0"
# Memory decode is on, and bit 0 of the ROM's register off.
pattern_file "$tmp/rom" 4096
dd if="$tmp/rom" of="$tree/dev/mem" bs=4k seek=$((0xfea40)) conv=notrunc status=none

config <<'END'
regions = (
  { name = "lpt"; ports = "0x378+3"; access = "rw"; },
  { name = "wide"; ports = "0x300+4"; widths = "l"; },
  { name = "io"; pci = "0000:00:04.0 bar0"; access = "rw"; },
  { name = "rom"; pci = "0000:00:04.0 rom"; }
);
END

bytes_of() { # file offset count expected
	run od -An -tx1 -j "$2" -N "$3" "$1"
	expect_output "$4"
}

by_dev_port() {
	says lpt backend dev-port
	usable lpt "at b bp fifo info"
	checks=$((checks + 1))
	grep -q 'region "lpt": port-io: .*; dev-port is used instead (8-bit accesses only)$' "$log" ||
		fail "the log does not say that dev-port stands in"
	unusable wide "port-io: *" "?*"
	expect_call 2 "lpt wb 0x378 0x41;lpt wb 0x379 0x42" pwrite "$mnt/lpt/b" 0 4142
	bytes_of "$tree/dev/port" 0x377 4 " 00 41 42 00"
	expect_call "3 414200" "lpt rb 0x378 0x41;lpt rb 0x379 0x42;lpt rb 0x37a 0x00" \
		pread "$mnt/lpt/b" 0 100
	# The pause is a byte written to port 0x80.
	printf '\125' | dd of="$tree/dev/port" bs=1 seek=128 conv=notrunc status=none
	expect_call 1 "lpt wb 0x37a 0x07" pwrite "$mnt/lpt/bp" 2 07
	bytes_of "$tree/dev/port" 0x7f 3 " 00 00 00"
	expect_call ENOENT "" open "$mnt/lpt/w" r
	expect_call ENOENT "" open "$mnt/lpt/fifo/0.bs" r
}

by_the_io_bar() {
	says io backend pci-io
	says io range 0xc000-0xc01f
	usable io "at b bp fifo info l lp w wp"
	expect_call 4 "io wl 0xc004 0x04030201" pwrite "$mnt/io/l" 4 01020304
	expect_call 2 "io ww 0xc01e 0xbbaa" pwrite "$mnt/io/w" 30 aabb
	bytes_of "$f/resource0" 4 4 " 01 02 03 04"
	bytes_of "$f/resource0" 30 2 " aa bb"
	expect_call "4 01020304" "io rl 0xc004 0x04030201" pread "$mnt/io/l" 4 4
	expect_call EINVAL "" pread "$mnt/io/l" 30 4
	expect_call "4 0000aabb" "io rl 0xc01c 0xbbaa0000" pread "$mnt/io/l" 28 8
	expect_call "2 0202" "io rb 0xc005 0x02;io rb 0xc005 0x02" pread "$mnt/io/fifo/5.b" 9 2
	truncate -s 8 "$f/resource0"
	expect_call EIO "" pread "$mnt/io/l" 8 4
}

rom() {
	says rom backend pci-rom
	usable rom "at b cp fifo info l q w"
	bytes_of "$f/config" 0x30 4 " 30 31 32 33"
	exec 8<"$mnt/rom/l"
	bytes_of "$f/config" 0x30 4 " 31 31 32 33"
	run cat "$mnt/rom/cp"
	expect_same "$tmp/out" "$tmp/rom"
	expect_run rom rq 0xfea40000 512
	bytes_of "$f/config" 0x30 4 " 31 31 32 33"
	exec 8<&-
	bytes_of "$f/config" 0x30 4 " 30 31 32 33"
	expect_call EACCES "" open "$mnt/rom/l" w
	# Without memory decode nothing would answer.
	set_command "$f" 0
	expect_call EIO "" open "$mnt/rom/l" r
	bytes_of "$f/config" 0x30 4 " 30 31 32 33"
	checks=$((checks + 1))
	grep -q 'region "rom" is unusable: .* decoding of memory is off; .*0000:00:04.0/enable' "$log" || fail "the log is silent"
}

start "$conf"
by_dev_port
by_the_io_bar
rom
stop
finish
