#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The hardware tests: boots VMs, runs the cases in them, compares what each bus saw with what was due.
# usage: [DEVMEMFS=FILE] [VM_TOOLS=DIR] [VM_KERNEL=DIR] [QEMU=FILE] check-vm.sh [PATTERN of cases]
# exit: 0 as due, 1 not, 77 no way to boot a machine here (1 if CI=true or DEVMEMFS_REQUIRE_VM=1)

set -eu

here=$(cd "$(dirname "$0")" && pwd)
devmemfs=${DEVMEMFS:-src/devmemfs}
tools=${VM_TOOLS:-tests/vm}          # width_plugin.so, vmtool, randops, crowd; and the results
kernel=${VM_KERNEL:-$tools/kernel}   # Debian's, kept from one run to the next
QEMU=${QEMU:-qemu-system-x86_64}
export QEMU

skip()
{
	if [ "${CI:-}" = true ] || [ "${DEVMEMFS_REQUIRE_VM:-}" = 1 ]; then
		echo "check-vm: $*; and here it must run" >&2
		exit 1
	fi
	echo "check-vm: skipped: $*" >&2
	exit 77
}

for file in "$devmemfs" "$tools/vmtool" "$tools/randops" "$tools/crowd" "$tools/width_plugin.so"; do
	[ -f "$file" ] || { echo "check-vm: there is no $file: run make check-vm" >&2; exit 1; }
done
for tool in "$QEMU" python3 cpio xz busybox dash xxd hexdump fusermount3 mount.fuse3 setpriv; do
	PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || skip "there is no $tool"
done
"$here/kernel.sh" "$kernel" || skip "there is no kernel to boot"

results=$tools/results
rm -rf "$results"
mkdir -p "$results"
mkdir "$results/contents"
python3 "$here/contents.py" "$results/contents"
"$here/initramfs.sh" "$kernel" "$tools" "$devmemfs" "$results/contents" "$results/initramfs"
status=0
pattern=${1:-*}
set --
# QEMU takes one core for a machine: where there are two, two machines share the cases.
for machine in cases cases-bare; do
	n=$(find "$here/$machine" -name "$pattern.sh" | wc -l)
	parts=$((n < 2 || $(nproc) < 2 ? n > 0 : 2))
	part=0
	booted=
	while [ $part -lt $parts ]; do
		dir=$results/$machine-$part
		mkdir "$dir"
		"$here/boot.sh" $machine $part/$parts "$kernel" "$results/initramfs" \
			"$tools/width_plugin.so" "$results/contents" "$dir" "$pattern" &
		booted="$booted $!"
		set -- "$@" "$dir"
		part=$((part + 1))
	done
	for process in $booted; do
		wait "$process" || status=1
	done
done
python3 "$here/compare.py" "$@" || status=1
rm -f "$results/initramfs"
exit $status
