# SPDX-License-Identifier: GPL-2.0-or-later
# silly's window and skull's ROM: the legacy addresses of a graphics card.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "window"; memory = "0xa0000-0xbffff"; access = "rw"; },
	{ name = "rom"; memory = "0xc0000+2k"; }
);
E
text=0x18000 # the text screen's offset in the window, at 0xb8000

expect w1 $((VGA + text)) 0x41
expect w1 $((VGA + text + 1)) 0x07
try "printf 'A\\007' | dd of=$M/window/b bs=2 seek=$((text / 2)) conv=notrunc"
expect r1 $((VGA + text)) 0x41
prints A "dd if=$M/window/b bs=1 skip=$((text)) count=1"
expect r2 $((VGA + text)) 0x0741
prints 0741 "dd if=$M/window/w bs=2 skip=$((text / 2)) count=1 | od -An -v -tx2"
expect w4 $((VGA + text)) 0x07420741
try "printf 'A\\007B\\007' | dd of=$M/window/l bs=4 seek=$((text / 4)) conv=notrunc"
expect r4 $((VGA + text)) 0x07420741
try "dd if=$M/window/l bs=4 skip=$((text / 4)) count=1"
expect_run r4 $VGA 1024 4
try "dd if=$M/window/l bs=4096 count=1"
expect r1 $((VGA + 0x1ffff))
try "dd if=$M/window/b bs=1 skip=131071 count=1"

expect r1 $ROM 0x55
expect r1 $((ROM + 1)) 0xaa
prints '55 aa' "od -An -v -tx1 -N2 $M/rom/b"
expect r2 $ROM
prints aa55 "od -An -v -tx2 -N2 $M/rom/w"
expect_run r4 $ROM 512 4
try "cat $M/rom/l"
fails 'Permission denied' "printf 1234 >$M/rom/l"
fails 'Permission denied' "printf 1 | dd of=$M/rom/b bs=1 conv=notrunc"

unmount
