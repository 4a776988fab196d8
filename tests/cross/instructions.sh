#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the instructions of a function, those that match the pattern or all, one a line:
# mnemonic, operands, single blanks. What a compiler splits off it (NAME.part.0) belongs to it.
# usage: [OBJDUMP=aarch64-linux-gnu-objdump] instructions.sh OBJECT FUNCTION [PATTERN]
# exit: 0 there are such, 1 there are none, 2 there is no such function
set -eu

[ $# -eq 2 ] || [ $# -eq 3 ] ||
	{ echo "usage: instructions.sh OBJECT FUNCTION [PATTERN]" >&2; exit 2; }

code=$("${OBJDUMP:-objdump}" -d --no-show-raw-insn "$1") || exit 2
echo "$code" | awk -v wanted="$2" -v pattern="${3:-}" -v object="$1" '
	/^[0-9a-f]+ <.*>:$/ {
		name = $2
		gsub(/[<>:]/, "", name)
		# A label of the compiler is a place inside a function.
		if (name ~ /^\.L/)
			next
		inside = name == wanted || index(name, wanted ".") == 1
		known = known || inside
		next
	}
	inside && /^ *[0-9a-f]+:/ {
		sub(/^ *[0-9a-f]+:[ \t]*/, "")
		gsub(/[ \t]+/, " ")
		sub(/ $/, "")
		if ($0 ~ pattern) {
			print
			found = 1
		}
	}
	END {
		if (!known)
			print "instructions.sh: " object " has no " wanted >"/dev/stderr"
		exit known ? !found : 2
	}'
