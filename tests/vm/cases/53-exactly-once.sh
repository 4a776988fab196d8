# SPDX-License-Identifier: GPL-2.0-or-later
# Devices that notice every read, read a thousand times by four programs at once: each unit is in
# one reader's hands, none was lost, doubled or read ahead.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

unbind serial 0000:00:07.0
vmtool w1:0x3f6=2 # the disk raises no interrupts

mount_config <<'E'
regions = (
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; widths = "b"; },
	{ name = "nic"; pci = "8086:100e bar0"; access = "rw"; widths = "l"; },
	{ name = "fw"; ports = "0x510+2"; access = "rw"; },
	{ name = "ide"; ports = "0x1f0+8"; access = "rw"; },
	{ name = "ide-control"; ports = "0x3f6+1"; }
);
E
bytes=/vm/contents/bytes

prepare() # ACCESS...
{
	expect_anything
	try "vmtool $*"
}

# What the readers got, all together and in any order, are the units of FILE.
got() # WIDTH FILE
{
	cat /tmp/got.? | od -An -v -tx$1 -w$1 | sort >/tmp/units
	od -An -v -tx$1 -w$1 "$2" | sort | cmp - /tmp/units || bad "the readers got something else"
	rm -f /tmp/got.?
}

# How often a reader got this value.
count() # WIDTH VALUE: the lines of od that are it
{
	cat /tmp/got.? | od -An -v -tx$1 -w$1 | grep -c "$2"
}

# The serial port, its FIFO on and its output looped back: 63 times it is filled and emptied.
prepare w1:$((UART + 2))=0x07 w1:$((UART + 4))=0x10
head -c 1008 /vm/contents/disk >/tmp/filled
od -An -v -tu1 -w16 /tmp/filled | while read -r sixteen; do
	due data w1 $UART 0 $sixteen
	due data r1 $UART 0 $sixteen
done
try "crowd 4 63 4 1 $M/uart/fifo/0.b /tmp/got '$M/uart/fifo/0.b@0<16:/tmp/filled'"
got 1 /tmp/filled

# The interrupt identification register: enabling the interrupt for an empty transmitter raises it,
# and the first to read the cause clears it.
for _ in $(seq 250); do
	expect w1 $((UART + 1)) 0
	expect w1 $((UART + 1)) 2
	expect r1 $((UART + 2)) 0xc2
	expect_run r1 $((UART + 2)) 3 0 0xc1
done
try "crowd 4 250 1 1 $M/uart/fifo/2.b /tmp/got $M/uart/b@1=00 $M/uart/b@1=02"
holds "[ $(count 1 c2) -eq 250 ]"
holds "[ $(count 1 c1) -eq 750 ]"

# e1000's interrupt causes: 0xc8 sets them, reading 0xc0 clears them.
prepare w1:$((UART + 1))=0 r4:$((E1000 + 0xc0))
for _ in $(seq 250); do
	expect w4 $((E1000 + 0xc8)) 0x14
	expect r4 $((E1000 + 0xc0)) 0x14
	expect_run r4 $((E1000 + 0xc0)) 3 0 0
done
try "crowd 4 250 1 4 $M/nic/fifo/0xc0.l /tmp/got $M/nic/l@0xc8=14000000"
holds "[ $(count 4 00000014) -eq 250 ]"
holds "[ $(count 4 00000000) -eq 750 ]"

# A file of fw_cfg, found in its directory, item 0x19: a count, then size (big-endian), selector
# and name of each.
expect w2 $FWCFG 0x19
expect_run r1 $((FWCFG + 1)) 4096 0
try "printf '\\031\\0' >$M/fw/w; dd if=$M/fw/fifo/1.b bs=4096 count=1 of=/tmp/directory"
selector=$(hexdump -v -s 4 -e '8/1 "%02x" " " 56/1 "%_p" "\n"' /tmp/directory |
	sed -n 's/^000003e8\(....\).... opt\/devmemfs\/bytes\..*/\1/p')
[ -n "$selector" ] || { bad "fw_cfg's directory does not hold the file"; exit; }
swapped=${selector#??}${selector%??}
expect w2 $FWCFG 0x$selector
expect_data r1 $((FWCFG + 1)) 0 $bytes
try "crowd 4 1 250 1 $M/fw/fifo/1.b /tmp/got $M/fw/w@0=$swapped"
got 1 $bytes

# Four sectors of the disk, each 256 words at one port; also as a string.
head -c 2048 /vm/contents/disk >/tmp/sectors
for i in 0 1 2 3; do
	printf '%b' "\\01\\0$i\\0\\0\\0340\\040"
done >/tmp/commands
for view in w ws; do
	od -An -v -tu2 -w512 /tmp/sectors | (
		i=0
		while read -r sector; do
			due data w1 $((IDE + 2)) 1 1 $i 0 0 0xe0 0x20
			due data r2 $IDE 0 $sector
			i=$((i + 1))
		done
	)
	[ $view = w ] || expect_string ins
	try "crowd 4 4 64 2 $M/ide/fifo/0.$view /tmp/got '$M/ide/b@2<6:/tmp/commands' \
		'$M/ide-control/b@0&0x88=08'"
	got 2 /tmp/sectors
done

unmount
