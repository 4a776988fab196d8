# SPDX-License-Identifier: GPL-2.0-or-later
# The ways to mount: mount(8), fstab, in the foreground, read-only; and the ways to end.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

conf=/tmp/ways.conf
cat >$conf <<'E'
regions = ( { name = "t"; ports = "0xe0+4"; access = "rw"; } );
E
mounted() { grep -q " $M fuse.devmemfs " /proc/mounts; }

works()
{
	holds mounted
	expect w4 0xe0 0x64636261
	try "printf abcd >$M/t/l"
	expect r1 0xe1 0x62
	prints b "dd if=$M/t/b bs=1 skip=1 count=1"
}

try "mount -t fuse.devmemfs $conf $M -o defaults,x-systemd.automount"
works
unmount

echo "$conf $M fuse.devmemfs defaults,noauto,x-systemd.requires=nothing 0 0" >/tmp/fstab
try "mount -T /tmp/fstab $M"
works
unmount

try "mount -t fuse.devmemfs $conf $M -o ro"
holds mounted
fails 'Read-only file system' "printf abcd >$M/t/l"
expect r4 0xe0 0x64636261
prints abcd "cat $M/t/l"
unmount

try "devmemfs $conf $M"
works
fails '' "devmemfs $conf $M" # not over itself
prints 1 "grep -c ' $M fuse' /proc/mounts"
try "fusermount3 -u $M"
daemon_ends

for signal in TERM INT; do
	step "devmemfs -f, ended by SIG$signal"
	# The shell lets what it puts into the background ignore SIGINT.
	env --default-signal=INT devmemfs -f $conf $M &
	wait_for mounted
	works
	try "kill -$signal $!"
	daemon_ends
	holds '! mounted'
done

mkdir -p /tmp/full/x
fails '' "devmemfs $conf /tmp/full"
fails '' "devmemfs /tmp/nothing.conf $M"
holds '! mounted'
