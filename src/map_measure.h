/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much room the texts of the picture take, in pixels. */
#ifndef DEVMEMFS_MAP_MEASURE_H
#define DEVMEMFS_MAP_MEASURE_H

#include "map_layout.h"

enum {
	MAP_MEASURE_FONT = 12,	/* of labels */
	MAP_MEASURE_SMALL = 11, /* of addresses, sizes and names of configured regions */
	MAP_MEASURE_GAP = 10,	/* of what a gap says */
	MAP_MEASURE_LINE = 16,	/* from one line of a label to the next */
	MAP_MEASURE_LEFT = 10,	/* a box begins so far inside of the one that it is in ... */
	MAP_MEASURE_RIGHT = 5,	/* ... and ends so far inside of it */
	MAP_MEASURE_PAD = 7,	/* between the edge of a box and its text */
	MAP_MEASURE_TAG = 5,	/* between the edge of a configured region's tag and its text */
};

/* How a label and the names of the configured regions fit in their box. */
struct map_fit {
	size_t cells, lines;	     /* of the label */
	size_t tag_cells, tag_lines; /* of the configured; lines 0: none */
	bool beside;		     /* the tag is right of the label, not below it */
};

/* Widths of a column's parts: its addresses, its boxes, its sizes. */
struct map_widths {
	int ranges, area, sizes;
};

/* Pixels that a text of so many cells takes at most in a monospaced font of that size. */
int map_measure_width(size_t cells, int font);

/* What the columns of a space need, so that usual labels stay on one line. */
struct map_widths map_measure_columns(const struct map_layout *layout);

/* The width of a box at that depth, where those at the top have that area. */
int map_measure_box(int area, uint32_t depth);

/* How the row's texts fit in its box. */
struct map_fit map_measure_fit(int area, const struct map_row *row);

#endif
