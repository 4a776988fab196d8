/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration and the made-up machine as one board, which can be looked at again. */
#ifndef DEVMEMFS_UNIT_WORLD_H
#define DEVMEMFS_UNIT_WORLD_H

#include "board.h"

struct world {
	struct regions wanted; /* what the configuration says */
	struct board board;
	struct board_change *changes; /* of the last look ... */
	size_t n;		      /* ... and how many */
	struct board old;	      /* with the text of the changes */
};

extern struct world world;

/* A checked fixture: made_up's, and an empty world. */
void world_setup(void);
void world_teardown(void);

/* Reads the configuration, which must be right, and looks at the machine below the root. */
void world_make(const char *configuration);

/* Looks again, as when a device has come or gone, and opens what can be opened. */
void world_again(void);

/* The region of that path, "pci/0000:00:03.0/bar0"; NULL: there is none. */
struct region *world_find(const char *path);

/* The same; there must be one. */
struct region *world_at(const char *path);

/* What is open of that path, or NULL. */
struct access *world_access(const char *path);

/* True if the last look changed that name (NULL: something has come) in that directory. */
bool world_changed(const char *directory, const char *name);

#endif
