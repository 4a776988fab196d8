/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of registers as a configuration has them: a text is refused with a mistake, or what is in
 * memory afterwards keeps every promise that the views rely on.
 */
#include <stdbool.h>
#include <string.h>

#include "conf.h"
#include "fuzz.h"
#include "reg.h"
#include "region.h"

/* Larger lists say nothing new, and arrays make them out of few bytes. */
enum { COUNTS_MAX = 4096 };

/* No input may name a file of this machine, so there is no slash and no @include. */
static bool is_harmless(const char *text)
{
	unsigned long long all = 1;

	if (strpbrk(text, "/@"))
		return false;
	for (const char *at = text; (at = strstr(at, "count"));) {
		unsigned long long n;

		at += strcspn(at, "0123456789;");
		n = strtoull(at, NULL, 0);
		all *= n ? n : 1;
		if (n > COUNTS_MAX || all > COUNTS_MAX)
			return false;
	}
	return true;
}

/* The input's first byte chooses what is around it. */
static char *make_text(const uint8_t *data, size_t size)
{
	static const struct {
		const char *before, *after;
	} frames[] = {
		{ "", "" },
		{ "regions=({name=\"r\";sim=\"ram\";access=\"rw\";registers=(", ");});" },
		{ "regions=({name=\"r\";sim=\"ram\";access=\"rw\";registers=({name=\"A\";offset="
		  "\"0\";fields=(",
		  ");});});" },
		{ "regions=({name=\"r\";sim=\"edu\";registers=\"edu.conf:edu\";},{name=\"s\";sim="
		  "\"ram\";registers=(",
		  ");});" },
	};
	size_t frame = size ? data[0] % 4u : 0, before = strlen(frames[frame].before);
	char *text = malloc(before + size + strlen(frames[frame].after) + 1);

	HOLDS(text);
	memcpy(text, frames[frame].before, before);
	if (size)
		memcpy(text + before, data + 1, size - 1);
	strcpy(text + before + (size ? size - 1 : 0), frames[frame].after);
	return text;
}

static void check_values(const struct reg_list *list, const struct reg_field *f)
{
	const struct reg_value *v = &list->values[f->values];

	for (; f->values; v++) {
		uint64_t value = 0;
		int ret;

		HOLDS(v < list->values + list->n_values);
		HOLDS(v->name < list->n_text && list->text[v->name]);
		HOLDS(v->use == ACCESS_READ || v->use == ACCESS_WRITE || v->use == ACCESS_BOTH);
		if (!v->others) {
			HOLDS(v->first <= v->last && v->last <= reg_ones(f->bits));
			HOLDS(!(v->use & ACCESS_READ) || reg_value_name(list, f, v->first));
		}
		ret = reg_named_value(list, f, list->text + v->name, &value);
		HOLDS(!(v->use & ACCESS_WRITE) || v->others || v->first != v->last ||
		      (ret == 0 && value == v->first));
		if (v->is_last)
			break;
	}
}

static void check_fields(const struct reg_list *list, const struct reg *r)
{
	const struct reg_field *fields = reg_fields(list, r);

	HOLDS(r->count <= 64 * 2 && r->first + (size_t)r->count <= list->n_fields);
	for (const struct reg_field *f = fields; f < fields + r->count; f++) {
		HOLDS(&list->v[f->reg] == r);
		HOLDS(f->bits && f->low + f->bits <= 8 * r->width);
		HOLDS(reg_find_field(list, r, reg_field_name(list, f)) == f);
		HOLDS(!f->traits.read_effect || r->traits.closed ||
		      !(f->traits.access & ACCESS_READ));
		for (const struct reg_field *other = fields; other < f; other++)
			HOLDS(!(reg_field_mask(f) & reg_field_mask(other)) ||
			      !(f->traits.access & other->traits.access));
		check_values(list, f);
	}
}

/* All pairs are looked at, so not of large lists. */
enum { PAIRS_OF_MAX = 2000 };

/* Reading a register whose bytes another one shares, which must not be read, is no better. */
static void check_closed(const struct reg_list *list, const struct reg *r)
{
	for (const struct reg *other = list->v; other < list->v + list->n; other++)
		if (other->width && other->traits.read_effect &&
		    (other->traits.access & ACCESS_READ) && other->offset < r->offset + r->width &&
		    r->offset < other->offset + other->width)
			HOLDS(r->traits.closed);
}

static void check_list(const struct reg_list *list)
{
	char path[REG_PATH];
	size_t n = 0, groups = 0;
	uint32_t *order = reg_order(list, &n);

	HOLDS(order && list->n && reg_is_group(&list->v[0]));
	for (size_t i = 1; i < n; i++)
		HOLDS(list->v[order[i - 1]].offset <= list->v[order[i]].offset);
	free(order);
	for (uint32_t i = 0; i < list->n; i++) {
		const struct reg *r = &list->v[i];

		groups += reg_is_group(r);
		if (i) {
			HOLDS(r->name < list->n_text && *reg_name(list, r));
			HOLDS(r->parent < list->n && reg_is_group(&list->v[r->parent]));
			HOLDS(reg_find(list, r->parent, reg_name(list, r)) == i);
			HOLDS(*reg_path(list, r, path));
		}
		if (reg_is_group(r)) {
			HOLDS(r->first + (size_t)r->count <= list->n);
			continue;
		}
		HOLDS(r->width == 1 || r->width == 2 || r->width == 4 || r->width == 8);
		HOLDS(r->offset % r->width == 0);
		HOLDS(!((r->reset | r->known) & ~reg_all_bits(r)));
		check_fields(list, r);
		if (list->n <= PAIRS_OF_MAX)
			check_closed(list, r);
	}
	HOLDS(groups + n == list->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct regions all = { .n = 0 };
	char *text = make_text(data, size);

	if (is_harmless(text) && conf_load_text(&all, text, "fuzz") == 0)
		for (size_t i = 0; i < all.n; i++)
			if (all.v[i].registers)
				check_list(all.v[i].registers);
	regions_free(&all);
	free(text);
	return 0;
}
