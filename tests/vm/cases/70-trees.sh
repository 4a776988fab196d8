# SPDX-License-Identifier: GPL-2.0-or-later
# The machine's own maps as trees: all that the kernel says and no more, without a look at a device.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

also_compare kernel 0xcf8 0xcff configuration
also_compare kernel $ECAM $((ECAM + 0xfffffff)) configuration in memory
E1000PORTS=$(base 06.0 1)

expect_walk 0000:00:04.0
expect_walk 0000:00:05.0
mount_config <<'E'
regions = ( { name = "edu"; pci = "1234:11e8@2 bar0"; } );
browse = (
	{ tree = "iomem"; access = "ro"; only = [ "0000:00:0[45].0", "Video ROM" ]; },
	{ tree = "ioports"; access = "ro"; only = [ "0000:00:06.?" ]; },
	{ tree = "pci"; access = "rw"; only = [ "0000:00:04.0", "1af4:1110" ]; }
);
E

# The directories, and each one's range and label, from the kernel's text: an entry a line.
from_map() # iomem|ioports
{
	busybox awk '
	function number(text) { sub(/^0+/, "", text); return "0x" (text == "" ? "0" : text) }
	{
		match($0, /^ */)
		depth = RLENGTH / 2
		at = index($0, " : ")
		range = substr($0, RLENGTH + 1, at - RLENGTH - 1)
		label = substr($0, at + 3)
		split(range, ends, "-")
		name = label
		gsub(/[\/ ]/, "_", name)
		path[depth] = path[depth - 1] "/" range ":" name
		print path[depth], number(ends[1]) "-" number(ends[2]), label
	}' "/proc/$1" | LC_ALL=C sort
}

# The same from the tree.
from_tree() # iomem|ioports
{
	# shellcheck disable=SC2016
	(cd "$M/$1" && find . -mindepth 2 -name info -exec busybox awk '
	{ value = substr($0, index($0, ": ") + 2) }
	/^device: / { label = value }
	/^range: / {
		path = FILENAME
		gsub(/^\.|\/info$/, "", path)
		print path, value, label
	}' {} +) | LC_ALL=C sort
}

for tree in iomem ioports; do
	from_map $tree >/tmp/due
	holds "[ $(wc -l </tmp/due) -gt 20 ]"
	try "from_tree $tree >/tmp/got; busybox diff /tmp/due /tmp/got >&2"
done

# Who may be opened: what is like a pattern.
directories() # of data files
{
	(cd $M && find . -name b) | sed 's|^./||; s|/b$||; s|.*/\([^/]*:\)|\1|' | LC_ALL=C sort
}
prints "$(LC_ALL=C sort <<E
000c0000-$(sed -n 's/^ *000c0000-\(.*\) : Video ROM$/\1/p' /proc/iomem):Video_ROM
edu
$(sed -n 's/^ *\(.*\) : \(0000:00:04.0\)$/\1:\2/p; s/^ *\(.*\) : \(0000:00:05.0\)$/\1:\2/p' /proc/iomem)
$(sed -n 's/^ *\(.*\) : \(0000:00:06.0\)$/\1:\2/p' /proc/ioports)
0000:00:04.0/bar0
0000:00:04.0/config
0000:00:05.0/bar0
0000:00:05.0/bar2
0000:00:05.0/config
E
)" directories

# Owners, as the kernel names them.
at() # TREE LABEL: the directory of an entry
{
	find "$M/$1" -name "*:$2" -prune | head -n 1
}
owner() { sed -n 's/^claimed-by: //p' "$1/info"; }
prints 'PCI Bus 0000:00 > 0000:00:09.0 > virtio-pci-modern' \
	"owner '$(at iomem 0000:00:09.0)'"
prints 'PCI Bus 0000:00 > 0000:00:09.0 > virtio-pci-modern' "owner $M/pci/0000:00:09.0/bar4"
prints 'PCI Bus 0000:00 > keyboard' "owner '$(at ioports keyboard)'"
prints '' "owner '$(at iomem 0000:00:04.0)'; owner $M/pci/0000:00:04.0/bar0; owner $M/edu"

# The functions, as sysfs and the list of names have them.
prints "$(ls /sys/bus/pci/devices)" "ls $M/pci"
from_sysfs() # FUNCTION
{
	cd "/sys/bus/pci/devices/$1" || return
	echo "name: $1"
	busybox sed 's/^0x\(....\).*/class: \1/' class
	busybox sed 's/^0x/vendor: /' vendor
	busybox sed 's/^0x/device: /' device
	[ ! -e driver ] || busybox readlink driver | busybox sed 's|.*/|driver: |'
	busybox awk 'NR <= 7 && $2 !~ /^0x0*$/ {
		sub(/0x0+/, "0x", $1)
		sub(/0x0+/, "0x", $2)
		print (NR == 7 ? "rom" : "bar" NR - 1) ": " $1 "-" $2
	}' resource
}
from_info() # FUNCTION
{
	busybox sed -n 's/^\(name\|class\|vendor\|device\|driver\|bar.\|rom\): \([^ ]*\).*/\1: \2/p' \
		"$M/pci/$1/info"
}
directories_due() # TEXT: as from_sysfs prints it
{
	echo "$1" | busybox sed -n 's/^\(bar.\|rom\): .*/\1/p'
	echo config
	echo info
}
step 'each function'
for function in /sys/bus/pci/devices/*; do
	function=${function##*/}
	due=$(from_sysfs $function) got=$(from_info $function)
	[ "$got" = "$due" ] || bad "$function: $got, not $due"
	due=$(directories_due "$due" | busybox sort) got=$(busybox ls $M/pci/$function)
	[ "$got" = "$due" ] || bad "$function has $got, not $due"
done
prints '0200 Ethernet controller 8086 Intel Corporation 100e 82540EM Gigabit Ethernet Controller
	1af4:1100 Red Hat, Inc. QEMU Virtual Machine' \
	"for key in class vendor device subsystem; do key pci/0000:00:06.0 \$key; done"

# Whoever looks, walks or lists touches nothing; nor does the kernel ask a function anything.
try "ls -lR $M"
try "find $M -ls"
try "du -a $M"
try "find $M -name info -exec cat {} +"
fails 'Permission denied' "grep -r nothing $M"
try "devmemfs --list /tmp/conf >/tmp/list"
try "devmemfs --list=json /tmp/conf >/tmp/json"
try "devmemfs --map /tmp/conf >/tmp/map.txt"
try "devmemfs --map=svg /tmp/conf >/tmp/map.svg"
try "cmp /tmp/map.txt $M/map.txt; cmp /tmp/map.svg $M/map.svg"
prints "$( (cd $M && find . -name info) | sed 's|^./||; s|/info$||' |
	grep -v -e '^iomem$' -e '^ioports$' -e '^pci$' -e '^pci/[^/]*$' | LC_ALL=C sort)" \
	"sed -n 's/^ *\"name\": *\"\(.*\)\",\$/\1/p' /tmp/json | LC_ALL=C sort"

# Each entry is in the pictures too, with its range and its label, and what is configured.
cat /proc/iomem /proc/ioports | sed 's/^ *//; s/ : .*//' | LC_ALL=C sort -u >/tmp/ranges
cat /proc/iomem /proc/ioports | sed 's/.* : //' | LC_ALL=C sort -u >/tmp/labels
for map in /tmp/map.txt /tmp/map.svg; do
	prints '' "grep -oF -f /tmp/ranges $map | LC_ALL=C sort -u | busybox diff /tmp/ranges -"
	while read -r label; do
		busybox grep -qF "$label" $map || bad "$map lacks $label"
	done </tmp/labels
	holds "grep -qw edu $map"
done

# What is read or written is accessed, exactly. Opening asks a function in its configuration space
# whether it decodes addresses.
opening() # DEVICE
{
	expect w4 0xcf8 $((0x80000004 + ($1 << 11)))
	expect r2 0xcfc
}
opening 4
expect r4 $EDU 0x010000ed
prints 010000ed "od -An -v -tx4 -N4 \"$(at iomem 0000:00:04.0)/l\""
expect r2 $((ROM + 2))
try "dd if=\"$(at iomem Video_ROM)/w\" bs=2 skip=1 count=1"
opening 6
expect r4 $((E1000PORTS + 4))
try "dd if=\"$(at ioports 0000:00:06.0)/l\" bs=4 skip=1 count=1"
opening 4
expect w4 $((EDU + 4)) 0x44434241
try "printf ABCD | dd of=$M/pci/0000:00:04.0/bar0/l bs=4 seek=1 conv=notrunc"
opening 4
expect r4 $((EDU + 4)) 0xbbbcbdbe
prints bbbcbdbe "od -An -v -tx4 -j4 -N4 $M/pci/0000:00:04.0/bar0/l"
expect w4 0xcf8 0x80002000
expect r2 0xcfc 0x1234
prints 1234 "od -An -v -tx2 -N2 $M/pci/0000:00:04.0/config/w"
opening 5
expect w8 $SHM 0x3837363534333231
try "printf 12345678 >$M/pci/0000:00:05.0/bar2/q"
fails 'Permission denied' "true >\"$(at iomem 0000:00:04.0)/l\""
fails 'Permission denied' "true >\"$(at ioports 0000:00:06.0)/b\""
fails 'No such file or directory' "cat $M/pci/0000:00:06.0/bar0/l"
fails 'No such file or directory' "cat \"$(at iomem 0000:00:0a.0)/l\""
unmount

# Without a configuration the trees are there, and nothing can be opened.
step 'no configuration'
devmemfs $M || bad 'no configuration: status $?'
prints 'iomem ioports map.svg map.txt pci' "ls $M"
prints '' "find $M -type f ! -name info ! -name 'map.*' ! -path '*/.devmemfs/*'"
prints 'info' "ls \"$(at iomem 0000:00:04.0)\""
unmount
