/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree as a function: a directory lists its views and then the regions in it, a folder its
 * offsets.
 */
#include "name.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reg_build.h"

enum {
	INDEX_SHIFT = 26,
	VIEW_SHIFT = 20,
	VIEW_MASK = 63,
	ROOT = 1,
	FIRST_REGION = 2,
	/* Of the index in a folder of registers: the number, and what it is apart by. */
	NUMBER_BITS = 26,
	APART_BITS = 12,
};

_Static_assert(REG_FIELDS_MAX <= 1 << NUMBER_BITS && REG_MAX <= 1 << NUMBER_BITS, "numbers fit");

static const uint64_t region_mask = (UINT64_C(1) << VIEW_SHIFT) - 1;
static const uint64_t index_max = UINT64_MAX >> INDEX_SHIFT;

/* What is listed of a folder: the ports of a device, not the 4096 registers of another. */
enum { LISTED_PORTS = 64 };

static uint64_t low_bits(unsigned int n)
{
	return (UINT64_C(1) << n) - 1;
}

/* In a folder of registers, or the folder. */
static bool is_named(struct node node)
{
	return node.region && node.view && node.view->index != VIEW_UNITS;
}

/* What another device has in its place has other registers, which the kernel must not mix up. */
static uint64_t apart_of(struct node node)
{
	return node.view->wait ? 0 : node.region->generation & low_bits(APART_BITS);
}

uint64_t name_inode(const struct regions *all, struct node node)
{
	uint64_t inode = ROOT;

	if (node.region)
		inode = (uint64_t)(node.region - all->v) + FIRST_REGION;
	if (node.view)
		inode |= (uint64_t)(node.view - views + 1) << VIEW_SHIFT;
	if (is_named(node))
		inode |= apart_of(node) << (INDEX_SHIFT + NUMBER_BITS);
	return inode | node.index << INDEX_SHIFT;
}

uint64_t name_apart(uint64_t inode)
{
	static uint64_t n;

	return inode | ++n << (INDEX_SHIFT + NUMBER_BITS);
}

/* A register, group or field of an inode's index. */
static bool named_node(struct node *node, uint64_t index)
{
	node->index = index & low_bits(NUMBER_BITS);
	/* Also if it has no names any more, as what is gone has none. */
	node->stale = !node->region->registers ||
		      (!node->view->wait && index >> NUMBER_BITS != apart_of(*node));
	return node->stale || name_reg_is_node(*node);
}

bool name_node(const struct regions *all, uint64_t inode, struct node *node)
{
	uint64_t region = inode & region_mask, view = inode >> VIEW_SHIFT & VIEW_MASK;
	uint64_t index = inode >> INDEX_SHIFT;

	*node = (struct node){ 0 };
	if (region < ROOT || region - ROOT > all->n || view > view_count)
		return false;
	if (region != ROOT)
		node->region = &all->v[region - FIRST_REGION];
	if (view)
		node->view = &views[view - 1];
	if (!node->region)
		return index == 0 && (!node->view || node->view->root);
	if (is_named(*node))
		return named_node(node, index);
	node->index = index;
	if (!node->view || !node->view->in)
		return index == 0;
	return range_holds(node->region->range, name_offset(*node), node->view->form.width);
}

/* Whether the folder, which is in the root, has the file of this view. */
static bool is_about(struct node folder, const struct view *v)
{
	return v->root && v->in && strcmp(v->in, folder.view->name) == 0;
}

/* Whether the folder has the file of this view at this offset. */
static bool has_entry(struct node folder, const struct view *v, uint64_t offset)
{
	return v->in && strcmp(v->in, folder.view->name) == 0 && v->exists(v, folder.region) &&
	       offset % v->form.width == 0 && offset / v->form.width <= index_max &&
	       range_holds(folder.region->range, offset, v->form.width);
}

/* "OFFSET.V": hexadecimal with 0x, else decimal. A leading 0, which C takes for octal, is no name.
 */
static bool find_in_folder(struct node folder, const char *name, struct node *node)
{
	const char *dot = strchr(name, '.'), *why;
	size_t length = dot ? (size_t)(dot - name) : NAME_ROOM;
	char number[NAME_ROOM];
	uint64_t offset;

	if (length >= sizeof(number) || (name[0] == '0' && length > 1 && name[1] != 'x'))
		return false;
	memcpy(number, name, length);
	number[length] = '\0';
	if (range_number(number, &offset, &why) < 0)
		return false;
	for (node->view = views; node->view < views + view_count; node->view++)
		if (has_entry(folder, node->view, offset) &&
		    strcmp(node->view->name, dot + 1) == 0) {
			node->index = offset / node->view->form.width;
			return true;
		}
	return false;
}

/* A file of a folder in the root. */
static bool find_about(struct node folder, const char *name, struct node *node)
{
	for (node->view = views; node->view < views + view_count; node->view++)
		if (is_about(folder, node->view) && strcmp(node->view->name, name) == 0)
			return true;
	return false;
}

/* Whether the directory itself has the file of this view. */
static bool has_file(struct node directory, const struct view *v)
{
	return !v->in && v->root == !directory.region && v->exists(v, directory.region);
}

static uint32_t number(const struct regions *all, struct node directory)
{
	return directory.region ? regions_number(all, directory.region) : 0;
}

static bool find_in_directory(const struct regions *all, struct node directory, const char *name,
			      struct node *node)
{
	for (node->view = views; node->view < views + view_count; node->view++)
		if (strcmp(node->view->name, name) == 0 && has_file(directory, node->view))
			return true;
	node->view = NULL;
	node->region = regions_find(all, number(all, directory), name);
	return node->region && !node->region->gone && !node->region->hidden;
}

bool name_find(const struct regions *all, struct node directory, const char *name,
	       struct node *node)
{
	*node = directory;
	if (!name_is_directory(directory))
		return false;
	if (is_named(directory))
		return name_reg_find(directory, name, node);
	if (directory.view && !directory.region)
		return find_about(directory, name, node);
	if (directory.view)
		return find_in_folder(directory, name, node);
	return find_in_directory(all, directory, name, node);
}

/* Positions: the views' numbers, and behind them the regions'. */
static const char *list_directory(const struct regions *all, struct node directory,
				  uint64_t *position, struct node *node)
{
	for (; *position < view_count; ++*position) {
		node->view = &views[*position];
		if (has_file(directory, node->view))
			return node->view->name;
	}
	node->view = NULL;
	node->region = regions_child(all, number(all, directory), *position - view_count);
	if (!node->region)
		return NULL;
	*position = view_count + (uint64_t)(node->region - all->v);
	return node->region->name;
}

static const char *list_about(struct node folder, uint64_t *position, struct node *node)
{
	for (; *position < view_count; ++*position) {
		node->view = &views[*position];
		if (is_about(folder, node->view))
			return node->view->name;
	}
	return NULL;
}

/* Offset by offset, of each the views in their order. */
static const char *list_folder(struct node folder, uint64_t *position, struct node *node,
			       char room[NAME_ROOM])
{
	uint64_t length = folder.region->range.length;

	/* What is in `at` are the same registers once more. */
	if (strcmp(folder.view->name, "fifo") != 0 || !folder.region->ports ||
	    length > LISTED_PORTS)
		return NULL;
	for (; *position < length * view_count; ++*position) {
		uint64_t offset = *position / view_count;

		node->view = &views[*position % view_count];
		if (has_entry(folder, node->view, offset)) {
			node->index = offset / node->view->form.width;
			snprintf(room, NAME_ROOM, "%" PRIu64 ".%s", offset, node->view->name);
			return room;
		}
	}
	return NULL;
}

const char *name_list(const struct regions *all, struct node directory, uint64_t *position,
		      struct node *node, char room[NAME_ROOM])
{
	*node = directory;
	if (is_named(directory))
		return name_reg_list(directory, position, node);
	if (directory.view && !directory.region)
		return list_about(directory, position, node);
	if (directory.view)
		return list_folder(directory, position, node, room);
	return list_directory(all, directory, position, node);
}
