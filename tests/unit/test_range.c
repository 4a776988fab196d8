/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranges: what may be written, what is refused, and arithmetic at the end of the numbers. */
#include <errno.h>
#include <stddef.h>

#include "range.h"
#include "unit.h"

struct number {
	const char *text;
	int ret;
	uint64_t value;
};

static const struct number numbers[] = {
	{ "0", 0, 0 },
	{ "10", 0, 10 },
	{ "0x10", 0, 16 },
	{ "0X1f", 0, 31 },
	{ "0xABcd", 0, 0xabcd },
	{ "017", 0, 15 },
	{ "18446744073709551615", 0, UINT64_MAX },
	{ "0xffffffffffffffff", 0, UINT64_MAX },
	{ "18446744073709551616", -ERANGE, 0 },
	{ "0x10000000000000000", -ERANGE, 0 },
	{ "", -EINVAL, 0 },
	{ "x", -EINVAL, 0 },
	{ "ff", -EINVAL, 0 },
	{ "-1", -EINVAL, 0 },
	{ "+1", -EINVAL, 0 },
	{ " 1", -EINVAL, 0 },
	{ "1 ", -EINVAL, 0 },
	{ "0x", -EINVAL, 0 },
	{ "0xg", -EINVAL, 0 },
	{ "0x-1", -EINVAL, 0 },
	{ "08", -EINVAL, 0 },
	{ "1k", -EINVAL, 0 },
	{ "1.5", -EINVAL, 0 },
};

static const struct number sizes[] = {
	{ "0", 0, 0 },
	{ "4096", 0, 4096 },
	{ "4k", 0, 4096 },
	{ "0x10k", 0, 16384 },
	{ "3M", 0, UINT64_C(3) << 20 },
	{ "64G", 0, UINT64_C(64) << 30 },
	{ "17179869183G", 0, UINT64_C(17179869183) << 30 },
	{ "17179869184G", -ERANGE, 0 },
	{ "18014398509481984k", -ERANGE, 0 },
	{ "0x10000000000000000", -ERANGE, 0 },
	{ "4kk", -EINVAL, 0 },
	{ "4k ", -EINVAL, 0 },
	{ "4T", -EINVAL, 0 },
	{ "4B", -EINVAL, 0 },
	{ "k", -EINVAL, 0 },
	{ "", -EINVAL, 0 },
};

static void check_numbers(const struct number *rows, size_t n,
			  int (*parse)(const char *, uint64_t *, const char **))
{
	for (size_t i = 0; i < n; i++) {
		const char *why = NULL;
		uint64_t value = 0;
		int ret = parse(rows[i].text, &value, &why);

		ck_assert_msg(ret == rows[i].ret, "\"%s\": %d, not %d", rows[i].text, ret,
			      rows[i].ret);
		if (ret == 0)
			ck_assert_uint_eq(value, rows[i].value);
		else
			ck_assert_ptr_nonnull(why);
	}
}

START_TEST(number)
{
	check_numbers(numbers, COUNT_OF(numbers), range_number);
}
END_TEST

START_TEST(size)
{
	check_numbers(sizes, COUNT_OF(sizes), range_size);
}
END_TEST

static const struct {
	const char *text;
	int ret;
	struct range range;
} ranges[] = {
	{ "0x378+3", 0, { 0x378, 3 } },
	{ "0xa0000-0xfffff", 0, { 0xa0000, 0x60000 } },
	{ "0-0", 0, { 0, 1 } },
	{ "5-5", 0, { 5, 1 } },
	{ "010+010", 0, { 8, 8 } },
	{ "0xfee00000+4k", 0, { 0xfee00000, 4096 } },
	{ "0x1fee00000+16G", 0, { 0x1fee00000, UINT64_C(16) << 30 } },
	{ "0xfffffffffffffffe+1", 0, { UINT64_MAX - 1, 1 } },
	{ "0xfffffffffffffff0-0xfffffffffffffffe", 0, { UINT64_MAX - 15, 15 } },
	{ "0-0xfffffffffffffffe", 0, { 0, UINT64_MAX } },
	{ "1-0", -EINVAL, { 0 } },
	{ "0x100-0xff", -EINVAL, { 0 } },
	{ "5+0", -EINVAL, { 0 } },
	{ "5+0k", -EINVAL, { 0 } },
	{ "5", -EINVAL, { 0 } },
	{ "5:6", -EINVAL, { 0 } },
	{ "5-", -EINVAL, { 0 } },
	{ "5+", -EINVAL, { 0 } },
	{ "+5", -EINVAL, { 0 } },
	{ "-5", -EINVAL, { 0 } },
	{ "5--6", -EINVAL, { 0 } },
	{ "5+-1", -EINVAL, { 0 } },
	{ "5 - 6", -EINVAL, { 0 } },
	{ "5-6x", -EINVAL, { 0 } },
	{ "4k+1", -EINVAL, { 0 } },
	{ "4096-8k", -EINVAL, { 0 } },
	{ "", -EINVAL, { 0 } },
	{ "0xffffffffffffffff+1", -ERANGE, { 0 } },
	{ "0xfffffffffffffff0+0x10", -ERANGE, { 0 } },
	{ "0xfffffffffffffff0+0x100", -ERANGE, { 0 } },
	{ "0xfffffffffffffff0-0xffffffffffffffff", -ERANGE, { 0 } },
	{ "0-0xffffffffffffffff", -ERANGE, { 0 } },
	{ "1-0xffffffffffffffff", -ERANGE, { 0 } },
	{ "0+0x10000000000000000", -ERANGE, { 0 } },
	{ "0x10000000000000000+1", -ERANGE, { 0 } },
	{ "0-0x10000000000000000", -ERANGE, { 0 } },
};

START_TEST(parse)
{
	for (size_t i = 0; i < COUNT_OF(ranges); i++) {
		struct range out = { 77, 78 };
		struct range wanted = ranges[i].ret ? out : ranges[i].range;
		const char *why = NULL;
		int ret = range_parse(ranges[i].text, &out, &why);

		ck_assert_msg(ret == ranges[i].ret, "\"%s\": %d, not %d", ranges[i].text, ret,
			      ranges[i].ret);
		/* After a mistake nothing has been written. */
		ck_assert_msg(out.base == wanted.base && out.length == wanted.length,
			      "\"%s\": the range is wrong", ranges[i].text);
		ck_assert(ret == 0 || why);
	}
}
END_TEST

static const struct range top = { UINT64_MAX - 16, 16 }, all = { 0, UINT64_MAX };

START_TEST(holds)
{
	struct range r = { 1000, 10 };

	ck_assert(range_holds(r, 0, 10) && range_holds(r, 9, 1) && range_holds(r, 10, 0));
	ck_assert(!range_holds(r, 0, 11) && !range_holds(r, 9, 2) && !range_holds(r, 10, 1));
	ck_assert(!range_holds(r, 11, 0));
	ck_assert(!range_holds(r, UINT64_MAX, 2) && !range_holds(r, 2, UINT64_MAX));
	ck_assert(range_holds(all, UINT64_MAX - 1, 1) && !range_holds(all, UINT64_MAX - 1, 2));
	ck_assert_uint_eq(range_last(r), 1009);
	ck_assert_uint_eq(range_last(top), UINT64_MAX - 1);
	ck_assert_uint_eq(range_last((struct range){ 5, 1 }), 5);
}
END_TEST

static void check_overlap(struct range a, struct range b, bool wanted)
{
	ck_assert(range_overlaps(a, b) == wanted);
	ck_assert(range_overlaps(b, a) == wanted);
}

START_TEST(overlaps)
{
	struct range r = { 100, 10 }, empty = { 105, 0 };

	check_overlap(r, r, true);
	check_overlap(r, (struct range){ 109, 1 }, true);
	check_overlap(r, (struct range){ 110, 1 }, false);
	check_overlap(r, (struct range){ 99, 1 }, false);
	check_overlap(r, (struct range){ 99, 2 }, true);
	check_overlap(r, (struct range){ 0, UINT64_MAX }, true);
	check_overlap(r, (struct range){ 104, 2 }, true);
	check_overlap(r, empty, false);
	check_overlap(empty, empty, false);
	check_overlap(top, all, true);
	check_overlap(top, r, false);
	check_overlap(top, (struct range){ UINT64_MAX - 1, 1 }, true);
	check_overlap(top, (struct range){ UINT64_MAX - 17, 1 }, false);
}
END_TEST

START_TEST(contains)
{
	struct range r = { 100, 10 };

	ck_assert(range_contains(r, r));
	ck_assert(range_contains(r, (struct range){ 109, 1 }));
	ck_assert(!range_contains(r, (struct range){ 109, 2 }));
	ck_assert(!range_contains(r, (struct range){ 99, 2 }));
	ck_assert(!range_contains(r, (struct range){ 0, UINT64_MAX }));
	ck_assert(range_contains(all, r) && range_contains(all, top) && range_contains(top, top));
	ck_assert(!range_contains(top, all));
}
END_TEST

TCase *range_tests(void)
{
	TCase *c = tcase_create("range");

	tcase_add_test(c, number);
	tcase_add_test(c, size);
	tcase_add_test(c, parse);
	tcase_add_test(c, holds);
	tcase_add_test(c, overlaps);
	tcase_add_test(c, contains);
	return c;
}
