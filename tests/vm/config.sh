# shellcheck shell=sh disable=SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The words of a case that watches PCI configuration space.

# In a case that watches configuration space: an access to it. The first 256 bytes are reached by a pair
# of ports, the others in memory.
expect_config() # FUNCTION rW|wW OFFSET [VALUE]
{
	set -- "${1#*:}" "$2" $(($3)) ${4:+"$4"}
	slot=${1#*:}
	slot=$((0x${1%%:*} << 8 | 0x${slot%.*} << 3 | ${slot#*.}))
	if [ $3 -lt 256 ]; then
		expect w4 0xcf8 $((0x80000000 | slot << 8 | ($3 & 0xfc)))
		expect $2 $((0xcfc + ($3 & 3))) $4
	else
		expect $2 $((ECAM + (slot << 12) + $3)) $4
	fi
}

# What a copy of configuration space says of capabilities, walked as lspci does: each read that the
# walk takes, and each capability with the name that setpci has for it, or its number.
capabilities() # FILE: prints "read OFFSET WIDTH VALUE" and "cap OFFSET NAME"
{
	od -An -v -tu1 -w1 "$1" | busybox awk '
	function get(at, width,   value, i) {
		for (i = width - 1; i >= 0; i--)
			value = value * 256 + byte[at + i]
		print "read", at, width, value
		return value
	}
	function found(at, name) {
		seen[name]++
		print "cap", at, name (seen[name] > 1 ? "@" seen[name] : "")
	}
	BEGIN {
		split("PM AGP VPD SLOTID MSI CHSWP PCIX HT VNDR DBG CCRC HOTPLUG SSVID AGP3 SECURE EXP MSIX " \
			"SATA AF EA", short, " ")
		split("AER VC DSN PB RCLINK RCILINK RCECOLL MFVC VC2 RBCB VNDR 12 ACS ARI ATS SRIOV", long, " ")
	}
	{ byte[NR - 1] = $1 }
	END {
		if (get(14, 1) % 128 > 1)
			exit
		at = int(get(6, 2) / 16) % 2 ? get(52, 1) : 0
		for (at -= at % 4; at; at = int(head / 256)) {
			head = get(at, 2)
			if (head % 256 == 5 || head % 256 == 16)
				get(at + 2, 2)
			found(at, "CAP_" short[head % 256])
		}
		for (at = NR > 256 ? 256 : 0; at; at = int(head / 1048576)) {
			head = get(at, 4)
			if (!head)
				exit
			found(at, "ECAP_" long[head % 65536])
		}
	}'
}

# Configuration space that gets data files is asked which capabilities it has when it is opened, and
# only then. To be said before the first step, or where the kernel may read configuration space.
expect_walk() # FUNCTION
{
	capabilities "/sys/bus/pci/devices/$1/config" >/tmp/walk
	while read -r word at width value; do
		[ $word != read ] || expect_config $1 r$width $at $value
	done </tmp/walk
}

# A file of a function's addresses is opened, and the function is asked whether it decodes them.
expect_open() # FUNCTION, as port 0xcf8 takes it
{
	expect w4 0xcf8 $(($1 + 4))
	expect r2 0xcfc
}
