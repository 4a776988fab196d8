# SPDX-License-Identifier: GPL-2.0-or-later
# Ports that store in any width: what is written in one width is read in the others.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = ( { name = "t"; ports = "0xe0-0xe3"; access = "rw"; } );
E
t=$M/t

prints 'at b bp fifo info l lp w wp' "ls $t"
fails 'No such file or directory' "cat $t/q"
fails 'No such file or directory' "cat $t/cp"

expect w4 0xe0 0x44434241
try "printf ABCD >$t/l"

expect r4 0xe0 0x44434241
prints 44434241 "od -An -v -tx4 $t/l"

expect r2 0xe0 0x4241
expect r2 0xe2 0x4443
prints '4241 4443' "od -An -v -tx2 $t/w"

expect_run r1 0xe0 4 1
prints ABCD "cat $t/b"

expect w2 0xe2 0x5a59
try "printf YZ | dd of=$t/w bs=2 seek=1 conv=notrunc"

expect w1 0xe1 0x2d
try "printf - | dd of=$t/b bs=1 seek=1 conv=notrunc"

expect r4 0xe0
prints A-YZ "cat $t/l"

# One request of several units, and one that ends inside a unit: the whole ones are served.
expect w2 0xe0 0x3231
expect w2 0xe2 0x3433
try "printf 1234 >$t/w"

expect r2 0xe0 0x3231
prints 12 "dd if=$t/w bs=3 count=1"

expect w2 0xe0 0x6261
fails 'Invalid argument' "printf abc | dd of=$t/w bs=3"

# Alignment, length, end.
fails 'Invalid argument' "dd if=$t/l bs=2 count=1"
fails 'Invalid argument' "dd if=$t/w bs=1 count=1"
fails 'Invalid argument' "dd if=$t/l bs=4 skip=1 iflag=skip_bytes count=1"
fails 'Invalid argument' "printf ab | dd of=$t/l conv=notrunc"
fails 'Invalid argument' "printf abcd | dd of=$t/l bs=4 seek=2 oflag=seek_bytes conv=notrunc"
fails 'No space left on device' "printf abcd | dd of=$t/l bs=4 seek=1 conv=notrunc"
prints '' "dd if=$t/l bs=4 skip=1 count=1"

unmount
