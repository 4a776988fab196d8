/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nesting that the kernel's map cannot show by blanks: deep entries, and twins at one range. */
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "made_up.h"
#include "resmap.h"
#include "unit.h"

static struct resmap map;

static int read_text(const char *text)
{
	int ret;

	capture_begin();
	ret = made_up_map_text(&map, text, "map");
	capture_end();
	return ret;
}

static void teardown(void)
{
	capture_teardown();
	resmap_free(&map);
	made_up_teardown();
}

/* The path of labels down to the last entry of this label: "a/b/c". */
static const char *way_to(const char *label)
{
	static char path[256];
	const struct resource *r = NULL;

	for (size_t i = 0; i < map.n; i++)
		if (strcmp(map.v[i].label, label) == 0)
			r = &map.v[i];
	ck_assert_ptr_nonnull(r);
	snprintf(path, sizeof(path), "%s", label);
	while (r->up != RESMAP_TOP) {
		char rest[256];

		r = &map.v[r->up];
		memcpy(rest, path, sizeof(rest));
		snprintf(path, sizeof(path), "%.8s/%.200s", r->label, rest);
	}
	return path;
}

/* Levels 0 to `levels` of one entry each, and then what is printed at the last of them. */
static void read_below(int levels, const char *const *lines)
{
	char text[2048];
	size_t used = 0;

	for (int i = 0; i <= levels; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%*s%x-%x : %c\n", 2 * i,
					 "", 0x1000 + i, 0x1fff - i, 'a' + i);
	for (; *lines; lines++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%*s%s\n", 2 * levels,
					 "", *lines);
	ck_assert_int_eq(read_text(text), 0);
}

/* Kernels print five levels, those since 6.9 eight, and what is deeper at the last of them. */
static const int last_levels[] = { 5, 8 };

START_TEST(deeper_than_the_kernel_prints)
{
	static const char *const lines[] = {
		"1100-17ff : in",    "1200-12ff : deep",   "1210-121f : deeper",
		"1300-13ff : after", "1800-18ff : beside", NULL,
	};
	char in[64];

	read_below(last_levels[_i], lines);
	snprintf(in, sizeof(in), "%s/in",
		 last_levels[_i] == 5 ? "a/b/c/d/e/f" : "a/b/c/d/e/f/g/h/i");
	ck_assert_str_eq(way_to("in"), in);
	ck_assert_int_eq(strncmp(way_to("deep"), in, strlen(in)), 0);
	ck_assert_str_eq(way_to("deep") + strlen(in), "/deep");
	ck_assert_str_eq(way_to("deeper") + strlen(in), "/deep/deeper");
	ck_assert_str_eq(way_to("after") + strlen(in), "/after");
	ck_assert_str_eq(way_to("beside") + strlen(in) - 2, "beside");
}
END_TEST

/* At other levels blanks are to be believed. */
START_TEST(only_there)
{
	ck_assert_int_eq(read_text("0-fff : a\n  100-1ff : b\n  120-12f : c\n"), 1);
	ck_assert_uint_eq(map.n, 2);
	ck_assert_int_eq(read_text("0-fff : a\n  1-ff0 : b\n    2-f00 : c\n      3-e00 : d\n"
				   "        4-d00 : e\n          5-c00 : f\n            6-b00 : g\n"
				   "            8-9 : h\n"),
			 1);
	ck_assert_uint_eq(map.n, 7);
}
END_TEST

/* The claim is the deepest one, wherever it was printed. */
START_TEST(claim_of_a_deep_one)
{
	static const char *const lines[] = { "1100-17ff : in", "1200-12ff : deep", NULL };
	char path[128];

	read_below(5, lines);
	ck_assert(resmap_claim(&map, (struct range){ 0x1280, 1 }, path, sizeof(path)));
	ck_assert_str_eq(path, "a > b > c > d > e > f > in > deep");
	ck_assert(resmap_claim(&map, (struct range){ 0x1700, 1 }, path, sizeof(path)));
	ck_assert_str_eq(path, "a > b > c > d > e > f > in");
}
END_TEST

/* Sixteen levels are kept: a longer chain is cut, and said. */
START_TEST(too_deep)
{
	char text[2048];
	size_t used = 0;

	for (int i = 0; i < 20; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%*s%x-%x : l%d\n",
					 2 * i, "", 0x100 + i, 0x1ff - i, i);
	ck_assert_int_eq(read_text(text), 4);
	ck_assert_uint_eq(map.n, RESMAP_DEPTH_MAX);
	ck_assert_uint_eq(map.v[15].depth, 15);
	ck_assert_uint_eq(map.v[15].up, 14);
}
END_TEST

/* Two drivers may have the same range, and whatever follows is in the last of them. */
START_TEST(twins)
{
	ck_assert_int_eq(read_text("0-ff : bus\n"
				   "  10-1f : one\n"
				   "  10-1f : one\n"
				   "  10-1f : two\n"
				   "    10-17 : child\n"
				   "  20-2f : other\n"),
			 0);
	ck_assert_uint_eq(map.n, 6);
	for (uint32_t i = 1; i < 4; i++) {
		ck_assert_uint_eq(map.v[i].up, 0);
		ck_assert_uint_eq(map.v[i].depth, 1);
		ck_assert_uint_eq(map.v[i].next, i < 3 ? i + 1 : 5);
	}
	ck_assert_str_eq(way_to("child"), "bus/two/child");
	ck_assert_str_eq(way_to("other"), "bus/other");
}
END_TEST

/* Of twins one that is a place does not hide one that is a driver. */
START_TEST(claim_among_twins)
{
	static const char *const texts[] = {
		"10-1f : driver\n10-1f : reserved\n10-1f : reserved\n",
		"10-1f : reserved\n10-1f : driver\n10-1f : reserved\n",
		"10-1f : reserved\n10-1f : reserved\n10-1f : driver\n",
	};
	char path[64];

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		ck_assert_int_eq(read_text(texts[i]), 0);
		ck_assert(resmap_claim(&map, (struct range){ 0x18, 1 }, path, sizeof(path)));
		ck_assert_str_eq(path, "driver");
		ck_assert(resmap_claim(&map, (struct range){ 0, 0x11 }, path, sizeof(path)));
		ck_assert_str_eq(path, "driver");
		ck_assert(!resmap_claim(&map, (struct range){ 0x20, 1 }, path, sizeof(path)));
	}
}
END_TEST

/* What is in one twin, and merely a place, does not hide the claim of the other. */
START_TEST(claim_of_a_twin_beside_a_parent)
{
	char path[64];

	ck_assert_int_eq(read_text("10-1f : driver\n"
				   "10-1f : 0000:00:1f.3\n"
				   "  10-17 : PNP0103:00\n"
				   "    12-13 : reserved\n"),
			 0);
	for (uint64_t at = 0x10; at < 0x20; at++) {
		ck_assert(resmap_claim(&map, (struct range){ at, 1 }, path, sizeof(path)));
		ck_assert_str_eq(path, "driver");
	}
}
END_TEST

TCase *resmap_deep_tests(void)
{
	TCase *c = tcase_create("resmap_deep");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, deeper_than_the_kernel_prints, 0, (int)COUNT_OF(last_levels));
	tcase_add_test(c, only_there);
	tcase_add_test(c, claim_of_a_deep_one);
	tcase_add_test(c, too_deep);
	tcase_add_test(c, twins);
	tcase_add_test(c, claim_among_twins);
	tcase_add_test(c, claim_of_a_twin_beside_a_parent);
	return c;
}
