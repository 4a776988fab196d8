/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: the bytes that they may have, and which are taken among siblings. */
#ifndef DEVMEMFS_SVD_NAMES_H
#define DEVMEMFS_SVD_NAMES_H

#include "svd_model.h"

/* The names that are taken in one group; all 0 is an empty one. */
struct svd_names {
	struct svd_taken *slots;
	uint32_t mask, n;
};

bool svd_names_has(const struct svd_names *names, const char *name);

/*
 * Takes a name, which must live as long as the set, if it is free. 1; 0: it is taken; -1 after
 * saying that there is no memory. The memory is the pool's.
 */
int svd_names_add(struct svd *s, struct svd_pool *pool, struct svd_names *names, const char *name);

/*
 * Takes the name, which is taken already in `names`, with the first of _2, _3, ... behind it that
 * is free there and in `others` (NULL: there are none); NULL as above.
 */
const char *svd_names_suffix(struct svd *s, struct svd_pool *pool, struct svd_names *names,
			     struct svd_names *others, const char *name);

/* Room for a name with all that may be put behind it. */
enum { SVD_NAME_ROOM = SVD_NAME_MAX + 40 };

/*
 * Makes a name of the text: what devmemfs has no place for becomes "_", a text too long is cut.
 * With `array` one %s stays (added at the end if there is none; [%s] is %s). True if that is just
 * the text.
 */
bool svd_names_make(char to[SVD_NAME_ROOM], const char *text, bool array);

/* A text as printf makes it, in the pool's memory, cut at some 300 bytes. NULL as above. */
__attribute__((format(printf, 3, 4))) const char *svd_names_print(struct svd *s,
								  struct svd_pool *pool,
								  const char *format, ...);

#endif
