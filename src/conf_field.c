/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fields of a register, and the names of their values. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf_name.h"
#include "conf_registers.h"

/* "value = ...": a number, a range of them, or all others. */
static const char *read_numbers(const char *text, const struct conf_item *field,
				struct reg_value *v)
{
	const char *dash = strchr(text, '-'), *why = NULL;
	char first[32];

	if (strcmp(text, "*") == 0) {
		v->others = true;
		return NULL;
	}
	if (!dash)
		dash = text + strlen(text);
	if ((size_t)(dash - text) >= sizeof(first))
		return "not a number";
	memcpy(first, text, (size_t)(dash - text));
	first[dash - text] = '\0';
	if (range_number(first, &v->first, &why) < 0)
		return why;
	v->last = v->first;
	if (*dash && range_number(dash + 1, &v->last, &why) < 0)
		return why;
	if (v->last < v->first)
		return "the end is before the start";
	return v->last > reg_ones(field->bits) ? "it does not fit into the field" : NULL;
}

static const char *read_use(const config_setting_t *group, struct reg_value *v)
{
	const char *use;

	v->use = ACCESS_BOTH;
	if (!config_setting_get_member(group, "use"))
		return NULL;
	if (!config_setting_lookup_string(group, "use", &use))
		return "use is \"read\" or \"write\"";
	if (strcmp(use, "read") == 0)
		v->use = ACCESS_READ;
	else if (strcmp(use, "write") == 0)
		v->use = ACCESS_WRITE;
	else
		return "use is \"read\" or \"write\"";
	return NULL;
}

/* A name that is a number would mean two things when it is written. */
static const char *value_name_fault(const char *name)
{
	const char *why;
	uint64_t value;

	if (range_number(name, &value, &why) == 0)
		return "is a number";
	return conf_name_fault(name);
}

static const char *unknown_key(const config_setting_t *group)
{
	static const char *const known[] = { "name", "value", "use" };
	int n = config_setting_length(group);

	for (int i = 0; i < n; i++) {
		const char *key =
			config_setting_name(config_setting_get_elem(group, (unsigned int)i));
		size_t k = 0;

		while (k < 3 && strcmp(key, known[k]) != 0)
			k++;
		if (k == 3)
			return key;
	}
	return NULL;
}

/* True if one of the n before has this name for the same use. */
static bool is_taken(const struct reg_value *v, size_t n, const struct reg_value *next)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].name == next->name && (v[i].use & next->use))
			return true;
	return false;
}

static bool read_value(struct conf_reader *reader, const config_setting_t *group,
		       const struct conf_item *field, struct reg_value *v)
{
	const char *name = NULL, *value = NULL, *wrong = NULL;

	if (!config_setting_is_group(group) ||
	    !config_setting_lookup_string(group, "name", &name) ||
	    !config_setting_lookup_string(group, "value", &value)) {
		conf_item_mistake(reader, group,
				  "field \"%s\": a value is { name = \"on\"; value = \"1\"; }",
				  field->name);
		return false;
	}
	if (unknown_key(group))
		wrong = "it has an unknown key; there are name, value and use";
	if (!wrong)
		wrong = read_use(group, v);
	if (!wrong)
		wrong = read_numbers(value, field, v);
	if (wrong) {
		conf_item_mistake(reader, group, "field \"%s\": value \"%s\" = \"%s\": %s",
				  field->name, name, value, wrong);
		return false;
	}
	wrong = value_name_fault(name);
	if (wrong)
		conf_item_mistake(reader, group, "field \"%s\": value \"%s\": the name %s",
				  field->name, name, wrong);
	v->name = reg_build_text(&reader->b, name);
	return !wrong && v->name;
}

/* The number of the first of them; 0 if there are none, or after a mistake. */
static uint32_t read_values(struct conf_reader *reader, const struct conf_item *field)
{
	int n = field->values ? config_setting_length(field->values) : 0;
	struct reg_value *v = n ? calloc((size_t)n, sizeof(*v)) : NULL;
	size_t read = 0;
	uint32_t first;

	for (int i = 0; v && i < n; i++) {
		const config_setting_t *group =
			config_setting_get_elem(field->values, (unsigned int)i);

		if (!read_value(reader, group, field, &v[read]))
			continue;
		if (is_taken(v, read, &v[read]))
			conf_item_mistake(reader, group,
					  "field \"%s\": two values are named \"%s\"", field->name,
					  reader->b.list.text + v[read].name);
		read++;
	}
	first = read ? reg_build_values(&reader->b, v, read) : 0;
	if ((n && !v) || (read && !first))
		conf_build_mistake(reader, field->values, field->name, -ENOMEM);
	free(v);
	return first;
}

/* Which field of the register is in the way of another: both are read, or both are written. */
static const struct reg_field *in_the_way(const struct reg_list *list, uint32_t member,
					  const struct reg_field *next)
{
	const struct reg *r = &list->v[member];

	for (uint32_t i = 0; i < r->count; i++) {
		const struct reg_field *f = &list->fields[r->first + i];

		if ((reg_field_mask(f) & reg_field_mask(next)) &&
		    (f->traits.access & next->traits.access))
			return f;
	}
	return NULL;
}

static bool fits(struct conf_reader *reader, const config_setting_t *group, uint32_t member,
		 const struct reg_field *f, const char *name)
{
	const struct reg_list *list = &reader->b.list;
	const struct reg_field *other;

	if (f->low + f->bits > 8 * list->v[member].width) {
		conf_item_mistake(reader, group,
				  "field \"%s\": bit %d is not in a register of %d bits", name,
				  f->low + f->bits - 1, 8 * list->v[member].width);
		return false;
	}
	other = in_the_way(list, member, f);
	if (other)
		conf_item_mistake(reader, group, "field \"%s\" overlaps field \"%s\"", name,
				  reg_field_name(list, other));
	return !other;
}

/* One of an array, or the only one. */
static bool add_field(struct conf_reader *reader, const config_setting_t *group, uint32_t member,
		      const struct conf_item *item, uint32_t values, uint32_t k)
{
	struct reg_field f = { .values = values, .bits = item->bits, .traits = item->traits };
	uint64_t low = item->low + (uint64_t)k * item->stride;
	char buffer[CONF_NAME_ROOM];
	const char *name = conf_item_name(item, k, buffer);
	int ret;

	if (low > 63 || low + f.bits > 64) {
		conf_item_mistake(reader, group, "field \"%s\" is not in the register", name);
		return false;
	}
	f.low = (uint8_t)low;
	if (!fits(reader, group, member, &f, name))
		return false;
	f.name = reg_build_text(&reader->b, name);
	ret = f.name ? reg_build_field(&reader->b, member, f) : -ENOMEM;
	conf_build_mistake(reader, group, name, ret);
	return ret == 0;
}

static void read_field(struct conf_reader *reader, uint32_t member, const config_setting_t *group)
{
	struct conf_item item = { .count = 1, .traits = reader->b.list.v[member].traits };
	uint32_t values;

	if (!conf_item(reader, group, CONF_FIELD, &item))
		return;
	if (!item.bits) {
		conf_item_mistake(reader, group, "field \"%s\" has no bits; add bits = \"MSB:LSB\"",
				  item.name);
		return;
	}
	if (item.array && !item.stride)
		item.stride = item.bits;
	if (item.stride > 64) {
		conf_item_mistake(reader, group, "field \"%s\": the stride is in bits, up to 64",
				  item.name);
		return;
	}
	values = read_values(reader, &item);
	for (uint32_t k = 0; k < item.count; k++)
		if (!add_field(reader, group, member, &item, values, k))
			return;
}

void conf_fields(struct conf_reader *reader, uint32_t member, const config_setting_t *list)
{
	for (int i = 0; i < config_setting_length(list); i++)
		read_field(reader, member, config_setting_get_elem(list, (unsigned int)i));
}
