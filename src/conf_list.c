/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = "FILE:LIST": lists of registers in files of their own, each file read once. */
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf_key.h"
#include "conf_registers.h"
#include "reg_pci.h"
#include "reg_shelf.h"
#include "shipped.h"

enum { DEPTH_MAX = 8 };

/* Where the lists are kept, made when the first one is; NULL: out of memory. */
static struct reg_shelf *shelf_of(struct regions *all)
{
	if (!all->shelf)
		all->shelf = regions_memory(all, sizeof(*all->shelf));
	if (all->shelf)
		all->shelf->all = all;
	return all->shelf;
}

static void keep(struct conf *c, const config_setting_t *at, const char *file, const char *name,
		 const struct reg_list *list)
{
	struct reg_shelf *shelf = shelf_of(c->all);

	if (shelf && reg_shelf_find(shelf, file, name))
		conf_mistake(c, at, "list \"%s\": the name is taken", name);
	else if (!shelf || reg_shelf_add(shelf, file, name, list) < 0)
		conf_mistake(c, at, "out of memory");
}

static void read_row(struct conf *c, const config_setting_t *row, const char *file)
{
	const config_setting_t *registers = config_setting_get_member(row, "registers");
	const struct reg_list *list;
	const char *name;

	if (!config_setting_is_group(row) || !registers ||
	    !config_setting_lookup_string(row, "name", &name) || !*name ||
	    config_setting_length(row) != 2) {
		conf_mistake(c, row,
			     "a list of registers is { name = \"...\"; registers = ( ... ); }");
		return;
	}
	list = conf_registers(c, name, registers);
	if (list)
		keep(c, row, file, name, list);
}

static void read_lists(struct conf *c, const config_t *config, const char *file)
{
	const config_setting_t *root = config_root_setting(config);
	const config_setting_t *lists = config_setting_get_member(root, "lists");

	if (!lists || !config_setting_is_list(lists) || config_setting_length(root) != 1) {
		conf_mistake(c, root,
			     "a file of registers holds lists = ( { name = \"...\"; registers = "
			     "( ... ); }, ... ) and nothing else");
		return;
	}
	for (int i = 0; i < config_setting_length(lists); i++)
		read_row(c, config_setting_get_elem(lists, (unsigned int)i), file);
}

/* From here on mistakes are in that file. */
static struct conf inner(const struct conf *c, const char *name)
{
	return (struct conf){
		.all = c->all,
		.name = name,
		.what = "list",
		.directory = c->directory,
		.depth = c->depth + 1,
	};
}

static void load_text(struct conf *c, const char *name, const char *text)
{
	struct conf in = inner(c, name);
	config_t config;

	config_init(&config);
	if (config_read_string(&config, text))
		read_lists(&in, &config, name);
	else
		conf_syntax_mistake(&in, &config);
	config_destroy(&config);
	c->mistakes += in.mistakes;
}

static void load_file(struct conf *c, const char *path, FILE *file)
{
	struct conf in = inner(c, path);
	char *copy = strdup(path);
	config_t config;

	config_init(&config);
	if (!copy)
		conf_mistake(c, NULL, "out of memory");
	else if (conf_read_file(&in, &config, file, dirname(copy)))
		read_lists(&in, &config, path);
	config_destroy(&config);
	free(copy);
	c->mistakes += in.mistakes;
}

/* The converted form of SVD is beside it; this program reads no XML. */
static bool is_xml(FILE *file)
{
	int first = fgetc(file);

	rewind(file);
	return first == '<' || first == 0xef;
}

/* Opens the file, or its converted form; path becomes its name. NULL with errno. */
static FILE *open_list(char path[PATH_MAX])
{
	FILE *file = fopen(path, "re");
	size_t length = strlen(path);

	if (file && !is_xml(file))
		return file;
	if (!file && errno != ENOENT)
		return NULL;
	if (file)
		fclose(file);
	if (length + sizeof(".conf") > PATH_MAX) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	memcpy(path + length, ".conf", sizeof(".conf"));
	return fopen(path, "re");
}

/* The path of a file beside the configuration; false: the configuration is built in, or too long.
 */
static bool beside(const struct conf *c, const char *name, char path[PATH_MAX])
{
	const char *directory = name[0] == '/' ? "" : c->directory;
	const char *slash = name[0] == '/' ? "" : "/";
	int length = directory ? snprintf(path, PATH_MAX, "%s%s%s", directory, slash, name) : -1;

	return length >= 0 && length < PATH_MAX;
}

static bool is_loaded(const struct conf *c, const char *file)
{
	return c->all->shelf && reg_shelf_name(c->all->shelf, file, 0);
}

static void report_unreadable(struct conf *c, const config_setting_t *at, const char *owner,
			      const char *name, int error)
{
	const char *end = strrchr(name, '.');
	const char *cause = strerror(error);

	if (end && strcmp(end, ".svd") == 0)
		conf_mistake(c, at,
			     "%s \"%s\": registers: cannot read %s.conf: %s; make it: svd2devmemfs "
			     "-o %s.conf %s",
			     c->what, owner, name, cause, name, name);
	else
		conf_mistake(c, at,
			     "%s \"%s\": registers: cannot read %s: %s; put it beside the "
			     "configuration",
			     c->what, owner, name, cause);
}

/* Whose list it is: the file beside the configuration, or else the one that comes with us. */
static bool load(struct conf *c, const config_setting_t *at, const char *owner, const char *name,
		 char path[PATH_MAX])
{
	const char *text = shipped_text(name);
	FILE *file = NULL;
	int error = ENOENT;

	if (beside(c, name, path)) {
		if (is_loaded(c, path))
			return true;
		file = open_list(path);
		error = errno;
		if (file && !is_loaded(c, path))
			load_file(c, path, file);
	}
	if (file) {
		fclose(file);
		return true;
	}
	snprintf(path, PATH_MAX, "%s", name);
	if (error == ENOENT && text) {
		if (!is_loaded(c, name))
			load_text(c, name, text);
		return true;
	}
	report_unreadable(c, at, owner, name, error);
	return false;
}

static void report_unknown(struct conf *c, const config_setting_t *at, const char *owner,
			   const char *file, const char *list)
{
	char known[512] = "";
	size_t used = 0;
	const char *name;

	for (size_t n = 0; is_loaded(c, file) && used < sizeof(known) - 4 &&
			   (name = reg_shelf_name(c->all->shelf, file, n));
	     n++)
		used += (size_t)snprintf(known + used, sizeof(known) - used, " %s", name);
	conf_mistake(c, at, "%s \"%s\": registers: there is no list \"%s\" in %s; there are:%s",
		     c->what, owner, list, file, known);
}

const struct reg_list *conf_list(struct conf *c, const char *owner, const config_setting_t *setting)
{
	const char *text = config_setting_get_string(setting);
	const char *colon = text ? strrchr(text, ':') : NULL;
	char name[PATH_MAX], path[PATH_MAX];
	const struct reg_list *list = NULL;
	int before = c->mistakes;

	if (!colon || colon == text || !colon[1] || (size_t)(colon - text) >= sizeof(name)) {
		conf_mistake(c, setting,
			     "%s \"%s\": registers is a list, ( { name = \"...\"; ... }, ... ), or "
			     "where one is: \"FILE:LIST\"",
			     c->what, owner);
		return NULL;
	}
	if (c->depth > DEPTH_MAX) {
		conf_mistake(c, setting, "%s \"%s\": lists that hold each other", c->what, owner);
		return NULL;
	}
	memcpy(name, text, (size_t)(colon - text));
	name[colon - text] = '\0';
	if (load(c, setting, owner, name, path) && c->all->shelf)
		list = reg_shelf_find(c->all->shelf, path, colon + 1);
	if (!list && c->mistakes == before)
		report_unknown(c, setting, owner, path, colon + 1);
	return list;
}

static bool wants_standard(const struct regions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].space == SPACE_PCI_CONFIG && !all->v[i].registers &&
		    (all->v[i].access & ACCESS_READ))
			return true;
	for (const struct browse *b = all->browse; b; b = b->next)
		if (b->tree == TREE_PCI && (b->policy.access & ACCESS_READ))
			return true;
	return false;
}

void conf_standard_lists(struct conf *c)
{
	const char *text = shipped_text(REG_PCI_FILE);

	if (text && wants_standard(c->all) && !is_loaded(c, REG_PCI_FILE))
		load_text(c, REG_PCI_FILE, text);
}
