/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nobody can ask here how wide a font is, so widths are those of a monospaced one, and a little
 * more: fonts differ by a few per cent.
 */
#include "map_measure.h"

#include <string.h>

#include "map_label.h"

enum {
	AREA_MIN = 230,	  /* the narrowest boxes at the top */
	CELLS_LINE = 48,  /* a label up to that long stays on one line */
	CELLS_BESIDE = 26 /* a tag up to that long stays beside its label */
};

/* A monospaced character is 0.6 em wide; fonts differ a little. */
int map_measure_width(size_t cells, int font)
{
	return ((int)cells * font * 62 + 99) / 100;
}

int map_measure_box(int area, uint32_t depth)
{
	return area - (int)depth * (MAP_MEASURE_LEFT + MAP_MEASURE_RIGHT);
}

static size_t cells_in(int pixels, int font)
{
	return (size_t)(pixels * 100 / (font * 62));
}

static size_t cells_of(const char *text)
{
	return map_label_cells(text, strlen(text));
}

static int tag_width(size_t cells)
{
	return map_measure_width(cells, MAP_MEASURE_SMALL) + 2 * MAP_MEASURE_TAG;
}

struct map_fit map_measure_fit(int area, const struct map_row *row)
{
	int room = map_measure_box(area, row->depth) - 2 * MAP_MEASURE_PAD;
	struct map_fit fit = {
		.cells = cells_in(room, MAP_MEASURE_FONT),
		.tag_cells = cells_in(room - 2 * MAP_MEASURE_TAG, MAP_MEASURE_SMALL),
	};

	fit.lines = map_label_lines(row->label, fit.cells);
	if (!row->configured)
		return fit;
	fit.tag_lines = map_label_lines(row->configured, fit.tag_cells);
	fit.beside = fit.lines == 1 && fit.tag_lines == 1 &&
		     map_measure_width(cells_of(row->label), MAP_MEASURE_FONT) + MAP_MEASURE_PAD +
				     tag_width(cells_of(row->configured)) <=
			     room;
	return fit;
}

/* What a row would have its box be wide, so that usual labels stay on one line. */
static int wish(const struct map_row *row)
{
	char size[MAP_SIZE_TEXT];
	size_t label, tag;
	int width;

	if (row->gap) {
		map_label_size(size, row->range.length);
		return map_measure_width(strlen(size) + 1 + strlen(map_layout_rest(row)),
					 MAP_MEASURE_GAP) +
		       4 * MAP_MEASURE_PAD;
	}
	label = cells_of(row->label);
	width = map_measure_width(label < CELLS_LINE ? label : CELLS_LINE, MAP_MEASURE_FONT);
	tag = row->configured ? cells_of(row->configured) : 0;
	if (tag)
		width += MAP_MEASURE_PAD + tag_width(tag < CELLS_BESIDE ? tag : CELLS_BESIDE);
	return width + 2 * MAP_MEASURE_PAD;
}

static void widen(int *width, int needed)
{
	if (*width < needed)
		*width = needed;
}

struct map_widths map_measure_columns(const struct map_layout *layout)
{
	struct map_widths width = {
		.area = AREA_MIN,
		/* Where a box goes on in the next column, this stands in the place of its size. */
		.sizes = map_measure_width(strlen("continued"), MAP_MEASURE_SMALL),
	};

	for (size_t i = 0; i < layout->n; i++) {
		const struct map_row *row = &layout->v[i];
		char range[MAP_RANGE_TEXT], size[MAP_SIZE_TEXT];
		int insets = (int)row->depth * (MAP_MEASURE_LEFT + MAP_MEASURE_RIGHT);

		widen(&width.area, wish(row) + insets);
		if (row->gap)
			continue;
		map_label_range(range, row->range, layout->digits);
		map_label_size(size, row->range.length);
		widen(&width.ranges, map_measure_width(strlen(range), MAP_MEASURE_SMALL));
		widen(&width.sizes, map_measure_width(strlen(size), MAP_MEASURE_SMALL));
	}
	return width;
}
