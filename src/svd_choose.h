/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which peripherals are wanted, and where they are. */
#ifndef DEVMEMFS_SVD_CHOOSE_H
#define DEVMEMFS_SVD_CHOOSE_H

#include "svd_model.h"

/* One list of registers: a peripheral, or one of an array of them. */
struct svd_chosen {
	struct svd_node *node;
	const char *name; /* unlike all others */
	uint64_t address;
	uint64_t size; /* of its addressBlocks, from the address on; 0: it has none */
};

/*
 * The peripherals whose names are in `wanted` (n of them; none: all), in the order of the file;
 * *v is the tree's memory. False after saying what is wrong.
 */
bool svd_choose(struct svd *s, char *const *wanted, int n, struct svd_chosen **v, size_t *count);

#endif
