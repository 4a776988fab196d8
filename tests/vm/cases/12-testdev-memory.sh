# SPDX-License-Identifier: GPL-2.0-or-later
# Physical memory through /dev/mem: every width, and regions anywhere within their pages.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "page"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "odd"; memory = "0xff001124-0xff0011ff"; access = "rw"; },
	{ name = "across"; memory = "0xff002ffc+8"; access = "rw"; },
	{ name = "byte"; memory = "0xff004003+1"; access = "rw"; },
	{ name = "narrow"; memory = "0xff005000+16"; access = "rw"; widths = "l"; }
);
E

prints 'at b cp fifo info l q w' "ls $M/page"
prints 'at b cp fifo info l w' "ls $M/odd" # 8 bytes there would not be aligned
prints 'at b cp fifo info l w' "ls $M/across"
prints 'at b cp fifo info' "ls $M/byte"
prints 'at cp fifo info l' "ls $M/narrow"

for view in b:1:0x31 w:2:0x3231 l:4:0x34333231 q:8:0x3837363534333231; do
	value=${view##*:} width=${view#*:}
	width=${width%:*} view=$M/page/${view%%:*}
	expect "w$width" $((TESTMEM + 64)) "$value"
	try "printf 12345678 | head -c $width | dd of=$view bs=$width seek=$((64 / width)) conv=notrunc"
	expect "r$width" $((TESTMEM + 64)) "$value"
	prints "${value#0x}" "od -An -v -tx$width -j64 -N$width $view"
done

expect w4 $((TESTMEM + 0x1124)) 0x44434241
expect w4 $((TESTMEM + 0x1128)) 0x48474645
try "printf ABCDEFGH >$M/odd/l"
expect r1 $((TESTMEM + 0x1125)) 0x42
prints B "dd if=$M/odd/b bs=1 skip=1 count=1"
expect r2 $((TESTMEM + 0x1126)) 0x4443
prints CD "dd if=$M/odd/w bs=2 skip=1 count=1"
expect_run r4 $((TESTMEM + 0x1124)) 55 4
try "cat $M/odd/l"
expect w1 $((TESTMEM + 0x11ff)) 0x5a
try "printf Z | dd of=$M/odd/b bs=1 seek=219 conv=notrunc"
fails 'No space left on device' "printf Z | dd of=$M/odd/b bs=1 seek=220 conv=notrunc"

expect w4 $((TESTMEM + 0x2ffc)) 0x64636261
expect w4 $((TESTMEM + 0x3000)) 0x68676665
try "printf abcdefgh >$M/across/l"
expect_run r1 $((TESTMEM + 0x2ffc)) 8 1
prints abcdefgh "cat $M/across/b"

expect w1 $((TESTMEM + 0x4003)) 0x2a
try "printf '*' >$M/byte/b"
expect r1 $((TESTMEM + 0x4003)) 0x2a
prints '*' "cat $M/byte/cp"

expect_run w4 $((TESTMEM + 0x5000)) 4 4 0x2e2e2e2e
try "printf ................ >$M/narrow/cp"
expect_run r4 $((TESTMEM + 0x5000)) 4 4 0x2e2e2e2e
prints ................ "cat $M/narrow/cp"
fails 'Invalid argument' "dd if=$M/narrow/cp bs=2 count=1"

unmount
