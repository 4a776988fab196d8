/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is mounted: the regions of a machine, and those of them that are open. */
#ifndef DEVMEMFS_BOARD_H
#define DEVMEMFS_BOARD_H

#include <time.h>

#include "access.h"
#include "machine.h"
#include "region.h"

struct board {
	struct machine machine; /* its maps are read, and freed again, by board_survey */
	struct regions regions;
	struct access *access; /* one a region, in their order */
	bool unopened;	       /* there may be regions that are still to be opened */
	const char *source;    /* where the configuration is from; NULL: nobody has said */
	time_t started;	       /* when it was mounted */
	uint64_t requests;     /* that have been served */
};

/*
 * Makes a board of what the configuration wants and the machine below `root` has (NULL: the
 * simulated one, which has no maps); if that is done again, without saying once more what is
 * damaged. `wanted` lends its text and must outlive the board. 0 or -ENOMEM; free it with
 * board_free in both cases.
 */
int board_survey(struct board *b, const struct regions *wanted, const char *root, bool again);
void board_free(struct board *b);

/* Closes all that is open. */
void board_close(struct board *b);

/*
 * Opens every region that can be used and is not open yet; one that cannot be opened is
 * failed. Permission to use ports is the calling thread's.
 */
void board_open(struct board *b);

/* Logs the configured regions and trees that are unusable, with cause and remedy. */
void board_report(const struct board *b);

/* True if the region is one that the user wrote, or a tree: what is in trees is not logged. */
static inline bool board_is_configured(const struct region *r)
{
	return !r->parent && !r->hidden && r->file;
}

/* Logs, of what board_is_configured, that it has become unusable, and why, or usable. */
void board_log_unusable(const struct region *r);
void board_log_usable(const struct region *r);

/* False if not one region can be used and no tree is shown, though something was configured. */
bool board_usable(const struct board *b);

/* The opened region; NULL: it is not open. */
static inline struct access *board_access(const struct board *b, const struct region *r)
{
	struct access *a = &b->access[r - b->regions.v];

	return a->backend ? a : NULL;
}

/* What the kernel may know that is so no more: a name that is gone or means another device. */
struct board_change {
	uint64_t number;  /* of the region whose directory has changed; 0: the root */
	const char *name; /* what was in it; NULL: something has come */
};

/*
 * Takes the regions of `next`, a fresh board of the same configuration, into `b`, where they keep
 * their numbers. What is still the same device stays open; what is gone, or is another device now,
 * is closed and counts as a new generation. `next` becomes what `b` was before, to be freed after
 * the changes were told, and closed before `b` is used again: *changes is malloc'ed, *n long, with
 * text of `next`. What has become usable or unusable is logged. 0, -ENOMEM, or -ENOSPC: too many
 * names in all; then nothing has changed.
 */
int board_update(struct board *b, struct board *next, struct board_change **changes, size_t *n);

#endif
