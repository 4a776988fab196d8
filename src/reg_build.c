/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of registers while it grows: arrays that double, and the two hash tables over them. */
#include "reg_build.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Makes an array longer, so that `more` of its elements fit behind n; false: out of memory. */
static bool grow(void *array, size_t *room, size_t n, size_t more, size_t size)
{
	void **v = array, *moved;
	size_t wanted = *room;

	if (more <= *room - n)
		return true;
	while (wanted - n < more)
		wanted += wanted / 2 + 64;
	moved = reallocarray(*v, wanted, size);
	if (!moved)
		return false;
	*v = moved;
	*room = wanted;
	return true;
}

int reg_build_start(struct reg_builder *b)
{
	struct reg_list *list = &b->list;

	*b = (struct reg_builder){ 0 };
	if (!grow(&list->v, &b->room, 0, 1, sizeof(*list->v)) ||
	    !grow(&list->fields, &b->fields_room, 0, 1, sizeof(*list->fields)) ||
	    !grow(&list->values, &b->values_room, 0, 1, sizeof(*list->values)) ||
	    !grow(&list->text, &b->text_room, 0, 1, 1))
		return -ENOMEM;
	list->v[0] = (struct reg){ 0 };
	list->values[0] = (struct reg_value){ .is_last = true };
	list->text[0] = '\0';
	list->n = list->n_values = list->n_text = 1;
	return 0;
}

void reg_build_abandon(struct reg_builder *b)
{
	free(b->list.v);
	free(b->list.fields);
	free(b->list.values);
	free(b->list.slots);
	free(b->list.text);
	free(b->texts);
	*b = (struct reg_builder){ 0 };
}

/* Where a number with this hash may be put, of a table with a free place. */
static uint32_t *free_place(uint32_t *table, uint32_t mask, uint32_t hash)
{
	uint32_t at = hash & mask;

	while (table[at])
		at = (at + 1) & mask;
	return &table[at];
}

/* A table of twice the size if this one is more than three quarters full; NULL: out of memory. */
static uint32_t *wider(const uint32_t *table, uint32_t *mask, uint32_t n)
{
	uint32_t wanted = *mask ? *mask : 63;

	if (*mask && n < wanted - wanted / 4)
		return (uint32_t *)table;
	if (*mask)
		wanted = 2 * wanted + 1;
	*mask = wanted;
	return calloc((size_t)wanted + 1, sizeof(*table));
}

static bool widen_texts(struct reg_builder *b)
{
	uint32_t old_mask = b->texts_mask, *old = b->texts;
	uint32_t *table = wider(old, &b->texts_mask, b->n_texts);

	if (table == old)
		return true;
	for (uint32_t i = 0; table && old && i <= old_mask; i++)
		if (old[i])
			*free_place(table, b->texts_mask, reg_hash(0, b->list.text + old[i])) =
				old[i];
	if (table) {
		free(old);
		b->texts = table;
	} else {
		b->texts_mask = old_mask;
	}
	return table;
}

static uint32_t add_text(struct reg_builder *b, const char *text, uint32_t hash)
{
	struct reg_list *list = &b->list;
	size_t size = strlen(text) + 1;
	uint32_t at = (uint32_t)list->n_text;

	if (size > UINT32_MAX - list->n_text ||
	    !grow(&list->text, &b->text_room, list->n_text, size, 1))
		return 0;
	memcpy(list->text + list->n_text, text, size);
	list->n_text += size;
	*free_place(b->texts, b->texts_mask, hash) = at;
	b->n_texts++;
	return at;
}

uint32_t reg_build_text(struct reg_builder *b, const char *text)
{
	uint32_t hash = reg_hash(0, text), at;

	if (!widen_texts(b))
		return 0;
	for (at = hash & b->texts_mask; b->texts[at]; at = (at + 1) & b->texts_mask)
		if (strcmp(b->list.text + b->texts[at], text) == 0)
			return b->texts[at];
	return add_text(b, text, hash);
}

uint32_t reg_build_members(struct reg_builder *b, uint32_t group, uint32_t n)
{
	struct reg_list *list = &b->list;
	uint32_t first = (uint32_t)list->n;

	if (n > REG_MAX - list->n || !grow(&list->v, &b->room, list->n, n, sizeof(*list->v)))
		return 0;
	for (uint32_t i = 0; i < n; i++)
		list->v[first + i] = (struct reg){ .parent = group };
	list->n += n;
	list->v[group].first = first;
	list->v[group].count = n;
	return first;
}

static uint32_t hash_of(const struct reg_list *list, uint32_t member)
{
	const struct reg *r = &list->v[member];

	return reg_hash(r->parent, reg_name(list, r));
}

static bool widen_slots(struct reg_builder *b)
{
	struct reg_list *list = &b->list;
	uint32_t old_mask = list->mask, *old = list->slots;
	uint32_t *table = wider(old, &list->mask, b->n_slots);

	if (table == old)
		return true;
	for (uint32_t i = 0; table && old && i <= old_mask; i++)
		if (old[i])
			*free_place(table, list->mask, hash_of(list, old[i])) = old[i];
	if (table) {
		free(old);
		list->slots = table;
	} else {
		list->mask = old_mask;
	}
	return table;
}

int reg_build_put(struct reg_builder *b, uint32_t member, const struct reg *r)
{
	struct reg_list *list = &b->list;
	struct reg *to = &list->v[member];
	uint32_t parent = to->parent;

	if (reg_find(list, parent, list->text + r->name))
		return -EEXIST;
	if (!widen_slots(b))
		return -ENOMEM;
	*to = *r;
	to->parent = parent;
	to->first = reg_is_group(r) ? 0 : (uint32_t)list->n_fields;
	to->count = 0;
	*free_place(list->slots, list->mask, hash_of(list, member)) = member;
	b->n_slots++;
	return 0;
}

int reg_build_field(struct reg_builder *b, uint32_t member, struct reg_field f)
{
	struct reg_list *list = &b->list;
	struct reg *r = &list->v[member];

	if (reg_find_field(list, r, list->text + f.name))
		return -EEXIST;
	if (list->n_fields == REG_FIELDS_MAX)
		return -E2BIG;
	if (!grow(&list->fields, &b->fields_room, list->n_fields, 1, sizeof(*list->fields)))
		return -ENOMEM;
	f.reg = member;
	list->fields[list->n_fields++] = f;
	r->count++;
	return 0;
}

uint32_t reg_build_values(struct reg_builder *b, const struct reg_value *v, size_t n)
{
	struct reg_list *list = &b->list;
	uint32_t first = (uint32_t)list->n_values;

	if (n > UINT32_MAX - list->n_values ||
	    !grow(&list->fields, &b->fields_room, 0, 1, sizeof(*list->fields)) ||
	    !grow(&list->values, &b->values_room, list->n_values, n, sizeof(*v)))
		return 0;
	for (size_t i = 0; i < n; i++) {
		list->values[first + i] = v[i];
		list->values[first + i].is_last = i + 1 == n;
	}
	list->n_values += n;
	return first;
}
