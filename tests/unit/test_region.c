/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of regions: text that stays, finding by name, widths that a range can do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "region.h"
#include "unit.h"

enum { MANY = 5000 };

static struct regions all;

static void teardown(void)
{
	regions_free(&all);
}

static struct region *add(const char *name)
{
	struct region *r = regions_add(&all);

	ck_assert_ptr_nonnull(r);
	r->name = regions_text(&all, "%s", name);
	return r;
}

static void add_many(void)
{
	char name[32];

	/* Neither in order, nor in reverse. */
	for (unsigned int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "r%u", i * 7919 % MANY);
		add(name);
	}
	ck_assert_int_eq(regions_index(&all), 0);
}

START_TEST(text_stays)
{
	char wanted[32];

	add_many();
	for (unsigned int i = 0; i < MANY; i++) {
		snprintf(wanted, sizeof(wanted), "r%u", i * 7919 % MANY);
		ck_assert_str_eq(all.v[i].name, wanted);
	}
}
END_TEST

START_TEST(long_text)
{
	const char *before = regions_text(&all, "%s", "before"), *text, *after;
	char *x = malloc(20001);

	memset(x, 'x', 20000);
	x[20000] = '\0';
	text = regions_text(&all, "<%s>", x);
	after = regions_text(&all, "%d %s", 42, "after");
	ck_assert_uint_eq(strlen(text), 20002);
	ck_assert(text[0] == '<' && text[20001] == '>');
	ck_assert_str_eq(before, "before");
	ck_assert_str_eq(after, "42 after");
	free(x);
}
END_TEST

START_TEST(added_is_zero)
{
	static const struct region zero;

	for (int i = 0; i < 100; i++) {
		struct region *r = regions_add(&all);

		ck_assert_mem_eq(r, &zero, sizeof(zero));
		memset(r, 0x5a, sizeof(*r));
	}
	ck_assert_uint_eq(all.n, 100);
}
END_TEST

START_TEST(find_every_name)
{
	add_many();
	for (size_t i = 0; i < all.n; i++) {
		char longer[64];
		const char *name = all.v[i].name;

		ck_assert_ptr_eq(regions_find(&all, 0, name), &all.v[i]);
		snprintf(longer, sizeof(longer), "%sx/b", name);
		ck_assert_ptr_null(regions_find(&all, 0, longer));
		ck_assert_ptr_null(regions_find(&all, 1, name));
	}
}
END_TEST

START_TEST(find_no_other)
{
	static const char *const names[] = { "ab", "abcd", "b", "abc", "B", "-", "a.b" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		add(names[i]);
	ck_assert_int_eq(regions_index(&all), 0);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		ck_assert_ptr_eq(regions_find(&all, 0, names[i]), &all.v[i]);
	ck_assert_ptr_null(regions_find(&all, 0, "a"));
	ck_assert_ptr_null(regions_find(&all, 0, ""));
	ck_assert_ptr_null(regions_find(&all, 0, "abcde"));
	ck_assert_ptr_null(regions_find(&all, 0, "c"));
	ck_assert_ptr_null(regions_find(&all, 0, "AB"));
}
END_TEST

START_TEST(find_in_none)
{
	ck_assert_int_eq(regions_index(&all), 0);
	ck_assert_ptr_null(regions_find(&all, 0, "a"));
}
END_TEST

START_TEST(the_first_of_equal_names)
{
	for (int i = 0; i < 50; i++)
		add(i % 2 ? "same" : "other");
	ck_assert_int_eq(regions_index(&all), 0);
	ck_assert_ptr_eq(regions_find(&all, 0, "other"), &all.v[0]);
	ck_assert_ptr_eq(regions_find(&all, 0, "same"), &all.v[1]);
}
END_TEST

START_TEST(first_cause_stays)
{
	struct region r = { .access = ACCESS_READ };

	ck_assert(region_usable(&r));
	region_fail(&r, "first", "do this");
	region_fail(&r, "second", "do that");
	ck_assert_str_eq(r.cause, "first");
	ck_assert_str_eq(r.remedy, "do this");
	ck_assert(!region_usable(&r));
}
END_TEST

START_TEST(cause_without_text)
{
	struct region r = { .access = ACCESS_READ };

	/* regions_text answers NULL when memory is short; the region must fail all the same. */
	region_fail(&r, NULL, NULL);
	ck_assert_str_eq(r.cause, "out of memory");
	ck_assert(!region_usable(&r));
}
END_TEST

START_TEST(no_access_is_not_usable)
{
	struct region r = { .access = ACCESS_NONE };

	ck_assert(!region_usable(&r));
}
END_TEST

static const struct {
	struct range range;
	unsigned int before, after;
} trims[] = {
	{ { 0, 8 }, 15, 15 },
	{ { 8, 8 }, 15, 15 },
	{ { 4, 8 }, 15, 7 },
	{ { 2, 8 }, 15, 3 },
	{ { 6, 8 }, 15, 3 },
	{ { 1, 8 }, 15, 1 },
	{ { 3, 8 }, 14, 0 },
	{ { 0, 7 }, 15, 7 },
	{ { 0, 3 }, 15, 3 },
	{ { 0, 1 }, 15, 1 },
	{ { 0, 3 }, 12, 0 },
	{ { 0x378, 3 }, 7, 3 },
	{ { 0, 9 }, 10, 10 },
	{ { UINT64_MAX - 7, 7 }, 15, 7 },
	{ { 4, UINT64_MAX - 4 }, 8, 0 },
};

START_TEST(trim_widths)
{
	for (size_t i = 0; i < COUNT_OF(trims); i++) {
		struct region r = { .range = trims[i].range, .widths = (uint8_t)trims[i].before };

		region_trim_widths(&r);
		ck_assert_msg(r.widths == trims[i].after, "row %zu: %u, not %u", i, r.widths,
			      trims[i].after);
	}
}
END_TEST

START_TEST(words)
{
	static const char *const spaces[] = { "ports", "memory", "pci-config", "file", "sim" };
	static const char *const accesses[] = { "none", "ro", "wo", "rw" };

	ck_assert_uint_eq(SPACE_COUNT, COUNT_OF(spaces) + 1);
	ck_assert_ptr_null(region_space_name(&(struct region){ .space = SPACE_NONE }));
	for (uint8_t i = 0; i < COUNT_OF(spaces); i++)
		ck_assert_str_eq(region_space_name(&(struct region){ .space = i }), spaces[i]);
	for (uint8_t i = 0; i < COUNT_OF(accesses); i++)
		ck_assert_str_eq(region_access_name(&(struct region){ .access = i }), accesses[i]);
}
END_TEST

TCase *region_tests(void)
{
	TCase *c = tcase_create("region");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, text_stays);
	tcase_add_test(c, long_text);
	tcase_add_test(c, added_is_zero);
	tcase_add_test(c, find_every_name);
	tcase_add_test(c, find_no_other);
	tcase_add_test(c, find_in_none);
	tcase_add_test(c, the_first_of_equal_names);
	tcase_add_test(c, first_cause_stays);
	tcase_add_test(c, cause_without_text);
	tcase_add_test(c, no_access_is_not_usable);
	tcase_add_test(c, trim_widths);
	tcase_add_test(c, words);
	return c;
}
