#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Packs the VM's whole world into a cpio archive: the tools people use, devmemfs, the test cases.
# usage: initramfs.sh KERNELDIR TOOLDIR DEVMEMFS CONTENTS OUTPUT

set -eu

die() { echo "initramfs.sh: $*" >&2; exit 1; }

# The real ones, because busybox has its own idea of how to read a file; dash is sh.
tools='dash cat cp dd od head tail tee cmp sort ls stat du touch truncate md5sum tr wc mkdir
	rm chmod ln sleep env seq timeout sync grep sed find hexdump xxd mount umount fusermount3
	mount.fuse3 setpriv'

find_tool() { PATH=/usr/bin:/bin:/usr/sbin:/sbin command -v "$1" || die "there is no $1"; }

# A program keeps its name and goes to /bin; its libraries keep the paths they were linked with.
add_program() # FILE [NAME]
{
	cp -L "$1" "$root/bin/${2:-${1##*/}}"
	for library in $(ldd "$1" 2>/dev/null | sed -n 's/^.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p'); do
		mkdir -p "$root${library%/*}"
		cp -L "$library" "$root$library"
	done
}

[ $# -eq 5 ] || die "usage: initramfs.sh KERNELDIR TOOLDIR DEVMEMFS CONTENTS OUTPUT"
here=$(dirname "$0")
root=$(mktemp -d)
chmod 755 "$root" # it becomes /
trap 'rm -rf "$root"' EXIT

mkdir "$root/bin" "$root/lib" "$root/lib64" "$root/proc" "$root/sys" "$root/dev" "$root/tmp" \
	"$root/etc" "$root/mnt" "$root/vm"
ln -s . "$root/usr"
ln -s bin "$root/sbin"
for tool in $tools busybox; do
	add_program "$(find_tool "$tool")" "$tool"
done
ln -s dash "$root/bin/sh"
ln -s mount.fuse3 "$root/bin/mount.fuse"
add_program "$2/vmtool"
add_program "$2/randops"
add_program "$2/crowd"
add_program "$3" devmemfs
ln -s devmemfs "$root/bin/mount.fuse.devmemfs" # as make install does

cp -r "$1/modules" "$4" "$here/init" "$here/case.sh" "$here/config.sh" "$here/machine.sh" \
	"$here/cases" "$here/cases-bare" "$root/vm"
mv "$root/vm/init" "$root/init"
mkdir -p "$root/share/misc" # /usr/share/misc, where libpci looks for names
cp "$here/pci.ids" "$root/share/misc"
echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
echo 'user:x:1000:1000:user:/:/bin/sh' >>"$root/etc/passwd"
echo 'lab:x:1001:1001:lab:/:/bin/sh' >>"$root/etc/passwd"
printf 'root:x:0:\nlab:x:1001:\n' >"$root/etc/group"
chmod u+s "$root/bin/fusermount3"
echo 'user_allow_other' >"$root/etc/fuse.conf"
echo 'programs that touch hardware look for this file and run only here' >"$root/devmemfs-vm"

(cd "$root" && find . | cpio --quiet -o -H newc -R 0:0) >"$5"
