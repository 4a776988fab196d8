#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Fetches the libraries of another Debian architecture through apt, to DIR; nothing is installed.
# usage: sysroot.sh ARCHITECTURE DIR

set -eu

wanted="libc6-dev libfuse3-dev libpci-dev libconfig-dev libsmartcols-dev libexpat1-dev libcap-ng-dev libseccomp-dev check"

die() { echo "sysroot.sh: $*" >&2; exit 1; }

# An apt of our own, with this system's sources and keys, for which that architecture is the only
# one and nothing is installed yet. The system's apt never hears of it.
configure_apt() # ARCHITECTURE DIR
{
	mkdir -p "$2/lists/partial" "$2/archives/partial"
	: >"$2/status"
	cat >"$2/apt.conf" <<-EOF
		APT::Architecture "$1";
		APT::Architectures { "$1"; };
		APT::Install-Recommends "false";
		Acquire::Languages "none";
		Dir::State "$2";
		Dir::State::status "$2/status";
		Dir::Cache "$2";
	EOF
	export APT_CONFIG="$2/apt.conf"
}

# A source that lacks the architecture, or cannot be reached, matters only if a package is missing.
fetch() # ARCHITECTURE
{
	apt-get update -q >apt.log 2>&1 || true
	# shellcheck disable=SC2086 # a list of words
	apt-get install -q -y --download-only $wanted >>apt.log 2>&1 && return
	grep -E '^(E|W|Err)' apt.log >&2
	die "apt gets no libraries for $1 from this system's sources (Debian's servers have all" \
		"architectures; Ubuntu's but two are on another server, ports.ubuntu.com)"
}

# Packages name their libraries as /lib and as /usr/lib; here, as on an installed system, both are
# one folder.
unpack() # FILE...
{
	mkdir -p root/usr/lib
	ln -s usr/lib root/lib
	for package; do
		dpkg-deb --fsys-tarfile "$package" | tar -xf - -C root --keep-directory-symlink \
			--exclude=./etc --exclude=./usr/share --exclude=./usr/bin ||
			die "cannot unpack $package"
	done
}

# A -dev package's link to /lib/x.so.1 would lead to the library of the machine that builds.
relative_links()
{
	find root -lname '/*' | while read -r link; do
		ln -sfr "root$(readlink "$link")" "$link"
	done
}

[ $# -eq 2 ] || die "usage: sysroot.sh ARCHITECTURE DIR"
[ ! -d "$2/usr" ] || exit 0

mkdir -p "$(dirname "$2")"
work=$(mktemp -d "$(cd "$(dirname "$2")" && pwd)/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
configure_apt "$1" "$work/apt"
(
	cd "$work"
	fetch "$1"
	unpack apt/archives/*.deb
	relative_links
)
rm -rf "$2"
mv "$work/root" "$2"
