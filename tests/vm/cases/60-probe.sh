# SPDX-License-Identifier: GPL-2.0-or-later
# skull's probe of the legacy window: what is there, by reads alone or by a write test; whatever is
# claimed is left alone.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

# q35 says for each 16 KiB from 0xd0000 on what RAM answers there: 1 to reads, 3 to all.
BRIDGE=/sys/bus/pci/devices/0000:00:00.0/config
set_memory() # DIGIT DIGIT DIGIT DIGIT: for 0xd0000, 0xd4000, 0xd8000, 0xdc000
{
	printf '%b' "\\0$(printf %o 0x$2$1)\\0$(printf %o 0x$4$3)" |
		dd of=$BRIDGE bs=1 seek=147 conv=notrunc 2>/dev/null
}
fill() # ADDR <BYTES
{
	dd of=/dev/mem bs=4k seek=$(($1)) oflag=seek_bytes conv=notrunc 2>/dev/null
}
before=$(od -An -v -tx1 -j147 -N2 $BRIDGE | sed 's/ \(.\)\(.\)/\2 \1 /g')
set_memory 3 3 3 3
head -c 65536 /dev/zero | fill 0xd0000
# An expansion ROM that adds up to 0, one of two and a half KiB that does not, and one that is none.
last=$(od -An -tu1 -j2047 /vm/contents/rom) # it makes the sum 1
(
	head -c 2047 /vm/contents/rom
	printf '%b' "\\0$(printf %o $(((last + 255) % 256)))"
	printf '\125\252\005'
	head -c 2557 /vm/contents/disk
) | fill 0xd0000
head -c 2048 /vm/contents/disk | fill 0xd1800
head -c 2048 /vm/contents/disk | fill 0xd4000
set_memory 1 3 1 1

mount_config <<'E'
regions = (
	{ name = "window"; memory = "0xa0000-0xfffff"; },
	{ name = "d"; memory = "0xd0000+64k"; access = "rw"; },
	{ name = "across"; memory = "0xf0000+128k"; },
	{ name = "wide"; memory = "0xd0000+64k"; widths = "l"; },
	{ name = "blind"; memory = "0xe0000+4k"; access = "wo"; },
	{ name = "high"; memory = "0xff000000+4k"; access = "rw"; }
);
E
d=$M/d

prints 'at b cp fifo info l probe q w' "ls $M/window"
for name in across wide blind high; do
	fails 'No such file or directory' "cat $M/$name/probe"
done
prints '4096 4096' "stat -c '%s %o' $d/probe"
fails 'Permission denied' "echo write-test >$M/window/probe"
fails 'Permission denied' "grep -r nothing $d"
fails 'Invalid argument' "echo test | dd of=$d/probe"
fails 'Invalid argument' "echo write-test again | dd of=$d/probe"

# A step's bytes, each read twice, all over it.
looked_at() # START
{
	i=0
	while [ $i -lt 32 ]; do
		expect_run r1 $(($1 + 57 * i % 2048)) 2 0
		i=$((i + 1))
	done
}

# What reads alone tell of 0xd0000 to 0xdffff, but for the steps that are known to be RAM.
looked() # START_OF_RAM END_OF_RAM
{
	expect_run r1 $((0xd0000)) 3 1
	expect_run r1 $((0xd0000)) 2048 1
	expect_run r1 $((0xd0800)) 3 1
	expect_run r1 $((0xd0800)) 2560 1
	at=$((0xd1800))
	while [ $at -lt $((0xe0000)) ]; do
		if [ $at -lt $1 ] || [ $at -ge $2 ]; then
			expect r1 $at
			looked_at $at
		fi
		at=$((at + 2048))
	done
}
looked $((0xd4000)) $((0xd4000))
prints '0xd0000-0xd07ff: expansion ROM, 2048 bytes, checksum good
	0xd0800-0xd17ff: expansion ROM, 2560 bytes, checksum bad
	0xd1800-0xd1fff: ROM
	0xd2000-0xd3fff: empty
	0xd4000-0xd47ff: ROM
	0xd4800-0xdffff: empty
	# not tested by writing: RAM passes for ROM or empty' "cat $d/probe"

# The write test changes the first byte of each step and puts it back; before it looks whether that
# has worked it reads another one.
expect_anything
try "cat $d/cp >/tmp/before"
at=$((0xd0000))
while [ $at -lt $((0xe0000)) ]; do
	expect r1 $at
	for _ in 1 2; do
		expect w1 $at
		expect r1 $((at + 1))
		expect r1 $at
	done
	at=$((at + 2048))
done
try "echo write-test >$d/probe"
expect_anything
try "cmp $d/cp /tmp/before"
looked $((0xd4000)) $((0xd8000))
prints '0xd0000-0xd07ff: expansion ROM, 2048 bytes, checksum good
	0xd0800-0xd17ff: expansion ROM, 2560 bytes, checksum bad
	0xd1800-0xd1fff: ROM
	0xd2000-0xd3fff: empty
	0xd4000-0xd7fff: RAM
	0xd8000-0xdffff: empty' "cat $d/probe"

# The whole window: single bytes are read where nobody has claimed the step.
claims() # the ROMs that the kernel has found, rounded to steps
{
	sed -n 's/^ *\([0-9a-f]*\)-\([0-9a-f]*\) : .* ROM$/0x\1 0x\2/p' /proc/iomem |
		while read -r start end; do
			echo $((start / 2048 * 2048)) $((end / 2048 * 2048 + 2047))
		done
	echo $((0x100000)) $((0x100000))
}
at=$((0xa0000))
claims >/tmp/claims
while read -r start end; do
	[ $at -eq $start ] || expect_within r1 $at $((start - 1))
	at=$((end + 1))
done </tmp/claims
try "cat $M/window/probe >/tmp/probed"
holds 'grep -q "^0xc0000-0x[0-9a-f]*: claimed by .*Video ROM$" /tmp/probed'
holds 'grep -q "^0xf0000-0xfffff: claimed by .*System ROM$" /tmp/probed'
holds 'grep -q "^0xd0000-0xd07ff: expansion ROM, 2048 bytes, checksum good$" /tmp/probed'
# Each line goes on where the one before ended.
at=$((0xa0000))
sed -n 's/^\(0x[0-9a-f]*\)-\(0x[0-9a-f]*\): .*/\1 \2/p' /tmp/probed >/tmp/ranges
while read -r start end; do
	[ $((start)) -eq $at ] || bad "the report goes on at $start"
	at=$((end + 1))
done </tmp/ranges
holds "[ $at -eq $((0x100000)) ]"

unmount
set_memory $before
