#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Tests the tests: puts each deliberate bug of this folder into a copy of the source, one at a time,
# and expects the test that its patch names to fail. The first lines of a patch:
#	# What the bug is.
#	# Caught by: unit CASE | mounted NAME | order MACHINE | vm CASES
# usage: [DEVMEMFS_MUTANTS_VM=1] check-mutants.sh DIR [NAME...]
#	DIR/source is a copy as `make distdir` makes it; a machine for each bug takes its time
# exit: 0 all bugs were caught, 1 not; ends with "N passed, N failed"
set -u

if [ $# = 0 ] || [ ! -f "$1/source/configure" ]; then
	echo "usage: check-mutants.sh DIR [NAME...]" >&2
	exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
dir=$(cd "$1" && pwd)
shift
log=$dir/log
passed=0
failed=0
# From make check-mutants: another build's options and variables are not for these.
unset MAKEFLAGS MFLAGS
export LC_ALL=C CC="${CC:-gcc}" DEVMEMFS_RANDOM_OPS=20000 DEVMEMFS_RELOADS=20 DEVMEMFS_KILLS=2

wrong() { # text
	printf 'FAIL: %s\n' "$*"
	tail -n 20 "$log" | sed 's/^/  /'
	failed=$((failed + 1))
}

give_up() { # text
	wrong "$*"
	exit 1
}

# --- the tests: each leaves what it printed in the log, and in $verdict good, caught or skipped ---

compile() { # target
	make -s -j"$(nproc)" "$1" >"$log" 2>&1
}

# Check's summary: a program that ends without one, or without any check, has tested nothing.
unit() { # case
	compile tests/unit/unit || return
	CK_RUN_CASE=$1 timeout 100 tests/unit/unit >"$log" 2>&1
	case $(grep '%: Checks: ' "$log") in
	"" | *"Checks: 0,"*) ;;
	100%*) verdict=good ;;
	*) verdict=caught ;;
	esac
}

answer() { # exit status, what a line says that tells a failure
	case $1 in
	0) verdict=good ;;
	77) verdict=skipped ;;
	*) ! grep -q "^$2" "$log" || verdict=caught ;;
	esac
}

mounted() { # script
	{ compile src/devmemfs && compile tests/mounted/call; } || return
	timeout 100 "$top_srcdir/tests/mounted/$1.sh" >"$log" 2>&1
	answer $? "FAIL: "
}

# What a compiler for another architecture makes of the files with barriers, which need no library.
order() { # machine
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
	(unset CC && "$top_srcdir/tests/cross/order.sh" "$1" "order/$1") >"$log" 2>&1
	answer $? "order.sh: $1: "
}

vm() { # pattern of cases
	if [ "${DEVMEMFS_MUTANTS_VM:-}" != 1 ]; then
		verdict=skipped
		return
	fi
	compile src/devmemfs || return
	make -s check-vm VM_CASES="$1" >"$log" 2>&1
	answer $? "not ok "
}

run() { # "kind name"
	verdict=broken
	case $1 in
	"unit "* | "mounted "* | "order "* | "vm "*) ${1%% *} "${1#* }" ;;
	*) echo "there is no such kind of test: $1" >"$log" ;;
	esac
}

# --- the bugs -------------------------------------------------------------------------------------

catcher() { # name
	sed -n '2s/^# Caught by: //p' "$here/$1.patch"
}

changed_files() { # name
	sed -n 's/^+++ b\/\([^[:blank:]]*\).*/\1/p' "$here/$1.patch"
}

# Without guessing: where the source has changed, somebody has to look at the patch.
apply() { # name
	patch -p1 --batch --forward --fuzz=0 --no-backup-if-mismatch -d "$dir/source" \
		<"$here/$1.patch" >"$log" 2>&1 || return
	for file in $(changed_files "$1"); do
		! cmp -s "$dir/pristine/$file" "$dir/source/$file" || return
	done
}

# With a new time, so that make sees it.
restore() { # name
	for file in $(changed_files "$1"); do
		cp "$dir/pristine/$file" "$dir/source/$file"
		rm -f "$dir/source/$file.rej" "$dir/source/$file.orig"
	done
}

# The first line that shows what was found, and so whether it was caught for the right reason.
reason() {
	grep -m 1 -e '^FAIL: ' -e ':[FE]:' -e '^order.sh: ' -e '^not ok ' "$log" |
		sed 's/^[^ ]*\/tests\///' | cut -c -110
}

# Also of a bug whose test cannot be run here the patch must apply.
mutant() { # name
	test=$(catcher "$1")
	if ! apply "$1"; then
		wrong "$1: the patch does not apply, or changes nothing"
		restore "$1"
		return
	fi
	verdict=skipped
	grep -qxF "$test" "$dir/skipped" || run "$test"
	restore "$1"
	case $verdict in
	caught)
		printf 'caught: %s, by %s: %s\n' "$1" "$test" "$(reason)"
		passed=$((passed + 1))
		;;
	skipped) echo "skipped: $1, by $test" ;;
	good) wrong "$1 slips through: $test finds nothing" ;;
	*) wrong "$1 proves nothing: it does not compile, or $test does not run" ;;
	esac
}

# --- the copy -------------------------------------------------------------------------------------

check_patches() { # name...
	for name; do
		[ -n "$(catcher "$name")" ] || give_up "$name.patch does not say what catches it"
		case $(changed_files "$name") in
		src/*) ;;
		*) give_up "$name.patch changes nothing of src" ;;
		esac
	done
}

prepare() {
	rm -rf "$dir/build" "$dir/pristine"
	cp -R "$dir/source" "$dir/pristine" && mkdir "$dir/build" && cd "$dir/build" || exit 1
	../source/configure --quiet >"$log" 2>&1 || give_up "configure"
	export top_srcdir=../source top_builddir=.
	compile all || give_up "make"
}

# A test that fails without any bug catches everything.
unmutated() { # name...
	: >"$dir/skipped"
	for name; do catcher "$name"; done | sort -u >"$dir/catchers"
	while read -r test; do
		run "$test" </dev/null
		case $verdict in
		good) ;;
		skipped) echo "$test" >>"$dir/skipped" ;;
		*) give_up "$test fails without any bug, or does not run" ;;
		esac
	done <"$dir/catchers"
}

# One after the other, in a directory of their own.
check() { # DIR name...
	dir=$1 log=$1/log
	shift
	: >"$log"
	prepare
	unmutated "$@"
	for name; do mutant "$name"; done
	printf '%s passed, %s failed\n' "$passed" "$failed"
	[ "$failed" = 0 ]
}

# The names for one of several who share them.
part() { # which how-many name...
	which=$1 step=$2
	shift 2
	for name; do
		[ $((which % step)) != 0 ] || echo "$name"
		which=$((which + 1))
	done
}

# Each processor has a copy of its own, in which one bug at a time is. All of them say how it ended.
share() { # name...
	workers=$(nproc)
	[ "$workers" -le $# ] || workers=$#
	for worker in $(seq "$workers"); do
		mkdir -p "$dir/$worker"
		cp -R "$dir/source" "$dir/$worker/source"
		# shellcheck disable=SC2046 # names are words
		check "$dir/$worker" $(part "$worker" "$workers" "$@") >"$dir/$worker/said" 2>&1 &
	done
	wait
	grep -hv '^[0-9]* passed, [0-9]* failed$' "$dir"/[0-9]*/said
	sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$dir"/[0-9]*/said |
		awk -v "workers=$workers" '{ n++; good += $1; bad += $2 } END {
			bad += workers - n
			print good + 0 " passed, " bad + 0 " failed"
			exit bad > 0
		}'
}

: >"$log"
if [ $# = 0 ]; then
	for patch in "$here"/*.patch; do
		name=${patch##*/}
		set -- "$@" "${name%.patch}"
	done
fi
check_patches "$@"
share "$@"
