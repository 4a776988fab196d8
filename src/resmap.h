/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's resource maps, /proc/iomem and /proc/ioports, as a nested list. */
#ifndef DEVMEMFS_RESMAP_H
#define DEVMEMFS_RESMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "range.h"

/* No deeper than this are entries nested; the kernel prints 5 levels, since 6.9 it prints 8. */
enum { RESMAP_DEPTH_MAX = 16, RESMAP_TOP = UINT32_MAX };

/*
 * One line of the map. Entries stand in the file's order, which is ascending: a parent before its
 * children, each child inside its parent, and siblings apart, or at the very same range.
 */
struct resource {
	struct range range; /* the first member, for range_count_until */
	const char *label;  /* as the kernel prints it */
	uint32_t depth;	    /* 0 at the top, below RESMAP_DEPTH_MAX */
	uint32_t up;	    /* index of the entry it is in; RESMAP_TOP: of none */
	uint32_t next;	    /* index of the next entry that is not inside this one */
};

struct resmap {
	struct resource *v;
	size_t n, room;
	struct range *ram; /* System RAM, ascending, apart; also where the line was left out */
	size_t rams;
	char *text; /* the file, cut into labels */
	bool zeros; /* no address but 0: the kernel hides them without CAP_SYS_ADMIN */
};

/*
 * Reads a map. Lines that are no resource, or none where they stand, are left out, and logged with
 * `name` and the line's number (NULL: not logged). Returns how many, or -errno if the file cannot
 * be read. Free with resmap_free, also after an error.
 */
int resmap_read(struct resmap *map, FILE *file, const char *name);
void resmap_free(struct resmap *map);

/* The nth entry (from 1) with this label, or NULL. */
const struct resource *resmap_label(const struct resmap *map, const char *label, unsigned int nth);

/* True if a "System RAM" entry shares a byte with the range. */
bool resmap_is_ram(const struct resmap *map, struct range range);

/*
 * Who has claimed a byte of the range: the deepest entry that is not merely a place on a bus (a
 * bus window, a PCI function's own BAR, a firmware reservation) on the first way down to one. NULL:
 * nobody.
 */
const struct resource *resmap_claimant(const struct resmap *map, struct range range);

/* The names from the top down to the entry, joined by " > " and printable, into path. */
void resmap_names(const struct resmap *map, const struct resource *entry, char *path, size_t size);

/* Both: who has claimed a byte of the range, as text. False: nobody. */
bool resmap_claim(const struct resmap *map, struct range range, char *path, size_t size);

/*
 * The PCI function whose BAR the entry is, or is in: its address, dddd:bb:dd.f, as the kernel
 * labels a BAR. NULL: it belongs to none.
 */
const char *resmap_function(const struct resmap *map, const struct resource *entry);

#endif
