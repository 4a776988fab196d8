# SPDX-License-Identifier: GPL-2.0-or-later
# What the stream of accesses tells is what the bus saw: order, width, address and value, of several
# programs at several devices; and the stream itself causes none.
# shellcheck shell=sh disable=SC1091,SC2016,SC2086
. /vm/case.sh || exit

names='registers = ( { name = "LIVENESS"; offset = "4"; }, { name = "STATUS"; offset = "0x20"; } );'
mount_config <<E
regions = (
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; $names },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; },
	{ name = "shm"; pci = "0000:00:05.0 bar2"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; }
);
E

read_all() { dd if=$M/edu/fifo/0.l bs=4 count=50; cat $M/edu/reg/STATUS; }
write_all()
{
	busybox echo 0x1234 >$M/edu/reg/LIVENESS
	busybox echo '0x80:0x80' >$M/edu/reg/STATUS
	dd if=/vm/contents/bytes of=$M/memory/cp bs=77 count=3 conv=notrunc
	dd if=/vm/contents/bytes of=$M/shm/w bs=512 count=1 conv=notrunc
}
string() { printf abcdefgh >$M/t/fifo/1.b; dd if=$M/t/w bs=2 count=1; }

step 'three programs work while somebody reads the stream'
cat $M/.devmemfs/trace >/tmp/trace &
reader=$!
wait_for 'grep -q VERSION /tmp/trace'
read_all >/tmp/out.1 2>&1 &
write_all >/tmp/out.2 2>&1 &
string >/tmp/out.3 2>&1 &
for job in $(jobs -p); do
	[ $job = $reader ] || wait $job || bad "a program failed: $(cat /tmp/out.?)"
done
# The last one, and the stream has all before it.
dd if=$M/memory/l bs=4 skip=9 count=1 >/tmp/out 2>&1
wait_for 'grep -q "^R 4 [0-9.]* [0-9]* 0xff000024 " /tmp/trace'
kill $reader
sed -n 's/^\([RW]\) \([1248]\) [0-9.]* [0-9]* \(0x[0-9a-f]*\) \(0x[0-9a-f]*\) 0x0 [0-9]*$/want \1\2 \3 \4/p' /tmp/trace |
	busybox sed 's/^want R/want r/; s/^want W/want w/' >>"$REPORT"
holds "[ $(grep -c '^[RW] ' /tmp/trace) -gt 350 ]"
holds "! grep -q lost /tmp/trace"

# Nobody reads: nothing is kept, nothing comes later.
expect r4 $EDU 0x010000ed
try "dd if=$M/edu/l bs=4 count=1"
step 'somebody reads from now on'
timeout 1 cat $M/.devmemfs/trace >/tmp/trace
holds "! grep -q '^[RW] ' /tmp/trace"
unmount
