#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes ./configure from configure.ac; needed once after a checkout, not for a release tarball.
set -e
cd "$(dirname "$0")"
autoreconf --install --warnings=all
