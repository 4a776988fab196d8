# SPDX-License-Identifier: GPL-2.0-or-later
# make fuzz: libFuzzer with ASan and UBSan, in a build configured with CC=clang; not a part of make
# check. A target is a word here, its program below, tests/fuzz/fuzz_WORD.c, WORD.dict and
# corpus-WORD/. FUZZ_TARGETS=WORD runs one of them, FUZZ_RUNS=N says how long; what it finds that is
# new stays in the build directory, and a finding as crash-WORD-*.
FUZZ_TARGETS = conf maps number registers requests svd
FUZZ_RUNS = 10000000

fuzz_programs = tests/fuzz/fuzz_conf tests/fuzz/fuzz_maps tests/fuzz/fuzz_number tests/fuzz/fuzz_registers tests/fuzz/fuzz_requests \
	tests/fuzz/fuzz_svd
EXTRA_PROGRAMS += $(fuzz_programs)
CLEANFILES += $(fuzz_programs) tests/fuzz/libfuzzed.a
EXTRA_DIST += tests/fuzz/fuzz.sh \
	tests/fuzz/corpus-conf tests/fuzz/conf.dict \
	tests/fuzz/corpus-maps tests/fuzz/maps.dict \
	tests/fuzz/corpus-number tests/fuzz/number.dict \
	tests/fuzz/corpus-registers tests/fuzz/registers.dict \
	tests/fuzz/corpus-requests tests/fuzz/requests.dict \
	tests/fuzz/corpus-svd tests/fuzz/svd.dict

fuzz_flags = -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
# All of the library, so that the fuzzer sees which ways are taken in it.
fuzz_library_flags = -g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

EXTRA_LIBRARIES = tests/fuzz/libfuzzed.a
tests_fuzz_libfuzzed_a_SOURCES = $(src_libdevmemfs_a_SOURCES)
nodist_tests_fuzz_libfuzzed_a_SOURCES = $(nodist_src_libdevmemfs_a_SOURCES)
tests_fuzz_libfuzzed_a_CFLAGS = $(AM_CFLAGS) $(fuzz_library_flags)

# Numbers, sizes, ranges, times and conditions against arithmetic of 128 bits.
tests_fuzz_fuzz_number_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_number.c \
	src/range.c src/reg_number.c src/reg_wait.c
tests_fuzz_fuzz_number_CFLAGS = $(AM_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_number_LDFLAGS = $(fuzz_flags)

# Lists of registers in a configuration, and what is in memory of them afterwards.
tests_fuzz_fuzz_registers_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_registers.c
tests_fuzz_fuzz_registers_CFLAGS = $(AM_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_registers_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_registers_LDADD = tests/fuzz/libfuzzed.a $(CONFIG_LIBS) $(PCI_LIBS)

# The whole configuration, and the maps of a machine: what becomes of either is a tree.
tests_fuzz_fuzz_conf_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_conf.c \
	tests/fuzz/fuzz_tree.c tests/fuzz/fuzz_tree.h
tests_fuzz_fuzz_conf_CFLAGS = $(AM_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_conf_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_conf_LDADD = tests/fuzz/libfuzzed.a $(CONFIG_LIBS) $(PCI_LIBS)
tests_fuzz_fuzz_maps_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_maps.c \
	tests/fuzz/fuzz_tree.c tests/fuzz/fuzz_tree.h
tests_fuzz_fuzz_maps_CFLAGS = $(AM_CFLAGS) $(EXPAT_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_maps_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_maps_LDADD = tests/fuzz/libfuzzed.a $(EXPAT_LIBS) $(CONFIG_LIBS) $(PCI_LIBS)

# The kernel's requests, both ways, on simulated devices.
tests_fuzz_fuzz_requests_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_requests.c \
	tests/fuzz/fuzz_device.c tests/fuzz/fuzz_device.h tests/fuzz/fuzz_kernel.c tests/fuzz/fuzz_kernel.h \
	src/audit.c src/fs.c src/fs_attr.c src/fs_data.c src/fs_file.c src/fs_quick.c src/fs_text.c \
	src/fs_trace.c src/fs_tree.c src/fs_wait.c
tests_fuzz_fuzz_requests_CFLAGS = $(AM_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_requests_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_requests_LDADD = tests/fuzz/libfuzzed.a $(FUSE_LIBS) $(CONFIG_LIBS) $(PCI_LIBS)

# A vendor's file, and what is made of it, which the reader of lists must accept. A pool of chunks of
# no size shows AddressSanitizer the end of each piece, and with low limits no time goes by for large
# numbers of the same.
tests_fuzz_fuzz_svd_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_svd.c \
	tests/fuzz/fuzz_xml.c tests/fuzz/fuzz_xml.h $(svd_sources)
tests_fuzz_fuzz_svd_CPPFLAGS = $(AM_CPPFLAGS) -DSVD_POOL_CHUNK=0 \
	-DSVD_REGISTERS_MAX=2000 -DSVD_FIELDS_MAX=5000
tests_fuzz_fuzz_svd_CFLAGS = $(AM_CFLAGS) $(EXPAT_CFLAGS) $(fuzz_flags)
tests_fuzz_fuzz_svd_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_svd_LDADD = src/libdevmemfs.a $(EXPAT_LIBS) $(CONFIG_LIBS) $(PCI_LIBS)

fuzz: $(BUILT_SOURCES)
	@$(CC) --version | grep -q clang || \
		{ echo "make fuzz is for a build directory configured with CC=clang"; exit 1; }
	$(MAKE) $(AM_MAKEFLAGS) $(fuzz_programs)
	$(AM_V_at)for target in $(FUZZ_TARGETS); do \
		$(top_srcdir)/tests/fuzz/fuzz.sh $$target $(FUZZ_RUNS) || exit 1; done
.PHONY: fuzz
