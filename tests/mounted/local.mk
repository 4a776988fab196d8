# SPDX-License-Identifier: GPL-2.0-or-later
# The mounted tests: the tools that people use, on the demo machine and on made-up ones.
check_PROGRAMS += tests/mounted/call
tests_mounted_call_SOURCES = \
	tests/mounted/call.c tests/mounted/call.h tests/mounted/call_async.c \
	tests/mounted/call_cache.c tests/mounted/call_data.c tests/mounted/call_name.c
# A client like dd and od: it is no part of what the sanitizers look at.
tests_mounted_call_CPPFLAGS = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64
tests_mounted_call_CFLAGS = -std=gnu11 $(WARN_CFLAGS)
tests_mounted_call_LDFLAGS =

mounted_tests = \
	tests/mounted/big.sh \
	tests/mounted/cache.sh \
	tests/mounted/changing.sh \
	tests/mounted/cli.sh \
	tests/mounted/concurrency.sh \
	tests/mounted/config.sh \
	tests/mounted/control.sh \
	tests/mounted/endian.sh \
	tests/mounted/example_registers.sh \
	tests/mounted/examples.sh \
	tests/mounted/fallback.sh \
	tests/mounted/fault.sh \
	tests/mounted/fifo.sh \
	tests/mounted/flush.sh \
	tests/mounted/info.sh \
	tests/mounted/life.sh \
	tests/mounted/limits.sh \
	tests/mounted/live.sh \
	tests/mounted/many.sh \
	tests/mounted/map.sh \
	tests/mounted/nothing.sh \
	tests/mounted/notify.sh \
	tests/mounted/odd.sh \
	tests/mounted/owners.sh \
	tests/mounted/pci.sh \
	tests/mounted/pcitree.sh \
	tests/mounted/privileges.sh \
	tests/mounted/probe.sh \
	tests/mounted/readme.sh \
	tests/mounted/reload.sh \
	tests/mounted/reg_dump.sh \
	tests/mounted/reg_field.sh \
	tests/mounted/reg_list.sh \
	tests/mounted/reg_pci.sh \
	tests/mounted/reg_tools.sh \
	tests/mounted/reg_wait.sh \
	tests/mounted/regions.sh \
	tests/mounted/registers.sh \
	tests/mounted/rules.sh \
	tests/mounted/shipped.sh \
	tests/mounted/tools.sh \
	tests/mounted/trees.sh
TESTS += $(mounted_tests)

# Those whose daemon does something else than those before.
valgrind_tests = cache concurrency control endian fallback fault fifo flush registers tools
check-valgrind-mounted: src/devmemfs$(EXEEXT) tests/mounted/call$(EXEEXT)
	$(AM_V_at)top_srcdir=$(top_srcdir) top_builddir=$(top_builddir) \
		$(srcdir)/%D%/valgrind.sh %D%/valgrind-logs $(valgrind_tests)
clean-local: clean-valgrind
clean-valgrind:
	rm -rf %D%/valgrind-logs
.PHONY: check-valgrind-mounted clean-valgrind
EXTRA_DIST += tests/mounted/valgrind.sh tests/mounted/changes.sh tests/mounted/lib.sh tests/mounted/made_up.sh \
	tests/mounted/text.sh tests/mounted/witness.sh $(mounted_tests)
