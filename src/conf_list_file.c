/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file of lists of registers, once, onto the shelf. */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf_key.h"
#include "conf_registers.h"
#include "reg_shelf.h"

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
		.outer = c,
	};
}

/* Notes about a file: it was read, and there are mistakes in it. Neither is a list's name. */
static const char read_note[] = "", damaged_note[] = " ";

static void note(struct conf *c, const char *file, const char *what)
{
	if (!shelf_of(c->all) || reg_shelf_add(c->all->shelf, file, what, NULL) < 0)
		conf_mistake(c, NULL, "out of memory");
}

/* The mistakes of a file are its own, and told once. */
static void end(struct conf *c, const struct conf *in)
{
	c->mistakes += in->mistakes;
	if (in->mistakes)
		note(c, in->name, damaged_note);
}

bool conf_list_is_damaged(const struct conf *c, const char *file)
{
	return c->all->shelf && reg_shelf_holds(c->all->shelf, file, damaged_note);
}

void conf_list_read_text(struct conf *c, const char *name, const char *text)
{
	struct conf in = inner(c, name);
	config_t config;

	note(&in, name, read_note);
	config_init(&config);
	if (config_read_string(&config, text))
		read_lists(&in, &config, name);
	else
		conf_syntax_mistake(&in, &config);
	config_destroy(&config);
	end(c, &in);
}

void conf_list_read_file(struct conf *c, const char *path, FILE *file)
{
	struct conf in = inner(c, path);
	char *copy = strdup(path);
	config_t config;

	note(&in, path, read_note);
	config_init(&config);
	if (!copy)
		conf_mistake(c, NULL, "out of memory");
	else if (conf_read_file(&in, &config, file, dirname(copy)))
		read_lists(&in, &config, path);
	config_destroy(&config);
	free(copy);
	end(c, &in);
}

bool conf_list_is_read(const struct conf *c, const char *file)
{
	return c->all->shelf && reg_shelf_holds(c->all->shelf, file, NULL);
}
