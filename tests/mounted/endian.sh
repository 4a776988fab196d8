#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Byte order and halves: a window holds the register's value, cp and fifo the bytes of the bus.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

config <<'END'
regions = (
  { name = "big"; sim = "ram+64"; access = "rw"; endian = "big"; },
  { name = "lohi"; sim = "ram+64"; access = "rw"; quad = "lo-hi"; },
  { name = "hilo"; sim = "ram+64"; access = "rw"; quad = "hi-lo"; order = "relaxed"; },
  { name = "biglohi"; sim = "ram+64"; access = "rw"; endian = "big"; quad = "lo-hi"; },
  { name = "bighilo"; sim = "ram+64"; access = "rw"; endian = "big"; quad = "hi-lo"; },
  { name = "only"; sim = "ram+64"; access = "rw"; quad = "lo-hi"; widths = "q"; }
);
END

# The trace shows what is on a little-endian bus: of a big-endian register the swapped value.
big_windows() {
	says big endian big
	says lohi endian little
	expect_call 8 "big wq 0x0 0x0102030405060708" pwrite "$mnt/big/q" 0 0102030405060708
	# Memory now holds 08 07 ...: the most significant byte of what was written first.
	run od -An -tx1 -N8 "$mnt/big/b"
	expect_output " 08 07 06 05 04 03 02 01"
	expect_run big rb 0 8
	run od -An -tx8 -N8 "$mnt/big/q"
	expect_output " 0807060504030201"
	expect_bus "big rq 0x0 0x0102030405060708"
	run od -An -tx4 -N8 "$mnt/big/l"
	expect_output " 08070605 04030201"
	expect_bus "big rl 0x0 0x05060708" "big rl 0x4 0x01020304"
	run od -An -tx2 -N4 "$mnt/big/w"
	expect_output " 0807 0605"
	expect_bus "big rw 0x0 0x0708" "big rw 0x2 0x0506"
	# Bytes in the order of the bus, as they are.
	run od -An -tx1 -N8 "$mnt/big/cp"
	expect_output " 08 07 06 05 04 03 02 01"
	expect_bus "big rq 0x0 0x0102030405060708"
	expect_call "8 0807060508070605" "big rl 0x0 0x05060708;big rl 0x0 0x05060708" \
		pread "$mnt/big/fifo/0.l" 0 8
}

# A quad is two accesses of 32 bits, in the order asked for; nothing else is.
quad_by_halves() { # region low-address high-address first
	value=8877665544332211 # 0x1122334455667788 in the host's bytes
	region=$1
	case $region in
	big*) low=0x88776655 high=0x44332211 ;;
	*) low=0x55667788 high=0x11223344 ;;
	esac
	low_access="l $2 $low" high_access="l $3 $high"
	if [ "$4" = low ]; then
		first=$low_access second=$high_access
	else
		first=$high_access second=$low_access
	fi
	expect_call 8 "$region w$first;$region w$second" pwrite "$mnt/$region/q" 8 $value
	expect_call "8 $value" "$region r$first;$region r$second" pread "$mnt/$region/q" 8 8
	expect_call ENOENT "" open "$mnt/$region/fifo/8.q" r
	expect_call EINVAL "" pread "$mnt/$region/q" 4 8
	expect_call EINVAL "" pread "$mnt/$region/q" 0 7
}

copies_use_no_halves() {
	expect_call "12 000000000000000000000000" "lohi rl 0x10 0x00000000;lohi rl 0x14 0x00000000
		lohi rl 0x18 0x00000000" pread "$mnt/lohi/cp" 16 12
	usable only "at info q"
	expect_call 8 "only wl 0x0 0x00000001;only wl 0x4 0x00000000" \
		pwrite "$mnt/only/q" 0 0100000000000000
}

for way in "-o trace" -d; do
	start "$conf"
	if [ "$(printf '\1\0' | od -An -td2 | tr -d ' ')" = 1 ]; then
		big_windows
		quad_by_halves lohi 0x8 0xc low
		quad_by_halves hilo 0x8 0xc high
		quad_by_halves biglohi 0xc 0x8 low
		quad_by_halves bighilo 0xc 0x8 high
	fi
	copies_use_no_halves
	stop
done
finish
