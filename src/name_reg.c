/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folders of registers: a group is a directory, as it is in the list. In `field` a register is
 * one too, and its fields are the files. A directory's index is the group's or register's number,
 * so the folder's own, the outermost group's, is 0.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "name.h"
#include "reg.h"

static const struct reg_list *list_of(struct node node)
{
	return node.region->registers;
}

/* The view of the files in a folder: there is one. */
static const struct view *files_of(const struct view *folder)
{
	const struct view *v = views;

	while (!v->in || strcmp(v->in, folder->name) != 0)
		v++;
	return v;
}

/* A register or group as a node of the folder. */
static struct node node_of(struct node folder, uint32_t number)
{
	bool group = reg_is_group(&list_of(folder)->v[number]);
	bool directory = group || folder.view->index == VIEW_FIELDS;

	return (struct node){
		.region = folder.region,
		.view = directory ? folder.view : files_of(folder.view),
		.index = number,
	};
}

bool name_reg_is_node(struct node node)
{
	const struct reg_list *list = list_of(node);
	bool fields = node.view->index == VIEW_FIELDS;

	if (!list)
		return node.index == 0 && node.view->folder;
	if (fields && !node.view->folder)
		return node.index < list->n_fields;
	if (node.index >= list->n)
		return false;
	return fields || reg_is_group(&list->v[node.index]) == node.view->folder;
}

/* In `field`, the directory of a register: its fields. */
static bool holds_fields(struct node folder)
{
	return !reg_is_group(&list_of(folder)->v[folder.index]);
}

static struct node field_node(struct node folder, const struct reg_field *f)
{
	return (struct node){
		.region = folder.region,
		.view = files_of(folder.view),
		.index = (uint64_t)(f - list_of(folder)->fields),
	};
}

static bool find_field(struct node folder, const char *name, struct node *node)
{
	const struct reg_list *list = list_of(folder);
	const struct reg_field *f = reg_find_field(list, &list->v[folder.index], name);

	if (f)
		*node = field_node(folder, f);
	return f;
}

bool name_reg_find(struct node folder, const char *name, struct node *node)
{
	uint32_t number;

	if (!list_of(folder))
		return false;
	if (holds_fields(folder))
		return find_field(folder, name, node);
	number = reg_find(list_of(folder), (uint32_t)folder.index, name);
	if (number)
		*node = node_of(folder, number);
	return number;
}

/* Positions count the members or the fields. */
const char *name_reg_list(struct node folder, uint64_t *position, struct node *node)
{
	const struct reg_list *list = list_of(folder);
	const struct reg *r;

	if (!list)
		return NULL;
	r = &list->v[folder.index];
	if (*position >= r->count)
		return NULL;
	if (holds_fields(folder)) {
		const struct reg_field *f = &list->fields[r->first + *position];

		*node = field_node(folder, f);
		return reg_field_name(list, f);
	}
	*node = node_of(folder, r->first + (uint32_t)*position);
	return reg_name(list, &list->v[r->first + *position]);
}

unsigned int name_reg_directories(struct node folder)
{
	const struct reg_list *list = list_of(folder);
	const struct reg *r = list ? &list->v[folder.index] : NULL;
	unsigned int n = 0;

	if (!r || holds_fields(folder))
		return 0;
	if (folder.view->index == VIEW_FIELDS)
		return r->count;
	for (uint32_t i = 0; i < r->count; i++)
		n += reg_is_group(&list->v[r->first + i]);
	return n;
}

/* Of a register, a group or a field in its folder. */
static void print_member(struct node node, char *buffer, size_t size)
{
	const struct reg_list *list = list_of(node);
	const struct reg_field *f = NULL;
	uint64_t number = node.index;
	char path[REG_PATH];

	if (node.view->index == VIEW_FIELDS && !node.view->folder) {
		f = &list->fields[node.index];
		number = f->reg;
	}
	snprintf(buffer, size, "%s/%.*s%s%s", node.view->in ? node.view->in : node.view->name,
		 (int)size / 2, reg_path(list, &list->v[number], path), f ? "/" : "",
		 f ? reg_field_name(list, f) : "");
}

const char *name_text(struct node node, char *buffer)
{
	if (!node.view)
		buffer[0] = '\0';
	else if (node.view->index != VIEW_UNITS && !node.stale && list_of(node))
		print_member(node, buffer, REG_PATH);
	else if (node.view->in)
		snprintf(buffer, REG_PATH, "%s/0x%" PRIx64 ".%s", node.view->in, name_offset(node),
			 node.view->name);
	else
		snprintf(buffer, REG_PATH, "%s", node.view->name);
	return buffer;
}
