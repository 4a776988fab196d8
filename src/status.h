/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the daemon has done, as text: the files status and stats. */
#ifndef DEVMEMFS_STATUS_H
#define DEVMEMFS_STATUS_H

#include "board.h"

/* Each malloc'ed, for the caller to free, its length in bytes; NULL: out of memory. */
char *status_text(const struct board *b, size_t *length);
char *status_stats(const struct board *b, size_t *length);

#endif
