/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the entries of a map to the rows of its drawing: gaps get rows of their own. */
#include "map_layout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "map_label.h"

/* An entry that the next one may be in; the lowest one is the whole space. */
struct level {
	const struct map_kind *kind;
	uint64_t next; /* the first address that no row has had */
	uint64_t end;  /* the one behind its last */
	bool parent;
};

struct walk {
	struct map_layout *layout;
	struct level open[MAP_LAYOUT_DEPTH + 1];
	uint32_t depth; /* of the next entry, if it is in the last one */
};

static int append(struct map_layout *layout, struct map_row row)
{
	if (layout->n == layout->room) {
		size_t room = layout->room ? layout->room * 2 : 64;
		struct map_row *v = reallocarray(layout->v, room, sizeof(*v));

		if (!v)
			return -ENOMEM;
		layout->v = v;
		layout->room = room;
	}
	layout->v[layout->n++] = row;
	return 0;
}

/* A row for what lies before `to` in the innermost open entry, if anything does. */
static int append_gap(struct walk *w, uint64_t to)
{
	struct level *level = &w->open[w->depth];
	uint64_t from = level->next;

	if (to <= from)
		return 0;
	level->next = to;
	return append(w->layout, (struct map_row){ .range = { from, to - from },
						   .depth = w->depth,
						   .gap = true,
						   .kind = level->kind });
}

/* Ends the innermost entries until the next one can be at that depth. */
static int close_to(struct walk *w, uint32_t depth)
{
	for (; w->depth > depth; w->depth--) {
		const struct level *level = &w->open[w->depth];

		if (level->parent && append_gap(w, level->end) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int append_item(struct walk *w, const struct map_item *item)
{
	struct map_row row = {
		.range = item->range,
		.depth = w->depth,
		.kind = map_kind_of(item->label),
		.label = map_label_clean(*item->label ? item->label : "(no name)"),
		.configured = item->configured ? map_label_clean(item->configured) : NULL,
	};

	if (row.label && (row.configured || !item->configured) && append(w->layout, row) == 0)
		return 0;
	free(row.label);
	free(row.configured);
	return -ENOMEM;
}

static int add(struct walk *w, const struct map_item *item)
{
	uint32_t depth = item->depth < w->depth ? item->depth : w->depth;
	uint64_t end = range_last(item->range) + 1;
	struct level *level;

	if (depth > MAP_LAYOUT_DEPTH - 1)
		depth = MAP_LAYOUT_DEPTH - 1;
	if (close_to(w, depth) < 0)
		return -ENOMEM;
	level = &w->open[depth];
	/* The last row is what this one is in, unless something of that has had a row already. */
	if (depth > 0 && !level->parent)
		w->layout->v[w->layout->n - 1].parent = level->parent = true;
	if (append_gap(w, item->range.base) < 0 || append_item(w, item) < 0)
		return -ENOMEM;
	if (end > level->next)
		level->next = end;
	w->open[++w->depth] = (struct level){
		.kind = w->layout->v[w->layout->n - 1].kind,
		.next = item->range.base,
		.end = end,
	};
	return 0;
}

/* The kernel prints at least 8 digits, or 4 if the space has no more. */
static int digits_of(const struct map_space *space)
{
	for (size_t i = 0; i < space->n; i++)
		if (range_last(space->v[i].range) >= 0x10000)
			return 8;
	return 4;
}

int map_layout_make(struct map_layout *layout, const struct map_space *space)
{
	struct walk w = { .layout = layout };
	int ret = 0;

	*layout = (struct map_layout){ .digits = digits_of(space) };
	for (size_t i = 0; i < space->n && ret == 0; i++)
		ret = add(&w, &space->v[i]);
	return ret == 0 ? close_to(&w, 0) : ret;
}

void map_layout_free(struct map_layout *layout)
{
	for (size_t i = 0; i < layout->n; i++) {
		free(layout->v[i].label);
		free(layout->v[i].configured);
	}
	free(layout->v);
	*layout = (struct map_layout){ 0 };
}

const char *map_layout_rest(const struct map_row *gap)
{
	return gap->kind ? gap->kind->rest : "free";
}
