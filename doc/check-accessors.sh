#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# accessors.md has a row for every name in accessors.names and for no other; each row has a file or
# an option, and a test that exists, or it has a reason; and the program knows what the rows name.
# Usage: check-accessors.sh [DEVMEMFS]; the program is $1, $DEVMEMFS or src/devmemfs.
set -u
here=$(dirname "$0")
devmemfs=${1:-${DEVMEMFS:-src/devmemfs}}
table=$here/accessors.md
names=$here/accessors.names
failed=0

fail() {
	echo "FAIL: $*"
	failed=1
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM
if ! "$devmemfs" --help >"$work/help"; then
	fail "$devmemfs --help"
	exit 1
fi

# The rows without the two lines of each table's head: four cells between bars.
grep '^|' "$table" | grep -v -e '^| function |' -e '^|---|' >"$work/rows"
[ -s "$work/rows" ] || fail "found no row in $table"
awk -F '|' '
function empty(cell) { return cell ~ /^ *$/ }
NF != 6 { print "FAIL: not four cells: " $0; bad = 1; next }
empty($3) && empty($5) { print "FAIL: neither a file nor a reason:" $2; bad = 1 }
!empty($3) && empty($4) { print "FAIL: a file without a test:" $2; bad = 1 }
END { exit bad }' "$work/rows" || failed=1

# What stands in backquotes in the cell number $1, one a line, each once or as often as it is there.
quoted() {
	cut -d '|' -f $(($1 + 1)) "$work/rows" |
		awk -F '`' '{ for (i = 2; i < NF; i += 2) print $i }' | sort
}

quoted 1 >"$work/functions"
grep -v '^#' "$names" | tr -s ' ' '\n' | grep . | sort >"$work/names"
[ -s "$work/names" ] || fail "found no name in $names"
for name in $(uniq -d "$work/functions") $(uniq -d "$work/names"); do
	fail "$name is there twice"
done
for name in $(comm -13 "$work/functions" "$work/names"); do
	fail "$table has no row for $name"
done
for name in $(comm -23 "$work/functions" "$work/names"); do
	fail "$names does not have $name of the table"
done

for test in $(quoted 3 | uniq); do
	[ -f "$here/../$test" ] || fail "there is no test $test"
done

# The first words of the lines of --help from the heading $1 to the next empty line.
section() {
	sed -n "/^$1:\$/,/^\$/s/^  *\\([^ ]*\\) .*/\\1/p" "$work/help"
}
section 'Files of a region' >"$work/files"
section 'Files in folders' >>"$work/files"
section Backends >"$work/backends"
section 'Keys that say where a region is' >"$work/keys"
sed -n '/^static const struct key keys/,/^};/s/^	{ "\([a-z]*\)".*/\1/p' \
	"$here/../src/conf_key.c" >>"$work/keys"

# R/b is a file of the region R.
quoted 2 | uniq | while read -r quoted; do
	case $quoted in
	R/*) grep -qxF "${quoted#R/}" "$work/files" ;;
	*' = '*) grep -qxF "${quoted%% = *}" "$work/keys" ;;
	*) grep -qxF "$quoted" "$work/backends" ;;
	esac || echo "$quoted"
done >"$work/unknown"
while read -r quoted; do
	fail "$devmemfs knows nothing of $quoted"
done <"$work/unknown"

exit "$failed"
