#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the packages from a copy of the source and looks at what is in them.
# usage: check-packaging.sh DIR NAME: the copy is DIR/NAME, as make distdir makes it
# exit: 0 sound, 1 not, 77 the tools are not here (1 if CI=true)
set -u
export LC_ALL=C DEB_BUILD_OPTIONS=nocheck
unset MAKEFLAGS MFLAGS
dir=$(cd "$1" && pwd)
name=$2
failures=0
checks=0

fail() { # what was wrong
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

expect() { # what command...
	what=$1
	shift
	checks=$((checks + 1))
	"$@" >"$dir/log" 2>&1 && return
	fail "$what"
	tail -n 20 "$dir/log" | sed 's/^/  /'
}

for tool in dpkg-buildpackage dh lintian rpmbuild systemd-analyze fakeroot; do
	command -v "$tool" >/dev/null && continue
	echo "there is no $tool"
	[ "${CI:-}" = true ] && exit 1
	exit 77
done

debian() {
	cd "$dir/$name" || exit 1
	expect "the Debian package is not built" dpkg-buildpackage -us -uc -b
	cd "$dir" || exit 1
	expect "lintian finds something" lintian --allow-root --fail-on error,warning ./*.changes
	expect "the package cannot be unpacked" dpkg -x ./devmemfs_*.deb root
	for file in usr/sbin/devmemfs usr/sbin/mount.fuse.devmemfs usr/bin/svd2devmemfs \
		usr/share/man/man8/devmemfs.8.gz usr/share/man/man5/devmemfs.conf.5.gz \
		usr/share/man/man1/svd2devmemfs.1.gz usr/share/devmemfs/devmemfs.conf \
		usr/share/devmemfs/pci.conf lib/systemd/system/devmemfs@.service etc/devmemfs \
		usr/share/bash-completion/completions/devmemfs; do
		expect "the package has no $file" test -e "root/$file"
	done
	expect "it does not run" root/usr/sbin/devmemfs --list --demo
	expect "its own configuration is wrong" root/usr/sbin/devmemfs --check \
		root/usr/share/devmemfs/demo.conf
}

rpm() {
	mkdir -p "$dir/rpm/SOURCES"
	tar -C "$dir" --exclude=debian/.debhelper --exclude=debian/devmemfs \
		-cJf "$dir/rpm/SOURCES/$name.tar.xz" "$name"
	expect "the RPM is not built" rpmbuild -bb --nodeps --define "_topdir $dir/rpm" \
		"$dir/$name/conf/devmemfs.spec"
}

# The score that the unit claims, and nothing in it that systemd does not know.
unit() {
	unit=$dir/$name/conf/systemd/devmemfs@.service
	claimed=$(sed -n 's/^# systemd-analyze security: \([0-9.]*\),.*/\1/p' "$unit")
	score=$(systemd-analyze security --offline=yes "$unit" 2>/dev/null |
		sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
	expect "the unit's score is $score, and it claims $claimed" test "$score" = "$claimed"
	cp "$unit" "$dir/devmemfs@x.service"
	systemd-analyze verify --man=no "$dir/devmemfs@x.service" \
		"$dir/$name/conf/systemd/mnt-devmemfs.mount" 2>&1 |
		grep -v -e 'is not executable' -e '^$' >"$dir/said"
	expect "systemd says: $(cat "$dir/said")" test ! -s "$dir/said"
}

debian
rpm
unit
echo "check-packaging.sh: $checks checks, $failures failed"
[ $failures = 0 ]
