#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Fetches Debian's kernel through apt, to DIR/vmlinux and DIR/modules; nothing is installed.
# usage: kernel.sh DIR

set -eu

die() { echo "kernel.sh: $*" >&2; exit 1; }

# The package that the metapackage stands for: linux-image-6.1.0-56-amd64, never the -cloud- one,
# which has no /dev/port.
package()
{
	apt-cache depends linux-image-amd64 2>/dev/null |
		sed -n 's/.*Depends: \(linux-image-[0-9][^ ]*-amd64\)$/\1/p' | head -n 1
}

number() # FILE OFFSET: the little-endian 32-bit integer there
{
	od -An -v -tu4 -j "$2" -N 4 "$1" | tr -d ' '
}

# The ELF inside a bzImage: the setup header tells the number of setup sectors (0x1f1), and where
# after them the payload lies (0x248, 0x24c). Its last four bytes are the unpacked size.
unpack() # BZIMAGE
{
	sectors=$(od -An -v -tu1 -j 497 -N 1 "$1" | tr -d ' ')
	offset=$((sectors * 512 + 512 + $(number "$1" 584)))
	length=$(($(number "$1" 588) - 4))
	case $(od -An -v -tx1 -j $offset -N 4 "$1" | tr -d ' ') in
	fd377a58) tool='xz -dc' ;;
	28b52ffd) tool='zstd -dc' ;;
	*) return 1 ;;
	esac
	tail -c +$((offset + 1)) "$1" | head -c $length | $tool
}

fetch() # into the current directory
{
	name=$(package)
	[ -n "$name" ] || die "apt knows no linux-image-amd64 (is this Debian? has apt-get update run?)"
	apt-get download "$name" >apt.log 2>&1 ||
		die "apt-get download $name: $(grep '^E:' apt.log | head -n 1)"
	dpkg-deb --fsys-tarfile "$name"_*.deb | tar -xf - --wildcards './boot/vmlinuz-*' \
		'*/kernel/fs/fuse/fuse.ko*' '*/kernel/drivers/virtio/virtio*.ko*' \
		'*/kernel/drivers/char/virtio_console.ko*' || die "$name lacks the kernel or a module"
	rm -f "$name"_*.deb
}

# fuse, and the virtio console that carries the results out.
gather_modules()
{
	mkdir modules
	for name in fuse virtio virtio_ring virtio_pci virtio_pci_legacy_dev virtio_pci_modern_dev \
		virtio_console; do
		file=$(find . -path ./modules -prune -o -name "$name.ko*" -print)
		case $file in
		'') ;; # built in
		*.xz) xz -dc "$file" >modules/"$name".ko ;;
		*) cp "$file" modules/ ;;
		esac
	done
}

[ $# -eq 1 ] || die "usage: kernel.sh DIR"
[ ! -s "$1/vmlinux" ] || exit 0

mkdir -p "$1"
cd "$1"
work=$(mktemp -d "$PWD/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
fetch
unpack boot/vmlinuz-* >vmlinux || die "cannot unpack $(echo boot/vmlinuz-*)"
gather_modules
rm -rf ../modules
mv modules vmlinux ..
