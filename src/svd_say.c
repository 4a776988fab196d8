/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages with their place, and texts from the file made safe to print. */
#include "svd_say.h"

#include <stdarg.h>
#include <string.h>

enum { MESSAGE = 512 };

static void say(struct svd *s, uint32_t line, const char *kind, const char *text)
{
	char clean[MESSAGE + 4], file[MESSAGE];

	svd_clean(clean, sizeof(clean), text, 400);
	svd_clean(file, sizeof(file), s->file, 400);
	if (line)
		fprintf(s->say, "%s:%u: %s%s\n", file, line, kind, clean);
	else
		fprintf(s->say, "%s: %s%s\n", file, kind, clean);
}

void svd_mistake(struct svd *s, uint32_t line, const char *format, ...)
{
	char text[MESSAGE];
	va_list args;

	/* What follows the first one is its consequence. */
	if (s->mistakes++)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(s, line, "", text);
}

void svd_warn(struct svd *s, uint32_t line, const char *format, ...)
{
	char text[MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(s, line, "warning: ", text);
}

void svd_warn_of(struct svd *s, struct svd_node *node, enum svd_warned what, const char *format,
		 ...)
{
	char text[MESSAGE];
	va_list args;

	if (node->warned & what)
		return;
	node->warned |= (uint8_t)what;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	svd_warn(s, node->line, "%s \"%.200s\": %s", svd_kind_name(node->kind), svd_name(node),
		 text);
}

/* The length of the UTF-8 sequence at text, and its character; 0: it is none. */
static size_t decode(const unsigned char *text, uint32_t *character)
{
	size_t n = *text < 0x80 ? 1 : *text < 0xc2 ? 0 : *text < 0xe0 ? 2 : *text < 0xf0 ? 3 : 4;

	if (n == 0 || *text > 0xf4)
		return 0;
	*character = n == 1 ? *text : *text & (0xffU >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		*character = *character << 6 | (text[i] & 0x3f);
	}
	return n;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Not control characters, separators of lines, what is invisible or turns the direction. */
static bool is_printable(uint32_t c)
{
	return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !(c >= 0x200b && c <= 0x200f) &&
	       !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff &&
	       c < 0xe0000;
}

char *svd_clean(char *to, size_t size, const char *text, unsigned int columns)
{
	const unsigned char *from = (const unsigned char *)text;
	size_t used = 0, short_end = 0;
	unsigned int column = 0;

	while (*from && column < columns && size - used > 8) {
		uint32_t c = 0;
		size_t n = decode(from, &c);

		if (is_space(c)) {
			if (used && to[used - 1] != ' ') {
				to[used++] = ' ';
				column++;
			}
		} else if (n == 0 || !is_printable(c)) {
			to[used++] = '?';
			column++;
		} else {
			memcpy(to + used, from, n);
			used += n;
			column++;
		}
		from += n ? n : 1;
		if (column + 3 <= columns)
			short_end = used;
	}
	if (*from) {
		memcpy(to + short_end, "...", 3);
		used = short_end + 3;
	}
	while (used && to[used - 1] == ' ')
		used--;
	to[used] = '\0';
	return to;
}
