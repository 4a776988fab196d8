# SPDX-License-Identifier: GPL-2.0-or-later
# A parallel port through b, with everyday tools: each byte is one inb or outb, ascending.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = ( { name = "parport0"; ports = "0x378+3"; access = "rw"; } );
E
b=$M/parport0/b
data=$PARPORT status=$((PARPORT + 1)) control=$((PARPORT + 2))

prints 'at b bp fifo info w wp' "ls $M/parport0" # l does not fit into three ports

expect w1 $data 0x55
try "printf U >$b"

expect r1 $data 0x55
prints 55 "od -An -tx1 -N1 $b"

expect w1 $data 0x41
expect w1 $status 0x0a
try "echo A >$b"

expect w1 $control 0x0c
try "printf '\\014' | dd of=$b bs=1 seek=2"

expect r1 $control
try "dd if=$b bs=1 skip=2 count=1"

expect r1 $data 0x41
expect r1 $status
try "head -c 2 $b"

expect_run r1 $PARPORT 3 1
try "cat $b >/dev/null"

expect_run r1 $PARPORT 3 1
try "xxd $b"

expect_run r1 $PARPORT 3 1
try "hexdump -C $b"

expect_run r1 $PARPORT 2 1
try "hexdump -n2 -e '1/1 \"%02x\"' $b"

expect_run r1 $PARPORT 3 1
try "cp $b /tmp/copy"

# busybox copies with sendfile, if it is let.
expect_run r1 $PARPORT 3 1
try "busybox cat $b >/tmp/copy"

expect_run r1 $PARPORT 3 1
try "busybox cp $b /tmp/copy"

# All three at once; what goes beyond the end is refused.
expect w1 $data 0x61
expect w1 $status 0x62
expect w1 $control 0x63
fails 'No space left on device' "printf abcd | dd of=$b bs=4"

expect w1 $data 0x5a
try "exec 3<>$b; printf Z >&3"

unmount
