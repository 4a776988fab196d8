# SPDX-License-Identifier: GPL-2.0-or-later
pkgdata_DATA = conf/demo.conf
EXTRA_DIST += conf/demo.conf
