# SPDX-License-Identifier: GPL-2.0-or-later
dist_man_MANS = doc/devmemfs.8 doc/devmemfs.conf.5 doc/svd2devmemfs.1
EXTRA_DIST += doc/HACKING.md doc/ordering.md doc/accessors.md doc/accessors.names \
	doc/check-man.sh doc/check-accessors.sh doc/check-promises.sh doc/check-registers.sh \
	doc/promises.md doc/registers.md doc/threat-model.md doc/tutorial.md
TESTS += doc/check-man.sh doc/check-accessors.sh doc/check-promises.sh doc/check-registers.sh
