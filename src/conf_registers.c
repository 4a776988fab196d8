/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = ( ... ): registers and the groups that they are in, as a list that finds them. */
#include "conf_registers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 32, STRIDES_MAX = 65536 };

/* An offset and a whole array of strides fit into 63 bits. */
static const uint64_t offset_max = UINT64_MAX / 4;

void conf_build_mistake(struct conf_reader *reader, const config_setting_t *at, const char *name,
			int ret)
{
	if (ret == -EEXIST)
		conf_item_mistake(reader, at, "the name \"%s\" is taken", name);
	else if (ret == -EOVERFLOW)
		conf_item_mistake(reader, at, "\"%s\": the offset is too large", name);
	else if (ret == -E2BIG)
		conf_item_mistake(reader, at, "there are too many fields");
	else if (ret < 0)
		conf_item_mistake(reader, at, "out of memory, or too many registers");
}

/* A register's own numbers. */
static bool check_register(struct conf_reader *reader, const config_setting_t *group,
			   struct conf_item *item, uint64_t base)
{
	uint64_t all = reg_ones(8u * item->width);
	const char *wrong = NULL;

	if (!item->has_mask)
		item->known = item->has_reset ? all : 0;
	if (item->reset > all || (item->known & ~all))
		wrong = "the reset value is wider than the register";
	else if ((base + item->offset) % item->width || item->stride % item->width)
		wrong = "its offset is no multiple of its width, so that no single access reaches "
			"it";
	else if (item->array && !item->stride)
		item->stride = item->width;
	if (wrong)
		conf_item_mistake(reader, group, "register \"%s\": %s", item->name, wrong);
	return !wrong;
}

static bool check_item(struct conf_reader *reader, const config_setting_t *group,
		       struct conf_item *item, enum conf_kind kind, uint64_t base)
{
	if (!config_setting_get_member(group, "offset")) {
		conf_item_mistake(reader, group, "\"%s\" has no offset; add offset = \"0x...\"",
				  item->name);
		return false;
	}
	if (item->offset > offset_max || base > offset_max ||
	    item->stride > offset_max / STRIDES_MAX) {
		conf_item_mistake(reader, group, "\"%s\": the offset is too large", item->name);
		return false;
	}
	if (kind == CONF_GROUP && item->array && !item->stride) {
		conf_item_mistake(reader, group,
				  "\"%s\": groups that follow each other need a stride",
				  item->name);
		return false;
	}
	return kind == CONF_GROUP || check_register(reader, group, item, base);
}

static bool read_members(struct conf_reader *reader, uint32_t group, const config_setting_t *list,
			 int depth);

/* The path of what is being read grows by a name, while its parts are read. */
static size_t enter(struct conf_reader *reader, const char *name)
{
	size_t before = strlen(reader->path);

	snprintf(reader->path + before, sizeof(reader->path) - before, "%s%s", before ? "/" : "",
		 name);
	return before;
}

static void leave(struct conf_reader *reader, size_t before)
{
	reader->path[before] = '\0';
}

/* What is in the first of a number of groups; the others have the same. */
static int fill_group(struct conf_reader *reader, uint32_t member, uint32_t first, uint32_t k,
		      const struct conf_item *item, int depth)
{
	const struct reg_list *list;

	if (k)
		return reg_build_graft(&reader->b, member, NULL, first, k * item->stride);
	if (config_setting_is_list(item->registers)) {
		read_members(reader, member, item->registers, depth + 1);
		return 0;
	}
	list = conf_list(reader->c, reader->owner, item->registers);
	return list ? reg_build_graft(&reader->b, member, list, 0, reader->b.list.v[member].offset)
		    : 0;
}

static int fill(struct conf_reader *reader, uint32_t member, uint32_t k,
		const struct conf_item *item, int depth)
{
	if (item->registers)
		return fill_group(reader, member, member - k, k, item, depth);
	if (k)
		return reg_build_same_fields(&reader->b, member, member - k);
	if (item->fields)
		conf_fields(reader, member, item->fields);
	return 0;
}

/* One of an array, or the only one. */
static int add_member(struct conf_reader *reader, uint32_t member, uint32_t k,
		      const config_setting_t *group, const struct conf_item *item, int depth)
{
	struct reg_builder *b = &reader->b;
	uint64_t base = b->list.v[b->list.v[member].parent].offset;
	char buffer[CONF_NAME_ROOM];
	const char *name = conf_item_name(item, k, buffer);
	struct reg r = {
		.offset = base + item->offset + k * item->stride,
		.reset = item->reset,
		.known = item->known,
		.name = reg_build_text(b, name),
		.width = item->registers ? 0 : item->width,
		.traits = item->traits,
	};
	int ret = r.name ? reg_build_put(b, member, &r) : -ENOMEM;

	if (ret == 0) {
		size_t before = enter(reader, name);

		ret = fill(reader, member, k, item, depth);
		leave(reader, before);
	}
	conf_build_mistake(reader, group, name, ret);
	return ret;
}

static void read_member(struct conf_reader *reader, uint32_t member, const config_setting_t *group,
			int depth)
{
	enum conf_kind kind =
		config_setting_is_group(group) && config_setting_get_member(group, "registers")
			? CONF_GROUP
			: CONF_REGISTER;
	const struct reg_list *list = &reader->b.list;
	uint32_t parent = list->v[member].parent;
	int before = reader->c->mistakes;
	size_t n = list->n;
	struct conf_item item = {
		.width = WIDTH_L,
		.count = 1,
		.traits.access = ACCESS_BOTH,
	};

	if (!conf_item(reader, group, kind, &item) ||
	    !check_item(reader, group, &item, kind, list->v[parent].offset))
		return;
	/* Of one with a mistake in it no copies are made, nor of one that is too much. */
	for (uint32_t k = 0; k < item.count && reader->c->mistakes == before; k++) {
		if (add_member(reader, member + k, k, group, &item, depth) < 0)
			return;
		if (k == 0 && reader->c->mistakes == before &&
		    (list->n - n) * (item.count - 1) > REG_MAX - list->n)
			conf_build_mistake(reader, group, item.name, -ENOMEM);
	}
}

/* Their numbers follow each other, so all are counted before the first one is read. */
static bool read_members(struct conf_reader *reader, uint32_t group, const config_setting_t *list,
			 int depth)
{
	int length = config_setting_length(list);
	uint64_t n = 0;
	uint32_t member = 0;

	if (depth > DEPTH_MAX) {
		conf_item_mistake(reader, list, "groups are nested too deep");
		return false;
	}
	for (int i = 0; i < length; i++)
		n += conf_item_count(config_setting_get_elem(list, (unsigned int)i));
	if (n <= REG_MAX)
		member = reg_build_members(&reader->b, group, (uint32_t)n);
	if (!member) {
		conf_build_mistake(reader, list, "", -ENOMEM);
		return false;
	}
	for (int i = 0; i < length; i++) {
		const config_setting_t *element = config_setting_get_elem(list, (unsigned int)i);

		read_member(reader, member, element, depth);
		member += conf_item_count(element);
	}
	return true;
}

static const struct reg_list *read_list(struct conf *c, const char *owner,
					const config_setting_t *setting)
{
	struct conf_reader reader = { .c = c, .owner = owner };
	const struct reg_list *list = NULL;
	int before = c->mistakes;

	if (reg_build_start(&reader.b) < 0)
		conf_build_mistake(&reader, setting, "", -ENOMEM);
	else
		read_members(&reader, 0, setting, 0);
	if (c->mistakes == before) {
		list = reg_build_finish(&reader.b, c->all);
		if (!list)
			conf_build_mistake(&reader, setting, "", -ENOMEM);
	} else {
		reg_build_abandon(&reader.b);
	}
	return list;
}

const struct reg_list *conf_registers(struct conf *c, const char *owner,
				      const config_setting_t *setting)
{
	if (config_setting_is_list(setting))
		return read_list(c, owner, setting);
	return conf_list(c, owner, setting);
}
