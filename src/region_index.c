/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding regions: by parent and name in a hash table, and a directory's children in order. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "region.h"

enum { PATH_DEPTH_MAX = 32 };

/* FNV-1a, 32 bits: short names, of which most differ at their ends. */
static uint32_t hash(uint32_t parent, const char *name)
{
	uint32_t h = 2166136261u ^ parent;

	for (; *name; name++)
		h = (h ^ (uint8_t)*name) * 16777619u;
	return h ^ h >> 15;
}

/* At least a quarter of the places stays free, so that a search ends soon. */
static int make_slots(struct regions *all)
{
	size_t room = 8;

	while (room - room / 4 < all->n)
		room *= 2;
	free(all->slots);
	all->slots = calloc(room, sizeof(*all->slots));
	if (!all->slots)
		return -ENOMEM;
	all->mask = (uint32_t)room - 1;
	for (size_t i = 0; i < all->n; i++) {
		uint32_t at = hash(all->v[i].parent, all->v[i].name) & all->mask;

		while (all->slots[at])
			at = (at + 1) & all->mask;
		all->slots[at] = (uint32_t)i + 1;
	}
	return 0;
}

static bool is_child(const struct region *r)
{
	return !r->gone && !r->hidden;
}

static uint32_t *children_of(struct regions *all, const struct region *r)
{
	return r->parent ? &regions_at(all, r->parent)->children : &all->top;
}

/* Counts each directory's children, gives it room for them, and fills that in their order. */
static int make_places(struct regions *all)
{
	uint32_t first;

	free(all->places);
	all->places = reallocarray(NULL, all->n + 1, sizeof(*all->places));
	if (!all->places)
		return -ENOMEM;
	all->top = 0;
	for (size_t i = 0; i < all->n; i++)
		all->v[i].children = 0;
	for (size_t i = 0; i < all->n; i++)
		*children_of(all, &all->v[i]) += is_child(&all->v[i]);
	first = all->top;
	all->top = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct region *r = &all->v[i];

		r->first = first;
		first += r->children;
		r->children = 0;
	}
	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i];

		if (is_child(r))
			all->places[(r->parent ? regions_at(all, r->parent)->first : 0) +
				    (*children_of(all, r))++] = (uint32_t)i;
	}
	return 0;
}

int regions_index(struct regions *all)
{
	int ret = make_slots(all);

	return ret < 0 ? ret : make_places(all);
}

struct region *regions_find(const struct regions *all, uint32_t parent, const char *name)
{
	uint32_t at = hash(parent, name) & all->mask;

	for (; all->slots[at]; at = (at + 1) & all->mask) {
		struct region *r = regions_at(all, all->slots[at]);

		if (r->parent == parent && strcmp(r->name, name) == 0)
			return r;
	}
	return NULL;
}

struct region *regions_child(const struct regions *all, uint32_t parent, uint64_t from)
{
	const uint32_t *place = all->places + (parent ? regions_at(all, parent)->first : 0);
	size_t low = 0, n = parent ? regions_at(all, parent)->children : all->top, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (place[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n ? &all->v[place[low]] : NULL;
}

/* The region and those it is in, up to the root (or to the top of the map): the innermost first. */
static size_t chain_up(const struct regions *all, const struct region *r, bool entries,
		       const struct region *chain[PATH_DEPTH_MAX])
{
	size_t n = 0;

	while (n < PATH_DEPTH_MAX && (r->entry || !entries)) {
		chain[n++] = r;
		if (!r->parent)
			break;
		r = regions_at(all, r->parent);
	}
	return n;
}

char *regions_claim(const struct regions *all, const struct region *r)
{
	const struct region *chain[PATH_DEPTH_MAX];
	char *text = NULL;
	size_t size, n;
	FILE *out;

	if (!r->claim)
		return r->claimed_by ? strdup(r->claimed_by) : NULL;
	out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	n = chain_up(all, regions_at(all, r->claim), true, chain);
	while (n--)
		fprintf(out, "%s%s", chain[n]->device, n ? " > " : "");
	if (fclose(out) == 0) {
		log_clean(text);
		return text;
	}
	free(text);
	return NULL;
}

const char *regions_path(const struct regions *all, const struct region *r, char *buffer,
			 size_t size)
{
	const struct region *chain[PATH_DEPTH_MAX];
	size_t n = chain_up(all, r, false, chain), used = 0;

	buffer[0] = '\0';
	while (n-- && used < size) {
		int more =
			snprintf(buffer + used, size - used, "%s%s", chain[n]->name, n ? "/" : "");

		used += more > 0 ? (size_t)more : 0;
	}
	return buffer;
}
