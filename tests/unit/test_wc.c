/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map = "wc": resourceN_wc of prefetchable BARs, what stands in for it, and who cannot have it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "info.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

/* 2 and 3 are prefetchable, the latter smaller than a page. */
static const struct made_up_bar bars[6] = { [0] = { 0xfebd0000, 4096, BAR_MEMORY },
					    [1] = { 0xc040, 64, BAR_IO },
					    [2] = { 0xe0000000, 8192, BAR_MEMORY_64 },
					    [4] = { 0xfebd1c00, 64, BAR_MEMORY_64 } };

static const char bar2[] = "sys/bus/pci/devices/0000:00:03.0/resource2";
static const char bar2_wc[] = "sys/bus/pci/devices/0000:00:03.0/resource2_wc";
static const char bar4_wc[] = "sys/bus/pci/devices/0000:00:03.0/resource4_wc";
static struct access a;

static void setup(void)
{
	made_up_setup();
	made_up_function("0000:00:03.0", 0x8086, 0x100e, bars, 256);
	capture_begin();
}

static void teardown(void)
{
	access_trace(NULL);
	access_close(&a);
	capture_teardown();
	made_up_teardown();
}

static struct region *add(const char *value)
{
	struct region *r = made_up_region("pci", value, ACCESS_BOTH);

	r->combining = true;
	return r;
}

static void check_info(const struct region *r, const char *line)
{
	size_t length;
	char *text = info_text(&made_up.all, r, &length);

	ck_assert_msg(text && strstr(text, line), "%s", text);
	free(text);
}

START_TEST(mapped)
{
	struct region *r = add("8086:100e bar2");
	uint32_t l[2] = { 0x11223344, 0x55667788 };

	made_up_size(bar2, 8192);
	made_up_size(bar2_wc, 8192);
	made_up_open(&a, r);
	ck_assert_str_eq(capture_end(), "");
	ck_assert(a.combining && r->combining);
	ck_assert_str_eq(r->backend, "pci-resource");
	check_info(r, "\nmapping: wc\n");
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8184, l, 8), 8);
	ck_assert_int_eq(access_copy_write(&a, 4, "abc", 3), 3);
	/* The bytes are in that file and not in the other one. */
	ck_assert_mem_eq(made_up_map(bar2_wc, 0, 8192) + 4, "abc", 3);
	ck_assert_mem_eq(made_up_map(bar2, 0, 8192) + 4, "\0\0\0", 3);
	memset(l, 0, sizeof(l));
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8184, l, 8), 8);
	ck_assert(l[0] == 0x11223344 && l[1] == 0x55667788);
}
END_TEST

/* One access a unit here too. */
START_TEST(accesses)
{
	struct region *r = add("8086:100e bar2");
	const uint16_t w[2] = { 0x1122, 0x3344 };

	made_up_size(bar2_wc, 8192);
	r->flush = FLUSH_READ;
	made_up_open(&a, r);
	access_trace(seen_trace);
	seen_clear();
	ck_assert_int_eq(access_write(&a, WINDOW(2), 8, w, 4), 4);
	ck_seen(STORE(2, 8, 0x1122), STORE(2, 10, 0x3344), LOAD(4, 0, 0x100e8086));
}
END_TEST

START_TEST(inside_a_page)
{
	made_up_size(bar4_wc, 4096);
	made_up_open(&a, add("8086:100e bar4"));
	ck_assert(a.combining);
	ck_assert_int_eq(access_copy_write(&a, 60, "abcd", 4), 4);
	ck_assert_mem_eq(made_up_map(bar4_wc, 0, 4096) + 0xc00 + 60, "abcd", 4);
}
END_TEST

/* The processor or the kernel may not offer it: slower, but not wrong; and it is told. */
START_TEST(absent)
{
	struct region *r = add("8086:100e bar2");
	const char *printed;

	made_up_size(bar2, 8192);
	made_up_open(&a, r);
	printed = capture_end();
	ck_assert_msg(strstr(printed, "devmemfs: region \"r1\": ") == printed &&
			      strstr(printed, "map = \"uc\" is used instead\n"),
		      "%s", printed);
	ck_assert(!a.combining && !r->combining);
	check_info(r, "\nmapping: uc\n");
	ck_assert_int_eq(access_copy_write(&a, 4, "abc", 3), 3);
	ck_assert_mem_eq(made_up_map(bar2, 0, 8192) + 4, "abc", 3);
}
END_TEST

/* Neither file. */
START_TEST(nothing_there)
{
	struct region *r = add("8086:100e bar2");

	made_up_look_up();
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), -ENOENT);
	ck_assert(!a.combining && !r->backend);
	ck_assert_ptr_nonnull(strstr(r->cause, "pci-resource: "));
	ck_assert_ptr_null(strstr(r->cause, "combining"));
}
END_TEST

/* Nobody asked for it. */
START_TEST(not_asked_for)
{
	struct region *r = made_up_region("pci", "8086:100e bar2", ACCESS_BOTH);

	made_up_size(bar2, 8192);
	made_up_size(bar2_wc, 8192);
	made_up_open(&a, r);
	ck_assert(!a.combining && !r->combining);
	check_info(r, "\nmapping: uc\n");
	ck_assert_int_eq(access_copy_write(&a, 4, "abc", 3), 3);
	ck_assert_mem_eq(made_up_map(bar2, 0, 8192) + 4, "abc", 3);
}
END_TEST

/* Where reading has effects writes must not be merged either. */
START_TEST(not_prefetchable)
{
	struct region *r = add(_i ? "8086:100e bar1" : "8086:100e bar0");

	made_up_look_up();
	ck_assert_ptr_nonnull(r->cause);
	ck_assert_msg(strstr(r->cause, "prefetchable"), "%s", r->cause);
	ck_assert_msg(r->remedy && strstr(r->remedy, "uc"), "%s", r->remedy ? r->remedy : "none");
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert_ptr_null(a.backend);
}
END_TEST

TCase *wc_tests(void)
{
	TCase *c = tcase_create("wc");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, mapped);
	tcase_add_test(c, accesses);
	tcase_add_test(c, inside_a_page);
	tcase_add_test(c, absent);
	tcase_add_test(c, nothing_there);
	tcase_add_test(c, not_asked_for);
	tcase_add_loop_test(c, not_prefetchable, 0, 2);
	return c;
}
