# SPDX-License-Identifier: GPL-2.0-or-later
# Big-endian registers; 64-bit units by their halves; relaxed order.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "big"; memory = "0xff000000+4k"; access = "rw"; endian = "big"; },
	{ name = "little"; memory = "0xff000000+4k"; },
	{ name = "lohi"; memory = "0xff001000+64"; access = "rw"; quad = "lo-hi"; },
	{ name = "hilo"; memory = "0xff001040+64"; access = "rw"; quad = "hi-lo"; },
	{ name = "biglohi"; memory = "0xff001080+64"; access = "rw"; quad = "lo-hi"; endian = "big"; },
	{ name = "bighilo"; memory = "0xff0010c0+64"; access = "rw"; quad = "hi-lo"; endian = "big"; },
	{ name = "relaxed"; memory = "0xff002000+4k"; access = "rw"; order = "relaxed"; },
	{ name = "ports"; ports = "0xe0+4"; access = "rw"; order = "relaxed"; endian = "big"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; endian = "big"; quad = "hi-lo"; }
);
E
big=$M/big lohi=$((TESTMEM + 0x1000)) hilo=$((TESTMEM + 0x1040))
biglohi=$((TESTMEM + 0x1080)) bighilo=$((TESTMEM + 0x10c0))

key_is() { [ "$(key $1 endian)" = $2 ] || bad "$1 is not $2-endian"; }
key_is big big
key_is little little
key_is biglohi big

# The number in the file is the register's; the bus has it the other way round.
expect w1 $TESTMEM 0x41
try "printf A >$big/b"
expect w2 $TESTMEM 0x4142
try "printf AB >$big/w"
expect r2 $TESTMEM 0x4142
prints 4241 "od -An -v -tx2 -N2 $big/w"
expect w4 $((TESTMEM + 4)) 0x41424344
try "printf ABCD | dd of=$big/l bs=4 seek=1 conv=notrunc"
expect r4 $((TESTMEM + 4)) 0x41424344
prints 44434241 "od -An -v -tx4 -j4 -N4 $big/l"
expect w8 $((TESTMEM + 8)) 0x4142434445464748
try "printf ABCDEFGH | dd of=$big/q bs=8 seek=1 conv=notrunc"
expect r8 $((TESTMEM + 8)) 0x4142434445464748
prints 4847464544434241 "od -An -v -tx8 -j8 -N8 $big/q"
expect_run r4 $((TESTMEM + 4)) 3 4
prints '44434241 48474645 44434241' "od -An -v -tx4 -j4 -N12 $big/l"
expect r8 $((TESTMEM + 8)) 0x4142434445464748
prints HGFEDCBA "dd if=$M/little/q bs=8 skip=1 count=1"

# Bytes stay as they lie on the bus in cp and at a fixed address.
expect w8 $((TESTMEM + 16)) 0x3837363534333231
try "printf 12345678 | dd of=$big/cp bs=8 seek=2 conv=notrunc"
expect r8 $((TESTMEM + 16)) 0x3837363534333231
prints 12345678 "dd if=$big/cp bs=8 skip=2 count=1"
expect w4 $((TESTMEM + 32)) 0x64636261
expect w4 $((TESTMEM + 32)) 0x68676665
try "printf abcdefgh >$big/fifo/32.l"
expect r4 $((TESTMEM + 32)) 0x68676665
prints efgh "head -c 4 $big/fifo/32.l"
expect r4 $((TESTMEM + 32)) 0x68676665
prints hgfe "dd if=$big/l bs=4 skip=8 count=1"
expect w2 $TESTPORT 0x4142
try "printf AB >$M/ports/w"
expect_run w2 $TESTPORT 2 0 0x4241
expect_string outs
try "printf ABAB >$M/ports/fifo/0.ws"

# A quad by its halves: which one first, and where it is. 44434241 is the low half.
prints 'at b cp fifo info l q w' "ls $M/lohi"
fails 'No such file or directory' "cat $M/lohi/fifo/0.q"
halves() # NAME FIRST VALUE SECOND VALUE
{
	expect w4 $2 $3
	expect w4 $4 $5
	expect w4 $(($2 + 8)) $3
	expect w4 $(($4 + 8)) $5
	try "printf ABCDEFGHABCDEFGH >$M/$1/q"
	expect r4 $(($2 + 8)) $3
	expect r4 $(($4 + 8)) $5
	prints 4847464544434241 "od -An -v -tx8 -j8 -N8 $M/$1/q"
}
halves lohi $lohi 0x44434241 $((lohi + 4)) 0x48474645
halves hilo $((hilo + 4)) 0x48474645 $hilo 0x44434241
halves biglohi $((biglohi + 4)) 0x41424344 $biglohi 0x45464748
halves bighilo $bighilo 0x45464748 $((bighilo + 4)) 0x41424344
fails 'Invalid argument' "dd if=$M/lohi/q bs=4 count=1"
fails 'Invalid argument' "dd if=$M/hilo/q bs=8 skip=4 iflag=skip_bytes count=1"
fails 'No space left on device' "printf 12345678 | dd of=$M/lohi/q bs=8 seek=8 conv=notrunc"

# Other widths are as ever; a copy has single accesses only.
expect w4 $((hilo + 32)) 0x34333231
try "printf 1234 | dd of=$M/hilo/l bs=4 seek=8 conv=notrunc"
expect_run r4 $bighilo 2 4
try "dd if=$M/bighilo/cp bs=8 count=1"
expect w4 $SHM
expect w4 $((SHM + 4))
try "printf 12345678 >$M/shm/q"
expect_run r4 $SHM 2 4
prints 87654321 "dd if=$M/shm/cp bs=8 count=1"

# Relaxed: the same accesses.
expect w8 $((TESTMEM + 0x2000)) 0x3837363534333231
expect w8 $((TESTMEM + 0x2008)) 0x3837363534333231
try "printf 1234567812345678 >$M/relaxed/q"
expect_run r4 $((TESTMEM + 0x2000)) 4 4
prints 1234567812345678 "dd if=$M/relaxed/l bs=16 count=1"
expect_run w2 $((TESTMEM + 0x2002)) 3 0 0x4241
try "printf ABABAB >$M/relaxed/fifo/2.w"
expect r1 $((TESTPORT + 1)) 0x42
prints B "dd if=$M/ports/b bs=1 skip=1 count=1"

unmount

wrong() # MESSAGE REGION
{
	echo "regions = ( { name = \"x\"; $2 } );" >/tmp/wrong
	fails "/tmp/wrong:1: $1" "devmemfs --check /tmp/wrong"
}
wrong '' 'pci = "1234:11e8 config"; endian = "big";'
wrong '' 'pci = "1234:11e8 config"; quad = "lo-hi";'
wrong '' 'ports = "0xe0+4"; quad = "hi-lo";'
wrong '' 'memory = "0xff000000+4k"; endian = "middle";'
wrong '' 'memory = "0xff000000+4k"; quad = "hi";'
wrong '' 'memory = "0xff000000+4k"; order = "none";'
