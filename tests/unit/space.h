/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A function's configuration space made up byte by byte, and what its registers are found to be. */
#ifndef DEVMEMFS_UNIT_SPACE_H
#define DEVMEMFS_UNIT_SPACE_H

#include "reg.h"
#include "unit.h"
#include "world.h"

enum { SPACE_SIZE = 4096 };

/* What it holds, before it becomes a file. The first four bytes are the function's identity. */
extern uint8_t space[SPACE_SIZE];

/* A region "c", the configuration space of 0000:00:04.0. */
extern const char space_configuration[];

/* A checked fixture: world's; a space whose list of capabilities begins at 0x40. */
void space_setup(void);
void space_teardown(void);

/* Puts the head of a capability there, with its flags, or of an extended one. */
void space_capability(unsigned int at, unsigned int id, unsigned int next, unsigned int flags);
void space_extended(unsigned int at, unsigned int id, unsigned int next);

/*
 * Makes the function, so many bytes of it, and a board with the region, anew. Fails unless only
 * reads are made of it meanwhile, which are in the journal `seen`. Returns what space_groups does.
 */
const char *space_found(size_t size);

/* The groups of the region's list and where they are, "CAP_PM=40 "; "none": it has no list. */
const char *space_groups(void);

/* A register of the region's list; there must be one. A group "" is the outermost. */
const struct reg *space_reg(const char *group, const char *name);

#endif
