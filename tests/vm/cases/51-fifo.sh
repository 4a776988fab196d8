# SPDX-License-Identifier: GPL-2.0-or-later
# One address for every unit: the file position means nothing, reading never ends, nothing is full.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

vmtool w1:$((PARPORT + 2))=0x0c # its data lines are outputs

expect_walk 0000:00:04.0
mount_config <<'E'
regions = (
	{ name = "parport0"; ports = "0x378+3"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "narrow"; memory = "0xff001000+4k"; access = "rw"; widths = "bl"; },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; },
	{ name = "config"; pci = "1234:11e8 config"; },
	{ name = "cmos"; ports = "0x70+2"; access = "rw"; force = true; },
	{ name = "drop"; memory = "0xff002000+4k"; access = "wo"; }
);
E
also_compare kernel 0xcf8 0xcff configuration
also_compare port 0x70 0x71 cmos
p=$M/parport0/fifo t=$M/t/fifo m=$M/memory/fifo bytes=/vm/contents/bytes

hex() { od -An -v -tx1 "$@"; }

# The names that exist.
prints '0.b 0.bp 0.bs 0.w 0.wp 0.ws 1.b 1.bp 1.bs 2.b 2.bp 2.bs' "ls $p"
prints '' "ls $m"
for name in 3.b 1.w 0.l 0.q 00.b 0x3.b -1.b 0.bb 0. .b 0 0.bsp 0.cp; do
	fails 'No such file or directory' "cat $p/$name"
done
for name in 4096.b 0x1000.b 1.w 2.l 4.q 0.bp 0.ls 01.b 0x.b 18446744073709551616.b; do
	fails 'No such file or directory' "cat $m/$name"
done
fails 'No such file or directory' "cat $M/narrow/fifo/0.w"
fails 'No such file or directory' "cat $M/config/fifo/0.q"
fails 'Permission denied' "cat $M/drop/fifo/0.b"
fails 'Permission denied' "true <>$M/config/fifo/0.b"
prints '0 1 0 4 0 8' "stat -c '%s %o' $t/3.b $t/0x0.l $m/0xff8.q"
try "touch $t/0.b"
try "true >$m/0.l"
try "exec 3<$m/0.l 4<>$m/0x10.q"

# One port; a reader gets as much as it asks for.
expect_data w1 $PARPORT 0 $bytes
try "cat $bytes >$p/0.b"
expect_run r1 $PARPORT 4 0
prints "$(for _ in 1 2 3 4; do hex -j 999 $bytes; done)" "head -c 4 $p/0.b | hex"
expect_run r1 $PARPORT 512 0
prints 512 "dd if=$p/0.b bs=512 count=1 | wc -c"
expect_run r1 $PARPORT 3 0
try "od -An -v -tx1 -N3 $p/0.b"
expect_run r1 $((PARPORT + 2)) 2 0
try "head -c 2 $p/0x2.b"
# cat asks for 128 KiB, whatever is then done with them: they have all been read.
expect_run r1 $PARPORT 131072 0
prints 4 "cat $p/0.b | head -c 4 | wc -c"

# Whatever the position, even an odd one.
expect_run r1 $PARPORT 3 0
try "exec 3<$p/0.b; head -c 1 <&3; head -c 2 <&3"
expect r1 $PARPORT
try "busybox dd if=$p/0.b bs=1 skip=1000000 count=1"
expect w1 $PARPORT 0x78
try "printf x | dd of=$p/0.b bs=1 seek=1000000 conv=notrunc"
expect w4 $TESTPORT 0x34333231
try "printf 1234 | dd of=$t/0.l bs=4 seek=7 oflag=seek_bytes conv=notrunc"
expect r4 $TESTPORT 0x34333231
prints 1234 "busybox dd if=$t/0.l bs=4 skip=3 count=1"

# Every width; what was written last is read.
function=
each_width() # FOLDER BASE FILE:WIDTH:OFFSET...
{
	folder=$1 base=$2
	shift 2
	for view; do
		file=$folder/${view%%:*} view=${view#*:}
		width=${view%:*} at=$((base + ${view#*:}))
		last=$(hex -j $((1000 - width)) $bytes)
		[ -z "$function" ] || expect_open $function
		expect_data w$width $at 0 $bytes
		try "cp $bytes $file"
		[ -z "$function" ] || expect_open $function
		expect_run r$width $at 2 0
		prints "$last $last" "head -c $((width * 2)) $file | hex"
	done
}
each_width $t $TESTPORT 1.b:1:1 2.w:2:2 0.l:4:0
each_width $m $TESTMEM 3.b:1:3 0x10.w:2:16 20.l:4:20 0x18.q:8:24
each_width $M/narrow/fifo $((TESTMEM + 4096)) 0xfff.b:1:4095 0xffc.l:4:4092
function=0x80002800
each_width $M/shm/fifo $SHM 15.b:1:15 14.w:2:14 1048572.l:4:1048572 8.q:8:8

# Less than a unit, and what is no multiple of it.
fails 'Invalid argument' "head -c 3 $t/0.l"
fails 'Invalid argument' "printf 1 | dd of=$m/0.w conv=notrunc"
expect r4 $TESTMEM
prints 4 "dd if=$m/0.l bs=7 count=1 | wc -c"
expect w4 $TESTMEM 0x34333231
fails 'Invalid argument' "printf 123456 | dd of=$m/0.l bs=6 conv=notrunc"

# A device's register behind a BAR, and configuration space.
expect_open 0x80002000
expect w4 $((EDU + 4)) 0x44434241
expect w4 $((EDU + 4)) 0x48474645
try "printf ABCDEFGH >$M/edu/fifo/4.l"
expect_open 0x80002000
expect_run r4 $((EDU + 4)) 3 0 0xb7b8b9ba
prints 'b7b8b9ba b7b8b9ba b7b8b9ba' "od -An -v -tx4 -N12 $M/edu/fifo/4.l"
for _ in 1 2; do
	expect w4 0xcf8 0x80002000
	expect r2 0xcfe 0x11e8
done
prints 'e811 e811' "head -c 4 $M/config/fifo/2.w | od -An -v -tx2 --endian=big"

# A pair of ports, an index and the byte behind it.
cmos=$M/cmos/fifo
for value in 0x55 0xaa; do
	expect w1 0x70 0x50
	expect w1 0x71 $value
	try "printf P >$cmos/0.b; printf '%b' '\\0$(printf %o $value)' >$cmos/1.b"
	expect w1 0x70 0x50
	expect_run r1 0x71 2 0 $value
	prints "${value#0x} ${value#0x}" "printf P >$cmos/0.b; head -c 2 $cmos/1.b | hex"
done

unmount
