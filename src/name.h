/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and inode numbers: computed from regions and views, both ways, and stored nowhere. */
#ifndef DEVMEMFS_NAME_H
#define DEVMEMFS_NAME_H

#include "region.h"
#include "view.h"

/*
 * A node of the tree. An inode number is its three coordinates and nothing else:
 *
 *	bits 63..44  the region's number, from 1; 0: the root
 *	bits 43..38  the view's number, from 1; 0: the region's directory
 *	bits 37..0   the index within a view that is a directory; 1 in the root (FUSE's number)
 */
struct node {
	struct region *region;	 /* NULL: the root */
	const struct view *view; /* NULL: a directory */
};

enum { NAME_REGIONS_MAX = (1 << 20) - 1 };

/* The node's inode number; the root's is 1. */
uint64_t name_inode(const struct regions *all, struct node node);

/* The node of an inode number; false: there is none. */
bool name_node(const struct regions *all, uint64_t inode, struct node *node);

/* The entry of that name in a directory; false: there is none. */
bool name_find(const struct regions *all, struct node directory, const char *name,
	       struct node *node);

/*
 * The first entry of a directory at or after *position, counted from 0; *position becomes its
 * own. Returns its name, or NULL after the last.
 */
const char *name_list(const struct regions *all, struct node directory, uint64_t *position,
		      struct node *node);

#endif
