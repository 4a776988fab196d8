/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, masks and times as text: each is understood as a whole, or refused; none is ever cut. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reg.h"
#include "reg_number.h"
#include "target.h"
#include "unit.h"

/* What the text says, digit by digit; -1: no number, -2: more than 64 bits. */
static int oracle_number(const char *text, size_t length, uint64_t *value)
{
	unsigned int base = 10;
	size_t i = 0;

	*value = 0;
	if (length > 1 && text[0] == '0') {
		base = text[1] == 'x' || text[1] == 'X' ? 16 : 8;
		i = base == 16 ? 2 : 1;
	}
	if (i == length)
		return -EINVAL;
	/* A letter in it is worse than being too wide. */
	for (size_t k = i; k < length; k++) {
		const char *digits = "0123456789abcdef", *at;
		char c = text[k] >= 'A' && text[k] <= 'F' ? (char)(text[k] + 32) : text[k];

		at = c ? strchr(digits, c) : NULL;
		if (!at || (unsigned int)(at - digits) >= base)
			return -EINVAL;
	}
	for (; i < length; i++) {
		char c = text[i];
		unsigned int digit =
			c <= '9' ? (unsigned int)(c - '0') : (unsigned int)((c | 32) - 'a') + 10;

		if (*value > (UINT64_MAX - digit) / base)
			return -ERANGE;
		*value = *value * base + digit;
	}
	return 0;
}

static int oracle(const char *text, unsigned int bits, struct reg_number *n)
{
	const char *colon = strchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : strlen(text);
	uint64_t all = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
	int ret = oracle_number(text, length, &n->value);

	n->masked = colon;
	n->mask = all;
	if (ret == 0 && n->value > all)
		ret = -ERANGE;
	if (ret < 0 || !colon)
		return ret;
	ret = oracle_number(colon + 1, strlen(colon + 1), &n->mask);
	return ret == 0 && n->mask > all ? -ERANGE : ret;
}

/* Check's assertions write a file each time, so only a failure gets there. */
static void check(const char *text, unsigned int bits)
{
	struct reg_number wanted, n;
	const char *why = NULL;
	int error = oracle(text, bits, &wanted), ret = reg_number(text, bits, &n, &why);

	/* Which of two reasons it is may differ where both are true. */
	if (ret == error || (ret < 0 && error < 0 && strlen(text) > 19)) {
		if (ret == 0 &&
		    (n.value != wanted.value || n.mask != wanted.mask || n.masked != wanted.masked))
			ck_abort_msg("\"%s\", %u bits: 0x%" PRIx64 ":0x%" PRIx64, text, bits,
				     n.value, n.mask);
		if (ret < 0 && (!why || !*why))
			ck_abort_msg("\"%s\", %u bits: no reason", text, bits);
		return;
	}
	ck_abort_msg("\"%s\", %u bits: %d, not %d", text, bits, ret, error);
}

static const unsigned int widths[] = { 1, 2, 3, 7, 8, 9, 16, 31, 32, 33, 63, 64 };

/* Every text of up to four of these characters. */
START_TEST(every_short_text)
{
	static const char letters[] = "0179aFxX:-+ .k";
	enum { LETTERS = sizeof(letters) - 1, LONGEST = 4 };

	for (unsigned int length = 0, n = 1; length <= LONGEST; length++, n *= LETTERS)
		for (unsigned int i = 0; i < n; i++) {
			char text[LONGEST + 1] = "";

			for (unsigned int k = 0, rest = i; k < length; k++, rest /= LETTERS)
				text[k] = letters[rest % LETTERS];
			check(text, widths[i % COUNT_OF(widths)]);
		}
}
END_TEST

/* Every value of a narrow register in every base, and the first ones that do not fit. */
START_TEST(every_narrow_value)
{
	for (unsigned int bits = 1; bits <= 10; bits++)
		for (unsigned int value = 0; value < 2u << bits; value++) {
			char text[64];

			snprintf(text, sizeof(text), "%u", value);
			check(text, bits);
			snprintf(text, sizeof(text), "0x%x:0%o", value, value / 2);
			check(text, bits);
		}
}
END_TEST

START_TEST(ends_of_the_range)
{
	for (unsigned int bits = 1; bits <= 64; bits++)
		for (unsigned int i = 0; i < 3; i++) {
			uint64_t value = reg_ones(bits) + i - 1;
			char text[128];

			snprintf(text, sizeof(text), "%" PRIu64, value);
			check(text, bits);
			snprintf(text, sizeof(text), "0x%" PRIX64 ":0%" PRIo64, value, value);
			check(text, bits);
		}
	check("18446744073709551615", 64);
	check("18446744073709551616", 64);
	check("0xffffffffffffffff", 64);
	check("0x10000000000000000", 64);
	check("01777777777777777777777", 64);
	check("02000000000000000000000", 64);
	check("0x00000000000000000000000000000000000001", 1);
	check("00000000000000000000000000000000000000001", 1);
}
END_TEST

static void print_random(char *text, size_t size)
{
	uint64_t value = random_number() >> random_below(64);

	switch (random_below(4)) {
	case 0:
		snprintf(text, size, "%" PRIu64, value);
		break;
	case 1:
		snprintf(text, size, "0x%" PRIx64, value);
		break;
	case 2:
		snprintf(text, size, "0X%" PRIX64, value);
		break;
	default:
		snprintf(text, size, "0%" PRIo64, value);
	}
}

/* Numbers of every size, some with a character changed. */
START_TEST(random_texts)
{
	random_seed(5);
	for (int i = 0; i < 200000; i++) {
		char text[128];

		print_random(text, 40);
		if (random_below(2)) {
			strcat(text, ":");
			print_random(text + strlen(text), 40);
		}
		if (random_below(4) == 0)
			text[random_below(strlen(text))] = "0189afgx: \t"[random_below(11)];
		check(text, widths[random_below(COUNT_OF(widths))]);
	}
}
END_TEST

START_TEST(lines)
{
	char line[REG_TEXT], text[REG_TEXT + 2];

	memset(text, '0', sizeof(text));
	ck_assert_int_eq(reg_line("12\n", 3, line), 0);
	ck_assert_str_eq(line, "12");
	ck_assert_int_eq(reg_line("12", 2, line), 0);
	ck_assert_str_eq(line, "12");
	ck_assert_int_eq(reg_line("\n", 1, line), 0);
	ck_assert_str_eq(line, "");
	ck_assert_int_eq(reg_line("", 0, line), 0);
	ck_assert_str_eq(line, "");
	ck_assert_int_eq(reg_line("1\n\n", 3, line), -EINVAL);
	ck_assert_int_eq(reg_line("\n1", 2, line), -EINVAL);
	ck_assert_int_eq(reg_line("1\0", 2, line), -EINVAL);
	ck_assert_int_eq(reg_line("1\0\n", 3, line), -EINVAL);
	ck_assert_int_eq(reg_line(text, REG_TEXT - 1, line), 0);
	ck_assert_uint_eq(strlen(line), REG_TEXT - 1);
	ck_assert_int_eq(reg_line(text, REG_TEXT, line), -EINVAL);
	text[REG_TEXT - 1] = '\n';
	ck_assert_int_eq(reg_line(text, REG_TEXT, line), 0);
}
END_TEST

static const struct {
	const char *text;
	uint64_t ns;
	int ret;
} times[] = {
	{ "0s", 0, 0 },
	{ "1ns", 1, 0 },
	{ "10us", 10000, 0 },
	{ "500ms", 500000000, 0 },
	{ "2s", UINT64_C(2000000000), 0 },
	{ "3600s", UINT64_C(3600000000000), 0 },
	{ "010ms", 8000000, 0 },
	{ "4611686018s", UINT64_C(4611686018000000000), 0 },
	{ "4611686019s", 0, -ERANGE },
	{ "4611686018427387903ns", UINT64_C(4611686018427387903), 0 },
	{ "4611686018427387904ns", 0, -ERANGE },
	{ "18446744073709551615s", 0, -ERANGE },
	{ "18446744073709551616ns", 0, -ERANGE },
	{ "", 0, -EINVAL },
	{ "s", 0, -EINVAL },
	{ "1", 0, -EINVAL },
	{ "1m", 0, -EINVAL },
	{ "1S", 0, -EINVAL },
	{ "1 s", 0, -EINVAL },
	{ " 1s", 0, -EINVAL },
	{ "1s ", 0, -EINVAL },
	{ "-1s", 0, -EINVAL },
	{ "+1s", 0, -EINVAL },
	{ "1.5s", 0, -EINVAL },
	{ "0x10ms", 0, -EINVAL },
	{ "09ms", 0, -EINVAL },
	{ "1min", 0, -EINVAL },
	{ "1sms", 0, -EINVAL },
};

START_TEST(times_and_their_units)
{
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		const char *why = NULL;
		uint64_t ns = 7;
		int ret = reg_time(times[i].text, &ns, &why);

		ck_assert_msg(ret == times[i].ret, "%s: %d", times[i].text, ret);
		ck_assert_msg(ret < 0 ? why && *why : ns == times[i].ns, "%s: %" PRIu64,
			      times[i].text, ns);
	}
}
END_TEST

TCase *reg_number_tests(void)
{
	TCase *c = tcase_create("reg_number");

	tcase_add_test(c, every_short_text);
	tcase_add_test(c, every_narrow_value);
	tcase_add_test(c, ends_of_the_range);
	tcase_add_test(c, random_texts);
	tcase_add_test(c, lines);
	tcase_add_test(c, times_and_their_units);
	return c;
}
