#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: each NAME.svd of this folder is converted, and what it prints is compared with
# NAME.conf and NAME.err (one that is not there: nothing may be printed), and devmemfs must accept
# each NAME.conf. --update writes what is expected, to be read before it is kept.
# usage: check-svd.sh [--update]
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
devmemfs=$builddir/src/devmemfs
mkdir "$tmp/machine"

same() { # what file expected
	if [ -f "$3" ]; then
		cmp -s "$2" "$3" || {
			fail "$1 is not as in $3"
			diff "$3" "$2" | head -n 20
		}
	elif [ -s "$2" ]; then
		fail "$1 prints what it should not: $(head -n 3 "$2")"
	fi
}

# --- each construct of the format ---------------------------------------------------------------

update() { # name
	for part in out:conf err:err; do
		if [ -s "$tmp/${part%:*}" ]; then
			cp "$tmp/${part%:*}" "$here/$1.${part#*:}"
		else
			rm -f "$here/$1.${part#*:}"
		fi
	done
}

constructs() {
	cd "$here" || exit 99
	for file in *.svd; do
		name=${file%.svd}
		run "$file"
		[ "$updating" = no ] || update "$name"
		same "$name: stdout" "$tmp/out" "$name.conf"
		same "$name: stderr" "$tmp/err" "$name.err"
		if [ -f "$name.conf" ]; then wanted=0; else wanted=1; fi
		[ "$status" = "$wanted" ] || fail "$name: exit status $status, not $wanted"
		[ "$wanted" = 0 ] || [ "$(wc -l <"$tmp/err")" = 1 ] ||
			fail "$name: a mistake is not one line"
	done
	cd "$tmp/work" || exit 99
}

# --- what devmemfs says of the output -----------------------------------------------------------

# A configuration with a region for each list of a file.
write_regions() { # name
	echo 'regions = ('
	sed -n 's/^  { name = "\([^"]*\)"; registers = ($/\1/p' "$here/$1.conf" | {
		separator=
		while read -r list; do
			printf '%s  { name = "%s"; sim = "ram+64k"; registers = "%s.svd:%s"; }' \
				"$separator" "$list" "$1" "$list"
			separator=",
"
		done
	}
	echo '); '
}

accepted() {
	for file in "$here"/*.conf; do
		name=${file##*/}
		name=${name%.conf}
		grep -q '; registers = ($' "$file" || continue
		checks=$((checks + 1))
		cp "$here/$name.svd" "$tmp/work/"
		cp "$file" "$tmp/work/$name.svd.conf"
		write_regions "$name" >"$tmp/work/devmemfs.conf"
		chmod 600 "$tmp/work"/*
		"$devmemfs" -o root="$tmp/machine" --check "$tmp/work/devmemfs.conf" >"$tmp/out" 2>&1 ||
			fail "devmemfs does not accept $name.conf: $(head -n 3 "$tmp/out")"
	done
}

updating=no
[ "${1:-}" != --update ] || updating=yes
constructs
accepted
finish
