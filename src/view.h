/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of views: each row is a file that regions have, and what reading and writing it does.
 */
#ifndef DEVMEMFS_VIEW_H
#define DEVMEMFS_VIEW_H

#include "access.h"
#include "region.h"

struct view {
	const char *name;   /* the file's */
	const char *help;   /* one line */
	unsigned int width; /* bytes a unit; 0: not one width */

	/* True if the region has this file. Depends on the region alone. */
	bool (*exists)(const struct view *v, const struct region *r);

	/*
	 * Data: serve a request, as access_read and access_write do. Both NULL in a text view.
	 */
	ssize_t (*read)(const struct view *v, struct access *a, uint64_t offset, void *buffer,
			size_t length);
	ssize_t (*write)(const struct view *v, struct access *a, uint64_t offset,
			 const void *buffer, size_t length);

	/*
	 * Text: what the file holds now, malloc'ed, for the caller to free; NULL: out of memory.
	 * Touches no device. NULL in a data view.
	 */
	char *(*text)(const struct region *r, size_t *length);
};

extern const struct view views[];
extern const size_t view_count;

/* The smallest request that is useful: stdio reads this much at a time (st_blksize), bytes. */
unsigned int view_block(const struct view *v, const struct region *r);

#endif
