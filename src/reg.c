/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding registers, fields and values by their names, and the names of values. */
#include "reg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "region.h"

uint32_t reg_hash(uint32_t group, const char *name)
{
	uint32_t h = 2166136261u ^ group * 2654435761u;

	/* FNV-1a, 32 bits. */
	for (; *name; name++)
		h = (h ^ (uint8_t)*name) * 16777619u;
	return h ^ h >> 15;
}

uint32_t reg_find(const struct reg_list *list, uint32_t group, const char *name)
{
	uint32_t at = reg_hash(group, name) & list->mask;

	for (; list->mask && list->slots[at]; at = (at + 1) & list->mask) {
		const struct reg *r = &list->v[list->slots[at]];

		if (r->parent == group && strcmp(reg_name(list, r), name) == 0)
			return list->slots[at];
	}
	return 0;
}

/* There are at most 64 of them. */
const struct reg_field *reg_find_field(const struct reg_list *list, const struct reg *r,
				       const char *name)
{
	const struct reg_field *f = reg_fields(list, r), *end = f + r->count;

	for (; f < end; f++)
		if (strcmp(reg_field_name(list, f), name) == 0)
			return f;
	return NULL;
}

/* From the outside in, so that what has no room is cut at the end. Returns the bytes wanted. */
static size_t put_path(const struct reg_list *list, const struct reg *r, char *buffer)
{
	const struct reg *group = &list->v[r->parent];
	size_t used = group == list->v ? 0 : put_path(list, group, buffer);
	int more = 0;

	if (used < REG_PATH)
		more = snprintf(buffer + used, REG_PATH - used, "%s%s", used ? "/" : "",
				reg_name(list, r));
	return used + (more > 0 ? (size_t)more : 0);
}

const char *reg_path(const struct reg_list *list, const struct reg *r, char *buffer)
{
	buffer[0] = '\0';
	if (r != list->v)
		put_path(list, r, buffer);
	return buffer;
}

static int compare_offsets(const void *x, const void *y, void *regs)
{
	const struct reg *v = regs;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	if (v[a].offset != v[b].offset)
		return v[a].offset < v[b].offset ? -1 : 1;
	return (a > b) - (a < b);
}

uint32_t *reg_order(const struct reg_list *list, size_t *n)
{
	uint32_t *order = reallocarray(NULL, list->n, sizeof(*order));

	*n = 0;
	for (uint32_t i = 0; order && i < list->n; i++)
		if (!reg_is_group(&list->v[i]))
			order[(*n)++] = i;
	if (order)
		qsort_r(order, *n, sizeof(*order), compare_offsets, list->v);
	return order;
}

/* The next value of a field, the first one after NULL; NULL after the last. */
static const struct reg_value *next_value(const struct reg_list *list, const struct reg_field *f,
					  const struct reg_value *v)
{
	if (!v)
		return f->values ? &list->values[f->values] : NULL;
	return v->is_last ? NULL : v + 1;
}

const char *reg_value_name(const struct reg_list *list, const struct reg_field *f, uint64_t value)
{
	const struct reg_value *v = NULL, *others = NULL;

	while ((v = next_value(list, f, v))) {
		if (!(v->use & ACCESS_READ))
			continue;
		if (v->others)
			others = v;
		else if (value >= v->first && value <= v->last)
			return list->text + v->name;
	}
	return others ? list->text + others->name : NULL;
}

int reg_named_value(const struct reg_list *list, const struct reg_field *f, const char *name,
		    uint64_t *value)
{
	const struct reg_value *v = NULL;

	while ((v = next_value(list, f, v)))
		if ((v->use & ACCESS_WRITE) && strcmp(list->text + v->name, name) == 0) {
			*value = v->first;
			return v->others || v->first != v->last ? -EINVAL : 0;
		}
	return -ENOENT;
}

static bool same_traits(struct reg_traits a, struct reg_traits b)
{
	return a.access == b.access && a.once == b.once && a.allowed == b.allowed &&
	       a.read_effect == b.read_effect && a.write_effect == b.write_effect &&
	       a.closed == b.closed;
}

/* Names are places in the text, which is compared as a whole. */
static bool same_register(const struct reg *a, const struct reg *b)
{
	return a->offset == b->offset && a->reset == b->reset && a->known == b->known &&
	       a->name == b->name && a->parent == b->parent && a->first == b->first &&
	       a->count == b->count && a->width == b->width && same_traits(a->traits, b->traits);
}

static bool same_field(const struct reg_field *a, const struct reg_field *b)
{
	return a->name == b->name && a->reg == b->reg && a->values == b->values &&
	       a->low == b->low && a->bits == b->bits && same_traits(a->traits, b->traits);
}

static bool same_value(const struct reg_value *a, const struct reg_value *b)
{
	return a->first == b->first && a->last == b->last && a->name == b->name &&
	       a->use == b->use && a->others == b->others && a->is_last == b->is_last;
}

bool reg_list_same(const struct reg_list *a, const struct reg_list *b)
{
	bool same = a->n == b->n && a->n_fields == b->n_fields && a->n_values == b->n_values &&
		    a->n_text == b->n_text && memcmp(a->text, b->text, a->n_text) == 0;

	for (size_t i = 0; same && i < a->n; i++)
		same = same_register(&a->v[i], &b->v[i]);
	for (size_t i = 0; same && i < a->n_fields; i++)
		same = same_field(&a->fields[i], &b->fields[i]);
	/* The first one is none. */
	for (size_t i = 1; same && i < a->n_values; i++)
		same = same_value(&a->values[i], &b->values[i]);
	return same;
}
