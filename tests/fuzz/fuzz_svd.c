/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fuzzer of svd2devmemfs: any bytes as an SVD file, through to the text for devmemfs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "svd_convert.h"
#include "svd_parse.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* What no input may do: break out of a string or a comment, or print what is not printable. */
static void check_text(const char *text, size_t size)
{
	bool comment = false, string = false;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (c == '\n') {
			if (string)
				abort();
			comment = false;
		} else if ((unsigned char)c < 0x20 || c == 0x7f) {
			abort();
		} else if (!comment) {
			if (c == '"')
				string = !string;
			else if (c == '#' && !string)
				comment = true;
			else if ((unsigned char)c >= 0x80 || c == '\\' || c == '@')
				abort();
		}
	}
	if (string || comment)
		abort();
}

static void convert(const unsigned char *data, size_t size, bool list, bool has_start)
{
	const struct svd_wanted wanted = { .list = list, .has_start = has_start, .start = 0x1000 };
	char *text = NULL, *messages = NULL;
	size_t text_size = 0, messages_size = 0;
	FILE *out = open_memstream(&text, &text_size);
	FILE *say = open_memstream(&messages, &messages_size);
	struct svd s;
	bool good;

	if (!out || !say)
		abort();
	svd_begin(&s, "fuzz.svd", say);
	good = svd_parse_text(&s, (const char *)data, size) && svd_convert(&s, &wanted, out);
	/* Whoever fails says why, and nobody else. */
	if (good != (s.mistakes == 0))
		abort();
	svd_end(&s);
	fclose(out);
	fclose(say);
	if (good && !list)
		check_text(text, text_size);
	if (!good && !messages_size)
		abort();
	free(text);
	free(messages);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	convert(data, size, false, false);
	/* The rest shares nearly all of the way. */
	if (size % 8 == 0) {
		convert(data, size, true, false);
		convert(data, size, false, true);
	}
	return 0;
}
