/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints what the board knows: who is served what, and how often it was accessed. */
#include "status.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "config.h"
#include "info.h"

/* The same clock for both, so that it is never less than it was. */
static uint64_t uptime(const struct board *b)
{
	time_t now = time(NULL);

	return now > b->started ? (uint64_t)(now - b->started) : 0;
}

static void print_region(FILE *out, const struct region *r)
{
	char *state = info_state(r);

	fprintf(out, "region %s: %s, %s%s%s\n", r->name, state ? state : "ok",
		region_access_name(r), r->backend ? ", " : "", r->backend ? r->backend : "");
	free(state);
}

/* How many entries it has in all, and how many of them have data files. */
static void print_tree(FILE *out, const struct regions *all, uint32_t tree)
{
	size_t entries = 0, usable = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i], *top = r;

		while (top->parent)
			top = regions_at(all, top->parent);
		if (top == r || regions_number(all, top) != tree || r->gone)
			continue;
		entries++;
		usable += region_usable(r);
	}
	fprintf(out, "tree %s: %zu entries, %zu usable\n", regions_at(all, tree)->name, entries,
		usable);
}

static void print_all(FILE *out, const struct board *b)
{
	char started[32] = "";
	struct tm tm;

	if (gmtime_r(&b->started, &tm))
		strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ", &tm);
	fprintf(out, "version: %s\nconfiguration: %s\nstarted: %s\nuptime: %" PRIu64 "\n",
		PACKAGE_VERSION, b->source ? b->source : "", started, uptime(b));
	fprintf(out, "requests: %" PRIu64 "\n", b->requests);
	for (size_t i = 0; i < b->regions.n; i++) {
		const struct region *r = &b->regions.v[i];

		if (r->parent || r->hidden || r->gone)
			continue;
		if (r->space == SPACE_NONE && r->file)
			print_tree(out, &b->regions, regions_number(&b->regions, r));
		else
			print_region(out, r);
	}
}

static void print_counts(FILE *out, const char *path, const struct counts *c)
{
	for (unsigned int i = 0; i < COUNTS_WIDTHS; i++) {
		uint64_t loads = c->accesses[0][i], stores = c->accesses[1][i], width = 1u << i;

		if (loads || stores || c->errors[i])
			fprintf(out,
				"%s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
				" %" PRIu64 "\n",
				path, width, loads, stores, loads * width, stores * width,
				c->errors[i]);
	}
	if (c->flushes)
		fprintf(out, "%s flush %" PRIu64 " 0 %" PRIu64 " 0 0\n", path, c->flushes,
			c->flushes * WIDTH_L);
}

static void print_stats(FILE *out, const struct board *b)
{
	char path[PATH_MAX];

	fputs("region width loads stores bytes-read bytes-written errors\n", out);
	for (size_t i = 0; i < b->regions.n; i++) {
		const struct counts *c = b->access[i].counts;

		if (c)
			print_counts(
				out,
				regions_path(&b->regions, &b->regions.v[i], path, sizeof(path)), c);
	}
}

static char *text(const struct board *b, size_t *length,
		  void (*print)(FILE *out, const struct board *b))
{
	char *text = NULL;
	FILE *out = open_memstream(&text, length);

	if (!out)
		return NULL;
	print(out, b);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

char *status_text(const struct board *b, size_t *length)
{
	return text(b, length, print_all);
}

char *status_stats(const struct board *b, size_t *length)
{
	return text(b, length, print_stats);
}
