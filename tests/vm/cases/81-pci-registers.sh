# SPDX-License-Identifier: GPL-2.0-or-later
# Configuration space by its standard names: the header, and the capabilities that a function has.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

also_compare kernel 0xcf8 0xcff configuration
also_compare kernel $ECAM $((ECAM + 0xfffffff)) configuration in memory
sys=/sys/bus/pci/devices pci=$M/pci
edu=0000:00:04.0 nic=0000:00:06.0 nvme=0000:00:08.0 virtio=0000:00:09.0 bridge=0000:00:0b.0
port=0000:00:0c.0
functions="$edu $nic $nvme $virtio $bridge $port"

# What fails says why on its standard error; dash's own echo does not.
put() { busybox echo "$1" >"$2"; }

# Mounting asks each function which capabilities it has, as lspci would; nothing else does.
for f in $bridge $port; do
	printf '0x%02x 0x%02x\n' "$(cat $sys/$f/secondary_bus_number)" \
		"$(cat $sys/$f/subordinate_bus_number)" >/tmp/$f.busses # it asks the function for them
done
for f in $functions; do
	cat $sys/$f/config >/tmp/$f
	capabilities /tmp/$f >/tmp/$f.walk
	expect_walk $f
done
mount_config <<E
regions = ( { name = "own"; pci = "$edu config"; registers = (
	{ name = "ID"; offset = "0"; }, { name = "LINE"; offset = "0x3c"; width = 8; } ); } );
browse = ( { tree = "pci"; access = "rw"; only = [ "$edu", "$nic", "$nvme", "$virtio", "$bridge",
	"$port" ]; } );
E
try "ls -lR $M"
try "find $M -ls"
try "du -a $M"
try "cat $pci/*/*/info"
fails 'Permission denied' "grep -r nothing $pci/$port/config"
prints 'ID LINE' "ls $M/own/reg"

# The capabilities are those of the walk, where they are. The network card has none.
holds "[ $(cat /tmp/*.walk | grep -c ^cap) -ge 15 ]"
holds "grep -q 'cap 256 ECAP_AER' /tmp/$port.walk"
holds "grep -q 'cap .* CAP_VNDR@4' /tmp/$virtio.walk"
for f in $functions; do
	prints "$(sed -n 's/^cap [0-9]* //p' /tmp/$f.walk | sort)" "ls $pci/$f/config/reg | grep CAP_ || :"
done

# Each register of a dump is what the kernel's own file holds there; a capability's first register is
# where the walk has found it.
compare_dump() # FUNCTION: with /tmp/dump
{
	{
		cat /tmp/$1.walk
		od -An -v -tu1 -w1 /tmp/$1
		cat /tmp/dump
	} | busybox awk '
	function hex(text,   value, i) {
		for (i = 3; i <= length(text); i++)
			value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
		return value
	}
	$1 == "cap" { place[$3] = $2 }
	NF == 1 { byte[n++] = $1 }
	$1 ~ /^0x/ {
		at = hex($1)
		width = (length($3) - 2) / 2
		for (i = 0; i < width; i++)
			if (hex("0x" substr($3, 1 + 2 * (width - i), 2)) != byte[at + i])
				print "differs:", $0
		if (at < last)
			print "out of order:", $0
		last = at
		if (split($2, part, "/") == 2 && part[2] ~ /^(ID|CAP_HEADER)$/) {
			if (place[part[1]] != at)
				print "misplaced:", $0
			delete place[part[1]]
		}
		lines++
	}
	END {
		for (name in place)
			print "missing:", name
		if (lines < 20)
			print "only", lines, "lines"
	}'
}

# First to see what it prints, then once more: exactly those accesses, of exactly those widths.
for f in $functions; do
	expect_anything
	try "cat $pci/$f/config/dump >/tmp/dump"
	wrong=$(compare_dump $f)
	[ -z "$wrong" ] || bad "$f: $wrong"
	while read -r offset _ value; do
		expect_config $f r$(((${#value} - 2) / 2)) $offset $value
	done </tmp/dump
	try "cmp /tmp/dump $pci/$f/config/dump"
done

# What the kernel has read of the header at boot, name for name.
same() # FUNCTION REGISTER WIDTH OFFSET VALUE
{
	expect_config $1 r$3 $4
	prints $5 "cat $pci/$1/config/reg/$2"
}
for f in $functions; do
	same $f VENDOR_ID 2 0 "$(cat $sys/$f/vendor)"
	same $f DEVICE_ID 2 2 "$(cat $sys/$f/device)"
	same $f REVISION 1 8 "$(cat $sys/$f/revision)"
	same $f CLASS_DEVICE 2 10 "$(sed 's/..$//' $sys/$f/class)"
	same $f CLASS_PROG 1 9 "0x$(sed 's/^0x....//' $sys/$f/class)"
done
same $nic SUBSYSTEM_VENDOR_ID 2 0x2c "$(cat $sys/$nic/subsystem_vendor)"
same $nic SUBSYSTEM_ID 2 0x2e "$(cat $sys/$nic/subsystem_device)"
same $nic BASE_ADDRESS_0 4 0x10 "$(printf '0x%08x' $E1000)"
same $nic BASE_ADDRESS_1 4 0x14 "$(printf '0x%08x' $(($(base 06.0 1) | 1)))"
for f in $bridge $port; do
	same $f SECONDARY_BUS 1 0x19 "$(sed 's/ .*//' /tmp/$f.busses)"
	same $f SUBORDINATE_BUS 1 0x1a "$(sed 's/.* //' /tmp/$f.busses)"
done
expect_config $nic r1 0x0e 0
prints 'NORMAL' "sed -n 's/^TYPE .* //p' $pci/$nic/config/decode/HEADER_TYPE"
expect_config $port r1 0x0e 1
prints 'BRIDGE' "sed -n 's/^TYPE .* //p' $pci/$port/config/decode/HEADER_TYPE"

# One write, a change of bits is a read and a write, and nothing of it is wider than the register.
c=$pci/$edu/config
command=$(($(od -An -v -tu2 -j4 -N2 /tmp/$edu)))
holds "[ $((command & 0x402)) -eq 2 ]"
expect_config $edu r2 4 $command
expect_config $edu w2 4 $((command | 0x400))
try "echo 0x400:0x400 >$c/reg/COMMAND"
expect_config $edu r2 4 $((command | 0x400))
expect_config $edu w2 4 $command
try "echo 0 >$c/field/COMMAND/INTX_DISABLE"
expect_config $edu w1 0x3c 0x5a
try "echo 0x5a >$c/reg/INTERRUPT_LINE"
expect_config $edu r1 0x3c 0x5a
prints 0x5a "cat $c/at/0x3c.b"
expect_config $edu r4 0x3c
try "cat $c/at/0x3c.l"
expect_config $edu r1 0x3c 0x5a
prints 0x5a "cat $M/own/reg/LINE"
fails 'Permission denied' "put 1 $c/reg/VENDOR_ID"
fails 'Permission denied' "put 1 $c/field/STATUS/CAP_LIST"
fails 'Numerical result out of range' "put 0x10000 $c/reg/COMMAND"
fails 'No such file or directory' "cat $c/reg/CAP_EXP/DEVCTL"
fails 'No such file or directory' "cat $c/at/0.q"
fails 'No such file or directory' "cat $c/at/0x100.l"

# The bit that makes the function answer does.
expect_config $edu r2 4 $command
expect_config $edu w2 4 $((command & ~2))
try "echo 0 >$c/field/COMMAND/MEMORY"
expect_config $edu r2 4 $((command & ~2))
fails 'Input/output error' "cat $pci/$edu/bar0/at/0.l"
expect_config $edu r2 4 $((command & ~2))
expect_config $edu w2 4 $command
try "echo 1 >$c/field/COMMAND/MEMORY"
expect_config $edu r2 4 $command
expect r4 $EDU 0x010000ed
prints 0x010000ed "cat $pci/$edu/bar0/at/0.l"
expect_config $edu r2 4 $command
try "echo 2:2 1s >$c/wait/COMMAND"

# Status bits that a one clears. The port has one that is set: it notes that a command is complete,
# and its neighbours are written without clearing it.
c=$pci/$port/config
E=$(sed -n 's/^cap \([0-9]*\) CAP_EXP$/\1/p' /tmp/$port.walk)
holds "[ $E -ge 64 ]"
expect_config $port r2 $((E + 0x18))
try "cat $c/reg/CAP_EXP/SLTCTL >/tmp/control"
expect_config $port w2 $((E + 0x18)) "$(cat /tmp/control)"
try "cat /tmp/control >$c/reg/CAP_EXP/SLTCTL"
expect_config $port r2 $((E + 0x1a))
try "cat $c/reg/CAP_EXP/SLTSTA >/tmp/status"
status=$(cat /tmp/status)
holds "[ $((status & 0x10)) -ne 0 ]"
expect_config $port r2 $((E + 0x1a)) $status
expect_config $port w2 $((E + 0x1a)) $((status & ~0x11f | 8))
try "echo 1 >$c/field/CAP_EXP/SLTSTA/PDC"
expect_config $port r2 $((E + 0x1a)) $((status & ~8))
prints 0x1 "cat $c/field/CAP_EXP/SLTSTA/CC"
expect_config $port r2 $((E + 0x1a)) $((status & ~8))
expect_config $port w2 $((E + 0x1a)) $((status & ~0x11f | 0x10))
try "echo 0x10:0x10 >$c/reg/CAP_EXP/SLTSTA"
expect_config $port r2 $((E + 0x1a)) $((status & ~0x18))
prints 0x0 "cat $c/field/CAP_EXP/SLTSTA/CC"
# In STATUS itself, where none is set, they get zeros too, and so does what cannot be written.
expect_config $port r2 6
expect_config $port w2 6 0x8000
try "echo 1 >$c/field/STATUS/DETECTED_PARITY"

# Beyond 255: in memory, one access in the register's width.
expect_config $port r4 0x100
try "cat $c/decode/ECAP_AER/CAP_HEADER"
expect_config $port r4 0x108
expect_config $port w4 0x108
try "echo 0:1 >$c/reg/ECAP_AER/UNCOR_MASK"

unmount
