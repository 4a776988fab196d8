/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies parts of lists of registers into others, and ends the making of one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reg_build.h"

/* The list that is copied from, wherever it has moved by now. */
static const struct reg_list *source(const struct reg_builder *b, const struct reg_list *from)
{
	return from ? from : &b->list;
}

/* The values of a field of another list. */
static int copy_values(struct reg_builder *b, const struct reg_list *from, struct reg_field *f)
{
	const struct reg_value *v = &from->values[f->values];
	uint32_t at = (uint32_t)b->list.n_values;

	for (;; v++) {
		struct reg_value copy = *v;

		copy.name = reg_build_text(b, from->text + v->name);
		if (!copy.name || !reg_build_values(b, &copy, 1))
			return -ENOMEM;
		b->list.values[b->list.n_values - 1].is_last = v->is_last;
		if (v->is_last)
			break;
	}
	f->values = at;
	return 0;
}

static int copy_fields(struct reg_builder *b, uint32_t member, const struct reg_list *from,
		       const struct reg *r)
{
	int ret = 0;

	for (uint32_t i = 0; i < r->count && ret == 0; i++) {
		struct reg_field f = source(b, from)->fields[r->first + i];

		if (from) {
			f.name = reg_build_text(b, from->text + f.name);
			if (!f.name)
				return -ENOMEM;
			if (f.values)
				ret = copy_values(b, from, &f);
		}
		if (ret == 0)
			ret = reg_build_field(b, member, f);
	}
	return ret;
}

int reg_build_same_fields(struct reg_builder *b, uint32_t member, uint32_t like)
{
	struct reg r = b->list.v[like];

	return copy_fields(b, member, NULL, &r);
}

int reg_build_copy(struct reg_builder *b, uint32_t member, const struct reg_list *from,
		   uint32_t old, uint64_t further)
{
	struct reg r = source(b, from)->v[old], copy = r;
	int ret;

	if (further > INT64_MAX || copy.offset > INT64_MAX - further)
		return -EOVERFLOW;
	copy.offset += further;
	if (from)
		copy.name = reg_build_text(b, from->text + r.name);
	if (!copy.name)
		return -ENOMEM;
	ret = reg_build_put(b, member, &copy);
	if (ret == 0 && reg_is_group(&r))
		ret = reg_build_graft(b, member, from, old, further);
	else if (ret == 0)
		ret = copy_fields(b, member, from, &r);
	return ret;
}

int reg_build_graft(struct reg_builder *b, uint32_t group, const struct reg_list *from,
		    uint32_t from_group, uint64_t further)
{
	struct reg old = source(b, from)->v[from_group];
	uint32_t first = reg_build_members(b, group, old.count);
	int ret = first ? 0 : -ENOMEM;

	for (uint32_t i = 0; i < old.count && ret == 0; i++)
		ret = reg_build_copy(b, first + i, from, old.first + i, further);
	return ret;
}

static bool has_read_effect(const struct reg_list *list, const struct reg *r)
{
	for (uint32_t i = 0; i < r->count; i++)
		if (list->fields[r->first + i].traits.read_effect != READ_PLAIN)
			return true;
	return r->traits.read_effect != READ_PLAIN;
}

/* Notes which registers have an effect themselves; how many those are. */
static size_t close_effects(struct reg_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct reg *r = &list->v[i];

		r->traits.closed = !reg_is_group(r) && has_read_effect(list, r);
		n += r->traits.closed;
	}
	return n;
}

static bool share_bytes(const struct reg *a, const struct reg *b)
{
	return range_overlaps((struct range){ a->offset, a->width },
			      (struct range){ b->offset, b->width });
}

/* In ascending order; none is wider than 8 bytes, so only near ones can share bytes. */
static void close_neighbours(struct reg_list *list, const uint32_t *order, size_t n, size_t at)
{
	const struct reg *r = &list->v[order[at]];
	uint64_t offset = r->offset;

	for (size_t i = at; i > 0 && offset - list->v[order[i - 1]].offset < WIDTH_Q; i--)
		if (share_bytes(r, &list->v[order[i - 1]]))
			list->v[order[i - 1]].traits.closed = true;
	for (size_t i = at + 1; i < n && list->v[order[i]].offset - offset < WIDTH_Q; i++)
		if (share_bytes(r, &list->v[order[i]]))
			list->v[order[i]].traits.closed = true;
}

/* What shares a byte with a register that has an effect reads that one too. */
static int close_sharers(struct reg_list *list)
{
	size_t n;
	uint32_t *order = reg_order(list, &n);

	if (!order)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (has_read_effect(list, &list->v[order[i]]))
			close_neighbours(list, order, n, i);
	free(order);
	return 0;
}

/* Each array begins where any of them may. */
enum { ARRAYS = 5, ALIGNMENT = 8 };

/* Takes n elements behind what is used of the block. */
static void *pack(char *block, size_t *used, const void *from, size_t n, size_t size)
{
	void *to = block + *used;

	if (n)
		memcpy(to, from, n * size);
	*used += (n * size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	return to;
}

static size_t packed_size(const struct reg_list *list)
{
	return sizeof(*list) + list->n * sizeof(*list->v) + list->n_fields * sizeof(*list->fields) +
	       list->n_values * sizeof(*list->values) +
	       ((size_t)list->mask + 1) * sizeof(*list->slots) + list->n_text +
	       (size_t)ARRAYS * ALIGNMENT;
}

const struct reg_list *reg_pack(const struct reg_list *list, struct regions *all)
{
	char *block = regions_memory(all, packed_size(list));
	struct reg_list *packed = (struct reg_list *)(void *)block;
	size_t used = sizeof(*packed);

	if (!block)
		return NULL;
	*packed = *list;
	packed->v = pack(block, &used, list->v, list->n, sizeof(*list->v));
	packed->values = pack(block, &used, list->values, list->n_values, sizeof(*list->values));
	packed->fields = pack(block, &used, list->fields, list->n_fields, sizeof(*list->fields));
	packed->slots = pack(block, &used, list->slots, list->mask ? (size_t)list->mask + 1 : 0,
			     sizeof(*list->slots));
	packed->text = pack(block, &used, list->text, list->n_text, 1);
	return packed;
}

const struct reg_list *reg_build_finish(struct reg_builder *b, struct regions *all)
{
	const struct reg_list *list = NULL;

	if (close_effects(&b->list) == 0 || close_sharers(&b->list) == 0)
		list = reg_pack(&b->list, all);
	reg_build_abandon(b);
	return list;
}
