/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers of SVD files: every form, every limit, and what is none. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "svd_number.h"
#include "unit.h"

struct row {
	const char *text;
	int ret;
	uint64_t value, any;
};

static const struct row numbers[] = {
	{ "0", 0, 0, 0 },
	{ "10", 0, 10, 0 },
	{ "010", 0, 10, 0 },
	{ "08", 0, 8, 0 },
	{ "18446744073709551615", 0, UINT64_MAX, 0 },
	{ "18446744073709551616", -ERANGE, 0, 0 },
	{ "99999999999999999999999", -ERANGE, 0, 0 },
	{ "0x10", 0, 16, 0 },
	{ "0Xff", 0, 255, 0 },
	{ "0xFFFFFFFFFFFFFFFF", 0, UINT64_MAX, 0 },
	{ "0x0000000000000000000001", 0, 1, 0 },
	{ "0x10000000000000000", -ERANGE, 0, 0 },
	{ "#101", 0, 5, 0 },
	{ "0b11", 0, 3, 0 },
	{ "0B0", 0, 0, 0 },
	{ "#1111111111111111111111111111111111111111111111111111111111111111", 0, UINT64_MAX, 0 },
	{ "#10000000000000000000000000000000000000000000000000000000000000000", -ERANGE, 0, 0 },
	{ "+7", 0, 7, 0 },
	{ "+0x7", 0, 7, 0 },
	{ " 12 ", 0, 12, 0 },
	{ "\n\t0x1\r\n", 0, 1, 0 },
	{ "5u", 0, 5, 0 },
	{ "5UL", 0, 5, 0 },
	{ "0x5ull", 0, 5, 0 },
	{ "5ulll", -EINVAL, 0, 0 },
	{ "1k", 0, 1024, 0 },
	{ "2K", 0, 2048, 0 },
	{ "1M", 0, 1048576, 0 },
	{ "1g", 0, 1073741824, 0 },
	{ "1T", 0, 1099511627776, 0 },
	{ "16777215T", 0, 16777215ULL << 40, 0 },
	{ "16777216T", -ERANGE, 0, 0 },
	{ "1kk", -EINVAL, 0, 0 },
	{ "", -EINVAL, 0, 0 },
	{ " ", -EINVAL, 0, 0 },
	{ "+", -EINVAL, 0, 0 },
	{ "++1", -EINVAL, 0, 0 },
	{ "-1", -EINVAL, 0, 0 },
	{ "0x", -EINVAL, 0, 0 },
	{ "#", -EINVAL, 0, 0 },
	{ "0b", -EINVAL, 0, 0 },
	{ "#2", -EINVAL, 0, 0 },
	{ "0xg", -EINVAL, 0, 0 },
	{ "ff", -EINVAL, 0, 0 },
	{ "1 2", -EINVAL, 0, 0 },
	{ "1.5", -EINVAL, 0, 0 },
	{ "1,2", -EINVAL, 0, 0 },
	{ "x", -EINVAL, 0, 0 },
};

static const struct row patterns[] = {
	{ "#1x0", 0, 4, 2 },
	{ "0bXX", 0, 0, 3 },
	{ "#01x1", 0, 5, 2 },
	{ "12", 0, 12, 0 },
	{ "1x", -EINVAL, 0, 0 },
	{ "0x1x", -EINVAL, 0, 0 },
	{ "#xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0, 0, UINT64_MAX },
	{ "#xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", -ERANGE, 0, 0 },
};

START_TEST(number)
{
	const struct row *row = &numbers[_i];
	uint64_t value = 4711;

	ck_assert_int_eq(svd_number(row->text, &value), row->ret);
	ck_assert_uint_eq(value, row->ret ? 4711 : row->value);
}
END_TEST

START_TEST(pattern)
{
	const struct row *row = &patterns[_i];
	uint64_t value, any;

	ck_assert_int_eq(svd_pattern(row->text, &value, &any), row->ret);
	if (row->ret == 0) {
		ck_assert_uint_eq(value, row->value);
		ck_assert_uint_eq(any, row->any);
	}
	/* Where only a number can be, a bit that does not matter is none. */
	if (row->ret == 0 && row->any)
		ck_assert_int_eq(svd_number(row->text, &value), -EINVAL);
}
END_TEST

/* Whatever is printed is read back. */
START_TEST(random_numbers)
{
	srand48(1);
	for (int i = 0; i < 10000; i++) {
		uint64_t wanted = (uint64_t)mrand48() << 32 ^ (uint64_t)mrand48();
		uint64_t decimal = 0, hex = 0;
		char text[32];

		wanted >>= (unsigned int)i % 64;
		snprintf(text, sizeof(text), "%llu", (unsigned long long)wanted);
		ck_assert_int_eq(svd_number(text, &decimal), 0);
		snprintf(text, sizeof(text), "0x%llX", (unsigned long long)wanted);
		ck_assert_int_eq(svd_number(text, &hex), 0);
		ck_assert_uint_eq(decimal, wanted);
		ck_assert_uint_eq(hex, wanted);
	}
}
END_TEST

START_TEST(bit_range)
{
	static const struct {
		const char *text;
		int ret;
		uint64_t msb, lsb;
	} rows[] = {
		{ "[7:0]", 0, 7, 0 },
		{ "7:0", 0, 7, 0 },
		{ " [ 31 : 16 ] ", 0, 31, 16 },
		{ "[5]", 0, 5, 5 },
		{ "0", 0, 0, 0 },
		{ "[0x1f:0]", 0, 31, 0 },
		{ "[7:0", -EINVAL, 0, 0 },
		{ "7:0]", -EINVAL, 0, 0 },
		{ "[7:]", -EINVAL, 0, 0 },
		{ "[:0]", -EINVAL, 0, 0 },
		{ "", -EINVAL, 0, 0 },
		{ "[]", -EINVAL, 0, 0 },
		{ "7-0", -EINVAL, 0, 0 },
		{ "[7:0:0]", -EINVAL, 0, 0 },
		{ "[#x:0]", -EINVAL, 0, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint64_t msb = 0, lsb = 0;

		ck_assert_msg(svd_bit_range(rows[i].text, &msb, &lsb) == rows[i].ret, "%s",
			      rows[i].text);
		if (rows[i].ret)
			continue;
		ck_assert_uint_eq(msb, rows[i].msb);
		ck_assert_uint_eq(lsb, rows[i].lsb);
	}
}
END_TEST

START_TEST(looks_numeric)
{
	ck_assert(svd_looks_numeric("0") && svd_looks_numeric("10") && svd_looks_numeric("0x1F"));
	ck_assert(svd_looks_numeric("017") && svd_looks_numeric("99999999999999999999"));
	ck_assert(!svd_looks_numeric("") && !svd_looks_numeric("0x") && !svd_looks_numeric("1of4"));
	ck_assert(!svd_looks_numeric("_1") && !svd_looks_numeric("0xg") && !svd_looks_numeric("a"));
}
END_TEST

TCase *svd_number_tests(void)
{
	TCase *c = tcase_create("svd_number");

	tcase_add_loop_test(c, number, 0, COUNT_OF(numbers));
	tcase_add_loop_test(c, pattern, 0, COUNT_OF(patterns));
	tcase_add_test(c, random_numbers);
	tcase_add_test(c, bit_range);
	tcase_add_test(c, looks_numeric);
	return c;
}
