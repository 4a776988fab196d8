/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every text that stands for a number, against a second reader of the same language, which counts
 * in 128 bits and knows no errno. The first byte of the input says how many bits the register has.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"
#include "range.h"
#include "reg_number.h"
#include "reg_wait.h"

typedef unsigned __int128 wide;

/* A number that has no place in 64 bits, whatever is multiplied with it afterwards. */
static const wide huge = (wide)1 << 100;

/* Reading a condition is not looking at the register. */
int reg_read(struct access *a, const struct reg_place *p, uint64_t *value)
{
	(void)a;
	(void)p;
	(void)value;
	abort();
}

/* A digit's value; 99: it is none. */
static unsigned int digit(char c)
{
	static const char digits[] = "00112233445566778899aAbBcCdDeEfF";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (unsigned int)(at - digits) / 2 : 99;
}

/* The number at the front of *text, which then is what follows it; false: there is none. */
static bool model_prefix(const char **text, wide *value)
{
	const char *p = *text, *first;
	unsigned int base = 10;

	if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X')) {
		base = 16;
		p += 2;
	} else if (p[0] == '0') {
		base = 8;
	}
	first = p;
	for (*value = 0; digit(*p) < base; p++)
		if (*value < huge)
			*value = *value * base + digit(*p);
	*text = p;
	return p > first;
}

static int model_number(const char *text, wide most, wide *value)
{
	if (!model_prefix(&text, value))
		return -EINVAL;
	if (*value > UINT64_MAX)
		return -ERANGE;
	if (*text)
		return -EINVAL;
	return *value > most ? -ERANGE : 0;
}

static int model_size(const char *text, wide *value)
{
	static const char units[] = "kKM.G";
	const char *unit;

	if (!model_prefix(&text, value))
		return -EINVAL;
	if (*value > UINT64_MAX)
		return -ERANGE;
	if (!*text)
		return 0;
	unit = *text == '.' ? NULL : strchr(units, *text);
	if (!unit || text[1])
		return -EINVAL;
	*value *= (wide)1 << 10 * ((unit - units) / 2 + 1);
	return *value > UINT64_MAX ? -ERANGE : 0;
}

/* Base and length, and the byte after the last, are numbers of 64 bits. */
static int model_range(const char *text, wide *base, wide *length)
{
	wide end;
	int ret;

	if (!model_prefix(&text, base))
		return -EINVAL;
	if (*base > UINT64_MAX)
		return -ERANGE;
	if (*text == '+') {
		ret = model_size(text + 1, length);
	} else if (*text == '-') {
		ret = model_number(text + 1, UINT64_MAX, &end);
		if (ret == 0 && end < *base)
			ret = -EINVAL;
		*length = end - *base + 1;
	} else {
		return -EINVAL;
	}
	if (ret == 0 && *length == 0)
		ret = -EINVAL;
	return ret == 0 && *base + *length > UINT64_MAX ? -ERANGE : ret;
}

static int model_time(const char *text, wide *ns)
{
	size_t digits = strspn(text, "0123456789");
	wide unit = 0;
	char number[REG_TEXT];
	int ret;

	if (strcmp(text + digits, "ns") == 0)
		unit = 1;
	else if (strcmp(text + digits, "us") == 0)
		unit = 1000;
	else if (strcmp(text + digits, "ms") == 0)
		unit = 1000 * 1000;
	else if (strcmp(text + digits, "s") == 0)
		unit = 1000 * 1000 * 1000;
	if (!unit || digits >= sizeof(number))
		return -EINVAL;
	memcpy(number, text, digits);
	number[digits] = '\0';
	ret = model_number(number, INT64_MAX / 2 / unit, ns);
	*ns *= unit;
	return ret;
}

static int model_pair(char *text, unsigned int bits, wide *value, wide *mask, bool *masked)
{
	wide most = ((wide)1 << bits) - 1;
	char *colon = strchr(text, ':');
	int ret;

	*masked = colon;
	*mask = most;
	if (colon)
		*colon = '\0';
	ret = model_number(text, most, value);
	if (ret == 0 && colon)
		ret = model_number(colon + 1, most, mask);
	if (colon)
		*colon = ':';
	return ret;
}

static int model_wait(char *line, unsigned int bits, struct reg_condition *c)
{
	wide value, mask, timeout, interval = REG_WAIT_INTERVAL;
	char *second = strchr(line, ' '), *third = second ? strchr(second + 1, ' ') : NULL;
	bool masked;
	int ret;

	if (!second || (third && strchr(third + 1, ' ')))
		return -EINVAL;
	*second = '\0';
	if (third)
		*third = '\0';
	ret = model_pair(line, bits, &value, &mask, &masked);
	if (ret < 0)
		return ret;
	if (!masked || (value & ~mask))
		return -EINVAL;
	ret = model_time(second + 1, &timeout);
	if (ret == 0 && third)
		ret = model_time(third + 1, &interval);
	c->value = (uint64_t)value;
	c->mask = (uint64_t)mask;
	c->timeout = (uint64_t)timeout;
	c->interval = (uint64_t)interval;
	return ret;
}

static void try_numbers(const char *text)
{
	const char *why = NULL;
	uint64_t value = 0;
	wide expected;
	int ret = model_number(text, UINT64_MAX, &expected);

	HOLDS(range_number(text, &value, &why) == ret);
	HOLDS(ret ? why != NULL : value == expected);
	ret = model_size(text, &expected);
	why = NULL;
	HOLDS(range_size(text, &value, &why) == ret);
	HOLDS(ret ? why != NULL : value == expected);
}

static void try_range(const char *text)
{
	struct range r = { 1, 2 };
	const char *why = NULL;
	wide base, length;
	int ret = model_range(text, &base, &length);

	HOLDS(range_parse(text, &r, &why) == ret);
	if (ret)
		HOLDS(why && r.base == 1 && r.length == 2);
	else
		HOLDS(r.base == base && r.length == length);
}

/* What a register, a field and a wait file make of the same line. */
static void try_line(const char *line, unsigned int bits)
{
	char copy[REG_TEXT];
	struct reg_number number;
	const char *why = NULL;
	uint64_t ns = 0;
	wide value, mask;
	bool masked;
	int ret;

	strcpy(copy, line);
	ret = model_pair(copy, bits, &value, &mask, &masked);
	HOLDS(reg_number(line, bits, &number, &why) == ret);
	HOLDS(ret ? why != NULL
		  : number.value == value && number.mask == mask && number.masked == masked);
	why = NULL;
	ret = model_time(line, &value);
	HOLDS(reg_time(line, &ns, &why) == ret);
	HOLDS(ret ? why && ns == 0 : ns == value);
}

static void try_wait(const char *text, size_t length, const char *line, unsigned int width)
{
	struct reg_place place = { .width = width };
	struct reg_condition c, expected = { .value = 0 };
	char copy[REG_TEXT], why[REG_WHY] = "";
	int ret = -EINVAL;

	if (line) {
		strcpy(copy, line);
		ret = model_wait(copy, 8 * width, &expected);
	}
	HOLDS(reg_wait_parse(&place, text, length, &c, why) == ret);
	if (ret)
		HOLDS(*why);
	else
		HOLDS(c.value == expected.value && c.mask == expected.mask &&
		      c.timeout == expected.timeout && c.interval == expected.interval);
}

/* What is printed is read back, whatever the notation. */
static void try_value(uint64_t value, unsigned int bits)
{
	static const char *const formats[] = { "0x%" PRIx64, "%" PRIu64, "0%" PRIo64,
					       "0X%" PRIX64 };

	for (size_t i = 0; i < 4; i++) {
		struct reg_number number = { .value = 0 };
		bool fits = bits == 64 || value >> bits == 0;
		const char *why;
		char text[64];

		snprintf(text, sizeof(text), formats[i], value);
		HOLDS(reg_number(text, bits, &number, &why) == (fits ? 0 : -ERANGE));
		HOLDS(!fits || number.value == value);
	}
}

/* One newline may end it; what is longer, or holds more lines or a byte 0, is no line. */
static const char *model_line(const char *text, size_t length, char line[REG_TEXT])
{
	if (length && text[length - 1] == '\n')
		length--;
	for (size_t i = 0; i < length; i++)
		if (i >= REG_TEXT - 1 || !text[i] || text[i] == '\n')
			return NULL;
	memcpy(line, text, length);
	line[length] = '\0';
	return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char line[REG_TEXT], expected[REG_TEXT], *text;
	unsigned int bits;
	uint64_t value = 0;

	if (!size)
		return 0;
	bits = data[0] % 64u + 1;
	memcpy(&value, data, size < sizeof(value) ? size : sizeof(value));
	try_value(value, bits);
	/* Exactly as long as it is, so that a byte more would be noticed. */
	text = malloc(size);
	HOLDS(text);
	memcpy(text, data + 1, size - 1);
	if (model_line(text, size - 1, expected)) {
		HOLDS(reg_line(text, size - 1, line) == 0 && strcmp(line, expected) == 0);
		try_line(line, bits);
		try_wait(text, size - 1, line, 1u << data[0] % 4);
	} else {
		HOLDS(reg_line(text, size - 1, line) == -EINVAL);
		try_wait(text, size - 1, NULL, 1u << data[0] % 4);
	}
	text[size - 1] = '\0';
	try_numbers(text);
	try_range(text);
	free(text);
	return 0;
}
