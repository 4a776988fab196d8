#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds devmemfs for other architectures and runs its unit tests under qemu-user: s390x, whose
# bytes are in the opposite order, and arm64, which has no ports. For riscv64 Debian 12 has a
# compiler but no libraries; there what touches device memory is compiled, no more.
# usage: [DEVMEMFS_RANDOM_OPS=N] check-cross.sh DIR ARCHITECTURE...
# exit: 0 as due, 1 not, 77 this machine cannot do it (1 if CI=true or DEVMEMFS_REQUIRE_CROSS=1)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
jobs=$(nproc)
# From make check-cross: another build's options and variables are not for these.
unset MAKEFLAGS MFLAGS

fail() { echo "check-cross: $*" >&2; exit 1; }

skip()
{
	if [ "${CI:-}" = true ] || [ "${DEVMEMFS_REQUIRE_CROSS:-}" = 1 ]; then
		fail "$*; and here it must run"
	fi
	echo "check-cross: skipped: $*" >&2
	exit 77
}

need() # TOOL PACKAGE
{
	command -v "$1" >/dev/null || skip "there is no $1 (package $2)"
}

# The dynamic one does not make the system run foreign programs by itself; both do for us.
emulator() # MACHINE
{
	command -v "qemu-$1" || command -v "qemu-$1-static"
}

# A failure is ours to tell: configure exits with 77 for a compiler that does not work.
configure() # ARCHITECTURE MACHINE arguments...
{
	build=$dir/$1/build
	triplet=$2-linux-gnu
	shift 2
	[ -x "$top/configure" ] || "$top/autogen.sh" || fail "autogen.sh"
	mkdir -p "$build"
	cd "$build"
	[ -f Makefile ] || "$top/configure" --quiet --enable-werror --host="$triplet" "$@" ||
		fail "$triplet: configure"
}

# pkg-config knows the architecture's libraries, and none of this machine.
libraries() # ARCHITECTURE MACHINE
{
	sysroot=$dir/$1/sysroot
	"$here/sysroot.sh" "$1" "$sysroot" || skip "there are no libraries for $1"
	export PKG_CONFIG=pkg-config PKG_CONFIG_SYSROOT_DIR="$sysroot"
	export PKG_CONFIG_LIBDIR="$sysroot/usr/lib/$2-linux-gnu/pkgconfig"
}

# s390x has none of its own: barrier.h leaves it to the compiler.
check_order() # MACHINE COMPILER
{
	CC=$2 "$here/order.sh" "$1" . || fail "$1: order"
}

# The whole program, a sign of life of it, and its unit tests.
check_program() # ARCHITECTURE MACHINE
{
	qemu=$(emulator "$2") || skip "there is no qemu-$2 (package qemu-user)"
	libraries "$1" "$2"
	configure "$1" "$2" CC="$2-linux-gnu-gcc --sysroot=$sysroot"
	# Two targets of one make would both make the library.
	make -s -j"$jobs" || fail "$1: make"
	make -s -j"$jobs" tests/unit/unit || fail "$1: make tests/unit/unit"
	[ "$1" = s390x ] || check_order "$2" "$2-linux-gnu-gcc --sysroot=$sysroot"
	"$qemu" -L "$sysroot" src/devmemfs --demo --list >/dev/null || fail "$1: --demo --list"
	top_srcdir=$top top_builddir=. CK_TIMEOUT_MULTIPLIER=10 \
	DEVMEMFS_RANDOM_OPS=${DEVMEMFS_RANDOM_OPS:-100000} \
		"$qemu" -L "$sysroot" tests/unit/unit || fail "$1: unit tests"
}

# What touches device memory, unless it takes a library: `true` is a pkg-config that says there is
# nothing to know about any.
check_core() # ARCHITECTURE MACHINE
{
	PKG_CONFIG=true configure "$1" "$2"
	# shellcheck disable=SC2046 # a list of words
	make -s -j"$jobs" $(cd "$top" && grep -l '"io.h"' src/*.c | xargs grep -L '"pcilib.h"' |
		sed 's/c$/o/') || fail "$1: make"
	check_order "$2" "$2-linux-gnu-gcc"
}

check() # ARCHITECTURE
{
	case $1 in
	s390x | riscv64) machine=$1 ;;
	arm64) machine=aarch64 ;;
	*) fail "no such architecture: $1" ;;
	esac
	need "$machine-linux-gnu-gcc" "gcc-$machine-linux-gnu"
	if [ "$1" = riscv64 ]; then
		check_core "$1" "$machine"
	else
		check_program "$1" "$machine"
	fi
}

[ $# -ge 2 ] || fail "usage: check-cross.sh DIR s390x|arm64|riscv64..."
mkdir -p "$1"
dir=$(cd "$1" && pwd)
shift
for architecture; do
	(check "$architecture")
done
