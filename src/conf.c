/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration file: libconfig reads it, and every region of it is checked. */
#include "conf.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "conf_key.h"
#include "conf_name.h"
#include "conf_registers.h"
#include "conf_trust.h"
#include "mounter.h"

/* Why it cannot be the name of a directory of the mount; NULL: it can. */
static const char *name_fault(const char *name)
{
	static const char *const taken[] = { "iomem", "ioports", "pci", "map.txt", "map.svg" };

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		if (strcmp(name, taken[i]) == 0)
			return "belongs to a tree of the mount itself";
	return conf_name_fault(name);
}

/* The name, or a stand-in after a mistake, so that the region's other keys are checked too. */
static const char *read_name(struct conf *c, const config_setting_t *group)
{
	const config_setting_t *setting = config_setting_get_member(group, "name");
	const char *name = setting ? config_setting_get_string(setting) : NULL;
	const char *fault = name ? name_fault(name) : NULL;

	if (!setting)
		conf_mistake(c, group, "a region without a name; add name = \"...\"");
	else if (!name)
		conf_mistake(c, setting, "a name is a string: name = \"...\"");
	else if (fault)
		conf_mistake(c, setting, "region \"%s\": the name %s", name, fault);
	return name ? regions_text(c->all, "%s", name) : "";
}

static void read_region(struct conf *c, const config_setting_t *group)
{
	struct region r = {
		.name = "",
		.file = conf_source_file(c, group),
		.line = config_setting_source_line(group),
		.uid = mounter()->uid,
		.gid = mounter()->gid,
		.space = SPACE_MEMORY,
		.access = ACCESS_READ,
		.widths = WIDTHS_ALL,
	};
	const config_setting_t *address;
	struct region *added;

	if (!config_setting_is_group(group)) {
		conf_mistake(c, group, "a region is a group: { name = \"...\"; ... }");
		return;
	}
	r.name = read_name(c, group);
	address = conf_address_key(c, group);
	/* The address says which widths there are, so it goes first wherever it stands. */
	if (address)
		conf_address(c, &r, address);
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned int)i);

		if (setting == address || strcmp(config_setting_name(setting), "name") == 0)
			continue;
		if (strcmp(config_setting_name(setting), "registers") == 0)
			r.registers = conf_registers(c, r.name, setting);
		else if (conf_is_address(setting))
			conf_address(c, &r, setting);
		else
			conf_key(c, &r, setting);
	}
	conf_check_access(c, &r, group);
	conf_default_mode(&r);
	added = regions_add(c->all);
	if (added && r.name && r.file)
		*added = r;
	else
		conf_mistake(c, group, "out of memory");
}

static void read_rows(struct conf *c, const config_setting_t *setting,
		      void (*row)(struct conf *, const config_setting_t *))
{
	const char *name = config_setting_name(setting);

	if (!config_setting_is_list(setting))
		conf_mistake(c, setting, "%s is a list: %s = ( { ... }, { ... } )", name, name);
	else
		for (int i = 0; i < config_setting_length(setting); i++)
			row(c, config_setting_get_elem(setting, (unsigned int)i));
}

static void read_top(struct conf *c, const config_setting_t *setting)
{
	bool browse = strcmp(config_setting_name(setting), "browse") == 0;

	c->what = browse ? "browse" : "region";
	if (browse)
		read_rows(c, setting, conf_browse);
	else if (strcmp(config_setting_name(setting), "regions") == 0)
		read_rows(c, setting, read_region);
	else
		conf_daemon(c, setting);
}

static int check_names(const struct regions *all)
{
	int mistakes = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct region *second = &all->v[i];
		const struct region *first = regions_find(all, 0, second->name);

		if (*second->name && first != second) {
			conf_region_mistake(second,
					    "region \"%s\": the name is taken by line %u of %s",
					    second->name, first->line, first->file);
			mistakes++;
		}
	}
	return mistakes;
}

static void read_settings(struct conf *c, const config_t *config)
{
	const config_setting_t *root = config_root_setting(config);

	for (int i = 0; i < config_setting_length(root); i++)
		read_top(c, config_setting_get_elem(root, (unsigned int)i));
	conf_standard_lists(c);
	if (regions_index(c->all) < 0)
		conf_mistake(c, NULL, "out of memory");
	else
		c->mistakes += check_names(c->all) + conf_check_overlaps(c->all) +
			       conf_check_registers(c->all);
}

bool conf_read_file(struct conf *c, config_t *config, FILE *file, const char *directory)
{
	struct stat st;
	const char *fault = fstat(fileno(file), &st) < 0 ? strerror(errno) : conf_trust_fault(&st);

	if (fault) {
		conf_mistake(c, NULL, "refused: %s", fault);
		return false;
	}
	/* libconfig would look for includes in the current directory. */
	config_set_include_dir(config, directory);
	if (config_read(config, file))
		return conf_trust_included(c, config, directory);
	conf_syntax_mistake(c, config);
	return false;
}

int conf_load(struct regions *all, const char *path)
{
	struct conf c = { .all = all, .name = path };
	FILE *file = fopen(path, "re");
	char *copy = strdup(path);
	config_t config;

	config_init(&config);
	c.directory = copy ? dirname(copy) : NULL;
	if (!file || !copy)
		conf_mistake(&c, NULL, "cannot be read: %s", strerror(errno));
	else if (conf_read_file(&c, &config, file, c.directory))
		read_settings(&c, &config);
	config_destroy(&config);
	free(copy);
	if (file)
		fclose(file);
	return c.mistakes;
}

int conf_load_text(struct regions *all, const char *text, const char *name)
{
	struct conf c = { .all = all, .name = name };
	config_t config;

	config_init(&config);
	if (config_read_string(&config, text))
		read_settings(&c, &config);
	else
		conf_syntax_mistake(&c, &config);
	config_destroy(&config);
	return c.mistakes;
}
