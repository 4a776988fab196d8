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

# --- the kernel's maps -----------------------------------------------------------------------------

# shellcheck disable=SC2034 # used by the scripts
maps=$(cd "$(dirname "$0")/../maps" && pwd)

kernel_map() { # iomem|ioports: the map is standard input
	mkdir -p "$tree/proc"
	cat >"$tree/proc/$1"
}

saved_machine() { # name: its maps as they were saved
	kernel_map iomem <"$maps/$1.iomem"
	kernel_map ioports <"$maps/$1.ioports"
}

# The directories that a sound map must become, one a line: nested by its indentation.
paths_of() { # file
	awk '{
		match($0, /^ */)
		depth = RLENGTH / 2
		sub(/^ */, "")
		at = index($0, " : ")
		name = substr($0, 1, at - 1) ":" substr($0, at + 3)
		gsub(/[\/ ]/, "_", name)
		path[depth] = (depth ? path[depth - 1] "/" : "") name
		print path[depth]
	}' "$1" | sort
}

# ROOT/dev/mem or port: a plain file in which every byte holds its own address.
address_file() { # mem|port start bytes...
	mkdir -p "$tree/dev"
	file=$tree/dev/$1
	shift
	while [ $# -gt 0 ]; do
		pattern_file "$tmp/part" "$2"
		dd if="$tmp/part" of="$file" oflag=seek_bytes seek=$(($1)) conv=notrunc status=none
		shift 2
	done
}
