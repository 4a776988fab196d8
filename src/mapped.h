/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the backends that map a file share: the mapping, and plain loads and stores in it. */
#ifndef DEVMEMFS_MAPPED_H
#define DEVMEMFS_MAPPED_H

#include "access.h"

/* How far the address is from the start of its page. */
uint64_t mapped_in_page(uint64_t address);

/*
 * Maps the region's range of the machine's file so that a->base is its first byte, at any alignment
 * within a page. `start` is where in the file the region's range.base lies. A region that is not
 * writable is mapped so that a store would fault. 0 or -errno.
 */
int mapped_open(struct access *a, const struct machine *m, const char *path, int flags,
		uint64_t start);
void mapped_close(struct access *a);

/* Rows of a backend's table, in the order that the region asks for; a bus fault is -EIO. */
int mapped_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value);
int mapped_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value);
ssize_t mapped_load_run(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			size_t count);
ssize_t mapped_store_run(struct access *a, uint64_t offset, unsigned int width,
			 const uint8_t *buffer, size_t count);

#endif
