/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The attributes of a node. */
#ifndef DEVMEMFS_FS_ATTR_H
#define DEVMEMFS_FS_ATTR_H

#include <sys/stat.h>

#include "fs.h"
#include "name.h"

/* Fills in type, mode, owner, size, links, times and inode number. */
void fs_attr(struct stat *st, const struct fs *fs, struct node node);

#endif
