/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in the picture each row of a map is: columns, boxes in boxes, heights. All in pixels. */
#ifndef DEVMEMFS_MAP_PLACE_H
#define DEVMEMFS_MAP_PLACE_H

#include "map_layout.h"
#include "map_measure.h"

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
	int *heights; /* of each row of the layout */
	struct map_widths width;
	int columns, height;
};

/* Lays the space out in one column. Returns 0 or -ENOMEM; free with map_place_free in any case. */
int map_place_make(struct map_sheet *sheet, const struct map_space *space);

/* Places it again, in even columns no higher than `limit` if the rows permit. Returns 0 or -ENOMEM.
 */
int map_place_flow(struct map_sheet *sheet, int limit);

void map_place_free(struct map_sheet *sheet);

#endif
