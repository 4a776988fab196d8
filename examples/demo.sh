#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds devmemfs and shows a session on the demo machine, from nothing but a checkout.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
build=${BUILD:-$top/build/demo}

"$top/tests/packages.sh" build
[ -x "$top/configure" ] || "$top/autogen.sh"
mkdir -p "$build"
cd "$build"
[ -f Makefile ] || "$top/configure"
make -s -j"$(nproc)"

mount=$(mktemp -d)
cleanup() {
	cd /
	fusermount3 -u "$mount" 2>/dev/null || :
	rmdir "$mount"
}
trap cleanup EXIT

# Shows a command line, then runs it.
run() {
	printf '\n$ %s\n' "$1"
	sh -c "$1"
}

printf '\n$ devmemfs --demo MOUNT; cd MOUNT\n'
src/devmemfs --demo "$mount"
cd "$mount"
run 'ls -C *'
run 'cat edu/info'
echo; echo '# The identification register: one 32-bit read.'
run 'od -An -tx4 -N4 edu/l'
echo; echo '# Write the liveness register, read back its complement: one write, one read.'
run "printf '\\1\\2\\3\\4' | dd of=edu/l bs=4 seek=1 conv=notrunc status=none"
run 'dd if=edu/l bs=4 skip=1 count=1 status=none | od -An -tx4'
echo; echo '# The UART: two bytes in, each read pops one.'
run 'printf A >uart/b; printf B >uart/b'
run 'head -c1 uart/b; head -c1 uart/b; echo'
echo; echo '# Its data register at a fixed address: one request, five writes, then five reads.'
run 'printf hello >uart/fifo/0.b; head -c5 uart/fifo/0.b; echo'
echo; echo '# What is in the ISA window, by reading alone.'
run 'cat isa/probe'
echo; echo '# The ROM in the ISA window, then a whole memory by block copy.'
run 'od -Ax -tx1z -j 0x20000 -N 48 isa/b'
run 'dd if=ram/cp of=/dev/null bs=1M'
cd /
cat <<END

All of this was a simulation. To keep it mounted:  $build/src/devmemfs --demo MOUNT
END
