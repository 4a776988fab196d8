/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds out what one configuration has other than another. */
#include <string.h>

#include "reg.h"
#include "region.h"

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Where it is; what is looked up in the machine is compared when it is known. */
static bool same_address(const struct region *a, const struct region *b)
{
	return a->space == b->space && a->source == b->source && a->range.base == b->range.base &&
	       a->range.length == b->range.length && a->nth == b->nth &&
	       same_text(a->device, b->device);
}

/* How it is accessed. Whose it is may change while it is open. */
static bool same_policy(const struct region *a, const struct region *b)
{
	return a->access == b->access && a->widths == b->widths && a->quad == b->quad &&
	       a->flush == b->flush && a->flush_offset == b->flush_offset &&
	       a->big_endian == b->big_endian && a->relaxed == b->relaxed &&
	       a->combining == b->combining && a->force == b->force && a->exclusive == b->exclusive;
}

static bool same_registers(const struct reg_list *a, const struct reg_list *b)
{
	return a && b ? reg_list_same(a, b) : a == b;
}

static void compare(struct region *r, const struct region *old)
{
	r->altered = old && (!same_address(r, old) || !same_policy(r, old) ||
			     !same_registers(r->registers, old->registers));
}

void regions_compare(struct regions *fresh, const struct regions *old)
{
	const struct browse *row = old->browse;

	for (size_t i = 0; i < fresh->n; i++)
		compare(&fresh->v[i], regions_find(old, 0, fresh->v[i].name));
	for (struct browse *b = fresh->browse; b; b = b->next) {
		compare(&b->policy, row ? &row->policy : NULL);
		row = row ? row->next : NULL;
	}
}
