#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may include what: the libraries stay in their rooms, and nothing below knows what is above it.
# Also: every source names its licence, and no test can open the real machine.
set -u
cd "$(dirname "$0")/../.." || exit 1
failed=0

complain() { # message
	echo "includes.sh: $1" >&2
	failed=1
}

# The files of a list that include a header, "x.h" or <x.h>; * is any text.
who_includes() { # header file...
	header=$(printf '%s\n' "$1" | sed -e 's/\./\\./g' -e 's/\*/.*/g')
	shift
	grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[\"<]${header}[\">]" "$@" /dev/null
}

# Only these files of src (shell patterns) may include the header.
only() { # header pattern...
	wanted=$1
	shift
	for file in $(who_includes "$wanted" src/*.[ch]); do
		for pattern; do
			# shellcheck disable=SC2254 # a pattern is what it is
			case $file in src/$pattern) continue 2 ;; esac
		done
		complain "$file includes $wanted, which only $* may"
	done
}

# None of these files of src may include any of the headers.
never() { # "pattern..." header...
	files=
	for pattern in $1; do
		for file in src/$pattern; do
			[ ! -f "$file" ] || files="$files $file"
		done
	done
	[ -n "$files" ] || complain "no file is called $1 any more; mend this test"
	patterns=$1
	shift
	for header; do
		# shellcheck disable=SC2086 # a list of files
		for file in $(who_includes "$header" $files); do
			complain "$file includes $header; $patterns must not know of it"
		done
	done
}

# Headers of src that match the patterns, without their folder.
headers() { # pattern...
	for pattern; do
		for file in src/$pattern; do
			[ ! -f "$file" ] || echo "${file#src/}"
		done
	done
}

only libconfig.h 'conf*.c' conf_key.h conf_mistake.h
only sys/io.h access_port.c
only 'pci/*' pcilib.h
only fuse_lowlevel.h fs.h
only fuse_opt.h options.h
only fuse.h
only 'libsmartcols*' list.c
only libudev.h live.c
only expat.h svd_parse.c
# The converter is a program of its own, which shares nothing with the one that reaches devices.
only 'svd_*.h' 'svd_*.[ch]'

mount=$(headers 'fs*.h' serve.h options.h list.h)
files=$(headers view.h name.h info.h)
conf=$(headers 'conf*.h')
access=$(headers access.h units.h mapped.h fault.h pause.h barrier.h io.h)

# Lists of headers are words.
# shellcheck disable=SC2086
{
	# The core and its backends know no view, no name, no request, and not where regions come from.
	never 'access*.[ch] units.[ch] mapped.[ch] fault.[ch] pause.[ch] probe.[ch] barrier.h io.h sim*.[ch]' $mount $files $conf scan.h policy.h
	# A device knows nothing of who asks.
	never 'sim*.[ch]' access.h mapped.h machine.h
	# A scanner knows no backend, a configuration no scanner's inventory.
	never 'scan*.[ch]' $mount $files $conf $access policy.h
	never 'conf*.[ch]' $mount $files $access machine.h resmap.h policy.h sim.h pcilib.h
	never 'policy.[ch]' $mount $files $conf $access scan.h sim.h pcilib.h
	# The trees and the board know no request and no file; what watches the machine is on top.
	never 'survey.[ch] tree*.[ch] board*.[ch] presence.[ch]' $mount $files live.h $conf sim.h
	# Names and views are computed from regions, whoever made them, for whoever asks.
	never 'view.[ch] name.[ch] info.[ch]' $mount $conf scan.h policy.h mapped.h io.h sim.h pcilib.h
	# A map is drawn from plain data alone, whoever collected it.
	never 'map_box.[ch] map_kind.[ch] map_label.[ch] map_layout.[ch] map_measure.[ch] map_place.[ch] map_svg.c map_text.c' \
		$mount $files $conf $access scan.h policy.h sim.h machine.h resmap.h region.h pcilib.h
	# What all the others stand on stands on nothing else.
	never 'range.[ch] region.[ch] resmap.[ch] machine.[ch] log.[ch] pcilib.[ch] function*.[ch] intern.[ch]' \
		$mount $files $conf $access scan.h policy.h sim.h
	never 'svd_*.[ch]' $mount $files $conf $access scan.h policy.h sim.h machine.h region.h range.h log.h
	# Requests go through views only.
	never 'fs*.[ch] audit.[ch]' $conf scan.h policy.h mapped.h io.h sim.h pcilib.h serve.h options.h list.h
}

# The first line, or the second one of a script, is the licence's.
for file in $(find src tests conf doc examples -type f \( -name '*.[ch]' -o -name '*.mk' \
	-o -name '*.sh' -o -name '*.py' \) 2>/dev/null) Makefile.am configure.ac; do
	case $file in src/demo_conf.h) continue ;; esac
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' ||
		complain "$file lacks the line SPDX-License-Identifier: GPL-2.0-or-later"
done

# The one way for a unit test to a machine is the made-up one.
grep -lE 'machine_open|pcilib_open|\.root *=' tests/unit/*.[ch] | while read -r file; do
	[ "$file" = tests/unit/made_up.c ] || echo "$file"
done | grep . && complain "these open a machine themselves; they have made_up.h for that"

exit $failed
