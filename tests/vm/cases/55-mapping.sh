# SPDX-License-Identifier: GPL-2.0-or-later
# Write-combining: where it is to be had, a store fence before each reply; where not, a reason.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; map = "wc"; },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; map = "wc"; },
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; map = "wc"; },
	{ name = "page"; memory = "0xff000000+4k"; access = "rw"; map = "uc"; }
);
E
holds "grep -q 'region \"edu\".*prefetchable' /tmp/err"
holds "grep -q 'region \"uart\".*prefetchable' /tmp/err"
s=$M/shm
prints 'wc uc' "key shm mapping; key page mapping"
prints 'at b cp fifo info l q w' "ls $s"

# A BAR of which nobody says that writes to it may be combined.
for name in edu uart; do
	prints info "ls $M/$name"
	try "key $name state | grep -q '^unusable: .*prefetchable'"
	try "key $name remedy | grep -q uc"
done

expect w1 $((SHM + 3))
expect_fence
try "printf x | dd of=$s/b bs=1 seek=3 conv=notrunc"
expect_run w2 $SHM 4 2
expect_fence
try "printf ABCDEFGH >$s/w"
expect_run w4 $SHM 2 4
expect_fence
try "printf 12345678 >$s/l"
expect_run w8 $SHM 2 8
expect_fence
try "printf 12345678abcdefgh >$s/q"
expect w1 $((SHM + 1))
expect w2 $((SHM + 2))
expect w4 $((SHM + 4))
expect w8 $((SHM + 8))
expect w1 $((SHM + 16))
expect_fence
try "printf ABCDEFGHIJKLMNOP | dd of=$s/cp bs=16 seek=1 oflag=seek_bytes conv=notrunc"
expect_run w4 $((SHM + 4)) 2 0
expect_fence
try "printf abcdEFGH >$s/fifo/4.l"

# A fence for each request, after its last store.
for i in 0 1 2; do
	expect_run w8 $((SHM + i * 4096)) 512 8
	expect_fence
done
try "dd if=/vm/contents/disk of=$s/q bs=4k count=3 conv=notrunc"
# None where nothing was stored, or where nothing is combined.
expect_run r8 $SHM 1536 8
expect_no_fence
prints '' "dd if=$s/q bs=12k count=1 | cmp -n 12288 - /vm/contents/disk"
expect_no_fence
expect r4 $SHM
try "dd if=$s/l bs=4 count=1"
expect_no_fence
fails 'Invalid argument' "dd if=/dev/zero of=$s/l bs=2 count=1 conv=notrunc"
expect_no_fence
expect w4 $TESTMEM
try "printf 1234 >$M/page/l"
unmount

mount_config <<'E'
regions = ( { name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; } );
E
expect_no_fence
expect w8 $SHM
try "printf 12345678 >$s/q"
unmount

# A function whose directory lacks resource2_wc, as on a processor that cannot combine writes.
device=/sys/devices/pci0000:00/0000:00:05.0
mkdir -p /tmp/device /tmp/original
for file in "$device"/*; do
	[ ! -f $file ] || : >/tmp/device/${file##*/}
done
rm /tmp/device/resource2_wc
mount --bind $device /tmp/original
mount --bind /tmp/device $device
for file in /tmp/device/*; do
	mount --bind /tmp/original/${file##*/} $device/${file##*/}
done
mount_config <<'E'
regions = ( { name = "fallback"; pci = "1af4:1110 bar2"; access = "rw"; map = "wc"; } );
E
holds "grep -q 'region \"fallback\".*write-combining.*\"uc\" is used instead' /tmp/err"
prints uc "key fallback mapping"
expect_no_fence
expect w8 $SHM
try "printf 12345678 >$M/fallback/q"
unmount
umount $device/* $device /tmp/original

wrong() # MESSAGE REGION
{
	echo "regions = ( { name = \"x\"; $2 } );" >/tmp/wrong
	fails "/tmp/wrong:1: $1" "devmemfs --check /tmp/wrong"
}
wrong 'region "x": ' 'memory = "0xff000000+4k"; map = "wc";'
wrong 'region "x": ' 'ports = "0xe0+4"; map = "wc";'
wrong 'region "x": ' 'pci = "1234:11e8 config"; map = "wc";'
for mode in wt np cache; do
	wrong 'region "x": ' "pci = \"1af4:1110 bar2\"; map = \"$mode\";"
	holds "grep -q 'user space cannot' /tmp/err"
done
