/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a conversion. */
#ifndef DEVMEMFS_SVD_CONVERT_H
#define DEVMEMFS_SVD_CONVERT_H

#include "svd_model.h"

struct svd_wanted {
	char *const *names; /* of peripherals ... */
	int n;		    /* ... so many; 0: all */
	bool list;	    /* a table of what is there */
	bool has_start;
	uint64_t start; /* where offsets count from */
};

/*
 * Writes what is wanted of a file that has been parsed. False after saying what is wrong; then what
 * has been written so far is worth nothing.
 */
bool svd_convert(struct svd *s, const struct svd_wanted *wanted, FILE *out);

#endif
