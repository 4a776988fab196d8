# SPDX-License-Identifier: GPL-2.0-or-later
# A mapped file that became shorter: an access behind its end is an I/O error, not the daemon's end.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

head -c 16384 /vm/contents/disk >/tmp/board
mount_config <<'E'
regions = (
	{ name = "board"; file = "/tmp/board"; access = "rw"; },
	{ name = "swapped"; file = "/tmp/board@0+16k"; endian = "big"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; }
);
E
b=$M/board
prints '' "cmp $b/l /tmp/board"

step 'the file is cut'
truncate -s 4k /tmp/board
: >/tmp/log

log_says() # VIEW OFFSET
{
	wait_for "grep -q 'region \"board\", $1 at offset $2: Input/output error' /tmp/log"
}

# What comes before the end is served, and the error comes with the next call.
for view in b:1 w:2 l:4 q:8; do
	width=${view#*:} view=${view%:*}
	fails 'Input/output error' "dd if=$b/$view bs=$width skip=$((4096 / width)) count=1"
	prints 4096 "dd if=$b/$view bs=8k count=1 | wc -c"
	prints '' "head -c 4096 $b/$view | cmp - /tmp/board"
	fails 'Input/output error' "cat $b/$view >/tmp/got"
	prints '' "cmp /tmp/got /tmp/board"
done
log_says q 0x1000
fails 'Input/output error' "dd if=$b/cp bs=16 skip=511 count=1"
log_says cp 0x1ff0
prints 16 "dd if=$b/cp bs=32 skip=4080 iflag=skip_bytes count=1 | wc -c"
fails 'Input/output error' "head -c 4 $b/fifo/0x3000.l"
fails 'Input/output error' "dd if=$M/swapped/w bs=2 skip=2048 count=1"
prints 4096 "dd if=$M/swapped/w bs=16k count=1 | wc -c"

# Writing: the same, and the file is as long as it was.
fails 'Input/output error' "printf 1234 | dd of=$b/l bs=4 seek=1024 conv=notrunc"
fails 'Input/output error' \
	"printf 12345678 | dd of=$b/cp bs=8 seek=4092 oflag=seek_bytes conv=notrunc"
prints 1234 "tail -c 4 /tmp/board"
fails 'Input/output error' "printf abcd | dd of=$b/fifo/0x1004.w bs=4 conv=notrunc"
prints 4096 "stat -c %s /tmp/board"

# The others work on, and so does this one where there is something.
expect w4 $TESTPORT 0x34333231
try "printf 1234 >$M/t/l"
expect r4 $TESTMEM
try "dd if=$M/memory/l bs=4 count=1"
try "printf abcd | dd of=$b/l bs=4 seek=1023 conv=notrunc"
prints abcd "tail -c 4 /tmp/board"
prints ok "key board state"

# A file that grows again is there again.
step 'the file is as long as before'
truncate -s 16k /tmp/board
prints '00000000' "od -An -v -tx4 -j4096 -N4 $b/l"
prints '' "cmp $b/q /tmp/board"

unmount
