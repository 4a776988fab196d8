#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The sessions that the README and the tutorial show print what they say: those with the demo machine, and
# the one with saved maps. Those on hardware are left out: what comes after the heading named below.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
require od sed awk

source=$(cd "$(dirname "$0")/../.." && pwd)
as_command
mkdir "$tmp/here"
ln -s "$source/tests" "$tmp/here/tests"
# The prompts, without remarks: those stand behind three spaces.
blocks_of() { # file heading
	sed "/^## $2/,\$d" "$source/$1" |
		sed -n "s/^    //; t put; s/^\$//; t put; d; :put; /^[#\$] /s/   .*//; s|/mnt|$mnt|g; p"
}

# A block as a script that prints each of its commands and what the command prints.
as_script() {
	sed -n 's/^[#$] //p' "$tmp/block" | while read -r line; do
		printf 'cat <<\\END\n> %s\nEND\n%s\n' "$line" "$line"
	done
}

# Columns are as wide as the terminal that ls sees.
even() {
	sed 's/^[#$] /> /; s/  */ /g; s/ *$//' | tr '\n' ' ' | sed 's/ > \([a-z]\)/\n> \1/g; s/ *$/\n/'
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

document() { # file heading sessions
	blocks_of "$1" "$2" >"$tmp/blocks"
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
	expect_text "number of sessions" "$blocks" "$3"
}

document README.md "Real hardware" 3
run fusermount3 -u "$mnt"
document doc/tutorial.md "A real device" 11
expect_text mounted "$(mounts_below "$tmp")" ""
finish
