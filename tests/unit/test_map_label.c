/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels of any bytes become printable lines; sizes and ranges are said exactly. */
#include <stdlib.h>
#include <string.h>

#include "map_label.h"
#include "unit.h"

static const struct {
	const char *label, *clean;
} labels[] = {
	{ "", "" },
	{ "PCI Bus 0000:00", "PCI Bus 0000:00" },
	{ "<b> & \"quoted\"", "<b> & \"quoted\"" },
	{ "a\tb\nc\x1b[31m\x7f", "a?b?c?[31m?" },
	{ "Ger\xc3\xa4t", "Ger\xc3\xa4t" },
	{ "\xe6\xbc\xa2 \xf0\x9f\x92\xbe", "\xe6\xbc\xa2 \xf0\x9f\x92\xbe" },
	{ "\xff\xfe", "??" },
	{ "\xc3(", "?(" },
	{ "cut \xe2\x82", "cut ??" },
	{ "cut \xf0\x9f\x92", "cut ???" },
	{ "overlong \xc0\xaf \xe0\x80\xaf \xf0\x80\x80\xaf", "overlong ?? ??? ????" },
	{ "surrogate \xed\xa0\x80", "surrogate ?" },
	{ "too large \xf4\x90\x80\x80", "too large ?" },
	{ "C1 \xc2\x85", "C1 ?" },
	{ "\xe2\x80\xaeturned", "?turned" },
	{ "no XML: \xef\xbf\xbe \xef\xbf\xbf", "no XML: ? ?" },
	{ "zero width \xe2\x80\x8b\xef\xbb\xbf", "zero width ??" },
};

START_TEST(clean)
{
	char *text = map_label_clean(labels[_i].label), *again;

	ck_assert_str_eq(text, labels[_i].clean);
	again = map_label_clean(text);
	ck_assert_str_eq(again, text);
	free(again);
	free(text);
}
END_TEST

static const struct {
	uint64_t size;
	const char *text;
} sizes[] = {
	{ 0, "0 bytes" },
	{ 1, "1 byte" },
	{ 64, "64 bytes" },
	{ 1023, "1023 bytes" },
	{ 1024, "1 KiB" },
	{ 1025, "1025 bytes" },
	{ 1280, "1.25 KiB" },
	{ 1536, "1.5 KiB" },
	{ 1792, "1.75 KiB" },
	{ 1600, "1600 bytes" },
	{ 0x9ec00, "635 KiB" },
	{ 0x180000, "1.5 MiB" },
	{ 0xffff0000, "4194240 KiB" },
	{ 0x540000000, "21 GiB" },
	{ UINT64_C(1) << 44, "16 TiB" },
	{ UINT64_C(5) << 48, "1.25 PiB" },
	{ UINT64_C(1) << 63, "8 EiB" },
	{ UINT64_MAX, "18446744073709551615 bytes" },
};

START_TEST(size)
{
	char text[MAP_SIZE_TEXT];

	map_label_size(text, sizes[_i].size);
	ck_assert_str_eq(text, sizes[_i].text);
}
END_TEST

START_TEST(range)
{
	char text[MAP_RANGE_TEXT];

	map_label_range(text, (struct range){ 0x60, 1 }, 4);
	ck_assert_str_eq(text, "0060-0060");
	map_label_range(text, (struct range){ 0xa0000, 0x20000 }, 8);
	ck_assert_str_eq(text, "000a0000-000bffff");
	map_label_range(text, (struct range){ 0x100000000, 0x40000000 }, 8);
	ck_assert_str_eq(text, "100000000-13fffffff");
	map_label_range(text, (struct range){ 0, UINT64_MAX }, 8);
	ck_assert_str_eq(text, "00000000-fffffffffffffffe");
}
END_TEST

static const char words[] = "several words, averylongonethatdoesnotfit, "
			    "\xe6\xbc\xa2\xe6\xbc\xa2 and more";

/* Whatever the width, no line is wider, nothing is lost, and each line has something. */
START_TEST(lines)
{
	size_t cells = (size_t)_i, n = 0;
	const char *at = words;

	for (; *at; n++) {
		size_t bytes = map_label_line(at, cells);

		ck_assert_uint_gt(bytes, 0);
		ck_assert_uint_le(bytes, strlen(at));
		/* One character is taken even if it is too wide. */
		ck_assert(map_label_cells(at, bytes) <= cells || bytes == 1 || bytes == 3);
		ck_assert((at[bytes] & 0xc0) != 0x80);
		at += bytes;
	}
	ck_assert_uint_eq(map_label_lines(words, cells), n);
}
END_TEST

START_TEST(broken_at_blanks)
{
	ck_assert_uint_eq(map_label_line("one two three", 9), strlen("one two "));
	ck_assert_uint_eq(map_label_line("one two three", 8), strlen("one two "));
	ck_assert_uint_eq(map_label_line("one two three", 13), strlen("one two three"));
	/* A first line of one short word is worse than a broken word. */
	ck_assert_uint_eq(map_label_line("a verylongword", 10), 10);
	ck_assert_uint_eq(map_label_line("verylongword", 4), 4);
	ck_assert_uint_eq(map_label_lines("", 4), 0);
}
END_TEST

START_TEST(cells)
{
	ck_assert_uint_eq(map_label_cells("abc", 3), 3);
	ck_assert_uint_eq(map_label_cells("abc", 2), 2);
	ck_assert_uint_eq(map_label_cells("\xc3\xa4", 2), 1);
	ck_assert_uint_eq(map_label_cells("\xe6\xbc\xa2", 3), 2);
}
END_TEST

TCase *map_label_tests(void)
{
	TCase *c = tcase_create("map_label");

	tcase_add_loop_test(c, clean, 0, COUNT_OF(labels));
	tcase_add_loop_test(c, size, 0, COUNT_OF(sizes));
	tcase_add_loop_test(c, lines, 1, 60);
	tcase_add_test(c, range);
	tcase_add_test(c, broken_at_blanks);
	tcase_add_test(c, cells);
	return c;
}
