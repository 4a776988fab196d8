# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# PCI functions of a made-up machine, of plain files.

: "${tree:?} ${tmp:?}"

devices=$tree/sys/bus/pci/devices

# The files that libpci reads; a line of `resource` for each BAR that is given, zeros for the others.
function_files() { # address vendor device "start end flags"...
	dir=$devices/$1
	mkdir -p "$dir"
	echo "0x$2" >"$dir/vendor"
	echo "0x$3" >"$dir/device"
	echo 0x00ff00 >"$dir/class"
	echo 11 >"$dir/irq"
	shift 3
	for _ in 1 2 3 4 5 6 7; do
		echo "${1:-0x0000000000000000 0x0000000000000000 0x0000000000000000}"
		[ $# = 0 ] || shift
	done >"$dir/resource"
	pattern_file "$dir/config" 256
	set_command "$dir" 3
}

# What the function decodes: the low byte of COMMAND, 1 ports, 2 memory.
set_command() { # directory octal
	printf '%b' "\\0$2" | dd of="$1/config" bs=1 seek=4 conv=notrunc status=none
}

pattern_file() { # file bytes
	awk -v "n=$2" 'BEGIN { for (i = 0; i < n; i++) printf "\\%03o", i % 256 }' >"$tmp/octal"
	# shellcheck disable=SC2059
	printf "$(cat "$tmp/octal")" >"$1"
}
