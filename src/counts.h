/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often a region was accessed. */
#ifndef DEVMEMFS_COUNTS_H
#define DEVMEMFS_COUNTS_H

#include <stdint.h>

/* By width: 1, 2, 4 and 8 bytes. */
enum { COUNTS_WIDTHS = 4 };

/* Single accesses on the bus, by their width; a quad by halves is two of 32 bits. */
struct counts {
	uint64_t accesses[2][COUNTS_WIDTHS]; /* loads, and stores */
	uint64_t errors[COUNTS_WIDTHS];	     /* runs of accesses that one of them ended */
	uint64_t flushes;		     /* reads of configuration space that flush */
};

static inline unsigned int counts_place(unsigned int width)
{
	return width == 8 ? 3 : width / 2;
}

#endif
