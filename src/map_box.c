/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements of the picture: boxes with their texts, gaps, and what a pointer resting on them shows.
 */
#include "map_box.h"

#include <stdbool.h>
#include <string.h>

#include "map_label.h"

/* The first baseline below a box's edge; the space between the boxes and what stands beside them.
 */
enum { BASELINE = 14, BESIDE = 8 };

void map_box_escape(FILE *out, const char *text, size_t bytes)
{
	for (; bytes > 0; text++, bytes--) {
		const char *entity = *text == '<'   ? "&lt;"
				     : *text == '>' ? "&gt;"
				     : *text == '&' ? "&amp;"
				     : *text == '"' ? "&quot;"
						    : NULL;

		if (entity)
			fputs(entity, out);
		else
			fputc(*text, out);
	}
}

static bool is_ascii(const char *text, size_t bytes)
{
	while (bytes > 0 && (unsigned char)*text < 0x80)
		text++, bytes--;
	return bytes == 0;
}

void map_box_line(FILE *out, const char *class, int x, int y, int font, const char *text,
		  size_t bytes)
{
	fprintf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\"", class, x, y);
	/* Another font may stand in for such characters, and it may be wider. */
	if (!is_ascii(text, bytes))
		fprintf(out, " textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"",
			map_measure_width(map_label_cells(text, bytes), font));
	fputc('>', out);
	map_box_escape(out, text, bytes);
	fputs("</text>\n", out);
}

static void put_title(FILE *out, const struct map_sheet *sheet, const struct map_row *row)
{
	char range[MAP_RANGE_TEXT], size[MAP_SIZE_TEXT];

	map_label_range(range, row->range, sheet->layout.digits);
	map_label_size(size, row->range.length);
	fprintf(out, "<title>%s  %s  ", range, size);
	if (row->gap) {
		fputs(map_layout_rest(row), out);
	} else {
		map_box_escape(out, row->label, strlen(row->label));
		fprintf(out, "  (%s)", row->kind->legend);
	}
	if (row->configured) {
		fputs("  configured: ", out);
		map_box_escape(out, row->configured, strlen(row->configured));
	}
	fputs("</title>\n", out);
}

/* A box that is cut at a column's end has no line there. A strong line is all inside. */
static void put_edges(FILE *out, const struct map_shape *shape, int x, int y, int width)
{
	int in = shape->row->configured ? 1 : 0, w = width - 2 * in, h = shape->height - 2 * in;

	fprintf(out, "<path class=\"%s\" d=\"M%d %d", shape->row->configured ? "mine" : "edge",
		x + in, y + in);
	fprintf(out, shape->continued ? "m%d 0" : "h%d", w);
	fprintf(out, "v%d", h);
	fprintf(out, shape->continues ? "m%d 0" : "h%d", -w);
	fprintf(out, "v%d%s\"/>\n", -h, shape->continued || shape->continues ? "" : "z");
}

static void put_box(FILE *out, const struct map_shape *shape, int x, int y, int width)
{
	const struct map_kind *kind = shape->row->kind;

	fprintf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
		kind->word, x, y, width, shape->height);
	if (kind->hatched)
		fprintf(out,
			"<rect fill=\"url(#hatch)\" x=\"%d\" y=\"%d\" width=\"%d\" "
			"height=\"%d\"/>\n",
			x, y, width, shape->height);
	put_edges(out, shape, x, y, width);
}

/* One line of the names of the configured regions: white on black, so it stands out in grey too. */
static void put_tag(FILE *out, int x, int y, const char *text, size_t bytes)
{
	int width = map_measure_width(map_label_cells(text, bytes), MAP_MEASURE_SMALL);

	fprintf(out,
		"<rect class=\"tag\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n", x,
		y - MAP_MEASURE_SMALL, width + 2 * MAP_MEASURE_TAG, MAP_MEASURE_LINE - 2);
	map_box_line(out, "name", x + MAP_MEASURE_TAG, y - 1, MAP_MEASURE_SMALL, text, bytes);
}

/* The names below the label, or at the right end of its line. */
static void put_tags(FILE *out, const struct map_fit *fit, const char *names, int x, int y,
		     int right)
{
	if (fit->beside) {
		size_t cells = map_label_cells(names, strlen(names));

		x = right - map_measure_width(cells, MAP_MEASURE_SMALL) - 2 * MAP_MEASURE_TAG;
		y -= MAP_MEASURE_LINE;
	}
	while (*names) {
		size_t bytes = map_label_line(names, fit->tag_cells);

		put_tag(out, x, y, names, bytes);
		names += bytes;
		y += MAP_MEASURE_LINE;
	}
}

static void put_label(FILE *out, const struct map_sheet *sheet, const struct map_shape *shape,
		      int x, int y, int right)
{
	struct map_fit fit = map_measure_fit(sheet->width.area, shape->row);
	const char *label = shape->row->label;

	while (*label) {
		size_t bytes = map_label_line(label, fit.cells);

		map_box_line(out, shape->continued ? "label again" : "label", x, y,
			     MAP_MEASURE_FONT, label, bytes);
		label += bytes;
		y += MAP_MEASURE_LINE;
	}
	if (shape->row->configured && !shape->continued)
		put_tags(out, &fit, shape->row->configured, x, y, right);
}

static void put_numbers(FILE *out, const struct map_sheet *sheet, const struct map_shape *shape,
			int x, int y)
{
	int right = x + sheet->width.area + BESIDE + sheet->width.sizes;
	char text[MAP_RANGE_TEXT];

	if (shape->continued) {
		map_box_line(out, "again end", right, y, MAP_MEASURE_SMALL, "continued",
			     strlen("continued"));
		return;
	}
	map_label_range(text, shape->row->range, sheet->layout.digits);
	map_box_line(out, "range end", x - BESIDE, y, MAP_MEASURE_SMALL, text, strlen(text));
	map_label_size(text, shape->row->range.length);
	map_box_line(out, "size end", right, y, MAP_MEASURE_SMALL, text, strlen(text));
}

/* A dotted line where the scale is broken, and how much is left out. */
static void put_gap(FILE *out, const struct map_row *row, int x, int y, int right)
{
	char size[MAP_SIZE_TEXT], text[MAP_SIZE_TEXT + 16];
	int start;

	map_label_size(size, row->range.length);
	snprintf(text, sizeof(text), "%s %s", size, map_layout_rest(row));
	map_box_line(out, "gap", x, y + 4, MAP_MEASURE_GAP, text, strlen(text));
	start = x + map_measure_width(strlen(text), MAP_MEASURE_GAP) + MAP_MEASURE_PAD;
	fprintf(out, "<path class=\"break\" d=\"M%d %dH%d\"/>\n", start, y, right);
}

void map_box_draw(FILE *out, const struct map_sheet *sheet, const struct map_shape *shape, int x,
		  int y)
{
	const struct map_row *row = shape->row;
	int width = map_measure_box(sheet->width.area, row->depth), top = y + shape->top;
	int left = x + (int)row->depth * MAP_MEASURE_LEFT, right = left + width - MAP_MEASURE_PAD;

	fprintf(out, "<g class=\"%s\">\n", row->gap ? "between" : "entry");
	put_title(out, sheet, row);
	if (row->gap) {
		put_gap(out, row, left + MAP_MEASURE_PAD, top + shape->height / 2, right);
	} else {
		put_box(out, shape, left, top, width);
		if (shape->named) {
			put_label(out, sheet, shape, left + MAP_MEASURE_PAD, top + BASELINE, right);
			put_numbers(out, sheet, shape, x, top + BASELINE);
		}
	}
	fputs("</g>\n", out);
}
