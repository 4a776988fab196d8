/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and inode numbers: computed from regions and views, both ways, and stored nowhere. */
#ifndef DEVMEMFS_NAME_H
#define DEVMEMFS_NAME_H

#include "region.h"
#include "view.h"

/*
 * A node of the tree. An inode number is its three coordinates and nothing else:
 *
 *	bits 63..26  the index within a folder: which unit of the region, or which register, group
 *		     or field of its list, from 0; else 0
 *		     In a folder of registers only the lower 26; the upper 12 are the region's
 *		     generation, or, of a file to wait at, which look-up it was (name_apart)
 *	bits 25..20  the view's number, from 1; 0: the directory
 *	bits 19..0   the region's number + 1; 1: the root (FUSE's number)
 *
 * The region is in the low bits, which the kernel's hash of inodes spreads best. A region keeps its
 * number while it is mounted, also when its device goes and comes back.
 */
struct node {
	struct region *region;	 /* NULL: the root, or a file in it */
	const struct view *view; /* NULL: a directory */
	uint64_t index;		 /* in a folder: enum view_index says what it counts */
	bool stale;		 /* in a folder of registers: of a device that was there before */
};

enum { NAME_REGIONS_MAX = REGIONS_MAX, NAME_ROOM = 32 };

/*
 * True if it is a directory: the root, a region's, a folder of it, or, in one, a group of registers
 * or a register of which the fields are files.
 */
static inline bool name_is_directory(struct node node)
{
	return !node.view || node.view->folder;
}

/* The offset in the region, in bytes, of a file in a folder of units. */
static inline uint64_t name_offset(struct node node)
{
	return node.index * node.view->form.width;
}

/* The node's inode number; the root's is 1. */
uint64_t name_inode(const struct regions *all, struct node node);

/*
 * Another number of the same node, for a file to wait at. The kernel lets one write an inode at a
 * time, in a sleep that no signal ends: so each who looks for it gets an inode of his own.
 */
uint64_t name_apart(uint64_t inode);

/* The node of an inode number, also of a region that is gone; false: there is none. */
bool name_node(const struct regions *all, uint64_t inode, struct node *node);

/* The entry of that name in a directory; false: there is none, or it is gone or hidden. */
bool name_find(const struct regions *all, struct node directory, const char *name,
	       struct node *node);

/*
 * The first entry of a directory at or after *position, counted from 0; *position becomes its
 * own, and stays so when others come or go. Returns its name, which may be in `room`, or NULL after
 * the last. The folder of a region of more than 64 ports, or of none, is listed as empty; all its
 * names can be looked up.
 */
const char *name_list(const struct regions *all, struct node directory, uint64_t *position,
		      struct node *node, char room[NAME_ROOM]);

/* The path of a node below its region, "reg/CTRL", into buffer (REG_PATH bytes); returns it. */
const char *name_text(struct node node, char *buffer);

/* How many directories are in a folder of registers. */
unsigned int name_reg_directories(struct node folder);

/* In folders of registers: the three functions above, and whether an index is right. */
bool name_reg_is_node(struct node node);
bool name_reg_find(struct node folder, const char *name, struct node *node);
const char *name_reg_list(struct node folder, uint64_t *position, struct node *node);

#endif
