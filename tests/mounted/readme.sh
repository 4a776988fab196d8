#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The sessions that the README, the tutorial and the manual pages show print what they say: those with the
# demo machine, and those with saved or made-up maps. Those on hardware are left out: what comes after
# the heading named below; and the one that takes two terminals.
# shellcheck source-path=SCRIPTDIR source=lib.sh disable=SC2016
. "$(dirname "$0")/lib.sh"
require_mount
require od sed awk hexdump mandoc

source=$(cd "$(dirname "$0")/../.." && pwd)
as_command
mkdir "$tmp/here"
ln -s "$source/tests" "$tmp/here/tests"
# Who is not root unmounts by fusermount3.
printf '#!/bin/sh\nexec fusermount3 -u "$1"\n' >"$tmp/bin/umount"
chmod +x "$tmp/bin/umount"

# The prompts, without remarks: those stand behind three spaces. What is continued becomes one line.
prompts() {
	sed -n "s/^    //; t put; s/^\$//; t put; d; :put; /^[#\$] /s/   .*//
		:more; /^[#\$] .*|\$/{N; s/|\n */| /; b more}; s|/mnt|$mnt|g; p"
}

# A block as a script that prints each of its commands and what the command prints.
as_script() {
	sed -n 's/^[#$] //p' "$tmp/block" | while read -r line; do
		printf 's=$?\ncat <<\\END\n> %s\nEND\n(exit $s)\n%s\n' "$line" "$line"
	done
}

# Columns are as wide as the terminal that ls sees.
even() {
	sed 's/^[#$] /> /; s/  */ /g; s/ *$//' | tr '\n' ' ' |
		sed 's/  */ /g; s/ > \([a-z]\)/\n> \1/g; s/ *$/\n/'
}

block() {
	grep -q '^[#$] ' "$tmp/block" || return 0
	as_script >"$tmp/script"
	ran=$(sed -n '/^[#$] /{p;q;}' "$tmp/block")
	(cd "$tmp/here" && PATH=$tmp/bin:$PATH sh "$tmp/script") >"$tmp/out" 2>&1
	even <"$tmp/block" >"$tmp/wanted"
	even <"$tmp/out" >"$tmp/seen"
	checks=$((checks + 1))
	diff "$tmp/wanted" "$tmp/seen" || fail "the session that begins with $ran"
	blocks=$((blocks + 1))
}

document() { # name sessions <blocks
	prompts >"$tmp/blocks"
	echo >>"$tmp/blocks"
	blocks=0
	: >"$tmp/block"
	while IFS= read -r line; do
		if [ -n "$line" ]; then
			printf '%s\n' "$line" >>"$tmp/block"
		else
			block
			: >"$tmp/block"
		fi
	done <"$tmp/blocks"
	ran=$1
	expect_text "number of sessions" "$blocks" "$2"
}

markdown() { # file heading sessions
	sed "/^## $2/,\$d" "$source/$1" | document "$1" "$3"
}

page() { # file sessions; its mount point is in /mnt, and its files are in /tmp
	mandoc -Tmarkdown "$source/doc/$1" 2>/dev/null | sed -n '/^# EXAMPLES/,/^# /p' |
		sed "/^Watch the bus/,/^Check a/d; /^\t\$/d; s/^\t/    /
			s|/mnt/[a-z]*|/mnt|g; s|/tmp/|$tmp/here/|g" >"$tmp/page"
	document "$1" "$2" <"$tmp/page"
}

markdown README.md "Real hardware" 3
run fusermount3 -u "$mnt"
markdown doc/tutorial.md "A real device" 11
page devmemfs.8 13
# What it shows of a file is what is in it.
cd "$source/doc" && mandoc -Tmarkdown devmemfs.conf.5 2>/dev/null |
	sed -n "/^\t# cat try.conf/,/^\t# printf/{/^\t[^#]/{s|^\t||; s|/tmp/|$tmp/here/|; p}}" \
		>"$tmp/here/try.conf"
page devmemfs.conf.5 1
expect_text mounted "$(mounts_below "$tmp")" ""
finish
