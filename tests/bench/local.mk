# SPDX-License-Identifier: GPL-2.0-or-later
# make bench: how fast devmemfs is, as ratios. Needs /dev/fuse and a static C
# library; PASSTHROUGH_LL=PROGRAM adds libfuse's example of that name.
bench_tools = %D%/bench %D%/barefuse %D%/devmemlike %D%/expatonly %D%/untraced

EXTRA_PROGRAMS += $(bench_tools)
CLEANFILES += $(bench_tools)

# The tools that measure are never instrumented.
%C%_bench_CPPFLAGS = -D_GNU_SOURCE
%C%_bench_CFLAGS = -std=gnu11 $(WARN_CFLAGS)
%C%_bench_LDFLAGS =
%C%_bench_SOURCES = \
	%D%/bench.c \
	%D%/browse.c %D%/browse.h \
	%D%/client.c %D%/client.h \
	%D%/contest.c %D%/contest.h \
	%D%/lookup.c %D%/lookup.h \
	%D%/machine.c %D%/machine.h \
	%D%/passthrough.c %D%/passthrough.h \
	%D%/registers.c %D%/registers.h \
	%D%/sandbox.c %D%/sandbox.h \
	%D%/server.c %D%/server.h \
	%D%/startup.c %D%/startup.h \
	%D%/svd.c %D%/svd.h

%C%_barefuse_CPPFLAGS = -D_GNU_SOURCE
%C%_barefuse_CFLAGS = -std=gnu11 $(WARN_CFLAGS)
%C%_barefuse_LDFLAGS =
%C%_barefuse_SOURCES = \
	%D%/bare_tree.c %D%/bare_tree.h \
	%D%/barefuse.c

%C%_devmemlike_CPPFLAGS = -D_GNU_SOURCE
%C%_devmemlike_CFLAGS = -std=gnu11 $(WARN_CFLAGS)
%C%_devmemlike_LDFLAGS = -static
%C%_devmemlike_SOURCES = %D%/devmemlike.c

%C%_expatonly_CPPFLAGS = -D_GNU_SOURCE $(EXPAT_CFLAGS)
%C%_expatonly_CFLAGS = -std=gnu11 $(WARN_CFLAGS)
%C%_expatonly_LDFLAGS =
%C%_expatonly_SOURCES = %D%/expatonly.c
%C%_expatonly_LDADD = $(EXPAT_LIBS)

# devmemfs, but that its accesses cannot be traced.
%C%_untraced_CPPFLAGS = $(AM_CPPFLAGS) -DUNITS_UNTRACED
%C%_untraced_SOURCES = $(src_devmemfs_SOURCES) src/units.c
nodist_%C%_untraced_SOURCES = $(nodist_src_devmemfs_SOURCES)
%C%_untraced_LDADD = $(src_devmemfs_LDADD)

.PHONY: bench
bench: src/devmemfs$(EXEEXT) src/svd2devmemfs$(EXEEXT) $(bench_tools)
	$(AM_V_at)%D%/bench src/devmemfs$(EXEEXT) %D%/barefuse %D%/devmemlike \
		src/svd2devmemfs$(EXEEXT) %D%/expatonly %D%/untraced
