/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in the picture each row of a map is: columns, boxes in boxes, heights. All in pixels. */
#ifndef DEVMEMFS_MAP_PLACE_H
#define DEVMEMFS_MAP_PLACE_H

#include "map_layout.h"

enum {
	MAP_PLACE_FONT = 12,  /* of labels */
	MAP_PLACE_SMALL = 11, /* of addresses, sizes and names of configured regions */
	MAP_PLACE_GAP = 10,   /* of what a gap says */
	MAP_PLACE_LINE = 16,  /* from one line of a label to the next */
	MAP_PLACE_LEFT = 10,  /* a box begins so far inside of the one that it is in ... */
	MAP_PLACE_RIGHT = 5,  /* ... and ends so far inside of it */
	MAP_PLACE_PAD = 7,    /* between the edge of a box and its text */
	MAP_PLACE_TAG = 5,    /* between the edge of a configured region's tag and its text */
};

/* A box, or a gap. A box that goes on in the next column is a shape in each of them. */
struct map_shape {
	const struct map_row *row;
	int column; /* from 0 */
	int top, height;
	bool continued; /* began in an earlier column */
	bool continues; /* in the next column */
	bool named;	/* the label is in this shape */
};

/* A space, placed: shapes in the order in which they are painted, none hides a later one. */
struct map_sheet {
	struct map_layout layout;
	struct map_shape *v;
	size_t n, room;
	int *heights;		 /* of each row of the layout */
	int ranges, area, sizes; /* widths of a column: its addresses, its boxes, its sizes */
	int columns, height;
};

/* How a label and the names of the configured regions fit in their box. */
struct map_fit {
	size_t cells, lines;	     /* of the label */
	size_t tag_cells, tag_lines; /* of the configured; lines 0: none */
	bool beside;		     /* the tag is right of the label, not below it */
};

/* Pixels that a text of so many cells takes at most in a monospaced font of that size. */
int map_place_width(size_t cells, int font);

/* Lays the space out in one column. Returns 0 or -ENOMEM; free with map_place_free in any case. */
int map_place_make(struct map_sheet *sheet, const struct map_space *space);

/* Places it again, in even columns no higher than `limit` if the rows permit. Returns 0 or -ENOMEM.
 */
int map_place_flow(struct map_sheet *sheet, int limit);

void map_place_free(struct map_sheet *sheet);

/* The box of a row at that depth: its width. */
int map_place_box(const struct map_sheet *sheet, uint32_t depth);

struct map_fit map_place_fit(const struct map_sheet *sheet, const struct map_row *row);

#endif
