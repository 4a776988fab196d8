#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Tests the tests: puts each deliberate bug of this folder into a copy of the source, one at a time,
# and expects the test that its patch names to fail. The first lines of a patch:
#	# What the bug is.
#	# Caught by: unit CASE | mounted NAME | order MACHINE
# usage: check-mutants.sh DIR [NAME...]    DIR/source: such a copy, as make distdir makes it
# exit: 0 all bugs were caught, 1 not; ends with "N passed, N failed"
set -u

here=$(cd "$(dirname "$0")" && pwd)
if [ $# = 0 ] || [ ! -f "$1/source/configure" ]; then
	echo "usage: check-mutants.sh DIR [NAME...]" >&2
	exit 2
fi
dir=$(cd "$1" && pwd)
shift
build=$dir/build
log=$dir/log
passed=0
failed=0
# From make check-mutants: another build's options and variables are not for these.
unset MAKEFLAGS MFLAGS
export LC_ALL=C CC="${CC:-gcc}" DEVMEMFS_RANDOM_OPS=20000

wrong() # text
{
	printf 'FAIL: %s\n' "$*"
	sed 's/^/  /' "$log" | tail -n 20
	failed=$((failed + 1))
}

give_up() { wrong "$*"; exit 1; }

# --- the tests: each leaves what it printed in the log, and its answer in $verdict ----------------

compile() # target...
{
	make -s -j"$(nproc)" "$@" >"$log" 2>&1
}

# Check's summary: a program that ends without one, or without any check, has tested nothing.
unit() # case
{
	compile tests/unit/unit || return
	CK_RUN_CASE=$1 timeout 100 tests/unit/unit >"$log" 2>&1
	case $(grep '%: Checks: ' "$log") in
	"" | *"Checks: 0,"*) verdict=broken ;;
	100%*) verdict=good ;;
	*) verdict=caught ;;
	esac
}

mounted() # script
{
	compile src/devmemfs && compile tests/mounted/call || return
	timeout 100 "$top_srcdir/tests/mounted/$1.sh" >"$log" 2>&1
	case $? in
	0) verdict=good ;;
	77) verdict=skipped ;;
	*) ! grep -q '^FAIL: ' "$log" || verdict=caught ;;
	esac
}

# What another architecture's compiler makes of the files with barriers, which need no library.
order() # machine
{
	if ! command -v "$1-linux-gnu-gcc" >"$log"; then
		echo "there is no $1-linux-gnu-gcc" >"$log"
		[ "${CI:-}" = true ] || [ "${DEVMEMFS_REQUIRE_CROSS:-}" = 1 ] || verdict=skipped
		return
	fi
	mkdir -p "order/$1/src"
	for file in access mapped; do
		"$1-linux-gnu-gcc" -std=gnu11 -O2 -D_GNU_SOURCE -I"$top_srcdir/src" -I. -c \
			-o "order/$1/src/$file.o" "$top_srcdir/src/$file.c" >"$log" 2>&1 || return
	done
	if (unset CC && "$top_srcdir/tests/cross/order.sh" "$1" "order/$1") >"$log" 2>&1; then
		verdict=good
	else
		! grep -q "^order.sh: $1: " "$log" || verdict=caught
	fi
}

run() # kind name
{
	verdict=broken
	case $1 in
	unit | mounted | order) "$@" ;;
	*) echo "there is no such kind of test: $1" >"$log" ;;
	esac
}

# --- the bugs -------------------------------------------------------------------------------------

patch_of() { echo "$here/$1.patch"; }

catcher() # name
{
	sed -n '2s/^# Caught by: //p' "$(patch_of "$1")"
}

changed_files() # name
{
	sed -n 's/^+++ b\/\([^[:blank:]]*\).*/\1/p' "$(patch_of "$1")"
}

# True if the source is what it was, but for the files that the patch names, and these are not.
apply() # name
{
	patch -p1 --batch --forward --fuzz=0 --no-backup-if-mismatch -d "$dir/source" \
		<"$(patch_of "$1")" >"$log" 2>&1 || return
	for file in $(changed_files "$1"); do
		! cmp -s "$dir/pristine/$file" "$dir/source/$file" || return
	done
}

# With a new time, so that make sees it.
restore() # name
{
	for file in $(changed_files "$1"); do
		cp "$dir/pristine/$file" "$dir/source/$file"
		rm -f "$dir/source/$file.rej" "$dir/source/$file.orig"
	done
}

# What shows that it was caught for the right reason.
reason()
{
	grep -m 1 -e '^FAIL: ' -e ':[FE]:' -e '^order.sh: ' "$log" | sed 's/^[^ ]*\/tests\///' |
		cut -c -110
}

mutant() # name
{
	test=$(catcher "$1")
	case " $skipped " in
	*" $(echo "$test" | tr ' ' :) "*)
		echo "skipped: $1"
		return
		;;
	esac
	if ! apply "$1"; then
		wrong "$1: the patch does not apply, or changes nothing"
		restore "$1"
		return
	fi
	# shellcheck disable=SC2086 # two words
	run $test
	restore "$1"
	case $verdict in
	caught)
		printf 'caught: %s, by %s: %s\n' "$1" "$test" "$(reason)"
		passed=$((passed + 1))
		;;
	good) wrong "$1 slips through: $test finds nothing" ;;
	*) wrong "$1 proves nothing: it does not compile, or $test does not run" ;;
	esac
}

# --- the copy -------------------------------------------------------------------------------------

# A test that fails by itself catches anything.
unmutated() # kind name
{
	run "$1" "$2"
	case $verdict in
	good) ;;
	skipped) skipped="$skipped $1:$2" ;;
	*) give_up "$1 $2 without any bug: $verdict" ;;
	esac
}

prepare()
{
	rm -rf "$build" "$dir/pristine"
	cp -R "$dir/source" "$dir/pristine" && mkdir "$build" && cd "$build" || exit 1
	../source/configure --quiet >"$log" 2>&1 || give_up "configure"
	export top_srcdir=../source top_builddir=.
	compile all || give_up "make"
}

if [ $# = 0 ]; then
	# shellcheck disable=SC2046 # names have no blanks
	set -- $(for file in "$here"/*.patch; do basename "$file" .patch; done)
fi
for name; do
	[ -n "$(catcher "$name")" ] || give_up "$name.patch does not say what catches it"
	case $(changed_files "$name") in
	src/*) ;;
	*) give_up "$name.patch changes nothing of src" ;;
	esac
done
prepare
skipped=
for name; do catcher "$name"; done | sort -u >"$dir/catchers"
while read -r kind name; do unmutated "$kind" "$name"; done <"$dir/catchers"
for name; do mutant "$name"; done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
