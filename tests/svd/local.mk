# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: made-up files with every construct of the format, and what is made of them.
svd_tests = %D%/check-hurt.sh %D%/check-options.sh %D%/check-random.sh %D%/check-svd.sh
TESTS += $(svd_tests)
svd_fixtures = $(notdir $(wildcard $(srcdir)/%D%/*.svd $(srcdir)/%D%/*.conf $(srcdir)/%D%/*.err))
svd_model = %D%/compare.py %D%/made_up.py %D%/meaning.py %D%/read_lists.py
EXTRA_DIST += $(svd_model) %D%/lib.sh $(svd_tests) $(svd_fixtures:%=%D%/%)
