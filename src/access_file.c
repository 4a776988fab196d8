/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mapping of any file: shared memory, a UIO map, a saved dump. */
#include <errno.h>

#include "mapped.h"

static int file_open(struct access *a, const struct machine *m, const char **remedy)
{
	int ret = mapped_open(a, m, a->region->device, 0, a->region->range.base);

	if (ret == -EACCES)
		*remedy = "check the file's owner and mode";
	else if (ret == -EINVAL)
		*remedy =
			"check that the file can be mapped and that the range starts where it may";
	return ret;
}

const struct backend access_file = {
	.name = "file",
	.help = "a mapping of a file",
	.space = SPACE_FILE,
	.sources = 1 << SOURCE_FILE,
	.widths = WIDTHS_HOST,
	.posted = true,
	.open = file_open,
	.close = mapped_close,
	.load = mapped_load,
	.store = mapped_store,
	.load_run = mapped_load_run,
	.store_run = mapped_store_run,
};
