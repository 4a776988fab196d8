# SPDX-License-Identifier: GPL-2.0-or-later
# Registers and fields by name, of a real BAR: one access a read, one a write, two a change of bits.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = ( { name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; registers = (
	{ name = "ID"; offset = "0x00"; access = "ro"; reset = "0x010000ed"; fields = (
		{ name = "MAJOR"; bits = "31:24"; },
		{ name = "MINOR"; bits = "23:16"; },
		{ name = "MAGIC"; bits = "7:0"; values = ( { name = "edu"; value = "0xed"; } ); } ); },
	{ name = "LIVENESS"; offset = "0x04"; },
	{ name = "FACTORIAL"; offset = "0x08"; },
	{ name = "STATUS"; offset = "0x20"; fields = (
		{ name = "BUSY"; bits = "0"; access = "ro"; },
		{ name = "IRQ"; bits = "7"; values = (
			{ name = "off"; value = "0"; }, { name = "on"; value = "1"; } ); } ); },
	{ name = "IRQ_STATUS"; offset = "0x24"; access = "ro"; },
	{ name = "IRQ_RAISE"; offset = "0x60"; access = "wo"; },
	{ name = "IRQ_ACK"; offset = "0x64"; access = "wo"; },
	{ name = "DMA"; offset = "0x80"; registers = (
		{ name = "SRC"; offset = "0x00"; width = 64; fields = (
			{ name = "HIGH"; bits = "63:32"; }, { name = "LOW"; bits = "31:0"; } ); },
		{ name = "DST"; offset = "0x08"; width = 64; },
		{ name = "COUNT"; offset = "0x10"; width = 64; },
		{ name = "COMMAND"; offset = "0x18"; width = 64; } ); },
	{ name = "W%s"; offset = "0x4"; width = 16; count = 2; stride = "0x2"; } ); },
	{ name = "look"; pci = "1234:11e8@2 bar0"; registers = (
		{ name = "ID"; offset = "0"; fields = ( { name = "MAGIC"; bits = "7:0"; } ); },
		{ name = "STATUS"; offset = "0x20"; } ); } );
E
e=$M/edu

# What fails says why on its standard error; dash's own echo does not.
put() { busybox echo "$1" >"$2"; }

prints 'DMA FACTORIAL ID IRQ_ACK IRQ_RAISE IRQ_STATUS LIVENESS STATUS W0 W1' "ls $e/reg"
prints 'COMMAND COUNT DST SRC' "ls $e/reg/DMA"
prints 'MAGIC MAJOR MINOR' "ls $e/field/ID"
prints 'HIGH LOW' "ls $e/field/DMA/SRC"

# However a value is read: one access, and the rest of its text without another.
for read in "cat $e/reg/ID" "head -n 1 $e/reg/ID" "read -r value <$e/reg/ID; echo \$value" \
	"dd if=$e/reg/ID bs=1" "od -An -c $e/reg/ID | tr -d ' \\\\n'" "busybox cat $e/reg/ID" \
	"xxd -r -p <$e/reg/ID | xxd -p | sed 's/^/0x/'" "grep . $e/reg/ID" "cat <$e/at/0x0.l" \
	"head -c 64 $e/at/0.l"; do
	expect r4 $EDU 0x010000ed
	step "$read"
	text=$( (eval "$read") 2>/tmp/err | sed 's/\\n$//')
	[ "$text" = 0x010000ed ] || bad "printed '$text': $(cat /tmp/err)"
done
expect_run r4 $EDU 3 0 0x010000ed
try "for i in 1 2 3; do cat $e/reg/ID; done"
expect r4 $EDU 0x010000ed
prints 0x010000ed "exec 3<$e/reg/ID; dd bs=6 count=1 <&3; cat <&3; cat <&3"
expect r4 $EDU2 0x010000ed
prints 0x010000ed "cat $M/look/reg/ID"

# Fields are cut out of one access, each file of its own.
expect r4 $EDU 0x010000ed
prints 0xed "cat $e/field/ID/MAGIC"
expect r4 $EDU 0x010000ed
prints 0x1 "cat $e/field/ID/MAJOR"
expect r4 $EDU 0x010000ed
prints 'ID 0x010000ed reset 0x010000ed MAJOR [31:24] 0x1 reset 0x1 MINOR [23:16] 0x0 reset 0x0
	MAGIC [7:0] 0xed edu reset 0xed' "cat $e/decode/ID"

# An echo is one write, of the value and nothing else; however it is said.
expect w4 $((EDU + 4)) 0x12345678
try "echo 0x12345678 >$e/reg/LIVENESS"
expect r4 $((EDU + 4)) 0xedcba987
prints 0xedcba987 "cat $e/reg/LIVENESS"
expect w4 $((EDU + 4)) 99
try "echo 99 >$e/at/0x4.l"
expect w4 $((EDU + 4)) 8
try "printf 010 >$e/reg/LIVENESS"
expect w4 $((EDU + 4)) 0xffffffff
try "echo 4294967295 | tee $e/reg/LIVENESS"
expect w4 $((EDU + 4)) 7
try "echo 7 | dd of=$e/reg/LIVENESS"
expect r4 $((EDU + 4)) 0xfffffff8
prints 0xfffffff8 "cat $e/at/4.l"
expect w4 $((EDU + 0x60)) 0x10
try "echo 0x10 >$e/reg/IRQ_RAISE"
expect r4 $((EDU + 0x24)) 0x10
prints 0x00000010 "cat $e/reg/IRQ_STATUS"
expect w4 $((EDU + 0x64)) 0x10
try "echo 0x10 >$e/reg/IRQ_ACK"
expect r4 $((EDU + 0x24)) 0
prints 0x00000000 "cat $e/reg/IRQ_STATUS"

# A register of eight bytes is one access too, and so are its halves.
expect w8 $((EDU + 0x80)) 0x0123456789abcdef
try "echo 0x0123456789abcdef >$e/reg/DMA/SRC"
expect r8 $((EDU + 0x80)) 0x0123456789abcdef
prints 0x0123456789abcdef "cat $e/reg/DMA/SRC"
expect r8 $((EDU + 0x80)) 0x0123456789abcdef
prints 0x1234567 "cat $e/field/DMA/SRC/HIGH"
expect r8 $((EDU + 0x80)) 0x0123456789abcdef
expect w8 $((EDU + 0x80)) 0xfedcba9889abcdef
try "echo 0xfedcba98 >$e/field/DMA/SRC/HIGH"
expect r8 $((EDU + 0x80)) 0xfedcba9889abcdef
prints 'DMA/SRC 0xfedcba9889abcdef HIGH [63:32] 0xfedcba98 LOW [31:0] 0x89abcdef' \
	"cat $e/decode/DMA/SRC"
expect w8 $((EDU + 0x80)) 0
try "echo 0 >$e/at/0x80.q"
expect r4 $((EDU + 0x80)) 0
prints 0x00000000 "cat $e/at/128.l"

# Some bits: read, merge, write, and nothing in between.
expect r4 $((EDU + 4)) 0xfffffff8
expect w4 $((EDU + 4)) 0xffffaaf8
try "echo 0xaa00:0xff00 >$e/reg/LIVENESS"
expect r4 $((EDU + 4)) 0x00005507
expect w4 $((EDU + 4)) 0xc0005507
try "echo 0xc0000000:0xf0000000 >$e/at/0x4.l"
expect r4 $((EDU + 0x20)) 0
expect w4 $((EDU + 0x20)) 0x80
try "echo on >$e/field/STATUS/IRQ"
expect r4 $((EDU + 0x20)) 0x80
prints 'STATUS 0x00000080 BUSY [0] 0x0 IRQ [7] 0x1 on' "cat $e/decode/STATUS"
expect r4 $((EDU + 0x20)) 0x80
expect w4 $((EDU + 0x20)) 0
try "echo 0 >$e/field/STATUS/IRQ"
# All bits through a mask still are a read and a write.
expect r4 $((EDU + 4)) 0x3fffaaf8
expect w4 $((EDU + 4)) 5
try "echo 5:0xffffffff >$e/reg/LIVENESS"

# A register that no device answers is one access of its width all the same.
expect r2 $((EDU + 6)) rejected
try "cat $e/reg/W1"

# Everything that can be read, once, by ascending offset; nothing else.
expect r4 $EDU 0x010000ed
expect r4 $((EDU + 4)) 0xfffffffa
expect r2 $((EDU + 4)) rejected
expect r2 $((EDU + 6)) rejected
expect r4 $((EDU + 8))
expect r4 $((EDU + 0x20)) 0
expect r4 $((EDU + 0x24)) 0
expect r8 $((EDU + 0x80)) 0
expect_run r8 $((EDU + 0x88)) 3 8
try "cat $e/dump >/tmp/dump"
prints '0x00 ID 0x010000ed 0x04 LIVENESS 0xfffffffa 0x80 DMA/SRC 0x0000000000000000' \
	"grep -e ' ID ' -e LIVENESS -e SRC /tmp/dump"
prints '0x00 0x04 0x04 0x06 0x08 0x20 0x24 0x80 0x88 0x90 0x98' "sed 's/ .*//' /tmp/dump"

# Whatever is wrong touches nothing.
fails 'Numerical result out of range' "put 0x100000000 $e/reg/LIVENESS"
fails 'Numerical result out of range' "put 0x10000000000000000 $e/reg/DMA/SRC"
fails 'Numerical result out of range' "put 0x100000000 $e/at/0x4.l"
fails 'Numerical result out of range' "put 1:0x100000000 $e/reg/LIVENESS"
fails 'Numerical result out of range' "put 2 $e/field/STATUS/IRQ"
fails 'Invalid argument' "put maybe $e/field/STATUS/IRQ"
fails 'Invalid argument' "put 1:1 $e/field/STATUS/IRQ"
fails 'Invalid argument' "put -1 $e/reg/LIVENESS"
fails 'Invalid argument' "put '' $e/reg/LIVENESS"
fails 'Invalid argument' "put '1 2' $e/reg/LIVENESS"
fails 'Invalid argument' "printf '1\\n2\\n' | dd of=$e/reg/LIVENESS"
fails 'Invalid argument' "put 0x1g $e/reg/LIVENESS"
fails 'Invalid argument' "put 1 $e/wait/STATUS"
fails 'Permission denied' "put 1 $e/reg/ID"
fails 'Permission denied' "put 1 $e/field/ID/MAGIC"
fails 'Permission denied' "put 1 $e/field/STATUS/BUSY"
fails 'Permission denied' "cat $e/reg/IRQ_RAISE"
fails 'Permission denied' "cat $e/decode/IRQ_RAISE"
fails 'Permission denied' "put '0:1 1s' $e/wait/IRQ_RAISE"
fails 'Permission denied' "put 1 $e/decode/STATUS"
fails 'Permission denied' "cat $e/wait/STATUS"
fails 'Permission denied' "put 1 $e/dump"
fails 'Permission denied' "put 1 $M/look/reg/STATUS"
fails 'Permission denied' "put 0 $M/look/field/ID/MAGIC"
fails 'Permission denied' "put 1 $M/look/at/0x20.l"
fails 'Permission denied' "grep -r nothing $e/reg"
fails 'No such file or directory' "cat $e/at/0x5.l"
fails 'No such file or directory' "cat $e/at/0x100000.l"
fails 'No such file or directory' "cat $e/reg/NOTHING"
fails 'No such file or directory' "cat $e/field/STATUS/NOTHING"
fails 'Operation not permitted' "rm -f $e/reg/STATUS"

# Nor does looking, or opening without a word.
try "ls -lR $M"
try "find $M -ls"
try "du -a $M"
try "stat $e/reg/* $e/field/STATUS/* $e/decode/* $e/wait/* $e/dump $e/at/0x4.l"
try "touch $e/reg/LIVENESS $e/field/STATUS/IRQ"
try "true >$e/reg/LIVENESS"
try "exec 3<$e/reg/ID 4>$e/reg/LIVENESS 5<>$e/reg/STATUS 6>$e/wait/STATUS 7<$e/dump"
unmount
