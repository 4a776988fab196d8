/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is given out in pieces and freed as a whole. */
#ifndef DEVMEMFS_SVD_POOL_H
#define DEVMEMFS_SVD_POOL_H

#include <stddef.h>

struct svd_pool {
	struct svd_chunk *chunks; /* the newest first */
	size_t used, room;	  /* bytes of the newest */
	size_t total;		  /* bytes of all */
};

/* `size` bytes, all 0, that live until svd_pool_empty; NULL: out of memory, or far too much. */
void *svd_pool_get(struct svd_pool *pool, size_t size);

/* Frees all that was given out; the pool can be used again. */
void svd_pool_empty(struct svd_pool *pool);

#endif
