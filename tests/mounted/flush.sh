#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Posted writes are flushed by one read, where the program or the configuration asks for it.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"

mkdir -p "$tree/proc"
echo "fea00000-feafffff : PCI Bus 0000:00" >"$tree/proc/iomem"
echo "0020-0021 : pic1" >"$tree/proc/ioports"
function_files 0000:00:04.0 1234 11e8 \
	"0x00000000fea00000 0x00000000fea0ffff 0x0000000000040200"
truncate -s 64k "$devices/0000:00:04.0/resource0"

config <<'END'
regions = (
  { name = "plain"; sim = "ram+64"; access = "rw"; registers = (
      { name = "R"; offset = "8"; width = 16; fields = ( { name = "F"; bits = "2:0"; } ); } ); },
  { name = "always"; sim = "ram+64"; access = "rw"; flush = "read"; },
  { name = "named"; sim = "ram+64"; access = "rw"; flush = "0x20"; },
  { name = "wo"; sim = "ram+64"; access = "wo"; },
  { name = "parport"; sim = "parport"; access = "rw"; },
  { name = "flushed-port"; sim = "parport"; access = "rw"; flush = "read"; },
  { name = "bar"; pci = "0000:00:04.0 bar0"; access = "rw"; }
);
END
printf 'abcdefgh' >"$tmp/bytes"
ab=0x64636261 # what the first four bytes are on the bus
ef=0x68676665

write_with() { # region bus-lines dd-argument...
	region=$1 lines=$2
	shift 2
	run dd if="$tmp/bytes" of="$mnt/$region" bs=4 conv=notrunc status=none "$@"
	expect_list "$lines"
}

programs_ask() {
	write=$(printf 'plain wl 0x0 %s;plain wl 0x4 %s' $ab $ef)
	write_with plain/l "$write"
	# Once for each write, or once at the end; what has arrived needs no further read.
	write_with plain/l "plain wl 0x0 $ab;plain rl 0x0 $ab;plain wl 0x4 $ef;plain rl 0x4 $ef" oflag=sync
	write_with plain/l "plain wl 0x0 $ab;plain rl 0x0 $ab;plain wl 0x4 $ef;plain rl 0x4 $ef" oflag=dsync
	write_with plain/l "$write;plain rl 0x4 $ef" conv=notrunc,fsync
	write_with plain/l "$write;plain rl 0x4 $ef" conv=notrunc,fdatasync
	run sync "$mnt/plain/l"
	expect_none
	# Another program, later, through another file of the region.
	write_with plain/l "$write"
	run sync "$mnt/plain/b"
	expect_bus "plain rl 0x4 $ef"
	run sync "$mnt/plain/info"
	expect_none
	run python3 -c 'import os, sys
fd = os.open(sys.argv[1], os.O_WRONLY)
os.pwrite(fd, b"x" * 16, 8)
os.fsync(fd)
os.fdatasync(fd)' "$mnt/plain/cp"
	expect_bus "plain wq 0x8 0x7878787878787878" "plain wq 0x10 0x7878787878787878" \
		"plain rq 0x10 0x7878787878787878"
	# One write that asks for it by itself, among others that do not.
	run python3 -c 'import os, sys
fd = os.open(sys.argv[1], os.O_WRONLY)
os.pwritev(fd, [b"abcd", b"efgh"], 0, os.RWF_DSYNC)
os.pwritev(fd, [b"abcd"], 0, os.RWF_SYNC)
os.pwritev(fd, [b"abcd"], 0)
os.fdatasync(fd)' "$mnt/plain/l"
	expect_list "$write;plain rl 0x4 $ef;plain wl 0x0 $ab;plain rl 0x0 $ab
		plain wl 0x0 $ab;plain rl 0x0 $ab"
}

configurations_ask() {
	write_with always/l "always wl 0x0 $ab;always wl 0x4 $ef;always rl 0x4 $ef" bs=8
	write_with always/l "always wl 0x0 $ab;always rl 0x0 $ab;always wl 0x4 $ef;always rl 0x4 $ef" conv=notrunc,fsync
	write_with named/w "named ww 0x0 0x6261;named ww 0x2 0x6463;named rw 0x20 0x0000" count=1
	write_with named/l "named wl 0x0 $ab;named rl 0x20 0x00000000" count=1
	write_with bar/l "bar wl 0xfea00000 $ab;bar wl 0xfea00004 $ef;bar rl config:0x0 0x03020100" \
		conv=notrunc,fsync
	write_with bar/b "bar wb 0xfea00000 0x61;bar rl config:0x0 0x03020100" bs=1 count=1 oflag=sync
}

# A register as text is posted as the window's units are.
texts_too() {
	echo 0x1234 >"$tmp/text"
	for file in reg/R at/8.w; do
		run dd if="$tmp/text" of="$mnt/plain/$file" oflag=sync status=none
		expect_bus "plain ww 0x8 0x1234" "plain rw 0x8 0x1234"
		run dd if="$tmp/text" of="$mnt/plain/$file" conv=fsync status=none
		expect_bus "plain ww 0x8 0x1234" "plain rw 0x8 0x1234"
		run dd if="$tmp/text" of="$mnt/plain/$file" status=none
		run sync "$mnt/plain/$file"
		expect_bus "plain ww 0x8 0x1234" "plain rw 0x8 0x1234"
	done
	echo 5:0xf >"$tmp/mask"
	run dd if="$tmp/mask" of="$mnt/plain/reg/R" oflag=dsync status=none
	expect_bus "plain rw 0x8 0x1234" "plain ww 0x8 0x1235" "plain rw 0x8 0x1235"
	echo 1 >"$tmp/mask"
	run dd if="$tmp/mask" of="$mnt/plain/field/R/F" oflag=sync status=none
	expect_bus "plain rw 0x8 0x1235" "plain ww 0x8 0x1231" "plain rw 0x8 0x1231"
	# What is refused was not written, so nothing is flushed.
	try dd if="$conf" of="$mnt/plain/reg/R" oflag=sync status=none
	expect_status 1
	expect_error "*Invalid argument*"
	expect_none
	run dd if="$tmp/text" of="$mnt/bar/at/0x10.w" oflag=sync status=none
	expect_bus "bar ww 0xfea00010 0x1234" "bar rl config:0x0 0x03020100"
	run dd if="$tmp/text" of="$mnt/named/at/2.w" status=none
	expect_bus "named ww 0x2 0x1234" "named rw 0x20 0x0000"
	run dd if="$tmp/mask" of="$mnt/parport/at/0.b" oflag=sync conv=fsync status=none
	expect_bus "parport wb 0x378 0x01"
	run dd if="$tmp/mask" of="$mnt/wo/at/0.l" status=none
	expect_bus "wo wl 0x0 0x00000001"
	try dd if="$tmp/mask" of="$mnt/wo/at/0.l" oflag=sync status=none
	expect_status 1
	expect_error "*Permission denied*"
	expect_none
}

# What is not posted needs no flush, and what may not be read has none.
nothing_to_read() {
	write_with parport/b "parport wb 0x378 0x61" bs=1 count=1 oflag=sync
	write_with parport/b "parport wb 0x378 0x61" bs=1 count=1 conv=notrunc,fsync
	write_with flushed-port/b "flushed-port wb 0x378 0x61" bs=1 count=1
	write_with wo/l "wo wl 0x0 $ab" count=1
	try sync "$mnt/wo/l"
	expect_status 1
	try dd if="$tmp/bytes" of="$mnt/wo/l" bs=4 count=1 oflag=sync conv=notrunc status=none
	expect_status 1
	expect_error "*Permission denied*"
	expect_none
	try dd if="$tmp/bytes" of="$mnt/wo/l" bs=4 count=1 conv=notrunc,fsync status=none
	expect_status 1
	expect_error "*Permission denied*"
	expect_bus "wo wl 0x0 $ab"
}

for way in "-o trace" -d; do
	start "$conf"
	programs_ask
	configurations_ask
	texts_too
	nothing_to_read
	stop
done
finish
