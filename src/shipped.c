/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Built in, so that the demo machine and the standard names need nothing to be installed. */
#include "shipped.h"

#include <stddef.h>
#include <string.h>

const char *shipped_text(const char *file)
{
	for (const struct shipped *row = shipped; row->file; row++)
		if (strcmp(row->file, file) == 0)
			return row->text;
	return NULL;
}

const struct shipped shipped[] = {
#include "shipped_lists.h"
	{ NULL, NULL },
};
