/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text is understood as a whole or refused; a number is never cut. */
#include "reg_number.h"

#include <errno.h>
#include <string.h>

#include "range.h"
#include "reg.h"

int reg_line(const char *text, size_t length, char line[REG_TEXT])
{
	if (length && text[length - 1] == '\n')
		length--;
	if (length >= REG_TEXT || memchr(text, '\0', length) || memchr(text, '\n', length))
		return -EINVAL;
	memcpy(line, text, length);
	line[length] = '\0';
	return 0;
}

static int narrow(const char *text, unsigned int bits, uint64_t *value, const char **why)
{
	int ret = range_number(text, value, why);

	if (ret == 0 && *value > reg_ones(bits)) {
		*why = "the number is wider than the register or the field";
		ret = -ERANGE;
	}
	return ret;
}

int reg_number(const char *line, unsigned int bits, struct reg_number *number, const char **why)
{
	const char *colon = strchr(line, ':');
	char value[REG_TEXT];
	int ret;

	*number = (struct reg_number){ .mask = reg_ones(bits), .masked = colon };
	if (!colon)
		return narrow(line, bits, &number->value, why);
	memcpy(value, line, (size_t)(colon - line));
	value[colon - line] = '\0';
	ret = narrow(value, bits, &number->value, why);
	return ret < 0 ? ret : narrow(colon + 1, bits, &number->mask, why);
}

static const struct unit {
	const char *name;
	uint64_t ns;
} units[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", 1000000000 },
};

int reg_time(const char *text, uint64_t *ns, const char **why)
{
	size_t digits = strspn(text, "0123456789");
	char number[REG_TEXT];
	int ret;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (digits >= sizeof(number) || strcmp(text + digits, units[i].name) != 0)
			continue;
		memcpy(number, text, digits);
		number[digits] = '\0';
		ret = range_number(number, ns, why);
		if (ret == 0 && *ns > INT64_MAX / units[i].ns / 2) {
			*why = "the time is too long";
			ret = -ERANGE;
		}
		*ns = ret == 0 ? *ns * units[i].ns : 0;
		return ret;
	}
	*why = "not a time; write 500ms, 10us or 2s";
	return -EINVAL;
}
