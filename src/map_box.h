/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws the shapes of a placed map as elements of an SVG document. */
#ifndef DEVMEMFS_MAP_BOX_H
#define DEVMEMFS_MAP_BOX_H

#include <stdio.h>

#include "map_place.h"

/* Text as XML has it; `bytes` of a clean text. */
void map_box_escape(FILE *out, const char *text, size_t bytes);

/* One line of text, its beginning (class "end": its end) at x on the baseline y. */
void map_box_line(FILE *out, const char *class, int x, int y, int font, const char *text,
		  size_t bytes);

/* A shape, in a column whose boxes begin at x and y. */
void map_box_draw(FILE *out, const struct map_sheet *sheet, const struct map_shape *shape, int x,
		  int y);

#endif
