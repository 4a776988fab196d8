# SPDX-License-Identifier: GPL-2.0-or-later
# What may not be touched is not: its info says why, and the other regions work.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "good"; ports = "0xe0+4"; access = "rw"; },
	{ name = "claimed"; ports = "0x60+1"; access = "rw"; },
	{ name = "lookonly"; ports = "0x64+1"; },
	{ name = "ram"; memory = "0x1000000+4k"; },
	{ name = "low"; memory = "0x9f000+4k"; },
	{ name = "zero"; memory = "0+4k"; },
	{ name = "hpet"; memory = "0xfed00000+1k"; access = "rw"; },
	{ name = "driven"; pci = "0000:00:09.0 bar4"; access = "rw"; },
	{ name = "driven-too"; pci = "0000:00:09.0 bar4"; },
	{ name = "gone"; pci = "dead:beef bar0"; },
	{ name = "nobar"; pci = "1234:11e8 bar3"; },
	{ name = "also"; memory = "0xff000000+4k"; access = "rw"; }
);
E

state() { sed -n 's/^state: //p' "$M/$1/info"; }

for name in claimed ram low zero hpet driven driven-too gone nobar; do
	prints info "ls $M/$name"
	try "state $name | grep -q '^unusable: .'"
	fails 'No such file or directory' "cat $M/$name/b"
done
try "grep -q '^claimed-by: .*keyboard' $M/claimed/info"
try "grep -q '^claimed-by: .*virtio' $M/driven/info"
try "grep -q '^remedy: .' $M/claimed/info"
try "grep -q '^remedy: .' $M/driven-too/info"
prints ok 'state good'
prints ok 'state lookonly'
prints 'at b bp fifo info' "ls $M/lookonly"

expect w4 0xe0 0x31323334
try "printf 4321 >$M/good/l"
expect r2 $((TESTMEM + 2))
try "dd if=$M/also/w bs=2 skip=1 count=1"
unmount

# Owned up to, with force.
mount_config <<'E'
regions = ( { name = "keyboard"; ports = "0x60+1"; access = "rw"; force = true; } );
E
prints ok 'state keyboard'
unmount

# A configuration that others can write is refused, and so is one with mistakes: nothing is mounted.
refused() # MESSAGE CONFIGURATION MODE
{
	echo "$2" >/tmp/refused
	chmod "$3" /tmp/refused
	fails "$1" "devmemfs -c /tmp/refused $M"
	holds "! grep -q ' $M fuse' /proc/mounts"
}
refused '' 'regions = ( { name = "a"; ports = "0xe0+4"; } );' 666
refused '/tmp/refused:1: ' 'regions = ( { name = "a"; ports = "0xe0+0"; } );' 600
refused '/tmp/refused:1: ' 'regions = ( { name = "a"; memory = 0xff000000; } );' 600
