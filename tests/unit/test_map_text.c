/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The map as text: gaps, nesting, marks, and nothing that is cut. */
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "unit.h"

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
	text = map_text(spaces, n, &length);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(strlen(text), length);
	return text;
}

static const char *draw_items(const struct map_item *v, size_t n)
{
	struct map_space space = { .title = "memory", .v = v, .n = n };

	return draw(&space, 1);
}

static const struct map_item ports[] = {
	{ { 0x20, 0x20 }, "PCI Bus 0000:00", NULL, 0 },
	{ { 0x22, 2 }, "pic1", "one, two", 1 },
	{ { 0x24, 1 }, "rtc", NULL, 1 },
	{ { 0x40, 0x400 }, "0000:00:03.0", NULL, 0 },
};

static const char drawn[] =
	"I/O ports\n"
	"\n"
	"                                     --- 32 bytes free ---\n"
	" 0020-003f  32 bytes  ##   bus       PCI Bus 0000:00\n"
	"                                     | --- 2 bytes free ---\n"
	"*0022-0023   2 bytes  #    device    | pic1  * one, two\n"
	" 0024-0024    1 byte  #    device    | rtc\n"
	"                                     | --- 27 bytes free ---\n"
	" 0040-043f     1 KiB  ###  BAR       0000:00:03.0\n"
	"\n"
	"memory\n"
	"\n"
	" not readable: ?\n"
	"\n"
	" bus       window of a bus\n"
	" BAR       BAR of a PCI function\n"
	" device    device, or driver at work\n"
	" *         configured: a folder of its own has its files\n"
	" #         each more is 32 times the size: 1 byte, 32 bytes, 1 KiB, 32 KiB, 1 MiB, ...\n";

START_TEST(whole)
{
	const struct map_space spaces[] = {
		{ "I/O ports", "not said", ports, COUNT_OF(ports) },
		{ "memory", "not readable: \x01", NULL, 0 },
	};

	ck_assert_str_eq(draw(spaces, 2), drawn);
	ck_assert_str_eq(draw(spaces, 2), drawn);
}
END_TEST

START_TEST(empty)
{
	const struct map_space space = { .title = "memory" };

	ck_assert_str_eq(draw(NULL, 0), "");
	ck_assert_str_eq(draw(&space, 1), "memory\n\n nothing is here\n\n");
}
END_TEST

/* What of RAM no entry names is not free. */
START_TEST(gaps_in_entries)
{
	const struct map_item v[] = {
		{ { 0x100000, 0x100000 }, "System RAM", NULL, 0 },
		{ { 0x140000, 0x1000 }, "Kernel code", NULL, 1 },
	};

	draw_items(v, 2);
	ck_assert_ptr_nonnull(strstr(text, "  --- 1 MiB free ---\n 00100000"));
	ck_assert_ptr_nonnull(strstr(text, "| --- 256 KiB RAM ---\n 00140000"));
	ck_assert_ptr_nonnull(strstr(text, "| --- 764 KiB RAM ---\n\n"));
}
END_TEST

/* What a shorter entry lies across is not free behind it. */
START_TEST(overlaps)
{
	const struct map_item v[] = {
		{ { 0x1000, 0x1000 }, "long", NULL, 0 },
		{ { 0x1100, 0x100 }, "short", NULL, 0 },
		{ { 0x2000, 0x100 }, "next", NULL, 0 },
	};

	draw_items(v, 3);
	ck_assert_ptr_null(strstr(strstr(text, "long"), "---"));
}
END_TEST

START_TEST(last_address)
{
	const struct map_item v[] = {
		{ { 0, UINT64_MAX }, "all", NULL, 0 },
		{ { UINT64_MAX - 1, 1 }, "last", NULL, 1 },
	};

	draw_items(v, 2);
	ck_assert_ptr_nonnull(strstr(text, " 00000000-fffffffffffffffe "));
	ck_assert_ptr_nonnull(strstr(text, "  18446744073709551615 bytes  "));
	ck_assert_ptr_nonnull(strstr(text, "| --- 18446744073709551614 bytes unclaimed ---\n"
					   " fffffffffffffffe-fffffffffffffffe"));
}
END_TEST

/* Duplicates, deep nesting, missing levels, and what is not sorted: each entry is there once. */
START_TEST(odd_order)
{
	struct map_item v[100];
	size_t n = 0;

	for (uint32_t i = 0; i < 100; i++)
		v[i] = (struct map_item){ { 0x1000, 0x1000 }, "same", NULL, i };
	v[50] = (struct map_item){ { 0x10, 0x10 }, "before", NULL, 0 };
	v[60] = (struct map_item){ { 0x8000, 0x10 }, "behind", NULL, 9 };
	draw_items(v, 100);
	for (const char *at = text; (at = strstr(at, "| same\n")); at++)
		n++;
	/* The first one and the one after "before" are at the top. */
	ck_assert_uint_eq(n, 97);
	ck_assert_ptr_nonnull(strstr(text, " before\n"));
	ck_assert_ptr_nonnull(strstr(text, "| behind\n"));
}
END_TEST

START_TEST(labels_are_not_cut)
{
	char label[301] = { 0 };
	struct map_item item = { { 0x1000, 0x1000 }, label, NULL, 0 };

	memset(label, 'w', 300);
	draw_items(&item, 1);
	ck_assert_ptr_nonnull(strstr(text, label));
	item.label = "";
	ck_assert_ptr_nonnull(strstr(draw_items(&item, 1), "  (no name)\n"));
	item.label = "bell \a";
	ck_assert_ptr_nonnull(strstr(draw_items(&item, 1), "  bell ?\n"));
}
END_TEST

/* As long as the terminal has room the names are behind the label, then below it. */
START_TEST(marks)
{
	char label[61] = { 0 };
	struct map_item item = { { 0x1000, 0x1000 }, label, "edu, ram", 0 };

	for (size_t i = 0; i < 60; i++) {
		const char *line, *end;

		label[i] = 'w';
		line = strstr(draw_items(&item, 1), "*1000");
		end = strchr(line, '\n');
		ck_assert_ptr_nonnull(strstr(line, "* edu, ram\n"));
		if (strstr(line, "w  * edu"))
			ck_assert_int_le(end - line, 100);
		else
			ck_assert_int_gt(end - line + 12, 100);
	}
}
END_TEST

TCase *map_text_tests(void)
{
	TCase *c = tcase_create("map_text");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, whole);
	tcase_add_test(c, empty);
	tcase_add_test(c, gaps_in_entries);
	tcase_add_test(c, overlaps);
	tcase_add_test(c, last_address);
	tcase_add_test(c, odd_order);
	tcase_add_test(c, labels_are_not_cut);
	tcase_add_test(c, marks);
	return c;
}
