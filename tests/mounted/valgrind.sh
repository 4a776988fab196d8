#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# make check-valgrind-mounted: mounted tests with a daemon that runs in valgrind, which must have
# nothing to say of it or its keeper. valgrind.sh LOGS NAME...; at the top of a build directory.
set -u
here=$(cd "$(dirname "$0")" && pwd)
logs=$PWD/$1
shift
rm -rf "$logs"
mkdir -p "$logs"
status=0
for name; do
	# It does not know seccomp's system call, and says so in lines that begin with --.
	DEVMEMFS_UNDER="valgrind --quiet --log-file=$logs/$name.%p --leak-check=full \
		--errors-for-leak-kinds=definite --suppressions=$here/../unit/valgrind.supp" \
		sh "$here/$name.sh" || status=1
	if grep -h '^==' "$logs/$name".*; then
		echo "FAIL: valgrind, $name"
		status=1
	fi
	ls "$logs/$name".* >/dev/null 2>&1 || { echo "FAIL: $name ran nothing in valgrind"; status=1; }
done
exit $status
