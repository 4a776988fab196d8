/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "0:0x80 500ms": until bit 7 is 0, for half a second. */
#include "reg_wait.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "reg_number.h"

static const char form[] = "write VALUE:MASK TIMEOUT, as in 0:0x80 500ms, and, if you like, an "
			   "interval";

/* The words of a line, each behind one blank; the others are NULL. False: there are more. */
static bool split(char *line, char *words[3])
{
	for (int i = 0; i < 3; i++) {
		words[i] = line;
		line = line ? strchr(line, ' ') : NULL;
		if (line)
			*line++ = '\0';
	}
	return !line;
}

static int parse(const struct reg_place *p, char *line, struct reg_condition *c, const char **why)
{
	struct reg_number number;
	char *words[3];
	int ret;

	*why = form;
	if (!split(line, words) || !words[1])
		return -EINVAL;
	ret = reg_number(words[0], 8 * p->width, &number, why);
	if (ret == 0 && !number.masked) {
		*why = form;
		ret = -EINVAL;
	}
	if (ret == 0 && (number.value & ~number.mask)) {
		*why = "it can never be so: the value has bits that the mask has not";
		ret = -EINVAL;
	}
	if (ret == 0)
		ret = reg_time(words[1], &c->timeout, why);
	if (ret == 0 && words[2])
		ret = reg_time(words[2], &c->interval, why);
	c->value = number.value;
	c->mask = number.mask;
	return ret;
}

int reg_wait_parse(const struct reg_place *p, const char *text, size_t length,
		   struct reg_condition *c, char why[REG_WHY])
{
	const char *wrong = form;
	char line[REG_TEXT];
	int ret;

	*c = (struct reg_condition){ .place = *p, .interval = REG_WAIT_INTERVAL };
	ret = reg_line(text, length, line);
	if (ret == 0)
		ret = parse(p, line, c, &wrong);
	if (ret < 0)
		snprintf(why, REG_WHY, "%s", wrong);
	return ret;
}

int reg_wait_look(struct access *a, const struct reg_condition *c)
{
	uint64_t value;
	int ret = reg_read(a, &c->place, &value);

	return ret < 0 ? ret : (value & c->mask) == c->value;
}
