/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A map as rows, from the lowest address up: the entries, and the gaps between them. */
#ifndef DEVMEMFS_MAP_LAYOUT_H
#define DEVMEMFS_MAP_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "map.h"
#include "map_kind.h"

/* What is nested deeper is drawn as if it were nested so deep. */
enum { MAP_LAYOUT_DEPTH = 32 };

struct map_row {
	struct range range;
	uint32_t depth;		     /* below MAP_LAYOUT_DEPTH; a gap's is its neighbours' */
	bool gap;		     /* nothing is here: no label, nothing configured */
	bool parent;		     /* the next row is in it */
	const struct map_kind *kind; /* a gap's: of what it is in, NULL at the top */
	char *label;		     /* clean, never empty; owned by the layout */
	char *configured;	     /* clean; NULL: nothing */
};

struct map_layout {
	struct map_row *v;
	size_t n, room;
	int digits; /* of an address, at least */
};

/* Lays a space out. Returns 0 or -ENOMEM; free with map_layout_free, after an error too. */
int map_layout_make(struct map_layout *layout, const struct map_space *space);
void map_layout_free(struct map_layout *layout);

/* What a gap is: " free" behind its size, or what else the part of an entry without names is. */
const char *map_layout_rest(const struct map_row *gap);

#endif
