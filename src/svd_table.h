/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a file, as a table. */
#ifndef DEVMEMFS_SVD_TABLE_H
#define DEVMEMFS_SVD_TABLE_H

#include "svd_choose.h"

/* A heading, and a line for each of the n. */
void svd_table(FILE *out, const struct svd_chosen *v, size_t n);

#endif
