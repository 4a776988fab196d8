/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text that devmemfs reads. */
#ifndef DEVMEMFS_SVD_WRITE_H
#define DEVMEMFS_SVD_WRITE_H

#include "svd_choose.h"
#include "svd_item.h"

/* The comment at the beginning; `start`: where offsets count from, NULL: from each peripheral. */
void svd_write_head(FILE *out, const struct svd *s, const struct svd_chosen *v, size_t n,
		    const uint64_t *start);

/* One list of registers; not the separator of lists. */
void svd_write_list(FILE *out, const char *name, const struct svd_item *items);

#endif
