#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whether the checkout can be released: nothing uncommitted, and all say the same version.
# usage: release.sh VERSION
set -eu
cd "$(dirname "$0")/../.."
failed=0

complain() { # message
	echo "release.sh: $1" >&2
	failed=1
}

[ -z "$(git status --porcelain)" ] || complain "there is something that is not committed"
for place in "ChangeLog:devmemfs $1" "debian/changelog:devmemfs ($1" "conf/devmemfs.spec:Version: *$1\$"; do
	grep -q "^${place#*:}" "${place%%:*}" || complain "${place%%:*} is about another version than $1"
done
! grep -q "^devmemfs $1 (not released)" ChangeLog || complain "ChangeLog says that $1 is not released"
exit $failed
