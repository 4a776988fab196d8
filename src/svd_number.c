/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers of SVD files: every digit counts, or the text is refused; nothing is ever cut. */
#include "svd_number.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

/* The value of a digit in a base; -1: it is none. */
static int digit(char c, unsigned int base)
{
	int value = -1;

	if (c >= '0' && c <= '9')
		value = c - '0';
	else if (c >= 'a' && c <= 'f')
		value = c - 'a' + 10;
	else if (c >= 'A' && c <= 'F')
		value = c - 'A' + 10;
	return value < (int)base ? value : -1;
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t\r\n");
}

/* What says which base the digits behind it have. */
static const char *skip_prefix(const char *text, unsigned int *base)
{
	*base = 10;
	if (*text == '#') {
		*base = 2;
		return text + 1;
	}
	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
		*base = 16;
	else if (text[0] == '0' && (text[1] == 'b' || text[1] == 'B'))
		*base = 2;
	return *base == 10 ? text : text + 2;
}

/* Binary digits that do not matter are read as 0 and set in *any. */
static int read_digits(const char **text, unsigned int base, uint64_t *value, uint64_t *any)
{
	const char *at = *text;

	*value = *any = 0;
	for (;; at++) {
		bool free = base == 2 && (*at == 'x' || *at == 'X');
		int d = free ? 0 : digit(*at, base);

		if (d < 0)
			break;
		if (__builtin_mul_overflow(*value, (uint64_t)base, value) ||
		    __builtin_add_overflow(*value, (uint64_t)d, value) || *any >> 63)
			return -ERANGE;
		*any = *any << (base == 2) | free;
	}
	if (at == *text)
		return -EINVAL;
	*text = at;
	return 0;
}

static int read_suffix(const char **text, uint64_t *value)
{
	static const char scales[] = "kmgt";
	const char *scale = **text ? strchr(scales, tolower((unsigned char)**text)) : NULL;
	unsigned int shift = scale ? 10 * (unsigned int)(scale - scales + 1) : 0;
	size_t length = strspn(*text, "uUlL");

	if (scale) {
		if (*value > UINT64_MAX >> shift)
			return -ERANGE;
		*value <<= shift;
		(*text)++;
	} else if (length <= 3) {
		*text += length;
	}
	return 0;
}

/* Reads a number at the front of the text, which then is what follows it. */
static int read_number(const char **text, uint64_t *value, uint64_t *any)
{
	const char *at = skip_blanks(*text);
	unsigned int base;
	int ret;

	if (*at == '+')
		at++;
	at = skip_prefix(at, &base);
	ret = read_digits(&at, base, value, any);
	if (ret == 0)
		ret = read_suffix(&at, value);
	*text = skip_blanks(at);
	return ret;
}

int svd_pattern(const char *text, uint64_t *value, uint64_t *any)
{
	int ret = read_number(&text, value, any);

	if (ret < 0)
		return ret;
	return *text ? -EINVAL : 0;
}

int svd_number(const char *text, uint64_t *value)
{
	uint64_t any, number;
	int ret = svd_pattern(text, &number, &any);

	if (ret < 0)
		return ret;
	if (any)
		return -EINVAL;
	*value = number;
	return 0;
}

int svd_bit_range(const char *text, uint64_t *msb, uint64_t *lsb)
{
	uint64_t any_high, any_low = 0;
	bool bracket;
	int ret;

	text = skip_blanks(text);
	bracket = *text == '[';
	text += bracket;
	ret = read_number(&text, msb, &any_high);
	if (ret < 0)
		return ret;
	*lsb = *msb;
	if (*text == ':') {
		text++;
		ret = read_number(&text, lsb, &any_low);
	}
	if (ret < 0)
		return ret;
	if (bracket && *text++ != ']')
		return -EINVAL;
	return *skip_blanks(text) || any_high || any_low ? -EINVAL : 0;
}

bool svd_looks_numeric(const char *text)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	const char *digits = hex ? text + 2 : text;
	size_t length = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");

	return length && !digits[length];
}
