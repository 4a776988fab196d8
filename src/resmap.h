/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's resource maps, /proc/iomem and /proc/ioports, as a nested list. */
#ifndef DEVMEMFS_RESMAP_H
#define DEVMEMFS_RESMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "range.h"

/* One line of the map. Entries stand in the file's order: a parent before its children. */
struct resource {
	struct range range;
	const char *label; /* as the kernel prints it */
	uint32_t depth;	   /* 0 at the top */
	uint32_t next;	   /* index of the next entry that is not inside this one */
};

struct resmap {
	struct resource *v;
	size_t n, room;
	char *text; /* the file, cut into labels */
	bool zeros; /* no address but 0: the kernel hides them without CAP_SYS_ADMIN */
};

/*
 * Reads a map. Lines that are none are left out; returns how many, or -errno if the file cannot
 * be read. Free with resmap_free, also after an error.
 */
int resmap_read(struct resmap *map, FILE *file);
void resmap_free(struct resmap *map);

/* The nth entry (from 1) with this label, or NULL. */
const struct resource *resmap_label(const struct resmap *map, const char *label, unsigned int nth);

/* True if a "System RAM" entry shares a byte with the range. */
bool resmap_is_ram(const struct resmap *map, struct range range);

/*
 * Who has claimed a byte of the range: the deepest entry that is not merely a place on a bus (a
 * bus window, a PCI function's own BAR, a firmware reservation). Writes the names from the top
 * down to it into path, joined by " > ". Returns false if nobody has.
 */
bool resmap_claim(const struct resmap *map, struct range range, char *path, size_t size);

#endif
