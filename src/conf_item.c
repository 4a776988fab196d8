/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of registers, groups of them and fields: one table row each. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf_name.h"
#include "conf_registers.h"

enum { COUNT_MAX = 65536 };

struct key {
	const char *name;
	const char *form;   /* what to write, for messages */
	int type;	    /* CONFIG_TYPE_* that it must have; 0: any */
	unsigned int kinds; /* set of enum conf_kind: what may have it */
	/* NULL: done; else what is wrong with the value. */
	const char *(*apply)(struct conf_item *item, const config_setting_t *setting);
};

void conf_item_mistake(struct conf_reader *reader, const config_setting_t *at, const char *format,
		       ...)
{
	char text[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	conf_mistake(reader->c, at, "%s \"%s\": %s%s%s", reader->c->what, reader->owner,
		     reader->path, *reader->path ? ": " : "", text);
}

static const char *number(const config_setting_t *setting, uint64_t *value)
{
	const char *why = NULL;

	range_number(config_setting_get_string(setting), value, &why);
	return why;
}

static const char *apply_offset(struct conf_item *item, const config_setting_t *setting)
{
	return number(setting, &item->offset);
}

static const char *apply_stride(struct conf_item *item, const config_setting_t *setting)
{
	return number(setting, &item->stride);
}

static const char *apply_reset(struct conf_item *item, const config_setting_t *setting)
{
	const char *wrong = number(setting, &item->reset);

	item->has_reset = true;
	return wrong;
}

static const char *apply_reset_mask(struct conf_item *item, const config_setting_t *setting)
{
	const char *wrong = number(setting, &item->known);

	item->has_mask = true;
	return wrong;
}

static const char *apply_width(struct conf_item *item, const config_setting_t *setting)
{
	int bits = config_setting_get_int(setting);

	if (bits != 8 && bits != 16 && bits != 32 && bits != 64)
		return "no single access is as wide";
	item->width = (uint8_t)(bits / 8);
	return NULL;
}

static const char *apply_count(struct conf_item *item, const config_setting_t *setting)
{
	int count = config_setting_get_int(setting);

	if (count < 1 || count > COUNT_MAX)
		return "not a count from 1 to 65536";
	item->count = (uint32_t)count;
	item->array = true;
	return NULL;
}

static const char *apply_bits(struct conf_item *item, const config_setting_t *setting)
{
	const char *text = config_setting_get_string(setting), *colon = strchr(text, ':'), *why;
	uint64_t high, low;
	char first[24];

	if (!colon)
		colon = text + strlen(text);
	if ((size_t)(colon - text) >= sizeof(first))
		return "not a bit's number";
	memcpy(first, text, (size_t)(colon - text));
	first[colon - text] = '\0';
	if (range_number(first, &high, &why) < 0)
		return why;
	low = high;
	if (*colon && range_number(colon + 1, &low, &why) < 0)
		return why;
	if (high < low)
		return "the higher bit comes first";
	if (high > 63)
		return "there are 64 bits at most";
	item->low = (uint8_t)low;
	item->bits = (uint8_t)(high - low + 1);
	return NULL;
}

static const char *apply_fields(struct conf_item *item, const config_setting_t *setting)
{
	item->fields = setting;
	return config_setting_is_list(setting) ? NULL : "not a list";
}

static const char *apply_registers(struct conf_item *item, const config_setting_t *setting)
{
	item->registers = setting;
	return NULL;
}

static const char *apply_values(struct conf_item *item, const config_setting_t *setting)
{
	item->values = setting;
	return config_setting_is_list(setting) ? NULL : "not a list";
}

/* conf_item has read it before the others. */
static const char *apply_name(struct conf_item *item, const config_setting_t *setting)
{
	(void)item;
	(void)setting;
	return NULL;
}

static const char a_number[] = "a number as a string: \"0x10\"";

static const struct key keys[] = {
	{ "name", "a string", 0, CONF_REGISTER | CONF_GROUP | CONF_FIELD, apply_name },
	{ "bits", "\"MSB:LSB\" or one bit's number, as a string", CONFIG_TYPE_STRING, CONF_FIELD,
	  apply_bits },
	{ "offset", a_number, CONFIG_TYPE_STRING, CONF_REGISTER | CONF_GROUP, apply_offset },
	{ "width", "8, 16, 32 or 64", CONFIG_TYPE_INT, CONF_REGISTER, apply_width },
	{ "access", "\"rw\", \"ro\", \"wo\", \"rw-once\" or \"wo-once\"", CONFIG_TYPE_STRING,
	  CONF_REGISTER | CONF_FIELD, conf_trait_access },
	{ "reset", a_number, CONFIG_TYPE_STRING, CONF_REGISTER, apply_reset },
	{ "reset-mask", a_number, CONFIG_TYPE_STRING, CONF_REGISTER, apply_reset_mask },
	{ "read-effect", "\"none\", \"clear\", \"set\", \"modify\" or \"external\"",
	  CONFIG_TYPE_STRING, CONF_REGISTER | CONF_FIELD, conf_trait_read_effect },
	{ "write-effect",
	  "\"none\", \"one-to-clear\", \"one-to-set\", \"one-to-toggle\", the same with zero, "
	  "\"clear\", \"set\" or \"modify\"",
	  CONFIG_TYPE_STRING, CONF_REGISTER | CONF_FIELD, conf_trait_write_effect },
	{ "read", "\"allow\"", CONFIG_TYPE_STRING, CONF_REGISTER, conf_trait_read },
	{ "count", "how many there are: 4", CONFIG_TYPE_INT,
	  CONF_REGISTER | CONF_GROUP | CONF_FIELD, apply_count },
	{ "stride", a_number, CONFIG_TYPE_STRING, CONF_REGISTER | CONF_GROUP | CONF_FIELD,
	  apply_stride },
	{ "fields", "fields = ( { name = \"EN\"; bits = \"0\"; }, ... )", 0, CONF_REGISTER,
	  apply_fields },
	{ "registers", "registers = ( { ... }, ... )", 0, CONF_GROUP, apply_registers },
	{ "values", "values = ( { name = \"on\"; value = \"1\"; }, ... )", 0, CONF_FIELD,
	  apply_values },
};

static const struct key *find_key(const char *name)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static bool read_key(struct conf_reader *reader, const config_setting_t *setting,
		     enum conf_kind kind, struct conf_item *item)
{
	const char *name = config_setting_name(setting), *wrong;
	const struct key *key = find_key(name);

	if (!key || !(key->kinds & kind)) {
		conf_item_mistake(reader, setting,
				  key ? "\"%s\": %s does not belong here"
				      : "\"%s\": unknown key \"%s\"",
				  item->name ? item->name : "", name);
		return false;
	}
	wrong = key->type && config_setting_type(setting) != key->type
			? "the value has the wrong type"
			: key->apply(item, setting);
	if (wrong)
		conf_item_mistake(reader, setting, "\"%s\": %s: %s; write %s",
				  item->name ? item->name : "", name, wrong, key->form);
	return !wrong;
}

/* What stands for the number in the name of an array. */
static const char place[] = "%s";

uint32_t conf_item_count(const config_setting_t *group)
{
	int count = 1;

	if (!config_setting_is_group(group) || !config_setting_lookup_int(group, "count", &count) ||
	    count < 1 || count > COUNT_MAX)
		return 1;
	return (uint32_t)count;
}

const char *conf_item_name(const struct conf_item *item, uint32_t k, char *buffer)
{
	const char *at = strstr(item->name, place);

	if (!at)
		return item->name;
	snprintf(buffer, CONF_NAME_ROOM, "%.*s%u%s", (int)(at - item->name), item->name, k,
		 at + strlen(place));
	return buffer;
}

/* The longest of the names is checked. */
static const char *name_fault(const struct conf_item *item)
{
	const char *at = strstr(item->name, place);
	char buffer[CONF_NAME_ROOM];

	if (strlen(item->name) >= CONF_NAME_ROOM - 8)
		return "is longer than 240 bytes";
	if (item->array && !at)
		return "needs a %s, where the number of each of them goes";
	if (!item->array && at)
		return "holds a %s, but there is no count";
	return conf_name_fault(conf_item_name(item, item->count - 1, buffer));
}

static bool check_name(struct conf_reader *reader, const config_setting_t *group,
		       struct conf_item *item)
{
	const config_setting_t *setting = config_setting_get_member(group, "name");
	const char *fault;

	item->name = setting ? config_setting_get_string(setting) : NULL;
	if (!item->name) {
		conf_item_mistake(reader, setting ? setting : group,
				  "what is here needs a name: name = \"...\"");
		return false;
	}
	item->count = conf_item_count(group);
	item->array = config_setting_get_member(group, "count");
	fault = name_fault(item);
	if (fault)
		conf_item_mistake(reader, setting, "\"%s\": the name %s", item->name, fault);
	return !fault;
}

bool conf_item(struct conf_reader *reader, const config_setting_t *group, enum conf_kind kind,
	       struct conf_item *item)
{
	bool good;

	if (!config_setting_is_group(group)) {
		conf_item_mistake(reader, group,
				  "what is here is a group: { name = \"...\"; ... }");
		return false;
	}
	good = check_name(reader, group, item);
	for (int i = 0; i < config_setting_length(group); i++)
		good &= read_key(reader, config_setting_get_elem(group, (unsigned int)i), kind,
				 item);
	return good;
}
