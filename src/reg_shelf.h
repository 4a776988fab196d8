/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where lists of registers are kept, so that regions that have the same one share it. */
#ifndef DEVMEMFS_REG_SHELF_H
#define DEVMEMFS_REG_SHELF_H

#include "reg.h"
#include "region.h"

/* Begins as { .all = the regions whose pool keeps the lists }; it outlives every board. */
struct reg_shelf {
	struct regions *all;
	struct reg_shelf_row *rows;
};

/* The list of that name from that file, or NULL. */
const struct reg_list *reg_shelf_find(const struct reg_shelf *shelf, const char *file,
				      const char *name);

/* True if there is a list or a note of that name (NULL: any) from that file. */
bool reg_shelf_holds(const struct reg_shelf *shelf, const char *file, const char *name);

/* The name of the nth list from that file, or NULL. */
const char *reg_shelf_name(const struct reg_shelf *shelf, const char *file, size_t n);

/* Keeps a list (NULL: a note about the file); the texts are copied. 0 or -ENOMEM. */
int reg_shelf_add(struct reg_shelf *shelf, const char *file, const char *name,
		  const struct reg_list *list);

/*
 * The list that is on `to` what this one is on `from`: of the same file and name, a copy unless it
 * is there. NULL: it is not on `from`, or out of memory.
 */
const struct reg_list *reg_shelf_move(struct reg_shelf *to, const struct reg_shelf *from,
				      const struct reg_list *list);

#endif
