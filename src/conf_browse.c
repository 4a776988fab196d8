/* SPDX-License-Identifier: GPL-2.0-or-later */
/* browse = ( { tree = "..."; ... } ): which trees of the machine are shown, and what may be opened.
 */
#include <string.h>

#include "conf_key.h"
#include "mounter.h"

static const struct row {
	const char *name;
	enum space space;
	enum source source;
} rows[TREE_COUNT] = {
	[TREE_IOMEM] = { "iomem", SPACE_MEMORY, SOURCE_ADDRESS },
	[TREE_IOPORTS] = { "ioports", SPACE_PORTS, SOURCE_ADDRESS },
	[TREE_PCI] = { "pci", SPACE_MEMORY, SOURCE_PCI },
};

/* Which tree it is, or TREE_COUNT after a mistake. */
static uint8_t read_tree(struct conf *c, const config_setting_t *group)
{
	const config_setting_t *setting = config_setting_get_member(group, "tree");
	const char *name = setting ? config_setting_get_string(setting) : NULL;

	for (uint8_t i = 0; name && i < TREE_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	conf_mistake(c, setting ? setting : group,
		     "browse: %s; write tree = \"iomem\", \"ioports\" or \"pci\"",
		     setting ? "there is no such tree" : "a row without a tree");
	return TREE_COUNT;
}

static void read_only(struct conf *c, struct browse *b, const config_setting_t *setting)
{
	unsigned int n = (unsigned int)config_setting_length(setting);
	bool list = config_setting_is_list(setting) || config_setting_is_array(setting);

	b->only = list && n ? regions_memory(c->all, n * sizeof(*b->only)) : NULL;
	for (unsigned int i = 0; b->only && i < n; i++) {
		const char *text = config_setting_get_string_elem(setting, (int)i);

		b->only[i].text = text ? regions_text(c->all, "%s", text) : NULL;
		if (b->only[i].text)
			b->patterns++;
	}
	if (!b->only || b->patterns != n)
		conf_mistake(c, setting,
			     "browse \"%s\": only is a list of patterns of names: only = [ "
			     "\"HPET*\", \"0000:*\" ]",
			     b->policy.name);
}

static void read_keys(struct conf *c, struct browse *b, const config_setting_t *group)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned int)i);
		const char *name = config_setting_name(setting);

		if (strcmp(name, "only") == 0)
			read_only(c, b, setting);
		else if (conf_is_address(setting))
			conf_mistake(c, setting, "browse \"%s\": %s is a key of regions",
				     b->policy.name, name);
		else if (strcmp(name, "tree") != 0)
			conf_key(c, &b->policy, setting);
	}
}

void conf_browse(struct conf *c, const config_setting_t *group)
{
	struct browse **end = &c->all->browse, *b;
	uint8_t tree;

	if (!config_setting_is_group(group)) {
		conf_mistake(c, group, "a row of browse is a group: { tree = \"iomem\"; ... }");
		return;
	}
	tree = read_tree(c, group);
	b = regions_memory(c->all, sizeof(*b));
	if (!b)
		conf_mistake(c, group, "out of memory");
	if (!b || tree == TREE_COUNT)
		return;
	b->tree = tree;
	/* Nothing may be opened unless the row says so. */
	b->policy = (struct region){
		.name = rows[tree].name,
		.file = conf_source_file(c, group),
		.line = config_setting_source_line(group),
		.uid = mounter()->uid,
		.gid = mounter()->gid,
		.space = (uint8_t)rows[tree].space,
		.source = (uint8_t)rows[tree].source,
		.access = ACCESS_NONE,
		.widths = WIDTHS_ALL,
	};
	read_keys(c, b, group);
	conf_check_access(c, &b->policy, group);
	conf_default_mode(&b->policy);
	while (*end)
		end = &(*end)->next;
	*end = b;
}
