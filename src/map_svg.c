/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The map as a picture: a page with a legend, and the spaces side by side, each in its columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "map_box.h"
#include "map_label.h"
#include "map_place.h"

enum {
	MARGIN = 24,	    /* around everything */
	BESIDE = 8,	    /* between the boxes and what stands beside them */
	COLUMNS_APART = 30, /* columns of one space */
	SPACES_APART = 56,
	TITLE = 17,	  /* font of a space's title ... */
	TITLE_LINE = 24,  /* ... and its lines */
	NOTE_CELLS = 40,  /* width of a space without entries */
	WIDTH_MIN = 560,  /* of the page inside the margin: what a legend needs to look like one */
	COLUMN_MIN = 900, /* a column is broken only if it is higher */
	KEY_LINE = 22,	  /* from one line of the legend to the next */
	SWATCH = 20,
};

struct page {
	const struct map_space *spaces;
	struct map_sheet *sheets;
	char **titles, **notes; /* clean */
	size_t n;
	int width, height, top; /* inside the margin; where the spaces' columns begin */
};

static const char style[] =
	"<style>\n"
	"text{font:12px 'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace;"
	"fill:#1c2229;white-space:pre}\n"
	".end{text-anchor:end}\n"
	"text.range,text.size{font-size:11px;fill:#4a545f}\n"
	"text.again{font-style:italic;fill:#5d6874}\n"
	"text.again.end{font-size:11px}\n"
	"text.gap{font-size:10px;fill:#3a444e}\n"
	"text.title{font-size:17px;font-weight:bold}\n"
	"text.name{font-size:11px;font-weight:bold;fill:#fff}\n"
	".edge{fill:none;stroke:#5a6571;stroke-width:.8}\n"
	".mine{fill:none;stroke:#10151b;stroke-width:2.4}\n"
	".tag{fill:#10151b}\n"
	".break{fill:none;stroke:#7a8591;stroke-dasharray:1.5 3.5}\n"
	".white{fill:#fff}\n"
	".rule{stroke:#1c2229;stroke-width:1}\n";

static int column_width(const struct map_sheet *sheet)
{
	return sheet->width.ranges + BESIDE + sheet->width.area + BESIDE + sheet->width.sizes;
}

static int space_width(const struct page *p, size_t i)
{
	const struct map_sheet *sheet = &p->sheets[i];

	if (p->spaces[i].n == 0)
		return map_measure_width(NOTE_CELLS, MAP_MEASURE_FONT);
	return sheet->columns * (column_width(sheet) + COLUMNS_APART) - COLUMNS_APART;
}

static size_t title_cells(const struct page *p, size_t i)
{
	return (size_t)(space_width(p, i) * 100 / (TITLE * 62));
}

/* The height of columns that makes the whole page about 1.6 times as wide as high. */
static int column_limit(const struct page *p)
{
	int64_t area = 0, height = COLUMN_MIN;

	for (size_t i = 0; i < p->n; i++)
		area += (int64_t)p->sheets[i].height *
			(column_width(&p->sheets[i]) + COLUMNS_APART);
	while (height * height * 8 < area * 5)
		height += 16;
	return (int)height;
}

static int flow(struct page *p)
{
	int limit = column_limit(p), ret = 0;

	for (size_t i = 0; i < p->n && ret == 0; i++)
		ret = map_place_flow(&p->sheets[i], limit);
	return ret;
}

static int key_width(const struct map_kind *kind)
{
	return SWATCH + BESIDE + map_measure_width(strlen(kind->legend), MAP_MEASURE_FONT) + SWATCH;
}

/* What a legend has beside kinds: the tag of what is configured, and the broken scale. */
static const struct map_kind tag = { .word = "tag", .legend = "configured: its files are here" };
static const struct map_kind scale = {
	.word = "white",
	.legend = "left out; heights are on a logarithmic scale",
};

static bool is_used(const struct page *p, const struct map_kind *kind)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t r = 0; r < p->sheets[i].layout.n; r++) {
			const struct map_row *row = &p->sheets[i].layout.v[r];

			if (kind == &scale ? row->gap
			    : kind == &tag ? !!row->configured
					   : !row->gap && row->kind == kind)
				return true;
		}
	return false;
}

static void put_key(FILE *out, const struct map_kind *kind, int x, int y)
{
	fprintf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\"/>\n",
		kind->word, x, y - 11, SWATCH);
	if (kind == &scale)
		fprintf(out, "<path class=\"break\" d=\"M%d %dh%d\"/>\n", x, y - 4, SWATCH);
	else
		fprintf(out,
			"<rect class=\"edge\"%s x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\"/>\n",
			kind->hatched ? " style=\"fill:url(#hatch)\"" : "", x, y - 11, SWATCH);
	map_box_line(out, "key", x + SWATCH + BESIDE, y, MAP_MEASURE_FONT, kind->legend,
		     strlen(kind->legend));
}

/* Draws the legend from y down, or only measures it (out NULL); returns where it ends. */
static int legend(const struct page *p, FILE *out, int y)
{
	int x = 0;

	for (size_t i = 0; i < MAP_KINDS + 2; i++) {
		const struct map_kind *kind = i < MAP_KINDS    ? &map_kinds[i]
					      : i == MAP_KINDS ? &tag
							       : &scale;

		if (!is_used(p, kind))
			continue;
		if (x > 0 && x + key_width(kind) > p->width) {
			x = 0;
			y += KEY_LINE;
		}
		if (out)
			put_key(out, kind, MARGIN + x, y + MAP_MEASURE_LINE);
		x += key_width(kind);
	}
	return x > 0 ? y + KEY_LINE + SWATCH : y;
}

static void put_lines(FILE *out, const char *class, int font, int line, const char *text,
		      size_t cells, int x, int y)
{
	while (*text) {
		size_t bytes = map_label_line(text, cells);

		map_box_line(out, class, x, y, font, text, bytes);
		text += bytes;
		y += line;
	}
}

static void measure(struct page *p)
{
	size_t lines = 0;
	int height = 0;

	p->width = p->n ? -SPACES_APART : 0;
	for (size_t i = 0; i < p->n; i++) {
		size_t needed = map_label_lines(p->titles[i], title_cells(p, i));
		int notes = (int)map_label_lines(p->notes[i], NOTE_CELLS) * MAP_MEASURE_LINE;

		p->width += space_width(p, i) + SPACES_APART;
		lines = needed > lines ? needed : lines;
		height = p->sheets[i].height > height ? p->sheets[i].height : height;
		height = notes > height ? notes : height;
	}
	p->width = p->width > WIDTH_MIN ? p->width : WIDTH_MIN;
	p->top = legend(p, NULL, MARGIN) + (int)lines * TITLE_LINE + 12;
	p->height = p->top + height - MARGIN;
}

static void put_space(const struct page *p, FILE *out, size_t i, int x, int y)
{
	const struct map_sheet *sheet = &p->sheets[i];
	int boxes = x + sheet->width.ranges + BESIDE;

	put_lines(out, "title", TITLE, TITLE_LINE, p->titles[i], title_cells(p, i), x, y + TITLE);
	fprintf(out, "<path class=\"rule\" d=\"M%d %dH%d\"/>\n", x, p->top - 11,
		x + space_width(p, i));
	put_lines(out, "note", MAP_MEASURE_FONT, MAP_MEASURE_LINE, p->notes[i], NOTE_CELLS, x,
		  p->top + MAP_MEASURE_FONT);
	for (size_t s = 0; s < sheet->n; s++) {
		int column = sheet->v[s].column;

		map_box_draw(out, sheet, &sheet->v[s],
			     boxes + column * (column_width(sheet) + COLUMNS_APART), p->top);
	}
}

static void put_page(const struct page *p, FILE *out)
{
	int width = p->width + 2 * MARGIN, height = p->height + 2 * MARGIN, x = MARGIN, y;

	fprintf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		"viewBox=\"0 0 %d %d\" xml:space=\"preserve\">\n%s",
		width, height, width, height, style);
	for (size_t i = 0; i < MAP_KINDS; i++)
		fprintf(out, "rect.%s{fill:%s}\n", map_kinds[i].word, map_kinds[i].fill);
	fprintf(out,
		"</style>\n<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
		"patternUnits=\"userSpaceOnUse\"><path d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\" "
		"stroke=\"#fff\" stroke-opacity=\".55\"/></pattern></defs>\n"
		"<rect fill=\"#fff\" width=\"%d\" height=\"%d\"/>\n",
		width, height);
	y = legend(p, out, MARGIN);
	for (size_t i = 0; i < p->n; i++) {
		put_space(p, out, i, x, y);
		x += space_width(p, i) + SPACES_APART;
	}
	fputs("</svg>\n", out);
}

static int prepare(struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const char *note = p->spaces[i].note ? p->spaces[i].note : "nothing is here";

		p->titles[i] = map_label_clean(p->spaces[i].title);
		p->notes[i] = map_label_clean(p->spaces[i].n == 0 ? note : "");
		if (!p->titles[i] || !p->notes[i] ||
		    map_place_make(&p->sheets[i], &p->spaces[i]) < 0)
			return -1;
	}
	return flow(p);
}

static void release(struct page *p)
{
	for (size_t i = 0; i < p->n && p->sheets && p->titles && p->notes; i++) {
		map_place_free(&p->sheets[i]);
		free(p->titles[i]);
		free(p->notes[i]);
	}
	free(p->sheets);
	free(p->titles);
	free(p->notes);
}

char *map_svg(const struct map_space *spaces, size_t n, size_t *length)
{
	struct page p = { .spaces = spaces, .n = n };
	char *text = NULL;
	FILE *out = open_memstream(&text, length);
	bool good;

	p.sheets = calloc(n + 1, sizeof(*p.sheets));
	p.titles = calloc(n + 1, sizeof(*p.titles));
	p.notes = calloc(n + 1, sizeof(*p.notes));
	good = out && p.sheets && p.titles && p.notes && prepare(&p) == 0;
	if (good) {
		measure(&p);
		put_page(&p, out);
		good = !ferror(out);
	}
	release(&p);
	if (out && fclose(out) != 0)
		good = false;
	if (good)
		return text;
	free(text);
	return NULL;
}
