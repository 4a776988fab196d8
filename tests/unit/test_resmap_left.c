/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged resource maps: which lines are left out, and what is said of them. */
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "made_up.h"
#include "resmap.h"
#include "unit.h"

static struct resmap map;
static const char *said;

/* Returns how many lines are left out; what is logged is `said`. */
static int read_text(const char *text)
{
	int ret;

	capture_begin();
	ret = made_up_map_text(&map, text, "a/map");
	said = capture_end();
	return ret;
}

static void teardown(void)
{
	capture_teardown();
	resmap_free(&map);
	made_up_teardown();
}

/* The labels that are left in, each with its depth: "a0 b1". */
static const char *left_in(void)
{
	static char text[256];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < map.n; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s%u", i ? " " : "",
					 map.v[i].label, map.v[i].depth);
	return text;
}

static const char no_resource[] = "not \"START-END : LABEL\"";
static const char overlaps[] = "overlaps the entry before it";
static const char out_of_order[] = "out of order";
static const char not_inside[] = "not inside the entry that it is nested in";

/* One line of each is left out: the one with this number, for this reason. */
static const struct {
	const char *text;
	unsigned int line;
	const char *why, *left_in;
} spoiled[] = {
	{ "0-f : a\ngarbage\n10-1f : b\n", 2, no_resource, "a0 b0" },
	{ "0-f : a\n10-1", 2, no_resource, "a0" },
	{ "0-f : a\n10-1f :", 2, no_resource, "a0" },
	{ "0-f : a\n   10-1f : odd\n20-2f : b\n", 2, no_resource, "a0 b0" },
	{ "0-f : a\n\t20-2f : tab\n", 2, no_resource, "a0" },
	{ "0-f : a\n-10-1f : c\n", 2, no_resource, "a0" },
	{ "0-f : a\n10--1f : c\n", 2, no_resource, "a0" },
	{ "0-f : a\n1f-10 : backwards\n", 2, no_resource, "a0" },
	{ "0-f : a\n10-10000000000000000 : c\n", 2, no_resource, "a0" },
	{ "0-f : a\n\n\n8-17 : c\n20-2f : b\n", 4, overlaps, "a0 b0" },
	{ "10-1f : a\n8-17 : c\n", 2, overlaps, "a0" },
	{ "0-f : a\n0-7 : c\n", 2, overlaps, "a0" },
	{ "8-f : a\n0-f : c\n", 2, overlaps, "a0" },
	{ "10-1f : a\n0-f : c\n20-2f : b\n", 2, out_of_order, "a0 b0" },
	{ "0-ff : a\n  20-2f : b\n  10-1f : c\n  30-3f : d\n", 3, out_of_order, "a0 b1 d1" },
	{ "0-f : a\n  10-1f : c\n20-2f : b\n", 2, not_inside, "a0 b0" },
	{ "10-1f : a\n  f-1f : c\n", 2, not_inside, "a0" },
	{ "10-1f : a\n  10-20 : c\n", 2, not_inside, "a0" },
	{ "0-ff : a\n  0-f : b\n    0-10 : c\n", 3, not_inside, "a0 b1" },
	/* A second one at the range of a parent would come after what is in that. */
	{ "0-f : a\n  0-7 : b\n0-f : c\n", 3, overlaps, "a0 b1" },
};

START_TEST(one_line)
{
	char wanted[256];

	snprintf(wanted, sizeof(wanted), "devmemfs: a/map:%u: %s; the line is left out\n",
		 spoiled[_i].line, spoiled[_i].why);
	ck_assert_int_eq(read_text(spoiled[_i].text), 1);
	ck_assert_str_eq(said, wanted);
	ck_assert_str_eq(left_in(), spoiled[_i].left_in);
}
END_TEST

/* What is in a line that is left out is looked at for itself. */
START_TEST(children_of_one_left_out)
{
	ck_assert_int_eq(read_text("0-f : a\n8-1f : x\n  8-b : b\n  10-17 : y\n20-2f : c\n"), 2);
	ck_assert_str_eq(left_in(), "a0 b1 c0");
}
END_TEST

static size_t lines_said(void)
{
	size_t n = 0;

	for (const char *p = said; (p = strchr(p, '\n')); p++)
		n++;
	return n;
}

START_TEST(ten_lines_are_logged)
{
	char text[1024];

	memset(text, '\n', sizeof(text));
	for (size_t i = 0; i < 10; i++)
		text[2 * i] = 'x';
	text[20] = '\0';
	ck_assert_int_eq(read_text(text), 10);
	ck_assert_uint_eq(lines_said(), 10);
	ck_assert_ptr_nonnull(strstr(said, "a/map:10: "));
}
END_TEST

START_TEST(then_they_are_counted)
{
	static const char more[] = "devmemfs: a/map: 490 more lines are left out\n";
	char text[1001];

	for (size_t i = 0; i < 1000; i++)
		text[i] = i % 2 ? '\n' : 'x';
	text[1000] = '\0';
	ck_assert_int_eq(read_text(text), 500);
	ck_assert_uint_eq(lines_said(), 11);
	ck_assert_ptr_nonnull(strstr(said, "a/map:10: "));
	ck_assert_ptr_null(strstr(said, "a/map:11: "));
	ck_assert_str_eq(said + strlen(said) - strlen(more), more);
}
END_TEST

START_TEST(nothing_is_said_without_a_name)
{
	FILE *file;

	made_up_text("map", "x\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\n");
	file = fopen(made_up_path("map"), "r");
	ck_assert_ptr_nonnull(file);
	capture_begin();
	ck_assert_int_eq(resmap_read(&map, file, NULL), 12);
	ck_assert_str_eq(capture_end(), "");
	fclose(file);
}
END_TEST

/* A NUL ends a string, but not the map. */
START_TEST(bytes_that_are_no_text)
{
	static const char bytes[] = "0-f : a\n10-\0001f : b\n20-2f : c\0d\n30-3f : System RAM\n";
	FILE *file;

	made_up_text("map", "");
	made_up_bytes("map", 0, bytes, sizeof(bytes) - 1);
	file = fopen(made_up_path("map"), "r");
	ck_assert_ptr_nonnull(file);
	capture_begin();
	ck_assert_int_eq(resmap_read(&map, file, "a/map"), 1);
	ck_assert_ptr_nonnull(strstr(capture_end(), "a/map:2: not \"START"));
	fclose(file);
	ck_assert_uint_eq(map.n, 3);
	ck_assert_uint_eq(strlen(map.v[1].label), 3);
	ck_assert_uint_eq(map.rams, 1);
}
END_TEST

/* Where addresses are hidden the lines are not damaged, only at one place. */
START_TEST(hidden_addresses)
{
	ck_assert_int_eq(read_text("00000000-00000000 : a\n"
				   "  00000000-00000000 : b\n"
				   "    00000000-00000000 : c\n"
				   "  00000000-00000000 : d\n"
				   "00000000-00000000 : e\n"),
			 0);
	ck_assert_str_eq(said, "");
	ck_assert(map.zeros);
}
END_TEST

static bool ram(uint64_t base, uint64_t length)
{
	return resmap_is_ram(&map, (struct range){ base, length });
}

/* Whatever is wrong with its line: RAM must not be opened. */
START_TEST(ram_counts_all_the_same)
{
	ck_assert_int_eq(read_text("1000-1fff : a\n"
				   "1800-27ff : System RAM\n"
				   "  2000-20ff : x\n"
				   "0-7ff : System RAM\n"
				   "  9000-90ff : System RAM\n"),
			 4);
	ck_assert_str_eq(left_in(), "a0");
	ck_assert(ram(0x1800, 1) && ram(0x27ff, 1) && ram(0, 1) && ram(0x7ff, 1));
	ck_assert(ram(0x9000, 1) && ram(0x90ff, 1));
	ck_assert(!ram(0x800, 0x1000) && !ram(0x2800, 0x6800) && !ram(0x9100, 0x10000));
}
END_TEST

/* They are joined: what reaches from one into the next is found by either. */
START_TEST(ram_that_overlaps)
{
	ck_assert_int_eq(read_text("1000-4fff : System RAM\n"
				   "2000-2fff : System RAM\n"
				   "4000-7fff : System RAM (kmem)\n"
				   "8000-8fff : System RAM\n"
				   "0-1 : System RAM\n"),
			 3);
	ck_assert_uint_eq(map.rams, 3);
	ck_assert(ram(0, 1) && ram(0x1000, 1) && ram(0x3000, 1) && ram(0x5000, 1));
	ck_assert(ram(0x7fff, 1) && ram(0x8fff, 1) && !ram(2, 0xffe) && !ram(0x9000, 1));
}
END_TEST

TCase *resmap_left_tests(void)
{
	TCase *c = tcase_create("resmap_left");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, one_line, 0, (int)COUNT_OF(spoiled));
	tcase_add_test(c, children_of_one_left_out);
	tcase_add_test(c, ten_lines_are_logged);
	tcase_add_test(c, then_they_are_counted);
	tcase_add_test(c, nothing_is_said_without_a_name);
	tcase_add_test(c, bytes_that_are_no_text);
	tcase_add_test(c, hidden_addresses);
	tcase_add_test(c, ram_counts_all_the_same);
	tcase_add_test(c, ram_that_overlaps);
	return c;
}
