/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws address maps, as text and as a picture (SVG), of plain data and from nothing else. */
#ifndef DEVMEMFS_MAP_H
#define DEVMEMFS_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "region.h"

/* One entry of a map. A parent comes before its children, which lie in it; siblings ascend. */
struct map_item {
	struct range range;	/* not empty; the first member, for range_count_until */
	const char *label;	/* as the kernel prints it: any bytes */
	const char *configured; /* the configured regions that are here, "a, b"; NULL: none */
	uint32_t depth;		/* 0 at the top */
};

/* One map: a space with its entries. The drawing borrows all of it until it returns. */
struct map_space {
	const char *title;	  /* "I/O ports", "memory" */
	const char *note;	  /* said where there are no entries: why; NULL: nothing to say */
	const struct map_item *v; /* in the map's order */
	size_t n;
};

/*
 * The machine's map as its regions tell it, with the configured ones marked: the texts of map.txt
 * and map.svg. `r` is not looked at. malloc'ed; NULL: out of memory.
 */
char *map_text_file(const struct regions *all, const struct region *r, size_t *length);
char *map_svg_file(const struct regions *all, const struct region *r, size_t *length);

/*
 * Draws the spaces, one below the other, as lines for a terminal. No label is cut; what is not
 * valid UTF-8, or would not print, is a question mark. Returns text to be freed, ended by a NUL
 * that *length (bytes) does not count; NULL: out of memory. The same input makes the same bytes.
 */
char *map_text(const struct map_space *spaces, size_t n, size_t *length);

/* The same as an SVG document, the spaces side by side: no script, no font, no other file. */
char *map_svg(const struct map_space *spaces, size_t n, size_t *length);

#endif
