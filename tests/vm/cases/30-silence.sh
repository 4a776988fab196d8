# SPDX-License-Identifier: GPL-2.0-or-later
# What is no read or write of a data file touches no device: mounting, looking, walking, failing.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "parport0"; ports = "0x378+3"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+16k"; access = "rw"; },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; },
	{ name = "nic"; pci = "8086:100e bar0"; access = "wo"; },
	{ name = "nvme"; pci = "1b36:0010 bar0"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; },
	{ name = "rom"; memory = "0xc0000+64k"; },
	{ name = "quiet"; memory = "0xff008000+4k"; access = "none"; }
);
E

try "ls -lR $M"
try "find $M -ls"
try "du -a $M"
try "stat $M/*/*"
try "md5sum $M/*/info"
try "cat $M/*/info"
try "touch $M/edu/l $M/shm/q $M/parport0/b"
try "true >$M/edu/l"
try "truncate -s 0 $M/shm/cp"
try "truncate -s 12345 $M/memory/b"
try "[ -r $M/edu/l ]"
try "[ -w $M/edu/l ]"
try "exec 3<$M/edu/l 4>$M/nic/l 5<>$M/shm/q"
try "dd if=$M/edu/l bs=4 count=0"
try "sync"

# Programs that walk a tree and read what they find.
fails 'Permission denied' "grep -r nothing $M"
fails 'Permission denied' "cp -r $M /tmp/walked"

# The wrong direction, the wrong name, the wrong idea.
fails 'Permission denied' "cat $M/nic/l"
fails 'Permission denied' "dd if=/dev/zero of=$M/nvme/l bs=4 count=1"
fails 'Permission denied' "true 3<>$M/nvme/q"
fails 'No such file or directory' "cat $M/edu/x"
fails 'No such file or directory' "cat $M/nothing/l"
prints info "ls $M/quiet"
fails 'Operation not permitted' "rm -f $M/edu/l"
fails 'Operation not permitted' "mkdir $M/new"
fails 'Operation not permitted' "ln -s l $M/edu/s"
fails 'Operation not permitted' "chmod 777 $M/edu/l"
fails '' "echo new >$M/edu/new"
fails 'Invalid argument' "dd if=$M/edu/l bs=3 count=1"
fails 'Invalid argument' "printf 123 | dd of=$M/edu/l"
fails 'No space left on device' "printf 1234 | dd of=$M/edu/l bs=4 seek=262144 conv=notrunc"
prints 0 "dd if=$M/edu/l bs=4 skip=262144 count=1 2>/dev/null | wc -c"

unmount
