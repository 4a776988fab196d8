/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The picture's geometry. A row is as high as its text and then grows with the logarithm of its
 * size, so a picture shows kilobytes beside terabytes. All numbers are integers: the same map makes
 * the same picture on every machine.
 */
#include "map_place.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

enum {
	PAD_BOTTOM = 5,	 /* below the last row inside a box */
	GAP_HEIGHT = 14, /* of a small one */
};

/* The state of a flow. */
struct flow {
	struct map_sheet *sheet;
	size_t open[MAP_LAYOUT_DEPTH]; /* shapes that the next row is in */
	uint32_t depth;
	int limit, top;
};

/* 16 times the logarithm to base 2, straight between powers of 2. */
static int logarithm(uint64_t size)
{
	int log = 0;

	while (size >> log > 1)
		log++;
	return 16 * log + (int)((log >= 4 ? size >> (log - 4) : size << (4 - log)) & 15);
}

/* Pixels that a row is higher than its text: the more rows there are, the fewer. */
static int growth(const struct map_layout *layout, uint64_t size)
{
	/* A page of memory, or 8 ports, are nothing special. */
	int log = logarithm(size) - 16 * (layout->digits > 4 ? 12 : 3);
	int tenths = layout->n < 60 ? 30 : layout->n < 250 ? 18 : layout->n < 600 ? 9 : 5;

	return log > 0 ? log * tenths / 160 : 0;
}

static void widen(int *height, int needed)
{
	if (*height < needed)
		*height = needed;
}

static int label_height(size_t lines)
{
	return (int)lines * MAP_MEASURE_LINE + 4;
}

static int height_of(const struct map_sheet *sheet, const struct map_row *row)
{
	struct map_fit fit;
	int height;

	if (row->gap)
		return GAP_HEIGHT + growth(&sheet->layout, row->range.length) / 2;
	fit = map_measure_fit(sheet->width.area, row);
	height = label_height(fit.lines + (fit.beside ? 0 : fit.tag_lines));
	return row->parent ? height : height + growth(&sheet->layout, row->range.length);
}

static int row_height(const struct map_sheet *sheet, const struct map_row *row)
{
	return sheet->heights[row - sheet->layout.v];
}

static int append(struct map_sheet *sheet, struct map_shape shape)
{
	if (sheet->n == sheet->room) {
		size_t room = sheet->room ? sheet->room * 2 : 64;
		struct map_shape *v = reallocarray(sheet->v, room, sizeof(*v));

		if (!v)
			return -ENOMEM;
		sheet->v = v;
		sheet->room = room;
	}
	sheet->v[sheet->n++] = shape;
	return 0;
}

/* Ends the innermost open box; what is large is high even if little is in it. */
static void close_box(struct flow *f)
{
	struct map_shape *shape = &f->sheet->v[f->open[--f->depth]];
	int least = shape->continued ? 0
				     : row_height(f->sheet, shape->row) +
					       growth(&f->sheet->layout, shape->row->range.length);

	f->top += PAD_BOTTOM;
	widen(&f->top, shape->top + least);
	shape->height = f->top - shape->top;
}

/* How much must stay together: a box is not parted from the first row that is in it. */
static int together(const struct map_sheet *sheet, const struct map_row *row)
{
	int height = row_height(sheet, row);

	for (; row->parent; row++)
		height += row_height(sheet, row + 1);
	return height;
}

/* Goes on at the top of a new column, inside the boxes that are open. */
static int next_column(struct flow *f)
{
	struct map_sheet *sheet = f->sheet;
	int names = 0;
	bool named;

	widen(&sheet->height, f->top + PAD_BOTTOM);
	for (uint32_t i = 0; i < f->depth; i++) {
		struct map_shape *shape = &sheet->v[f->open[i]];

		shape->continues = true;
		shape->height = f->top + PAD_BOTTOM - shape->top;
		names += label_height(map_measure_fit(sheet->width.area, shape->row).lines);
	}
	/* Very long names again and again would leave no room for what is new. */
	named = names < f->limit / 3;
	f->top = 0;
	sheet->columns++;
	for (uint32_t i = 0; i < f->depth; i++) {
		struct map_shape shape = {
			.row = sheet->v[f->open[i]].row,
			.column = sheet->columns - 1,
			.top = f->top,
			.continued = true,
			.named = named,
		};

		f->open[i] = sheet->n;
		if (append(sheet, shape) < 0)
			return -ENOMEM;
		f->top += named ? label_height(map_measure_fit(sheet->width.area, shape.row).lines)
				: PAD_BOTTOM;
	}
	return 0;
}

static int place(struct flow *f, const struct map_row *row)
{
	struct map_shape shape = { .row = row, .named = true };

	while (f->depth > row->depth)
		close_box(f);
	/* What is free stays with what is before it. A row that is too high for any column has one
	 * all the same. */
	if (!row->gap && f->top > 0 && f->top + together(f->sheet, row) > f->limit &&
	    next_column(f) < 0)
		return -ENOMEM;
	shape.column = f->sheet->columns - 1;
	shape.top = f->top;
	shape.height = row_height(f->sheet, row);
	f->top += shape.height;
	if (row->parent)
		f->open[f->depth++] = f->sheet->n;
	return append(f->sheet, shape);
}

static int flow(struct map_sheet *sheet, int limit)
{
	struct flow f = { .sheet = sheet, .limit = limit };
	int ret = 0;

	sheet->n = 0;
	sheet->columns = 1;
	sheet->height = 0;
	for (size_t i = 0; i < sheet->layout.n && ret == 0; i++)
		ret = place(&f, &sheet->layout.v[i]);
	while (f.depth > 0 && ret == 0)
		close_box(&f);
	widen(&sheet->height, f.top);
	return ret;
}

/* Columns as even as they can be: the lowest limit that makes no more of them. */
int map_place_flow(struct map_sheet *sheet, int limit)
{
	int ret = flow(sheet, limit), columns = sheet->columns, low = 0, high = limit;

	while (high - low > 8 && ret == 0) {
		int middle = low + (high - low) / 2;

		ret = flow(sheet, middle);
		if (sheet->columns <= columns)
			high = middle;
		else
			low = middle;
	}
	return ret == 0 ? flow(sheet, high) : ret;
}

int map_place_make(struct map_sheet *sheet, const struct map_space *space)
{
	int ret;

	*sheet = (struct map_sheet){ 0 };
	ret = map_layout_make(&sheet->layout, space);
	if (ret < 0)
		return ret;
	sheet->width = map_measure_columns(&sheet->layout);
	sheet->heights = calloc(sheet->layout.n + 1, sizeof(*sheet->heights));
	if (!sheet->heights)
		return -ENOMEM;
	for (size_t i = 0; i < sheet->layout.n; i++)
		sheet->heights[i] = height_of(sheet, &sheet->layout.v[i]);
	return flow(sheet, INT_MAX);
}

void map_place_free(struct map_sheet *sheet)
{
	map_layout_free(&sheet->layout);
	free(sheet->v);
	free(sheet->heights);
	*sheet = (struct map_sheet){ 0 };
}
