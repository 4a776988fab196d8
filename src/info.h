/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a region's info file. */
#ifndef DEVMEMFS_INFO_H
#define DEVMEMFS_INFO_H

#include "region.h"

/* "key: value" lines, malloc'ed, for the caller to free; NULL: out of memory. */
char *info_text(const struct regions *all, const struct region *r, size_t *length);

/* "ok" or "unusable: CAUSE", malloc'ed; NULL: out of memory. */
char *info_state(const struct region *r);

/* What to do about a state that is not ok, malloc'ed; NULL: nothing known, or out of memory. */
char *info_remedy(const struct region *r);

#endif
