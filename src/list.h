/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --list: the regions as a table or as JSON. */
#ifndef DEVMEMFS_LIST_H
#define DEVMEMFS_LIST_H

#include "region.h"

/* Prints the regions to stdout; 0 or -errno. */
int list_regions(const struct regions *all, bool json);

#endif
