# SPDX-License-Identifier: GPL-2.0-or-later
# Ports with a pause: after each access, and only there, one byte to port 0x80.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

vmtool w1:$((PARPORT + 2))=0x0c # its data lines are outputs

mount_config <<'E'
regions = (
	{ name = "parport0"; ports = "0x378+3"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "narrow"; ports = "0xe4+4"; access = "rw"; widths = "b"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; }
);
E
also_compare port $PAUSE $PAUSE pause
p=$M/parport0 t=$M/t

paused() # rW|wW ADDR [VALUE]
{
	expect "$@"
	expect w1 $PAUSE
}

prints 'at b bp fifo info w wp' "ls $p"
prints 'at b bp fifo info l lp w wp' "ls $t"
prints 'at b bp fifo info' "ls $M/narrow"
for name in bp wp lp fifo/0.bp; do
	fails 'No such file or directory' "cat $M/memory/$name"
done

paused w1 $PARPORT 0x55
try "printf U >$p/bp"
paused r1 $PARPORT 0x55
prints U "head -c 1 $p/bp"

# Without p there is none.
expect r1 $PARPORT 0x55
prints U "head -c 1 $p/b"

for i in 0 1 2; do
	paused r1 $((PARPORT + i))
done
try "cat $p/bp"

paused w4 $TESTPORT 0x44434241
try "printf ABCD >$t/lp"
paused r4 $TESTPORT 0x44434241
prints ABCD "cat $t/lp"
paused w2 $((TESTPORT + 2)) 0x5a59
try "printf YZ | dd of=$t/wp bs=2 seek=1 conv=notrunc"
paused r2 $TESTPORT 0x4241
paused r2 $((TESTPORT + 2)) 0x5a59
prints '4241 5a59' "od -An -v -tx2 $t/wp"
for i in 0 1 2 3; do
	paused w1 $((TESTPORT + i)) $((0x31 + i))
done
try "printf 1234 >$t/bp"

# A request that is refused has no pause either.
fails 'Invalid argument' "dd if=$t/lp bs=2 count=1"
fails 'Invalid argument' "dd if=$t/wp bs=2 skip=1 iflag=skip_bytes count=1"
fails 'No space left on device' "printf abcd | dd of=$t/lp bs=4 seek=1 conv=notrunc"
prints '' "dd if=$t/bp bs=1 skip=4 count=1"

# At one address.
for value in 0x61 0x62 0x63; do
	paused w1 $PARPORT $value
done
try "printf abc >$p/fifo/0.bp"
paused r1 $PARPORT 0x63
paused r1 $PARPORT 0x63
prints cc "head -c 2 $p/fifo/0.bp"
paused w4 $TESTPORT 0x34333231
paused w4 $TESTPORT 0x38373635
try "printf 12345678 >$t/fifo/0.lp"
paused r2 $((TESTPORT + 2)) 0x3837
prints 78 "head -c 2 $t/fifo/2.wp"
paused r2 $((TESTPORT + 2)) 0x3837
paused r2 $((TESTPORT + 2)) 0x3837
prints 7878 "dd if=$t/fifo/2.wp bs=5 count=1"

unmount

# The port of the pause may be a region like others.
mount_config <<'E'
regions = ( { name = "post"; ports = "0x80+1"; access = "rw"; force = true; } );
E
expect w1 $PAUSE 0x41
try "printf A >$M/post/b"
paused w1 $PAUSE 0x41
paused w1 $PAUSE 0x42
try "printf AB >$M/post/fifo/0.bp"
unmount
