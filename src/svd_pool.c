/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is given out in pieces and freed as a whole: nobody frees a node, a name, a list. */
#include "svd_pool.h"

#include <stdalign.h>
#include <stdlib.h>

/* The fuzzer builds with 0, so that each piece is malloc's and AddressSanitizer sees its ends. */
#ifndef SVD_POOL_CHUNK
#define SVD_POOL_CHUNK 65536ul
#endif

/* No file of a real device needs a tenth of it. */
static const size_t total_max = (size_t)1 << 30;

struct svd_chunk {
	struct svd_chunk *next;
	alignas(max_align_t) char bytes[];
};

static struct svd_chunk *add_chunk(struct svd_pool *pool, size_t room)
{
	struct svd_chunk *chunk;

	if (room > total_max - pool->total)
		return NULL;
	chunk = calloc(1, sizeof(*chunk) + room);
	if (!chunk)
		return NULL;
	chunk->next = pool->chunks;
	pool->chunks = chunk;
	pool->total += room;
	return chunk;
}

void *svd_pool_get(struct svd_pool *pool, size_t size)
{
	size_t wanted = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	char *piece;

	if (wanted < size)
		return NULL;
	if (!pool->chunks || wanted > pool->room - pool->used) {
		size_t room = wanted > SVD_POOL_CHUNK ? wanted : SVD_POOL_CHUNK;

		if (SVD_POOL_CHUNK == 0)
			room = size;
		if (!add_chunk(pool, room))
			return NULL;
		pool->room = room;
		pool->used = 0;
	}
	piece = pool->chunks->bytes + pool->used;
	pool->used = SVD_POOL_CHUNK == 0 ? pool->room : pool->used + wanted;
	return piece;
}

void svd_pool_empty(struct svd_pool *pool)
{
	while (pool->chunks) {
		struct svd_chunk *next = pool->chunks->next;

		free(pool->chunks);
		pool->chunks = next;
	}
	*pool = (struct svd_pool){ 0 };
}
