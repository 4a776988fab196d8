/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree that the bare FUSE loop serves: all its replies made before the first request. */
#ifndef BENCH_BARE_TREE_H
#define BENCH_BARE_TREE_H

#include <stddef.h>
#include <stdint.h>

struct fuse_entry_out;

/* The inode numbers and the size in bytes of the files in RAM: /ram/l and /ram/cp. */
#define BARE_TREE_RAM  3
#define BARE_TREE_RAMS 2
#define BARE_TREE_SIZE (16u << 20)

/* The size in bytes of each file `info`, whatever is in it. */
#define BARE_TREE_TEXT 120

/*
 * Makes /ram, and /iomem from the file IOMEM, which is like /proc/iomem: the directories that
 * devmemfs shows for its entries, each with a file `info`. NULL makes no /iomem. Ends the program
 * if it cannot.
 */
void bare_tree_make(const char *iomem);

/* What the kernel is told of the inode ID, of the tree; NULL if there is none. */
const struct fuse_entry_out *bare_tree_entry(uint64_t id);

/* The same for NAME in the directory DIRECTORY. */
const struct fuse_entry_out *bare_tree_find(uint64_t directory, const char *name);

/*
 * The listing of DIRECTORY from byte OFFSET on (0 or an entry's d_off), as READDIRPLUS has it, of
 * the tree; *SIZE, the room in bytes, becomes the length, 0 at the end.
 */
const void *bare_tree_list_plus(uint64_t directory, uint64_t offset, size_t *size);

/* The same as READDIR has it, into BUFFER of SIZE bytes; returns the length. */
size_t bare_tree_list(uint64_t directory, uint64_t offset, void *buffer, size_t size);

#endif
