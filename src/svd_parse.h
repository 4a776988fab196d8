/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML to the tree of nodes. */
#ifndef DEVMEMFS_SVD_PARSE_H
#define DEVMEMFS_SVD_PARSE_H

#include <stddef.h>

#include "svd_model.h"

/* Reads the file, which is named s->file, into s; false after saying what is wrong. */
bool svd_parse_file(struct svd *s);

/* The same with a text in memory. */
bool svd_parse_text(struct svd *s, const char *text, size_t size);

#endif
