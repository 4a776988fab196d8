/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A chain of lists, each with the file and the name that it goes by. */
#include "reg_shelf.h"

#include <errno.h>
#include <string.h>

#include "reg_build.h"

struct reg_shelf_row {
	struct reg_shelf_row *next;
	const char *file, *name;
	const struct reg_list *list;
};

const struct reg_list *reg_shelf_find(const struct reg_shelf *shelf, const char *file,
				      const char *name)
{
	for (const struct reg_shelf_row *row = shelf->rows; row; row = row->next)
		if (strcmp(row->name, name) == 0 && strcmp(row->file, file) == 0)
			return row->list;
	return NULL;
}

const char *reg_shelf_name(const struct reg_shelf *shelf, const char *file, size_t n)
{
	for (const struct reg_shelf_row *row = shelf->rows; row; row = row->next)
		if (row->list && strcmp(row->file, file) == 0 && n-- == 0)
			return row->name;
	return NULL;
}

bool reg_shelf_holds(const struct reg_shelf *shelf, const char *file, const char *name)
{
	for (const struct reg_shelf_row *row = shelf->rows; row; row = row->next)
		if (strcmp(row->file, file) == 0 && (!name || strcmp(row->name, name) == 0))
			return true;
	return false;
}

int reg_shelf_add(struct reg_shelf *shelf, const char *file, const char *name,
		  const struct reg_list *list)
{
	struct reg_shelf_row *row = regions_memory(shelf->all, sizeof(*row)), **end = &shelf->rows;

	if (!row)
		return -ENOMEM;
	row->file = regions_text(shelf->all, "%s", file);
	row->name = regions_text(shelf->all, "%s", name);
	row->list = list;
	if (!row->file || !row->name)
		return -ENOMEM;
	while (*end)
		end = &(*end)->next;
	*end = row;
	return 0;
}

const struct reg_list *reg_shelf_move(struct reg_shelf *to, const struct reg_shelf *from,
				      const struct reg_list *list)
{
	const struct reg_shelf_row *row = from->rows;
	const struct reg_list *there;

	while (row && row->list != list)
		row = row->next;
	if (!row)
		return NULL;
	there = reg_shelf_find(to, row->file, row->name);
	if (there)
		return there;
	there = reg_pack(list, to->all);
	return there && reg_shelf_add(to, row->file, row->name, there) == 0 ? there : NULL;
}
