/* SPDX-License-Identifier: GPL-2.0-or-later */
/* iomem = "LABEL": a range of physical memory by its name in /proc/iomem. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

/* "LABEL" or "LABEL@n": a label may hold '@' itself (arm: serial@7e201000), then n is no digits. */
static int parse_iomem(struct regions *all, struct region *r, const char *value, const char **why)
{
	const char *at = strrchr(value, '@'), *ignored;
	uint64_t nth = 1;
	size_t length = strlen(value);

	if (at && range_number(at + 1, &nth, &ignored) == 0)
		length = (size_t)(at - value);
	else
		nth = 1;
	if (length == 0 || nth == 0 || nth > UINT32_MAX) {
		*why = "not a label of /proc/iomem, or the n of \"LABEL@n\" is not 1 or more";
		return -EINVAL;
	}
	r->space = SPACE_MEMORY;
	r->source = SOURCE_ADDRESS;
	r->nth = (unsigned int)nth;
	r->device = regions_text(all, "%.*s", (int)length, value);
	return r->device ? 0 : -ENOMEM;
}

/* How many labels a message lists. */
enum { CANDIDATES = 12 };

/* What somebody may have meant: more, or less, or other capitals. */
static bool is_like(const char *label, const char *wanted)
{
	return *label && (strcasestr(label, wanted) || strcasestr(wanted, label));
}

static bool is_first(const struct resmap *map, size_t i)
{
	return resmap_label(map, map->v[i].label, 1) == &map->v[i];
}

/* The labels like the one that is wanted, or, if there are none, all: each once, in order. */
static void print_candidates(FILE *out, const struct resmap *map, const char *wanted, bool alike)
{
	size_t n = 0;

	for (size_t i = 0; i < map->n && n <= CANDIDATES; i++) {
		const char *label = map->v[i].label;

		if ((alike && !is_like(label, wanted)) || !is_first(map, i))
			continue;
		if (n++ == CANDIDATES)
			fputs(", ...", out);
		else
			fprintf(out, "%s\"%s\"", n > 1 ? ", " : "", label);
	}
	if (n == 0 && alike)
		print_candidates(out, map, wanted, false);
}

static unsigned int count(const struct resmap *map, const char *label)
{
	unsigned int n = 0;

	while (resmap_label(map, label, n + 1))
		n++;
	return n;
}

static void fail_unknown(struct regions *all, struct region *r, const struct resmap *map)
{
	unsigned int n = count(map, r->device);
	char *candidates = NULL;
	size_t length;
	FILE *out = open_memstream(&candidates, &length);

	if (out) {
		print_candidates(out, map, r->device, true);
		fclose(out);
	}
	if (n)
		region_fail(r, regions_text(all, "/proc/iomem has only %u of \"%s\"", n, r->device),
			    regions_text(all, "write \"%s@%u\" or less", r->device, n));
	else
		region_fail(r, regions_text(all, "/proc/iomem has no \"%s\"", r->device),
			    regions_text(all, "write one as it prints it: %s",
					 candidates ? candidates : ""));
	free(candidates);
}

/* The nth of the label, or else the one whose label ends in what looks like an n. */
static const struct resource *find(const struct resmap *map, const struct region *r)
{
	const struct resource *entry = resmap_label(map, r->device, r->nth);
	char *whole;

	if (entry || asprintf(&whole, "%s@%u", r->device, r->nth) < 0)
		return entry;
	entry = resmap_label(map, whole, 1);
	free(whole);
	return entry;
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m)
{
	const struct resource *entry = find(&m->iomem, r);
	const char *remedy, *flaw = machine_map_flaw(&m->iomem, &remedy);

	if (m->iomem_error)
		region_fail(r,
			    regions_text(all, "cannot read /proc/iomem (%s)",
					 strerror(-m->iomem_error)),
			    "make /proc/iomem readable");
	else if (flaw)
		region_fail(r, regions_text(all, "/proc/iomem %s", flaw), remedy);
	else if (!entry)
		fail_unknown(all, r, &m->iomem);
	else
		r->range = entry->range;
	if (entry)
		region_set_function(r, resmap_function(&m->iomem, entry));
}

static void look_up(struct regions *all, const struct machine *m)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].nth)
			look_up_one(all, &all->v[i], m);
}

const struct scanner scan_iomem = {
	.key = "iomem",
	.help = "\"LABEL\" as /proc/iomem prints it, \"LABEL@2\" for the second of that name",
	.parse = parse_iomem,
	.look_up = look_up,
};
