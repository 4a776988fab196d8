/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dim, dimIncrement and dimIndex: one element that stands for many. */
#ifndef DEVMEMFS_SVD_DIM_H
#define DEVMEMFS_SVD_DIM_H

#include "svd_names.h"

struct svd_dim {
	const char *name;   /* with one %s if it is an array */
	const char **index; /* what replaces the %s in each; NULL: 0, 1, 2 ... */
	uint64_t increment;
	uint32_t n;
	bool array;
};

/* How many a node stands for, into node->dim; false after saying what is wrong. */
bool svd_dim_count(struct svd *s, struct svd_node *node);

/* Reads all of it; what is allocated is of the list. False after saying what is wrong. */
bool svd_dim_read(struct svd *s, struct svd_node *node, struct svd_dim *dim);

/* The name of number k, in the list's memory; NULL after saying that there is none. */
const char *svd_dim_name(struct svd *s, const struct svd_dim *dim, uint32_t k);

/*
 * Takes all names among the siblings, if every one is free: 1; else none is taken: 0; -1 after
 * saying what is wrong.
 */
int svd_dim_take(struct svd *s, const struct svd_dim *dim, struct svd_names *names);

/*
 * The name of number k, taken among the siblings; if it is not free with "_" and the suffix (unless
 * that is "") behind it, or else with a number, of which the user is told. NULL after saying what
 * is wrong.
 */
const char *svd_dim_take_one(struct svd *s, const struct svd_dim *dim, struct svd_node *node,
			     struct svd_names *names, uint32_t k, const char *suffix);

#endif
