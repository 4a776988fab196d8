/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels come from firmware and drivers, so they may hold any bytes; here they become printable. */
#include "map_label.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Characters that do not print, that print over others, or that turn the direction of a line. */
static const struct {
	uint32_t first, last;
} unprintable[] = {
	{ 0, 0x1f },	    { 0x7f, 0x9f },	{ 0xad, 0xad },	      { 0x300, 0x36f },
	{ 0x61c, 0x61c },   { 0x200b, 0x200f }, { 0x2028, 0x202e },   { 0x2060, 0x206f },
	{ 0xd800, 0xdfff }, { 0xfdd0, 0xfdef }, { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
	{ 0xfff0, 0xfffb }, { 0xfffe, 0xffff }, { 0xe0000, 0xe0fff }, { 0xf0000, UINT32_MAX },
};

static bool prints(uint32_t code)
{
	for (size_t i = 0; i < sizeof(unprintable) / sizeof(*unprintable); i++)
		if (code >= unprintable[i].first && code <= unprintable[i].last)
			return false;
	return true;
}

/* How many bytes a character that begins with this one has; 0: none begins so. */
static size_t length_of(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Takes one character of UTF-8; returns its bytes, 0 if it is none (the NUL ends a cut one). */
static size_t decode(const char *text, uint32_t *code)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t n = length_of(*s);

	*code = n > 1 ? *s & (0xffu >> (n + 1)) : *s;
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	return n && *code >= smallest[n] ? n : 0;
}

char *map_label_clean(const char *label)
{
	char *clean = malloc(strlen(label) + 1), *out = clean;

	while (clean && *label) {
		uint32_t code;
		size_t n = decode(label, &code);

		if (n && prints(code)) {
			memcpy(out, label, n);
			out += n;
		} else {
			*out++ = '?';
		}
		label += n ? n : 1;
	}
	if (clean)
		*out = '\0';
	return clean;
}

/* East Asian characters and pictures need two columns; rather too many than too few. */
static size_t cells_of(uint32_t code)
{
	return code >= 0x1100 ? 2 : 1;
}

size_t map_label_cells(const char *text, size_t bytes)
{
	size_t cells = 0, n;

	for (size_t at = 0; at < bytes; at += n ? n : 1) {
		uint32_t code;

		n = decode(text + at, &code);
		cells += cells_of(code);
	}
	return cells;
}

size_t map_label_line(const char *text, size_t cells)
{
	size_t at = 0, blank = 0, used = 0;

	while (text[at]) {
		uint32_t code;
		size_t n = decode(text + at, &code);

		used += cells_of(code);
		if (used > cells && at > 0)
			return blank ? blank : at;
		at += n ? n : 1;
		/* A line that ends very early looks worse than a word that is broken. */
		if (code == ' ' && used * 2 >= cells)
			blank = at;
	}
	return at;
}

size_t map_label_lines(const char *text, size_t cells)
{
	size_t lines = 0;

	for (; *text; text += map_label_line(text, cells))
		lines++;
	return lines;
}

void map_label_size(char text[MAP_SIZE_TEXT], uint64_t size)
{
	static const char units[] = "KMGTPE";
	static const char *const quarters[] = { "", ".25", ".5", ".75" };
	unsigned int unit = 0;

	/* A unit says it if nothing smaller than its quarter is left. */
	while (unit < sizeof(units) - 1 && size >> (10 * unit + 10) &&
	       size % (UINT64_C(1) << (10 * unit + 8)) == 0)
		unit++;
	if (unit)
		snprintf(text, MAP_SIZE_TEXT, "%" PRIu64 "%s %ciB", size >> (10 * unit),
			 quarters[size >> (10 * unit - 2) & 3], units[unit - 1]);
	else
		snprintf(text, MAP_SIZE_TEXT, "%" PRIu64 " byte%s", size, size == 1 ? "" : "s");
}

void map_label_range(char text[MAP_RANGE_TEXT], struct range range, int digits)
{
	snprintf(text, MAP_RANGE_TEXT, "%0*" PRIx64 "-%0*" PRIx64, digits, range.base, digits,
		 range_last(range));
}
