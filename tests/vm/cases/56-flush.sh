# SPDX-License-Identifier: GPL-2.0-or-later
# Posted writes are flushed by one read where that is asked for: by flush =, by O_SYNC and O_DSYNC,
# by fsync and fdatasync. Ports and configuration space have none to flush.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

expect_walk 0000:00:04.0
mount_config <<'E'
regions = (
	{ name = "plain"; memory = "0xff000000+256"; access = "rw"; },
	{ name = "read"; memory = "0xff000100+256"; access = "rw"; flush = "read"; },
	{ name = "at"; memory = "0xff000200+256"; access = "rw"; flush = "0x10"; },
	{ name = "blind"; memory = "0xff000300+256"; access = "wo"; },
	{ name = "halves"; memory = "0xff000400+256"; access = "rw"; quad = "lo-hi"; flush = "read"; },
	{ name = "odd"; memory = "0xff000500+256"; access = "rw"; flush = "0x12"; },
	{ name = "outside"; memory = "0xff000600+256"; access = "rw"; flush = "0x100"; },
	{ name = "unfit"; memory = "0xff000700+256"; access = "rw"; widths = "l"; flush = "0x12"; },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; flush = "read"; widths = "l"; },
	{ name = "edu2"; pci = "1234:11e8@2 bar0"; access = "rw"; widths = "l"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; map = "wc"; flush = "0x20"; },
	{ name = "nic"; pci = "8086:100e bar0"; access = "wo"; widths = "l"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; flush = "read"; },
	{ name = "config"; pci = "1234:11e8 config"; access = "rw"; }
);
E
also_compare kernel 0xcf8 0xcff configuration
p=$M/plain plain=$TESTMEM
put() { dd "$@" conv=notrunc; } # ARGUMENT...
put_sync() { dd "$@" conv=notrunc,fsync; }
put_datasync() { dd "$@" conv=notrunc,fdatasync; }

config_read() # BUS-DEVICE-FUNCTION
{
	expect w4 0xcf8 $1
	expect r4 0xcfc
}

# Nothing unasked.
expect w4 $((plain + 4)) 0x34333231
try "printf 1234 | put of=$p/l bs=4 seek=1"

# After each write of a synchronous descriptor the unit written last is read.
for flag in sync dsync; do
	expect w4 $((plain + 8)) 0x34333231
	expect r4 $((plain + 8)) 0x34333231
	try "printf 1234 | put of=$p/l bs=4 seek=2 oflag=$flag"
	expect_run w2 $plain 4 2
	expect r2 $((plain + 6))
	expect_run w2 $((plain + 8)) 4 2
	expect r2 $((plain + 14))
	try "printf 12345678abcdefgh | put of=$p/w bs=8 oflag=$flag"
	expect r2 $plain 0x3231
	try "dd if=$p/w bs=2 count=1 iflag=$flag"
done
expect_run w1 $((plain + 3)) 3 0
expect r1 $((plain + 3)) 0x33
try "printf 123 | put of=$p/fifo/3.b oflag=sync"
expect w1 $((plain + 1))
expect w2 $((plain + 2))
expect w4 $((plain + 4))
expect r4 $((plain + 4))
try "printf 1234567 | put of=$p/cp bs=7 seek=1 oflag=seek_bytes,sync"
expect w8 $((plain + 16)) 0x3837363534333231
expect r8 $((plain + 16)) 0x3837363534333231
try "printf 12345678 | put of=$p/q bs=8 seek=2 oflag=dsync"

# Once for all writes before it, whoever made them; and nothing if there were none.
for how in put_sync put_datasync; do
	for i in 0 1 2; do
		expect w4 $((plain + 4 * i))
	done
	expect r4 $((plain + 8)) 0x6c6b6a69
	try "printf abcdefghijkl | $how of=$p/l bs=4"
done
try "sync $p/l"
expect w1 $((plain + 255))
try "printf x | put of=$p/b bs=1 seek=255"
expect r1 $((plain + 255)) 0x78
try "sync -d $p/q"
try "sync $p/b"
expect r4 $plain
try "dd if=$p/l bs=4 count=1"
try "sync $p/l"
try "sync"

# flush = "read": each request that wrote. O_SYNC has nothing left to do.
read=$((TESTMEM + 0x100))
expect w4 $((read + 4))
expect r4 $((read + 4))
try "printf 1234 | put of=$M/read/l bs=4 seek=1"
for i in 0 1; do
	expect_run w4 $((read + 8 * i)) 2 4
	expect r4 $((read + 8 * i + 4))
done
try "printf 12345678abcdefgh | put_sync of=$M/read/l bs=8 oflag=sync"
expect r4 $read
try "dd if=$M/read/l bs=4 count=1"
fails 'Invalid argument' "printf 12 | put of=$M/read/l bs=2"
fails 'No space left on device' "printf 1234 | put of=$M/read/l bs=4 seek=64"
try "sync $M/read/l"

# flush = "0x10": there, in the width of the last write.
at=$((TESTMEM + 0x200))
expect w2 $((at + 2))
expect r2 $((at + 16))
try "printf 12 | put of=$M/at/w bs=2 seek=1"
expect w8 $at
expect r8 $((at + 16))
try "printf 12345678 >$M/at/cp"

expect w8 $((TESTMEM + 0x500)) # which does not fit there
expect r2 $((TESTMEM + 0x512))
try "printf 12345678 >$M/odd/q"
for name in outside unfit; do
	prints info "ls $M/$name"
	try "key $name state | grep -q '^unusable: .*flush'"
done

# By halves: the half that was written last.
halves=$((TESTMEM + 0x400))
expect_run w4 $halves 2 4
expect r4 $((halves + 4)) 0x38373635
try "printf 12345678 >$M/halves/q"

# What cannot be read cannot be flushed by reading it.
expect w4 $((TESTMEM + 0x300))
try "printf 1234 | put of=$M/blind/l bs=4"
fails 'Permission denied' "printf 1234 | put of=$M/blind/l bs=4 oflag=sync"
fails 'Permission denied' "printf 1234 | put of=$M/blind/l bs=4 oflag=dsync"
expect w4 $((TESTMEM + 0x300))
fails 'Permission denied' "printf 1234 | put_sync of=$M/blind/l bs=4"

# A BAR: four bytes of configuration space, which is the same for all widths and never the device.
expect_open 0x80002000
expect w4 $((EDU + 4))
config_read 0x80002000
try "printf 1234 | put of=$M/edu/l bs=4 seek=1"
expect_open 0x80005000
expect w4 $((EDU2 + 4))
try "printf 1234 | put of=$M/edu2/l bs=4 seek=1"
expect_open 0x80005000
config_read 0x80005000
try "sync $M/edu2/l"
expect_open 0x80005000
expect w4 $((EDU2 + 4))
config_read 0x80005000
try "printf 1234 | put of=$M/edu2/l bs=4 seek=1 oflag=dsync"
expect_open 0x80003000
expect w4 $((E1000 + 0xc8))
config_read 0x80003000
try "printf '\\0\\0\\0\\0' | put_datasync of=$M/nic/l bs=4 seek=50"
expect_open 0x80002800
expect_run w8 $SHM 2 8
expect_fence
expect r8 $((SHM + 0x20))
try "printf 1234567812345678 >$M/shm/q"

# Ports and configuration space.
expect w4 $TESTPORT
try "printf 1234 | put_sync of=$M/t/l bs=4 oflag=sync"
expect_run w2 $((TESTPORT + 2)) 2 0
expect_string outs
try "printf 1234 | put_sync of=$M/t/fifo/2.ws bs=4"
try "sync $M/t/b"
expect w4 0xcf8 $((0x80002000 + 0x3c))
expect w1 0xcfc 0x55
try "printf U | put_sync of=$M/config/b bs=1 seek=60 oflag=sync"

unmount

wrong() # REGION
{
	echo "regions = ( { name = \"x\"; $1 } );" >/tmp/wrong
	fails "/tmp/wrong:1: " "devmemfs --check /tmp/wrong"
}
wrong 'memory = "0xff000000+4k"; flush = "write";'
wrong 'memory = "0xff000000+4k"; access = "wo"; flush = "read";'
wrong 'memory = "0xff000000+4k"; access = "wo"; flush = "0x10";'
