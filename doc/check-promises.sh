#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# doc/promises.md quotes what stands in the README and the manual pages, names tests that are there,
# and has something of each section that promises anything; doc/threat-model.md names tests, too.
# Usage: check-promises.sh. 77: skipped.
# shellcheck disable=SC2016
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$here/..
failed=0

fail() {
	echo "FAIL: $*"
	failed=$((failed + 1))
}

if ! command -v mandoc >/dev/null 2>&1; then
	echo "mandoc is not installed: apt-get install mandoc"
	[ "${CI:-}" = true ] && exit 1
	exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM

# As it is read, in one line.
rendered() { # [FILE]
	mandoc -mdoc -Tutf8 -Owidth=200 "$@" 2>/dev/null | sed 's/.\x08//g' | tr -s ' \t\n' ' '
}

text_of() { # document
	case $1 in
	*.md) tr -s ' \t\n' ' ' <"$top/$1" ;;
	*) rendered "$here/$1" ;;
	esac
}

# Whether what the name of a test means is there.
is_there() { # kind name
	case $1 in
	mutant) [ -f "$top/tests/mutants/$2.patch" ] ;;
	unit) grep -q "tcase_create(\"$2\")" "$top"/tests/unit/*.c ;;
	mounted) grep -q "/${2%.sh}.sh" "$top/tests/mounted/local.mk" ;;
	vm) [ -f "$top/tests/vm/cases/$2.sh" ] || [ -f "$top/tests/vm/cases-bare/$2.sh" ] ;;
	fuzz) [ -f "$top/tests/fuzz/fuzz_$2.c" ] ;;
	svd) [ -f "$top/tests/svd/$2.sh" ] ;;
	order) grep -q "$2" "$top/tests/cross/order.sh" "$top/tests/cross/check-cross.sh" ;;
	*/*) [ -f "$top/$1" ] ;;
	*) false ;;
	esac
}

# What is between backquotes, a line each.
quoted() {
	sed 's/^[^`]*`//; s/`[^`]*$//; s/`[^`]*`/\n/g'
}

# Each line of the tables: document, promise, tests, with tabs between them.
promises() {
	sed -n '/^## /{s/^## //; h}; /^| promise /d; /^|---/d; /^| .* | /{
		s/^| //; s/ |$//; s/ | /\t/; G; s/^\(.*\)\n\(.*\)$/\2\t\1/; p}' "$here/promises.md"
}

check_promise() { # document promise tests
	[ -f "$work/${1##*/}" ] || text_of "$1" >"$work/${1##*/}"
	grep -qF -- "$2" "$work/${1##*/}" || fail "$1 does not say: $2"
	case $3 in *'`'*) ;; *) fail "no test of: $2" ;; esac
	printf '%s\n' "$3" | quoted >"$work/tests"
	while read -r kind name; do
		is_there "$kind" "$name" || fail "no such test: $kind $name, of: $2"
	done <"$work/tests"
}

tab=$(printf '\t')
promises >"$work/promises"
while IFS=$tab read -r document promise tests; do
	check_promise "$document" "$promise" "$tests"
done <"$work/promises"

grep -o '`\(mutant\|unit\|mounted\|vm\|fuzz\|svd\) [^`]*`' "$here/threat-model.md" | quoted >"$work/threats"
[ -s "$work/threats" ] || fail "threat-model.md names no test"
while read -r kind name; do
	is_there "$kind" "$name" || fail "no such test: $kind $name, of threat-model.md"
done <"$work/threats"

# From a section's title to the next one, as it is read.
section_of() { # page title
	awk -v title="$2" '/^\.D[dt] / || /^\.Os/
		/^\.S[hs] / { t = $0; sub(/^\.S[hs] "?/, "", t); sub(/"$/, "", t); on = t == title }
		on' "$here/$1" | rendered
}

# Sections that say what something is called, or show it.
spared='NAME|SYNOPSIS|EXAMPLES|SEE ALSO|CAVEATS|BUGS|FILES|SIGNALS|DIAGNOSTICS|Simulated devices|The info file|Names|Grammar'
for page in devmemfs.8 devmemfs.conf.5 svd2devmemfs.1; do
	sed -n "s/^$page$tab\\([^$tab]*\\).*/\\1/p" "$work/promises" >"$work/mine"
	sed -n 's/^\.S[hs] "\{0,1\}\(.*[^"]\)"\{0,1\}$/\1/p' "$here/$page" |
		grep -Evx "$spared" >"$work/sections"
	while IFS= read -r section; do
		section_of "$page" "$section" | grep -qFf "$work/mine" ||
			fail "$page, $section: nothing of it is in promises.md"
	done <"$work/sections"
done

echo "$(wc -l <"$work/promises") promises, $failed failed"
[ $failed = 0 ]
