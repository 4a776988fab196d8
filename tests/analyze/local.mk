# SPDX-License-Identifier: GPL-2.0-or-later
# make analyze: gcc's own analyzer, which sees ways through a function that no test takes.
EXTRA_DIST += %D%/check-analyze.sh %D%/known

analyze: $(BUILT_SOURCES)
	$(AM_V_at)$(srcdir)/%D%/check-analyze.sh $(top_srcdir)/src -- \
		$(CC) $(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(AM_CFLAGS)
.PHONY: analyze
