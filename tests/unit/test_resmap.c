/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's resource maps: nesting, labels, RAM, and files that are damaged or say nothing. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "made_up.h"
#include "resmap.h"
#include "unit.h"

static struct resmap map;

static int read_text(const char *text)
{
	return made_up_map_text(&map, text, "map");
}

static void teardown(void)
{
	resmap_free(&map);
	made_up_teardown();
}

static const char pc[] = "00000000-00000fff : Reserved\n"
			 "00001000-0009fbff : System RAM\n"
			 "000a0000-000bffff : PCI Bus 0000:00\n"
			 "00100000-3fffffff : System RAM\n"
			 "  01000000-01ffffff : Kernel code\n"
			 "  02000000-02ffffff : Kernel data\n"
			 "40000000-febfffff : PCI Bus 0000:00\n"
			 "  fd000000-fdffffff : PCI Bus 0000:01\n"
			 "    fd000000-fd000fff : 0000:01:00.0\n"
			 "      fd000000-fd000fff : nvme\n"
			 "  fea00000-feafffff : 0000:00:04.0\n"
			 "fed00000-fed003ff : HPET 0\n"
			 "100000000-13fffffff : System RAM\n"
			 "  120000000-12fffffff : System RAM (kmem)\n"
			 "140000000-14fffffff : System ROM\n";

static const struct {
	uint64_t base, length;
	const char *label;
	uint32_t depth, next;
} entries[] = {
	{ 0, 0x1000, "Reserved", 0, 1 },
	{ 0x1000, 0x9ec00, "System RAM", 0, 2 },
	{ 0xa0000, 0x20000, "PCI Bus 0000:00", 0, 3 },
	{ 0x100000, 0x3ff00000, "System RAM", 0, 6 },
	{ 0x1000000, 0x1000000, "Kernel code", 1, 5 },
	{ 0x2000000, 0x1000000, "Kernel data", 1, 6 },
	{ 0x40000000, 0xbec00000, "PCI Bus 0000:00", 0, 11 },
	{ 0xfd000000, 0x1000000, "PCI Bus 0000:01", 1, 10 },
	{ 0xfd000000, 0x1000, "0000:01:00.0", 2, 10 },
	{ 0xfd000000, 0x1000, "nvme", 3, 10 },
	{ 0xfea00000, 0x100000, "0000:00:04.0", 1, 11 },
	{ 0xfed00000, 0x400, "HPET 0", 0, 12 },
	{ 0x100000000, 0x40000000, "System RAM", 0, 14 },
	{ 0x120000000, 0x10000000, "System RAM (kmem)", 1, 14 },
	{ 0x140000000, 0x10000000, "System ROM", 0, 15 },
};

START_TEST(nesting)
{
	ck_assert_int_eq(read_text(pc), 0);
	ck_assert_uint_eq(map.n, COUNT_OF(entries));
	ck_assert(!map.zeros);
	for (size_t i = 0; i < map.n; i++) {
		ck_assert_uint_eq(map.v[i].range.base, entries[i].base);
		ck_assert_uint_eq(map.v[i].range.length, entries[i].length);
		ck_assert_str_eq(map.v[i].label, entries[i].label);
		ck_assert_uint_eq(map.v[i].depth, entries[i].depth);
		ck_assert_uint_eq(map.v[i].next, entries[i].next);
	}
}
END_TEST

START_TEST(labels)
{
	ck_assert_int_eq(read_text(pc), 0);
	ck_assert_ptr_eq(resmap_label(&map, "System RAM", 1), &map.v[1]);
	ck_assert_ptr_eq(resmap_label(&map, "System RAM", 2), &map.v[3]);
	ck_assert_ptr_eq(resmap_label(&map, "System RAM", 3), &map.v[12]);
	ck_assert_ptr_null(resmap_label(&map, "System RAM", 4));
	ck_assert_ptr_eq(resmap_label(&map, "nvme", 1), &map.v[9]);
	ck_assert_ptr_eq(resmap_label(&map, "HPET 0", 1), &map.v[11]);
	ck_assert_ptr_null(resmap_label(&map, "HPET", 1));
	ck_assert_ptr_null(resmap_label(&map, "hpet 0", 1));
}
END_TEST

static bool ram(uint64_t base, uint64_t length)
{
	return resmap_is_ram(&map, (struct range){ base, length });
}

START_TEST(ram_is_found)
{
	ck_assert_int_eq(read_text(pc), 0);
	ck_assert(ram(0x1000, 1) && ram(0x9fbff, 1) && ram(0xfff, 2) && ram(0, 0x100000));
	ck_assert(ram(0x1800000, 4) && ram(0x3fffffff, 2) && ram(0x120000000, 8));
	ck_assert(ram(0, UINT64_MAX) && ram(0xfffffff0, 0x11));
	ck_assert(!ram(0, 0x1000) && !ram(0x9fc00, 0x400) && !ram(0xa0000, 0x60000));
	ck_assert(!ram(0x40000000, 0xc0000000) && !ram(0x140000000, 0x10000000));
}
END_TEST

START_TEST(ram_wherever_nested)
{
	ck_assert_int_eq(read_text("0-fffff : a\n  1000-1fff : b\n    1800-18ff : System RAM\n"),
			 0);
	ck_assert(ram(0x1800, 1) && !ram(0x1000, 0x800) && !ram(0x1900, 0x1000));
}
END_TEST

START_TEST(zeros)
{
	ck_assert_int_eq(read_text("00000000-00000000 : Reserved\n"
				   "00000000-00000000 : System RAM\n"
				   "  00000000-00000000 : Kernel code\n"),
			 0);
	ck_assert(map.zeros);
	ck_assert_uint_eq(map.n, 3);
	ck_assert_int_eq(read_text("0-0 : a\n1-1 : b\n"), 0);
	ck_assert(!map.zeros);
}
END_TEST

/* A machine without ports prints an empty file. */
START_TEST(empty_file)
{
	ck_assert_int_eq(read_text(""), 0);
	ck_assert_uint_eq(map.n, 0);
	ck_assert_ptr_null(resmap_label(&map, "x", 1));
	ck_assert(!ram(0, UINT64_MAX));
}
END_TEST

START_TEST(lines_that_are_none)
{
	int skipped = read_text("garbage\n"
				"0-f\n"
				"10-1f : good\n"
				"\n"
				"20-2f: no blank\n"
				"30 : no end\n"
				" 40-4f : odd indent\n"
				"x-f : no number\n"
				"60-5f : backwards\n"
				"10000000000000000-10000000000000001 : too large\n"
				"0-ffffffffffffffff : no length\n"
				"70-7f : last, no newline");

	ck_assert_int_eq(skipped, 9);
	ck_assert_uint_eq(map.n, 2);
	ck_assert_str_eq(map.v[0].label, "good");
	ck_assert_str_eq(map.v[1].label, "last, no newline");
	ck_assert_uint_eq(map.v[1].range.length, 16);
}
END_TEST

START_TEST(missing_levels)
{
	ck_assert_int_eq(read_text("    0-f : first\n        0-7 : deep\n10-1f : top\n"), 0);
	ck_assert_uint_eq(map.n, 3);
	ck_assert_uint_eq(map.v[0].depth, 0);
	ck_assert_uint_eq(map.v[1].depth, 1);
	ck_assert_uint_eq(map.v[0].next, 2);
	ck_assert_uint_eq(map.v[2].depth, 0);
}
END_TEST

START_TEST(many_lines)
{
	static char text[64 * 3000];
	size_t used = 0;

	for (unsigned int i = 0; i < 3000; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%*s%x-%x : entry %u\n",
					 (int)(i % 3 * 2), "", i * 16, (i + 3) / 3 * 48 - 1, i);
	ck_assert_int_eq(read_text(text), 0);
	ck_assert_uint_eq(map.n, 3000);
	ck_assert_uint_eq(map.v[2997].next, 3000);
	ck_assert_ptr_eq(resmap_label(&map, "entry 2999", 1), &map.v[2999]);
}
END_TEST

START_TEST(not_readable)
{
	FILE *file = fopen(made_up_path("proc"), "r");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(resmap_read(&map, file, "map"), -EISDIR);
	fclose(file);
}
END_TEST

TCase *resmap_tests(void)
{
	TCase *c = tcase_create("resmap");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, nesting);
	tcase_add_test(c, labels);
	tcase_add_test(c, ram_is_found);
	tcase_add_test(c, ram_wherever_nested);
	tcase_add_test(c, zeros);
	tcase_add_test(c, empty_file);
	tcase_add_test(c, lines_that_are_none);
	tcase_add_test(c, missing_levels);
	tcase_add_test(c, many_lines);
	tcase_add_test(c, not_readable);
	return c;
}
