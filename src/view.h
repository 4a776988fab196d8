/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of views: each row is a file that regions have, and what reading and writing it does.
 */
#ifndef DEVMEMFS_VIEW_H
#define DEVMEMFS_VIEW_H

#include "access.h"
#include "region.h"

/* What the files of a folder are numbered by. */
enum view_index {
	VIEW_UNITS,	/* the unit of the region, from its start */
	VIEW_REGISTERS, /* the number in the region's list of registers */
	VIEW_FIELDS,	/* that of the field */
};

/* Room for why a text was refused. */
enum { VIEW_WHY = 512 };

struct board;
struct reg_condition;

struct view {
	const char *name; /* the file's; in a folder of units: what follows "OFFSET." */
	const char *help; /* one line */
	const char *in;	  /* the folder of the region that it is in; NULL: the region's own */
	bool folder;	  /* it is a folder, whose files are of the views that are in it */
	bool root;	  /* it is in the root of the tree, or a folder there, and of no region */
	bool stream;	  /* it never ends: what happens, while it is open */
	uint8_t index;	  /* enum view_index: of a folder, and of what is in it */
	struct form form; /* of the accesses; a width of 0: not one width */

	/* True if the region has this file (NULL: the root). Depends on the region alone. */
	bool (*exists)(const struct view *v, const struct region *r);

	/* What may be opened of it: a set of enum direction. NULL: the region's access. */
	unsigned int (*allows)(const struct region *r, uint64_t index);

	/* How long its text is at most, bytes. NULL: nobody knows before it is made. */
	uint64_t (*size)(const struct view *v, const struct region *r, uint64_t index);

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

	/* The same of what is mounted, in the root; NULL in the others. */
	char *(*about)(const struct board *b, size_t *length);

	/*
	 * Text that takes accesses: the same into *text, made when the first byte is read; and what
	 * to do with a text that is written, with the reason in `why` where it is refused. `index`
	 * is the file's in its folder. 0 or -errno. NULL in the others.
	 */
	int (*report)(const struct view *v, struct access *a, uint64_t index, char **text,
		      size_t *length);
	int (*command)(const struct view *v, struct access *a, uint64_t index, const char *text,
		       size_t length, char why[VIEW_WHY]);

	/*
	 * Text that is a condition to wait for: what it says; the writer gets an answer when it
	 * holds. As command; NULL in the others.
	 */
	int (*wait)(struct access *a, uint64_t index, const char *text, size_t length,
		    struct reg_condition *condition, char why[VIEW_WHY]);
};

/* True if it holds text, not units. */
static inline bool view_is_text(const struct view *v)
{
	return v->text || v->about || v->report || v->command || v->wait;
}

/* True if reading or writing it touches a device. */
static inline bool view_takes_accesses(const struct view *v)
{
	return !v->text && !v->folder && !v->root;
}

/* What may be opened of one of its files. */
static inline unsigned int view_allows(const struct view *v, const struct region *r, uint64_t index)
{
	return v->allows ? v->allows(r, index) : r->access;
}

extern const struct view views[];
extern const size_t view_count;

/* The smallest request that is useful: stdio reads this much at a time (st_blksize), bytes. */
unsigned int view_block(const struct view *v, const struct region *r);

#endif
