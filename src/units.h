/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request's units to single accesses: byte order, halves, pauses; below the gate. */
#ifndef DEVMEMFS_UNITS_H
#define DEVMEMFS_UNITS_H

#include "access.h"

/* `count` units of one form, all admitted: inside the region, aligned, in a width that it has. */
struct units {
	struct form form;
	bool stream; /* the buffer is bytes in the order of the bus, else integers of the host */
	uint64_t offset;
	uint8_t *buffer; /* only read where units are written */
	size_t count;
};

/* Moves them, to the buffer or from it. How many units were done, or -errno if the first failed. */
ssize_t units_move(struct access *a, enum direction direction, const struct units *u);

/* The read that flushes what was posted; 0 or -errno. */
int units_flush(struct access *a);

#endif
