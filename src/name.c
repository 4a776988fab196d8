/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree as a function: the root lists the regions, a region lists the views that it has. */
#include "name.h"

#include <string.h>

enum { REGION_SHIFT = 44, VIEW_SHIFT = 38, VIEW_MASK = 63, ROOT = 1 };

static const uint64_t index_mask = (UINT64_C(1) << VIEW_SHIFT) - 1;

uint64_t name_inode(const struct regions *all, struct node node)
{
	uint64_t inode;

	if (!node.region)
		return ROOT;
	inode = (uint64_t)(node.region - all->v + 1) << REGION_SHIFT;
	if (node.view)
		inode |= (uint64_t)(node.view - views + 1) << VIEW_SHIFT;
	return inode;
}

bool name_node(const struct regions *all, uint64_t inode, struct node *node)
{
	uint64_t region = inode >> REGION_SHIFT, view = inode >> VIEW_SHIFT & VIEW_MASK;

	*node = (struct node){ 0 };
	if (inode == ROOT)
		return true;
	/* No view is a directory yet. */
	if (region == 0 || region > all->n || view > view_count || (inode & index_mask))
		return false;
	node->region = &all->v[region - 1];
	if (view)
		node->view = &views[view - 1];
	return true;
}

bool name_find(const struct regions *all, struct node directory, const char *name,
	       struct node *node)
{
	*node = directory;
	if (directory.view)
		return false;
	if (!directory.region) {
		node->region = regions_find(all, name, strlen(name));
		return node->region;
	}
	for (size_t i = 0; i < view_count; i++)
		if (strcmp(views[i].name, name) == 0) {
			node->view = &views[i];
			return views[i].exists(&views[i], directory.region);
		}
	return false;
}

const char *name_list(const struct regions *all, struct node directory, uint64_t *position,
		      struct node *node)
{
	*node = directory;
	if (!directory.region) {
		if (*position >= all->n)
			return NULL;
		node->region = &all->v[*position];
		return node->region->name;
	}
	for (; *position < view_count; ++*position) {
		node->view = &views[*position];
		if (node->view->exists(node->view, directory.region))
			return node->view->name;
	}
	return NULL;
}
