# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: made-up files with every construct of the format, and what is made of them.
TESTS += tests/svd/check-svd.sh
svd_fixtures = $(notdir $(wildcard $(srcdir)/%D%/*.svd $(srcdir)/%D%/*.conf $(srcdir)/%D%/*.err))
EXTRA_DIST += tests/svd/check-svd.sh $(svd_fixtures:%=%D%/%)
