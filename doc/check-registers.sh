#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# doc/registers.md names every list of registers that comes with devmemfs, and no other; each file of
# them says where its facts are from; the list that the page shows is without a mistake.
# Usage: check-registers.sh [DEVMEMFS]; the program is $1, $DEVMEMFS or src/devmemfs.
set -u
here=$(dirname "$0")
devmemfs=${1:-${DEVMEMFS:-src/devmemfs}}
page=$here/registers.md
failed=0

fail() {
	echo "FAIL: $*" >&2
	failed=1
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

for file in "$here"/../conf/*.conf; do
	grep -q '^lists = ($' "$file" || continue
	name=${file##*/}
	sed -n 's/^  { name = "\([^"]*\)"; registers = (.*/\1/p' "$file" >"$work/lists"
	[ -s "$work/lists" ] || fail "$name has no list"
	while read -r list; do
		# Those of pci.conf are found by the program, and stand there by their names alone.
		grep -qF -e "\`\"$name:$list\"\`" -e "\`$list\`" "$page" || fail "$name:$list is not in $page"
		echo "$list"
		echo "$name:$list"
	done <"$work/lists" >>"$work/known"
	sed '1d; /^[^#]/,$d' "$file" | grep -q 'Source\|Sources\|specification\|Specification' ||
		fail "$name does not say where its facts are from"
done

# What stands there as a list is one.
# shellcheck disable=SC2016 # they are Markdown's
grep -o '`"[a-z0-9]*\.conf:[^"]*"`\|`E\{0,1\}CAP[A-Z0-9_]*`\|`HEADER[0-9]`' "$page" | tr -d '`"' |
	sort -u >"$work/said"
[ "$(wc -l <"$work/said")" -gt 40 ] || fail "$page names few lists"
while read -r list; do
	grep -qxF "$list" "$work/known" || fail "$page names $list, which there is not"
done <"$work/said"

# The page's own list, as it says.
sed -n '/^    lists = ($/,/^    );$/s/^    //p' "$page" >"$work/board.conf"
echo 'regions = ( { name = "board"; sim = "ram+4k"; registers = "board.conf:board"; } );' >"$work/conf"
chmod 600 "$work/board.conf" "$work/conf"
"$devmemfs" -o "root=$work" --check "$work/conf" || fail "the list in $page has mistakes"

exit $failed
