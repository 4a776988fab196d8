/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The picture of the map, as far as it can be seen without a browser: check-map has one. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "map.h"
#include "map_place.h"
#include "unit.h"

enum { MANY = 10000 };

static char *text;
static size_t length;

static void teardown(void)
{
	free(text);
	text = NULL;
}

static const char *draw(const struct map_space *spaces, size_t n)
{
	free(text);
	text = map_svg(spaces, n, &length);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(strlen(text), length);
	ck_assert_str_eq(text + length - 7, "</svg>\n");
	return text;
}

static const char *draw_item(const char *label, const char *configured)
{
	struct map_item item = { { 0x1000, 0x1000 }, label, configured, 0 };
	struct map_space space = { .title = "memory", .v = &item, .n = 1 };

	return draw(&space, 1);
}

static size_t count(const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)); at++)
		n++;
	return n;
}

START_TEST(empty)
{
	const struct map_space space = { .title = "memory", .note = "only <zeros>" };
	const struct map_space silent = { .title = "memory" };

	draw(NULL, 0);
	ck_assert_uint_eq(count("<text"), 0);
	draw(&space, 1);
	ck_assert_ptr_nonnull(strstr(text, ">only &lt;zeros&gt;<"));
	ck_assert_ptr_nonnull(strstr(draw(&silent, 1), ">nothing is here<"));
}
END_TEST

START_TEST(escaped)
{
	draw_item("<script>\"&\x01'", "a&b");
	ck_assert_uint_eq(count("&lt;script&gt;&quot;&amp;?'"), 2);
	ck_assert_uint_eq(count("a&amp;b"), 2);
	ck_assert_uint_eq(count("<script"), 0);
}
END_TEST

START_TEST(an_entry)
{
	draw_item("nvme", NULL);
	ck_assert_ptr_nonnull(strstr(text,
				     "<title>1000-1fff  4 KiB  nvme  (device, or driver at work)"
				     "</title>"));
	ck_assert_uint_eq(count(">1000-1fff</text>"), 1);
	ck_assert_uint_eq(count(">4 KiB</text>"), 1);
	ck_assert_uint_eq(count(">nvme</text>"), 1);
	ck_assert_uint_eq(count("<rect class=\"device\""), 2); /* and in the legend */
	ck_assert_uint_eq(count("<rect class=\"RAM\""), 0);
	ck_assert_uint_eq(count("class=\"tag\""), 0);
	draw_item("nvme", "disk");
	ck_assert_uint_eq(count("class=\"tag\""), 2);
	ck_assert_uint_eq(count(">disk</text>"), 1);
}
END_TEST

/* Other characters than ASCII may come from any font: their length is said. */
START_TEST(other_fonts)
{
	draw_item("plain", NULL);
	ck_assert_uint_eq(count("textLength"), 0);
	draw_item("\xe6\xbc\xa2", NULL);
	ck_assert_uint_eq(count("textLength=\"15\""), 1);
}
END_TEST

static struct map_item *many(void)
{
	struct map_item *v = calloc(MANY, sizeof(*v));

	ck_assert_ptr_nonnull(v);
	for (size_t i = 0; i < MANY; i++) {
		uint32_t depth = (uint32_t)(i % 8);

		v[i] = (struct map_item){
			.range = { i / 8 * 0x100000 + depth * 0x100, 0x80000 - depth * 0x1000 },
			.label = i % 3 ? "0000:00:1f.3" : "some driver",
			.configured = i % 100 ? NULL : "region",
			.depth = depth,
		};
	}
	return v;
}

static int place_many(struct map_sheet *sheet, struct map_item *v, int limit)
{
	const struct map_space space = { .title = "memory", .v = v, .n = MANY };

	ck_assert_int_eq(map_place_make(sheet, &space), 0);
	ck_assert_int_eq(sheet->columns, 1);
	return map_place_flow(sheet, limit);
}

/* In as many columns as needed each row has one shape that began there, and none is too low. */
START_TEST(columns)
{
	struct map_item *v = many();
	struct map_sheet sheet;
	size_t begun = 0;

	ck_assert_int_eq(place_many(&sheet, v, 2000), 0);
	ck_assert_int_gt(sheet.columns, 50);
	ck_assert_int_le(sheet.height, 2100);
	for (size_t i = 0; i < sheet.n; i++) {
		const struct map_shape *shape = &sheet.v[i];

		if (!shape->continued)
			ck_assert_ptr_eq(shape->row, &sheet.layout.v[begun++]);
		ck_assert_int_ge(shape->top, 0);
		ck_assert_int_lt(shape->column, sheet.columns);
		ck_assert_int_le(shape->top + shape->height, sheet.height);
		if (!shape->continues)
			ck_assert_int_ge(shape->height,
					 shape->continued ? 1 : sheet.heights[begun - 1]);
	}
	ck_assert_uint_eq(begun, sheet.layout.n);
	map_place_free(&sheet);
	free(v);
}
END_TEST

/* A box grows with its size, and is never lower than its text. */
START_TEST(growth)
{
	struct map_item v[54];
	const struct map_space space = { .title = "memory", .v = v, .n = COUNT_OF(v) };
	struct map_sheet sheet;
	uint64_t base = 0;

	for (uint32_t i = 0; i < COUNT_OF(v); i++) {
		v[i] = (struct map_item){ { base, UINT64_C(1) << i }, "nvme", NULL, 0 };
		base += UINT64_C(1) << i;
	}
	ck_assert_int_eq(map_place_make(&sheet, &space), 0);
	for (size_t i = 1; i < sheet.n; i++) {
		ck_assert_int_ge(sheet.v[i].height, MAP_MEASURE_LINE);
		ck_assert_int_ge(sheet.v[i].height, sheet.v[i - 1].height + (i > 12 ? 1 : 0));
	}
	map_place_free(&sheet);
}
END_TEST

/* Processor time, so that a busy machine does not count. */
static clock_t time_to_draw(const struct map_item *v, size_t n, size_t times)
{
	const struct map_space space = { .title = "memory", .v = v, .n = n };
	clock_t begin = clock();

	while (times-- > 0)
		draw(&space, 1);
	return clock() - begin;
}

/* Ten times the entries take about ten times as long, and make the same picture again. */
START_TEST(ten_thousand)
{
	struct map_item *v = many();
	clock_t small = time_to_draw(v, MANY / 10, 10);
	char *first;

	ck_assert_int_le(time_to_draw(v, MANY, 1), 4 * small + CLOCKS_PER_SEC / 20);
	ck_assert_uint_eq(count("class=\"range end\""), MANY);
	first = text;
	text = NULL;
	time_to_draw(v, MANY, 1);
	ck_assert_str_eq(text, first);
	free(first);
	free(v);
}
END_TEST

TCase *map_svg_tests(void)
{
	TCase *c = tcase_create("map_svg");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, empty);
	tcase_add_test(c, escaped);
	tcase_add_test(c, an_entry);
	tcase_add_test(c, other_fonts);
	tcase_add_test(c, columns);
	tcase_add_test(c, growth);
	tcase_add_test(c, ten_thousand);
	return c;
}
