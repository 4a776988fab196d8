# SPDX-License-Identifier: GPL-2.0-or-later
# The tests, each kind in a folder of its own, and the checkers.
EXTRA_DIST += tests/packages.sh tests/run.sh

include tests/unit/local.mk
include tests/mounted/local.mk
include tests/svd/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/vm/local.mk
include tests/mutants/local.mk
include tests/cross/local.mk
include tests/map/local.mk
include tests/completion/local.mk
include tests/packaging/local.mk
include tests/analyze/local.mk

AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(top_srcdir)'; top_builddir='$(top_builddir)'; CC='$(CC)'; \
	export top_srcdir top_builddir CC;

c_files = $(top_srcdir)/src/*.[ch] $(top_srcdir)/tests/*/*.[ch]
sh_files = $(top_srcdir)/autogen.sh $(top_srcdir)/examples/*.sh $(top_srcdir)/examples/inp $(top_srcdir)/examples/outp \
	$(top_srcdir)/doc/*.sh $(top_srcdir)/conf/bash-completion/* \
	$(top_srcdir)/tests/*.sh $(top_srcdir)/tests/*/*.sh $(top_srcdir)/tests/vm/cases*/*.sh

lint: $(BUILT_SOURCES)
	clang-format --dry-run --Werror $(c_files)
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
		--inline-suppr --suppress=missingIncludeSystem $(top_srcdir)/src
	clang-tidy --quiet --warnings-as-errors='*' $(top_srcdir)/src/*.c -- \
		$(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(AM_CFLAGS)
	shellcheck -x -P SCRIPTDIR $(sh_files)
.PHONY: lint
