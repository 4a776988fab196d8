/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is drawn: the kernel's entries, and among them the configured regions. */
#include "map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Simulated devices have no addresses in common; a few are shown, each for itself. */
enum { SIMULATED_MAX = 16, SPACES_MAX = 2 + SIMULATED_MAX };

/* A space's items while they are collected: v has room for all there can be. */
struct collection {
	const struct regions *all;
	struct map_item *v;
	size_t entries; /* of the kernel's map, ascending */
	size_t n;	/* with the configured regions that are no entry's */
	char *note;
};

static void collect_entries(struct collection *c, uint32_t parent, uint32_t depth)
{
	const struct region *r = regions_child(c->all, parent, 0);

	for (; r; r = regions_child(c->all, parent, (uint64_t)(r - c->all->v) + 1)) {
		c->v[c->n++] = (struct map_item){
			.range = r->range,
			.label = r->device,
			.depth = depth,
		};
		collect_entries(c, regions_number(c->all, r), depth + 1);
	}
}

/* Adds a name to those of an item; the texts are freed with the collection. */
static void mark(struct map_item *item, const char *name)
{
	char *names;

	if (asprintf(&names, "%s%s%s", item->configured ? item->configured : "",
		     item->configured ? ", " : "", name) < 0)
		return;
	free((char *)item->configured);
	item->configured = names;
}

static size_t entries_until(const struct collection *c, uint64_t address)
{
	return range_count_until(c->v, c->entries, sizeof(*c->v), address);
}

/* The entry at the very range, the outermost of several; NULL: there is none. */
static struct map_item *find_equal(const struct collection *c, struct range range)
{
	size_t i = entries_until(c, range.base);
	struct map_item *found = NULL;

	while (i-- > 0 && c->v[i].range.base == range.base)
		if (c->v[i].range.length == range.length)
			found = &c->v[i];
	return found;
}

/* The entry that shares bytes with the range, but neither holds it nor is in it; NULL: none. */
static struct map_item *find_crossing(const struct collection *c, struct range range)
{
	const uint64_t ends[] = { range.base, range_last(range) };

	/* Such a one holds one end of the range, and so do those it is in. */
	for (size_t e = 0; e < 2; e++) {
		uint32_t depth = UINT32_MAX;

		for (size_t i = entries_until(c, ends[e]); i-- > 0 && depth > 0;) {
			struct map_item *item = &c->v[i];

			if (item->depth >= depth)
				continue;
			depth = item->depth;
			if (range_overlaps(item->range, range) &&
			    !range_contains(item->range, range) &&
			    !range_contains(range, item->range))
				return item;
		}
	}
	return NULL;
}

static void add_configured(struct collection *c, const struct region *r)
{
	struct map_item *item = find_equal(c, r->range);

	if (!item)
		item = find_crossing(c, r->range);
	if (!item) {
		item = &c->v[c->n++];
		*item = (struct map_item){ .range = r->range, .label = r->name };
	}
	mark(item, r->name);
}

/* Of two at one address the longer one first: it may hold the other. */
static int compare(const void *a, const void *b)
{
	const struct map_item *x = a, *y = b;

	if (x->range.base != y->range.base)
		return x->range.base < y->range.base ? -1 : 1;
	if (x->range.length != y->range.length)
		return x->range.length > y->range.length ? -1 : 1;
	return (x->depth > y->depth) - (x->depth < y->depth);
}

/* Puts the configured ones among the entries, and counts anew how deep each is in others. */
static void nest(struct collection *c)
{
	struct map_item **open = calloc(c->n + 1, sizeof(struct map_item *));
	size_t n = 0, depth = 0;

	if (c->n > c->entries)
		qsort(c->v, c->n, sizeof(*c->v), compare);
	for (size_t i = 0; open && i < c->n; i++) {
		struct map_item item = c->v[i];

		while (depth && !range_overlaps(open[depth - 1]->range, item.range))
			depth--;
		/* Of two configured ones that cross, the second is a remark on the first. */
		if (depth && !range_contains(open[depth - 1]->range, item.range)) {
			mark(open[depth - 1], item.label);
			free((char *)item.configured);
			continue;
		}
		item.depth = (uint32_t)depth;
		c->v[n] = item;
		open[depth++] = &c->v[n++];
	}
	if (open)
		c->n = n;
	free(open);
}

static bool is_configured(const struct region *r, enum space space)
{
	return !r->parent && !r->entry && r->space == space && r->range.length;
}

static void explain(struct collection *c, const struct region *tree)
{
	if (tree->cause &&
	    asprintf(&c->note, "%s; %s", tree->cause, tree->remedy ? tree->remedy : "") < 0)
		c->note = NULL;
}

static bool collect(struct collection *c, const char *name, enum space space)
{
	const struct region *tree = regions_find(c->all, 0, name);

	c->v = calloc(c->all->n + 1, sizeof(*c->v));
	if (!c->v)
		return false;
	if (tree)
		explain(c, tree);
	/* Among nothing but hidden entries the configured ones would say what is free. */
	if (c->note)
		return true;
	if (tree)
		collect_entries(c, regions_number(c->all, tree), 0);
	c->entries = c->n;
	for (size_t i = 0; i < c->all->n; i++)
		if (is_configured(&c->all->v[i], space))
			add_configured(c, &c->all->v[i]);
	nest(c);
	return true;
}

static void collection_free(struct collection *c)
{
	for (size_t i = 0; i < c->n; i++)
		free((char *)c->v[i].configured);
	free(c->v);
	free(c->note);
}

/* Each simulated device, if they are few. */
static size_t add_simulated(const struct regions *all, struct map_space *spaces,
			    struct map_item items[SIMULATED_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i];

		if (!is_configured(r, SPACE_SIM))
			continue;
		if (n == SIMULATED_MAX)
			return 0;
		items[n] = (struct map_item){
			.range = r->range,
			.label = r->device ? r->device : r->name,
			.configured = r->name,
		};
		spaces[n] = (struct map_space){ r->name, NULL, &items[n], 1 };
		n++;
	}
	return n;
}

static bool is_blank(const struct collection *c)
{
	return c->n == 0 && !c->note;
}

enum form { TEXT, SVG };

static char *draw_spaces(enum form form, const struct map_space *spaces, size_t n, size_t *length)
{
	return form == SVG ? map_svg(spaces, n, length) : map_text(spaces, n, length);
}

static void draw(const struct regions *all, enum form form, char **text, size_t *length)
{
	struct collection ports = { .all = all }, memory = { .all = all };
	struct map_space spaces[SPACES_MAX];
	struct map_item simulated[SIMULATED_MAX];
	size_t n;

	if (collect(&ports, "ioports", SPACE_PORTS) && collect(&memory, "iomem", SPACE_MEMORY)) {
		spaces[0] = (struct map_space){ "I/O ports", ports.note, ports.v, ports.n };
		spaces[1] = (struct map_space){ "memory", memory.note, memory.v, memory.n };
		n = add_simulated(all, spaces + 2, simulated);
		/* The simulated machine has devices, and no maps. */
		if (n && is_blank(&ports) && is_blank(&memory))
			*text = draw_spaces(form, spaces + 2, n, length);
		else
			*text = draw_spaces(form, spaces, 2 + n, length);
	}
	collection_free(&ports);
	collection_free(&memory);
}

char *map_text_file(const struct regions *all, const struct region *r, size_t *length)
{
	char *text = NULL;

	(void)r;
	draw(all, TEXT, &text, length);
	return text;
}

char *map_svg_file(const struct regions *all, const struct region *r, size_t *length)
{
	char *text = NULL;

	(void)r;
	draw(all, SVG, &text, length);
	return text;
}
