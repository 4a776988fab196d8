# SPDX-License-Identifier: GPL-2.0-or-later
# Three programs at once, two devices, long requests: each request is served in one piece.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "memory"; memory = "0xff000000+32k"; access = "rw"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; }
);
E

# A request lasts much longer than the kernel lets one thread run.
read_memory() { for _ in 1 2 3; do dd if=$M/memory/b bs=32k count=1 of=/dev/null; done; }
write_shm() { dd if=/dev/zero of=$M/shm/w bs=64k count=3 conv=notrunc; }
read_shm() { dd if=$M/shm/b bs=32k skip=8 count=3 of=/dev/null; }
all() { read_memory & write_shm & read_shm & wait; }

expect_stream
for _ in 1 2 3; do
	expect_run r1 $TESTMEM 32768 1
done
expect_stream
for i in 0 1 2; do
	expect_run w2 $((SHM + i * 65536)) 32768 2 0
done
expect_stream
for i in 8 9 10; do
	expect_run r1 $((SHM + i * 32768)) 32768 1
done
try all

unmount
