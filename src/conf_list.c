/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = "FILE:LIST": which file that is, and which of its lists. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "conf_registers.h"
#include "reg_pci.h"
#include "reg_shelf.h"
#include "shipped.h"

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

/* It is one of those that are being read, each for a list in the one before. */
static bool is_being_read(const struct conf *c, const char *file)
{
	for (; c; c = c->outer)
		if (c->outer && strcmp(c->name, file) == 0)
			return true;
	return false;
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
		if (conf_list_is_read(c, path))
			return true;
		file = open_list(path);
		error = errno;
		if (file && !conf_list_is_read(c, path))
			conf_list_read_file(c, path, file);
	}
	if (file) {
		fclose(file);
		return true;
	}
	snprintf(path, PATH_MAX, "%s", name);
	if (error == ENOENT && text) {
		if (!conf_list_is_read(c, name))
			conf_list_read_text(c, name, text);
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

	if (is_being_read(c, file)) {
		conf_mistake(c, at,
			     "%s \"%s\": registers: list \"%s\" of %s is not known yet: it comes "
			     "later, or the two hold each other",
			     c->what, owner, list, file);
		return;
	}
	for (size_t n = 0; conf_list_is_read(c, file) && used < sizeof(known) - 4 &&
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
	memcpy(name, text, (size_t)(colon - text));
	name[colon - text] = '\0';
	if (load(c, setting, owner, name, path) && c->all->shelf)
		list = reg_shelf_find(c->all->shelf, path, colon + 1);
	if (!list && c->mistakes == before && !conf_list_is_damaged(c, path))
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

	if (text && wants_standard(c->all) && !conf_list_is_read(c, REG_PCI_FILE))
		conf_list_read_text(c, REG_PCI_FILE, text);
}
