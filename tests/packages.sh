#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs the Debian packages that a part of the work needs: packages.sh build|test|variants|cross
set -eu

build="gcc libc6-dev make autoconf automake pkg-config libfuse3-dev libpci-dev libconfig-dev
	libsmartcols-dev libudev-dev libexpat1-dev libcap-ng-dev libseccomp-dev fuse3"
# What `make check`, `make check-vm` and `make check-map` run.
tests="check busybox-static dash xxd bsdextrautils python3 mandoc
	qemu-system-x86 cpio xz-utils zstd binutils chromium fonts-dejavu-core"
# Other compilers and checkers.
variants="clang clang-format clang-tidy libclang-rt-dev cppcheck shellcheck valgrind patch
	debhelper dpkg-dev fakeroot lintian rpm systemd"
# Compilers for other architectures, and their emulators; tests/cross/sysroot.sh fetches libraries.
cross="gcc-s390x-linux-gnu gcc-aarch64-linux-gnu gcc-riscv64-linux-gnu libc6-dev-riscv64-cross
	qemu-user"

case ${1:-} in
build) wanted=$build ;;
test) wanted="$build $tests" ;;
variants) wanted="$build $tests $variants $cross" ;;
cross) wanted="$build $cross" ;;
*)
	echo "usage: packages.sh build|test|variants|cross" >&2
	exit 2
	;;
esac

missing=
for package in $wanted; do
	dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing:$missing"
$as_root apt-get update -q
# Ubuntu has this browser as a snap only, which no script can rely on; tests/map says so then.
case $missing in *" chromium"*)
	apt-cache policy chromium | grep -q 'Candidate: [0-9]' ||
		missing=$(echo "$missing" | sed 's/ chromium//')
	;;
esac
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
