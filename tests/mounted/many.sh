#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Ten thousand regions: configured, listed, mounted, looked up, and none of them touched by that.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find
require_mount

many=10000

# Names in no order of the alphabet: look-ups and lists have to sort for themselves.
awk -v "n=$many" 'BEGIN {
	print "regions = ("
	for (i = 0; i < n; i++)
		printf "  { name = \"%05d-%d\"; sim = \"ram+16\"; access = \"rw\"; }%s\n", \
			i * 7919 % n, i, i < n - 1 ? "," : ""
	print ");"
}' | config

run devmemfs --check "$conf"
expect_error ""
run devmemfs --list "$conf"
expect_text "lines" "$(wc -l <"$tmp/out")" $((many + 1))
run devmemfs --list=json "$conf"
expect_text "entries" "$(grep -c '"name": *"' "$tmp/out")" $many

start "$conf"
run ls "$mnt"
expect_text "names" "$(sort -u "$tmp/out" | wc -l)" $((many + 2))
run ls -U "$mnt"
expect_text "names in the order of reading" "$(sort -u "$tmp/out" | wc -l)" $((many + 2))
run find "$mnt" -name info -size -2
expect_text "files" "$(wc -l <"$tmp/out")" $many
run sh -c 'ls -id "$1"/*/ | sort -u -k 1,1 | wc -l' sh "$mnt"
expect_output $many
expect_none

# The n-th was written as number i, where i * 7919 is n, modulo ten thousand.
found=0
for i in 0 1 2 3 4999 5000 7777 9998 9999; do
	name=$(awk -v "i=$i" -v "n=$many" 'BEGIN { printf "%05d-%d", i * 7919 % n, i }')
	expect_call 4 "$name wl 0x4 0x0000000$((i % 10))" pwrite "$mnt/$name/l" 4 "0$((i % 10))000000"
	expect_call "8 000000000$((i % 10))000000" "$name rq 0x0 0x0000000$((i % 10))00000000" \
		pread "$mnt/$name/q" 0 8
	says "$name" name "$name"
	found=$((found + 1))
done
expect_text "found" $found 9
for name in 00000 00000-1 10000-0 0 99999-9999 00000-00; do
	expect_call ENOENT "" open "$mnt/$name/l" r
done
finish
