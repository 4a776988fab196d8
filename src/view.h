/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of views: each row is a file that regions have, and what reading and writing it does.
 */
#ifndef DEVMEMFS_VIEW_H
#define DEVMEMFS_VIEW_H

#include "access.h"
#include "region.h"

struct view {
	const char *name; /* the file's; in a folder: what follows "OFFSET." */
	const char *help; /* one line */
	const char *in;	  /* the folder of the region that it is in; NULL: the region's own */
	bool folder;	  /* it is a folder, whose files are of the views that are in it */
	bool root;	  /* it is in the root of the tree, and of no region */
	struct form form; /* of the accesses; a width of 0: not one width */

	/* True if the region has this file (NULL: the root). Depends on the region alone. */
	bool (*exists)(const struct view *v, const struct region *r);

	/*
	 * Data: serve a request, as access_read and access_write do; `offset` is the position in
	 * the file, or, in a folder, the file's own. Both NULL in a text view.
	 */
	ssize_t (*read)(const struct view *v, struct access *a, uint64_t offset, void *buffer,
			size_t length);
	ssize_t (*write)(const struct view *v, struct access *a, uint64_t offset,
			 const void *buffer, size_t length);

	/*
	 * Text: what the file holds now, malloc'ed, for the caller to free; NULL: out of memory.
	 * Touches no device. NULL in the others.
	 */
	char *(*text)(const struct regions *all, const struct region *r, size_t *length);

	/*
	 * Text that takes accesses: the same into *text, made when the first byte is read; and what
	 * to do with a text that is written. 0 or -errno. NULL in the others.
	 */
	int (*report)(struct access *a, char **text, size_t *length);
	int (*command)(struct access *a, const char *text, size_t length);
};

/* True if it holds text, not units. */
static inline bool view_is_text(const struct view *v)
{
	return v->text || v->report;
}

extern const struct view views[];
extern const size_t view_count;

/* The smallest request that is useful: stdio reads this much at a time (st_blksize), bytes. */
unsigned int view_block(const struct view *v, const struct region *r);

#endif
