/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Well-formed SVD from any bytes: a mutation of them is a change of the tree, where one of XML is
 * mostly a tag that does not end.
 */
#include "fuzz_xml.h"

#include <string.h>

enum { DEPTH = 40, CLOSE = 0x80, OPEN = 0x81 };

/* Byte OPEN + n opens element n. */
static const char *const elements[] = {
	"peripherals",
	"peripheral",
	"addressBlock",
	"registers",
	"cluster",
	"register",
	"fields",
	"field",
	"enumeratedValues",
	"enumeratedValue",
	"name",
	"value",
	"description",
	"bitOffset",
	"bitWidth",
	"lsb",
	"msb",
	"bitRange",
	"access",
	"addressOffset",
	"baseAddress",
	"offset",
	"size",
	"resetValue",
	"resetMask",
	"readAction",
	"modifiedWriteValues",
	"alternateGroup",
	"dim",
	"dimIncrement",
	"dimIndex",
	"usage",
	"isDefault",
	"version",
	"writeConstraint",
	"dimArrayIndex",
	"vendorExtensions",
};

enum { ELEMENTS = sizeof(elements) / sizeof(*elements), WORD = OPEN + ELEMENTS };

/* Byte WORD + n is word n. */
static const char *const words[] = {
	"read-write",  "read-only",  "write-only", "writeOnce", "read-writeOnce", "clear",
	"set",	       "modify",     "oneToClear", "zeroToSet", "modifyExternal", "%s",
	"[%s]",	       "0-3",	     "A-C",	   "A,B,C",	"[7:0]",	  "#1x0x",
	"0b10xx",      "0x10",	     "0xFFFFFFFF", "true",	"read",		  "write",
	"A",	       "B",	     "A.B",	   "A.B.C",	"&quot;",	  "&#10;",
	"0x100000000", "0x7fffffff",
};

enum { WORDS = sizeof(words) / sizeof(*words), ATTRIBUTE = WORD + WORDS };

struct writer {
	char *to;
	size_t used, room;
	const char *open[DEPTH];
	unsigned int depth;
};

static void put(struct writer *w, const char *text)
{
	size_t length = strlen(text);

	/* Enough is left for all that has to be closed. */
	if (length > w->room - w->used)
		return;
	memcpy(w->to + w->used, text, length);
	w->used += length;
}

static void close_one(struct writer *w)
{
	put(w, "</");
	put(w, w->open[--w->depth]);
	put(w, ">");
}

/* With an attribute of one byte's name, if there is one. */
static void open_one(struct writer *w, const char *name, char base)
{
	char text[2] = { base, '\0' };

	put(w, "<");
	put(w, name);
	if (base) {
		put(w, " derivedFrom=\"");
		put(w, text);
		put(w, "\"");
	}
	put(w, ">");
	w->open[w->depth++] = name;
}

/* What stands for itself, but what only XML would stumble over. */
static void put_byte(struct writer *w, uint8_t byte)
{
	char text[2] = { (char)byte, '\0' };

	if (byte == '<' || byte == '&' || (byte < ' ' && byte != '\n' && byte != '\t'))
		put(w, "\n");
	else
		put(w, text);
}

size_t fuzz_xml(char *to, size_t room, const uint8_t *data, size_t size)
{
	struct writer w = { .to = to, .room = room - 2048 };

	open_one(&w, "device", 0);
	for (size_t i = 0; i < size; i++) {
		uint8_t byte = data[i];

		if (byte == CLOSE && w.depth > 1)
			close_one(&w);
		else if (byte >= ATTRIBUTE && w.depth < DEPTH)
			open_one(&w, elements[1 + byte % 9], (char)('A' + byte % 5));
		else if (byte >= WORD && byte < ATTRIBUTE)
			put(&w, words[byte - WORD]);
		else if (byte >= OPEN && byte < WORD && w.depth < DEPTH)
			open_one(&w, elements[byte - OPEN], 0);
		else if (byte < CLOSE)
			put_byte(&w, byte);
	}
	w.room = room;
	while (w.depth)
		close_one(&w);
	if (size && (data[size - 1] == ' ' || data[size - 1] == '\t'))
		put_byte(&w, data[size - 1]);
	return w.used;
}
