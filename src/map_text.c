/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The map as text: what is always as wide comes first, the labels come last and are never cut. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "map_label.h"
#include "map_layout.h"

/* A terminal's width; each mark of the scale is five doublings: 32 bytes, 1 KiB, 32 KiB, ... */
enum { TERMINAL = 100, DOUBLINGS = 5 };

/* Columns of a space, and what all the spaces have shown. */
struct page {
	FILE *out;
	size_t range, size, scale; /* widths */
	int digits;
	bool used[MAP_KINDS];
	bool configured, any;
};

static size_t marks(uint64_t size)
{
	size_t doublings = 0;

	while (size >>= 1)
		doublings++;
	return doublings / DOUBLINGS + 1;
}

static void widen(size_t *width, size_t needed)
{
	if (*width < needed)
		*width = needed;
}

static void measure(struct page *p, const struct map_layout *layout)
{
	p->digits = layout->digits;
	p->range = p->size = p->scale = 0;
	for (size_t i = 0; i < layout->n; i++) {
		char range[MAP_RANGE_TEXT], size[MAP_SIZE_TEXT];

		if (layout->v[i].gap)
			continue;
		map_label_range(range, layout->v[i].range, p->digits);
		map_label_size(size, layout->v[i].range.length);
		widen(&p->range, strlen(range));
		widen(&p->size, strlen(size));
		widen(&p->scale, marks(layout->v[i].range.length));
	}
}

static void print_times(FILE *out, size_t times, const char *text)
{
	while (times-- > 0)
		fputs(text, out);
}

/* What stands left of the labels, on a line without an entry of its own. */
static size_t left_of_labels(const struct page *p)
{
	return 1 + p->range + 2 + p->size + 2 + p->scale + 2 + 8 + 2;
}

static void print_margin(const struct page *p, uint32_t depth)
{
	print_times(p->out, left_of_labels(p), " ");
	print_times(p->out, depth, "| ");
}

static void print_gap(const struct page *p, const struct map_row *row)
{
	char size[MAP_SIZE_TEXT];

	map_label_size(size, row->range.length);
	print_margin(p, row->depth);
	fprintf(p->out, "--- %s %s ---\n", size, map_layout_rest(row));
}

/* Behind the label if the terminal's line has room for it, else below. */
static void print_configured(const struct page *p, const struct map_row *row)
{
	size_t used = left_of_labels(p) + 2 * (size_t)row->depth +
		      map_label_cells(row->label, strlen(row->label)) +
		      map_label_cells(row->configured, strlen(row->configured));

	if (used + 4 <= TERMINAL) {
		fputs("  ", p->out);
	} else {
		fputc('\n', p->out);
		print_margin(p, row->depth);
	}
	fprintf(p->out, "* %s", row->configured);
}

static void print_item(struct page *p, const struct map_row *row)
{
	char range[MAP_RANGE_TEXT], size[MAP_SIZE_TEXT];

	map_label_range(range, row->range, p->digits);
	map_label_size(size, row->range.length);
	fprintf(p->out, "%c%-*s  %*s  ", row->configured ? '*' : ' ', (int)p->range, range,
		(int)p->size, size);
	print_times(p->out, marks(row->range.length), "#");
	print_times(p->out, p->scale - marks(row->range.length), " ");
	fprintf(p->out, "  %-8s  ", row->kind->word);
	print_times(p->out, row->depth, "| ");
	fputs(row->label, p->out);
	if (row->configured)
		print_configured(p, row);
	fputc('\n', p->out);
	p->used[row->kind - map_kinds] = true;
	p->configured = p->configured || row->configured;
	p->any = true;
}

/* A title or a note; false: out of memory. */
static bool print_line(struct page *p, const char *before, const char *text)
{
	char *clean = map_label_clean(text);

	if (!clean)
		return false;
	fprintf(p->out, "%s%s\n", before, clean);
	free(clean);
	return true;
}

static void print_rows(struct page *p, const struct map_layout *layout)
{
	measure(p, layout);
	for (size_t i = 0; i < layout->n; i++)
		if (layout->v[i].gap)
			print_gap(p, &layout->v[i]);
		else
			print_item(p, &layout->v[i]);
	fputc('\n', p->out);
}

static bool print_space(struct page *p, const struct map_space *space)
{
	struct map_layout layout;
	bool good = print_line(p, "", space->title);

	fputc('\n', p->out);
	if (space->n == 0)
		good = print_line(p, " ", space->note ? space->note : "nothing is here") && good;
	good = map_layout_make(&layout, space) == 0 && good;
	if (good)
		print_rows(p, &layout);
	map_layout_free(&layout);
	return good;
}

static void print_legend(const struct page *p)
{
	if (!p->any)
		return;
	for (size_t i = 0; i < MAP_KINDS; i++)
		if (p->used[i])
			fprintf(p->out, " %-8s  %s\n", map_kinds[i].word, map_kinds[i].legend);
	if (p->configured)
		fprintf(p->out, " %-8s  %s\n", "*",
			"configured: a folder of its own has its files");
	fprintf(p->out, " %-8s  %s\n", "#",
		"each more is 32 times the size: 1 byte, 32 bytes, "
		"1 KiB, 32 KiB, 1 MiB, ...");
}

char *map_text(const struct map_space *spaces, size_t n, size_t *length)
{
	char *text = NULL;
	struct page p = { .out = open_memstream(&text, length) };
	bool good = p.out;

	for (size_t i = 0; i < n && good; i++)
		good = print_space(&p, &spaces[i]);
	if (p.out) {
		print_legend(&p);
		good = !ferror(p.out) && good;
		good = fclose(p.out) == 0 && good;
	}
	if (good)
		return text;
	free(text);
	return NULL;
}
