#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds and tests devmemfs from nothing but a checkout. Without arguments: the unit tests, the
# mounted tests, the map in a browser, and the virtual machine. With "variants": other compilers,
# sanitizers, valgrind, checkers, other architectures, and the release tarball. Ends with one line,
# "N passed, N failed".
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
builds=${BUILD:-$top/build}
jobs=$(nproc)
passed=0
failed=0
started=$(date +%s)

count() { # passed failed
	passed=$((passed + ${1:-0}))
	failed=$((failed + ${2:-0}))
}

# What comes now, and how much of the time is gone.
title() { # text
	printf '\n=== %s (after %s s)\n' "$1" $(($(date +%s) - started))
}

# A step that is itself one check.
step() { # name command...
	name=$1
	shift
	title "$name"
	if "$@"; then
		count 1 0
	else
		echo "FAILED: $name"
		count 0 1
	fi
}

# The number behind "# PASS:" and the like in what automake's test driver printed.
tally() { # log word...
	log=$1
	shift
	sum=0
	for word; do
		n=$(sed -n "s/^# $word: *\\([0-9]*\\)\$/\\1/p" "$log" | tail -n 1)
		sum=$((sum + ${n:-0}))
	done
	echo "$sum"
}

# Nobody may leave a test out here: a skipped test says so and fails.
export DEVMEMFS_REQUIRE_MOUNT=1 DEVMEMFS_REQUIRE_VM=1

configure() { # directory arguments...
	dir=$builds/$1
	shift
	[ -x "$top/configure" ] || "$top/autogen.sh" || return 1
	mkdir -p "$dir" && cd "$dir" || return 1
	"$top/configure" --quiet --enable-werror "$@"
}

build() { # directory arguments...
	configure "$@" && make -s -j"$jobs"
}

# make check in a build directory, counting its scripts and programs.
check() { # directory
	title "make check ($1)"
	cd "$builds/$1" || return
	log=$builds/$1-check.log
	make -s -j"$jobs" check >"$log" 2>&1
	status=$?
	grep -E '^(PASS|FAIL|SKIP|XPASS|XFAIL|ERROR|# [A-Z]+):' "$log"
	[ $status = 0 ] || tail -n 200 test-suite.log 2>/dev/null || tail -n 50 "$log"
	good=$(tally "$log" PASS XFAIL)
	bad=$(tally "$log" FAIL XPASS ERROR SKIP)
	# A build that broke before any test ran is a failure too.
	[ $status = 0 ] || [ "$bad" != 0 ] || bad=1
	[ "$good" != 0 ] || bad=$((bad + 1))
	count "$good" "$bad"
}

check_vm() {
	title "make check-vm"
	cd "$builds/gcc" || return
	log=$builds/check-vm.log
	make -s check-vm >"$log" 2>&1
	status=$?
	cat "$log"
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
	good=${line%% passed*}
	bad=${line##*, }
	bad=${bad% failed}
	[ $status = 0 ] || [ "${bad:-0}" != 0 ] || bad=1
	[ "${good:-0}" != 0 ] || bad=$((${bad:-0} + 1))
	count "$good" "$bad"
}

main_run() {
	step "packages" "$top/tests/packages.sh" test
	step "build with gcc" build gcc CC=gcc
	check gcc
	check_map
	check_vm
}

check_map() {
	title "make check-map"
	cd "$builds/gcc" || return
	log=$builds/check-map.log
	make -s check-map >"$log" 2>&1
	status=$?
	cat "$log"
	# Where there is no browser it says so; never where CI=true.
	if [ $status = 0 ]; then
		count 1 0
	elif ! grep -q '^SKIP: ' "$log"; then
		count 0 1
	fi
}

tidy() {
	cd "$builds/clang" && make -s lint
}

dist() {
	cd "$builds/gcc" && DEVMEMFS_RANDOM_OPS=1000000 make -s distcheck
}

valgrind_check() {
	make -s -j"$jobs" -C "$builds/gcc" check-valgrind
}

# Far from the run that finds something new: what it found once stays found.
fuzz() {
	cd "$builds/clang" && make -s fuzz FUZZ_RUNS=20000
}

packaging() {
	make -s -C "$builds/gcc" check-packaging
}

analyze() {
	cd "$builds/gcc" && make -s analyze
}

mutants() {
	cd "$builds/gcc" && make -s check-mutants
}

# The one thing that may be left out, with 77, but never where CI=true: not every mirror has the
# libraries of other architectures.
cross() { # architecture
	title "cross: $1"
	# Emulated, each operation takes ten times as long.
	DEVMEMFS_RANDOM_OPS=100000 "$top/tests/cross/check-cross.sh" "$builds/cross" "$1"
	case $? in
	0) count 1 0 ;;
	77) ;;
	*)
		echo "FAILED: cross: $1"
		count 0 1
		;;
	esac
}

variants() {
	step "packages" "$top/tests/packages.sh" variants
	step "build with clang" build clang CC=clang
	export DEVMEMFS_RANDOM_OPS=1000000 DEVMEMFS_RELOADS=100 DEVMEMFS_KILLS=10
	check clang
	step "build with the sanitizers" build sanitize CC=clang --enable-sanitize
	# In one process: at the end of each the leaks are looked for, which takes longer than the test.
	export CK_FORK=no
	check sanitize
	unset CK_FORK
	step "checkers: format, cppcheck, clang-tidy, shellcheck" tidy
	step "fuzzing, 20,000 executions of each target" fuzz
	step "build with gcc" build gcc CC=gcc
	step "gcc's analyzer" analyze
	step "deliberate bugs are found" mutants
	# Debian 12's valgrind cannot read clang's debugging information.
	step "valgrind" valgrind_check
	for architecture in s390x arm64 riscv64; do
		cross $architecture
	done
	step "packages for Debian and RPM, the systemd unit" packaging
	step "release tarball: distcheck" dist
}

case ${1:-} in
"") main_run ;;
variants) variants ;;
*)
	echo "usage: run.sh [variants]" >&2
	exit 2
	;;
esac

printf '\n%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
