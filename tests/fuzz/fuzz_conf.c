/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration: it has mistakes, or it makes a tree in which everything holds. */
#include <string.h>

#include "board.h"
#include "conf.h"
#include "fuzz.h"
#include "fuzz_tree.h"

/* No input may name a file of this machine, so there is no slash and no @include. */
static char *make_text(const uint8_t *data, size_t size)
{
	static const char *const frames[][2] = {
		{ "", "" },
		{ "regions=({name=\"r\";sim=\"ram\";", "},{name=\"s\";sim=\"edu\";});" },
		{ "regions=({name=\"r\";", "});" },
		{ "browse=({tree=\"iomem\";", "});" },
	};
	size_t frame = size ? data[0] % 4u : 0, before = strlen(frames[frame][0]);
	char *text = calloc(1, before + size + strlen(frames[frame][1]) + 1);

	HOLDS(text);
	memcpy(text, frames[frame][0], before);
	if (size)
		memcpy(text + before, data + 1, size - 1);
	strcat(text, frames[frame][1]);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct regions wanted = { .n = 0 };
	char *text = make_text(data, size);
	struct board board;

	if (!strpbrk(text, "/@") && !strstr(text, "count") &&
	    conf_load_text(&wanted, text, "fuzz") == 0) {
		HOLDS(board_survey(&board, &wanted, NULL, true) == 0);
		tree_check(&board.regions);
		board_free(&board);
	}
	regions_free(&wanted);
	free(text);
	return 0;
}
