#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs on random devices: what it makes of each is what the device means, which compare.py
# works out in another way. DEVMEMFS_SVD_DEVICES=N tries that many. 77: skipped.
. "$(dirname "$0")/lib.sh"

if ! command -v python3 >/dev/null 2>&1; then
	echo "python3 is not installed: apt-get install python3"
	[ "${CI:-}" = true ] && exit 1
	exit 77
fi
# The tree of the sources may not be ours to write to.
python3 -B "$here/compare.py" "$program" 1 "${DEVMEMFS_SVD_DEVICES:-300}"
