/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a register or field may be used for, and what using it does: words of the configuration. */
#include <string.h>

#include "conf_registers.h"

struct word {
	const char *name;
	unsigned int value;
};

/* The value of a word in a table that ends with no name. */
static const char *find_word(const config_setting_t *setting, const struct word *words,
			     unsigned int *value)
{
	const char *text = config_setting_get_string(setting);

	for (; words->name; words++)
		if (strcmp(words->name, text) == 0) {
			*value = words->value;
			return NULL;
		}
	return "no such value";
}

const char *conf_trait_access(struct conf_item *item, const config_setting_t *setting)
{
	enum { ONCE = 4 };
	static const struct word words[] = {
		{ "rw", ACCESS_BOTH },
		{ "ro", ACCESS_READ },
		{ "wo", ACCESS_WRITE },
		{ "rw-once", ACCESS_BOTH | ONCE },
		{ "wo-once", ACCESS_WRITE | ONCE },
		{ NULL, 0 },
	};
	unsigned int value = ACCESS_BOTH;
	const char *wrong = find_word(setting, words, &value);

	item->traits.access = value & ACCESS_BOTH;
	item->traits.once = (value & ONCE) != 0;
	return wrong;
}

const char *conf_trait_read_effect(struct conf_item *item, const config_setting_t *setting)
{
	static const struct word words[] = {
		{ "none", READ_PLAIN },	     { "clear", READ_CLEARS },	    { "set", READ_SETS },
		{ "modify", READ_MODIFIES }, { "external", READ_EXTERNAL }, { NULL, 0 },
	};
	unsigned int value = READ_PLAIN;
	const char *wrong = find_word(setting, words, &value);

	item->traits.read_effect = value & 7;
	return wrong;
}

const char *conf_trait_write_effect(struct conf_item *item, const config_setting_t *setting)
{
	static const struct word words[] = {
		{ "none", WRITE_PLAIN },
		{ "one-to-clear", WRITE_ONE_TO_CLEAR },
		{ "one-to-set", WRITE_ONE_TO_SET },
		{ "one-to-toggle", WRITE_ONE_TO_TOGGLE },
		{ "zero-to-clear", WRITE_ZERO_TO_CLEAR },
		{ "zero-to-set", WRITE_ZERO_TO_SET },
		{ "zero-to-toggle", WRITE_ZERO_TO_TOGGLE },
		{ "clear", WRITE_CLEARS },
		{ "set", WRITE_SETS },
		{ "modify", WRITE_MODIFIES },
		{ NULL, 0 },
	};
	unsigned int value = WRITE_PLAIN;
	const char *wrong = find_word(setting, words, &value);

	item->traits.write_effect = value & 15;
	return wrong;
}

const char *conf_trait_read(struct conf_item *item, const config_setting_t *setting)
{
	static const struct word words[] = { { "allow", 1 }, { NULL, 0 } };
	unsigned int value = 0;
	const char *wrong = find_word(setting, words, &value);

	item->traits.allowed = value & 1;
	return wrong;
}
