# SPDX-License-Identifier: GPL-2.0-or-later
# Memory behind a prefetchable BAR: all widths, and block copies in the widest aligned units.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = ( { name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; } );
E
s=$M/shm

prints 'at b cp fifo info l q w' "ls $s"

expect w8 $SHM 0x3837363534333231
expect w8 $((SHM + 8)) 0x6867666564636261
try "printf 12345678abcdefgh >$s/q"
expect_run r4 $SHM 4 4
prints 12345678abcdefgh "dd if=$s/l bs=16 count=1"
expect_run r2 $SHM 8 2
prints 12345678abcdefgh "dd if=$s/w bs=16 count=1"
expect_run r1 $SHM 16 1
prints 12345678abcdefgh "dd if=$s/b bs=16 count=1"

# cp: from the odd start up to alignment, then the widest that fits, then down again.
expect r1 $((SHM + 3))
expect r4 $((SHM + 4))
expect r4 $((SHM + 8))
expect r1 $((SHM + 12))
prints 45678abcde "dd if=$s/cp bs=10 skip=3 iflag=skip_bytes count=1"
expect w1 $((SHM + 1))
expect w2 $((SHM + 2))
expect w4 $((SHM + 4))
expect w8 $((SHM + 8))
expect w2 $((SHM + 16))
expect w1 $((SHM + 18))
try "printf ABCDEFGHIJKLMNOPQR | dd of=$s/cp bs=18 seek=1 oflag=seek_bytes conv=notrunc"
expect_run r1 $SHM 19 1
prints 1ABCDEFGHIJKLMNOPQR "dd if=$s/b bs=19 count=1"

# Whole copies in and out, in cp's and cat's own requests.
dd if=/dev/urandom of=/tmp/block bs=64k count=1 2>/dev/null
expect_run w8 $SHM 8192 8
try "cp /tmp/block $s/cp"
expect_run r8 $SHM 8192 8
try "dd if=$s/cp bs=64k count=1 of=/tmp/back"
prints "$(md5sum </tmp/block)" "md5sum </tmp/back"
expect_run r8 $SHM 131072 8
try "cat $s/cp >/tmp/back"
prints 1048576 "stat -c %s /tmp/back"
expect_run r8 $((SHM + 0x80000)) 65536 8
try "dd if=$s/q bs=1M skip=512k iflag=skip_bytes of=/tmp/back"

unmount
