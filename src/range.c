/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text to ranges: every digit counts, or the text is refused; nothing is ever cut silently. */
#include "range.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

size_t range_count_until(const void *v, size_t n, size_t size, uint64_t address)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct range *r = (const void *)((const char *)v + middle * size);

		if (r->base <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Reads the digits at the front of text; *end is the first character that is none. */
static int number_prefix(const char *text, uint64_t *value, const char **end, const char **why)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');

	/* strtoull would accept blanks and signs, and "0x" as 0. */
	if (!isdigit((unsigned char)text[0]) || (hex && !isxdigit((unsigned char)text[2]))) {
		*why = "not a number; write 0x..., decimal, or octal with a leading 0";
		return -EINVAL;
	}
	errno = 0;
	*value = strtoull(text, (char **)end, 0);
	if (errno == ERANGE) {
		*why = "the number does not fit into 64 bits";
		return -ERANGE;
	}
	return 0;
}

static int suffix_shift(char c)
{
	switch (c) {
	case 'k':
	case 'K':
		return 10;
	case 'M':
		return 20;
	case 'G':
		return 30;
	default:
		return -1;
	}
}

int range_number(const char *text, uint64_t *value, const char **why)
{
	const char *end;
	int ret = number_prefix(text, value, &end, why);

	if (ret == 0 && *end) {
		*why = "a character that is no digit follows the number";
		return -EINVAL;
	}
	return ret;
}

int range_size(const char *text, uint64_t *value, const char **why)
{
	const char *end;
	int shift, ret = number_prefix(text, value, &end, why);

	if (ret < 0 || !*end)
		return ret;
	shift = suffix_shift(*end);
	if (shift < 0 || end[1]) {
		*why = "only k, M or G may follow a size";
		return -EINVAL;
	}
	if (*value > UINT64_MAX >> shift) {
		*why = "the size does not fit into 64 bits";
		return -ERANGE;
	}
	*value <<= shift;
	return 0;
}

static int finish(uint64_t base, uint64_t length, struct range *out, const char **why)
{
	if (length == 0) {
		*why = "the size is 0";
		return -EINVAL;
	}
	/* The byte after the last must be a number too: callers add base and length. */
	if (length > UINT64_MAX - base) {
		*why = "the end of the range does not fit into 64 bits";
		return -ERANGE;
	}
	*out = (struct range){ base, length };
	return 0;
}

int range_parse(const char *text, struct range *out, const char **why)
{
	const char *rest;
	uint64_t base, value;
	int ret = number_prefix(text, &base, &rest, why);

	if (ret < 0)
		return ret;
	if (*rest == '+') {
		ret = range_size(rest + 1, &value, why);
		return ret < 0 ? ret : finish(base, value, out, why);
	}
	if (*rest != '-') {
		*why = "not a range; write START-END (END inclusive) or START+SIZE";
		return -EINVAL;
	}
	ret = range_number(rest + 1, &value, why);
	if (ret < 0)
		return ret;
	if (value < base) {
		*why = "the end is before the start";
		return -EINVAL;
	}
	if (value - base == UINT64_MAX) {
		*why = "the end of the range does not fit into 64 bits";
		return -ERANGE;
	}
	return finish(base, value - base + 1, out, why);
}
