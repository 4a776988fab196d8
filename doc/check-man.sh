#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual pages are well-formed and leave out nothing that the program has: every option of
# --help, kind of file, backend, address key and model has its entry, and so has every key of
# conf_key.c and conf_browse.c; the example configuration names every key and is valid once its #
# are removed.
# Usage: check-man.sh [DEVMEMFS]; the program is $1, $DEVMEMFS or src/devmemfs. 77: skipped.
set -u
here=$(dirname "$0")
devmemfs=${1:-${DEVMEMFS:-src/devmemfs}}
page8=$here/devmemfs.8
page5=$here/devmemfs.conf.5
page1=$here/svd2devmemfs.1
key_table=$here/../src/conf_key.c
browse_keys=$here/../src/conf_browse.c
example=$here/../conf/devmemfs.conf
failed=0

fail() {
	echo "FAIL: $*"
	failed=1
}

if ! command -v mandoc >/dev/null 2>&1; then
	echo "mandoc is not installed: apt-get install mandoc"
	[ "${CI:-}" = true ] && exit 1
	exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM
if ! "$devmemfs" --help >"$work/help"; then
	fail "$devmemfs --help"
	exit 1
fi

# Whether other people's pages are installed here says nothing about ours.
for page in "$page8" "$page5" "$page1"; do
	if mandoc -Tlint -Wstyle "$page" 2>/dev/null |
		grep -v 'STYLE: referenced manual not found: Xr'; then
		fail "$page has mistakes"
	fi
done

# Every word of $work/words has an entry in the page $1: .It, and the word after a macro of its
# own, as in ".It Pa cp" or ".It Ic ports No =". No words: the text they come from has changed.
entries() {
	[ -s "$work/words" ] || fail "found no $2"
	while read -r word; do
		grep -Eq "^\\.It (.* )?(Cm|Fl|Ic|Li|Pa) $word( |\$)" "$1" ||
			fail "$1 has no entry for $word ($2)"
	done <"$work/words"
}

# The first words of the lines of --help from the heading $1 to the next empty line.
section() {
	sed -n "/^$1:\$/,/^\$/s/^  *\\([^ ]*\\) .*/\\1/p" "$work/help"
}

# One word a line, of the characters that options and models are made of.
split() {
	sed 's/[^a-z0-9A-Z-][^a-z0-9A-Z-]*/\
/g'
}

# mdoc writes --demo as "Fl -demo" and -c as "Fl c".
sed -n 's/^  *-/-/p' "$work/help" | split | sed -n 's/^-\(.\)/\1/p' >"$work/words"
entries "$page8" options
"$(dirname "$devmemfs")/svd2devmemfs" --help >"$work/help1" || fail "svd2devmemfs --help"
sed -n 's/^  *-/-/p' "$work/help1" | sed 's/=.*//; s/   .*//' | split |
	sed -n 's/^-\(.\)/\1/p' >"$work/words"
entries "$page1" "options of svd2devmemfs"
# What -o takes stands below it, further to the right, alone or before "=".
sed -n '/^  -o/,/^  -h/s/^       \([a-z_]*\)[ =].*/\1/p' "$work/help" >"$work/words"
entries "$page8" "-o options"
section 'Files of a region' >"$work/words"
entries "$page8" files
section 'Files in folders' | sed 's|^fifo/||' >"$work/words"
entries "$page8" "files in folders"
section "Files in the mount's root" >"$work/words"
entries "$page8" "files in the root"
section Backends >"$work/words"
entries "$page8" backends
sed -n 's/.*"MODEL" (\([^)]*\)).*/\1/p' "$work/help" | split >"$work/words"
entries "$page5" models
sed -n '/^static const struct key keys/,/^};/s/^	{ "\([a-z]*\)".*/\1/p' \
	"$key_table" >"$work/words"
entries "$page5" keys
section 'Keys that say where a region is' >>"$work/words"
echo name >>"$work/words"
# Those of a tree are the ones that conf_browse.c compares the names of settings with.
sed -n 's/.*strcmp(name, "\([a-z]*\)").*/\1/p' "$browse_keys" >"$work/browse"
[ -s "$work/browse" ] || fail "found no keys of browse"
cat "$work/browse" >>"$work/words"
entries "$page5" "address keys and keys of browse"
while read -r word; do
	grep -Eq "^#.*[ {]$word +=" "$example" || fail "$example has no $word"
done <"$work/words"
sed -n '/^static const struct key keys/,/^};/s/^	{ "\([a-z-]*\)".*/\1/p' \
	"$here/../src/conf_item.c" >"$work/words"
entries "$page5" "keys of registers"
sed -n 's/.*{ "\([a-z-]*\)", \(READ\|WRITE\)_[A-Z_]* }.*/\1/p' "$here/../src/conf_trait.c" |
	sort -u >"$work/words"
entries "$page5" "effects of registers"

# A line that begins with "# " and a word is a comment, any other one a setting.
sed 's/^#\([^ ]\)/\1/; s/^#\(  \)/\1/' "$example" >"$work/uncommented.conf"
grep -q '^regions' "$work/uncommented.conf" || fail "$example has no regions"
cp "$example" "$work/installed.conf"
chmod 600 "$work"/*.conf
for configuration in "$work"/*.conf; do
	"$devmemfs" --check "$configuration" || fail "$example is not valid: $configuration"
done

exit "$failed"
