/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an open data file does, whichever way its requests come in. */
#ifndef DEVMEMFS_FS_DATA_H
#define DEVMEMFS_FS_DATA_H

#include "fs.h"
#include "name.h"

/* May it be opened so? 0; -EACCES: not in that direction, or a walker; -EBUSY: exclusive. */
int fs_data_open(struct fs *fs, struct node node, int flags);
void fs_data_close(struct fs *fs, struct node node);

/*
 * Serves a request; what is read is then in fs->buffer. Returns the bytes, or -errno after a line
 * in the log if it is the device's. `owner` is the request's lock owner: 0 is the page cache, and
 * gets -EIO without an access. The node must be a data file.
 */
ssize_t fs_data_read(struct fs *fs, struct node node, uint64_t offset, size_t size, uint64_t owner);
ssize_t fs_data_write(struct fs *fs, struct node node, uint64_t offset, const void *buffer,
		      size_t size);

#endif
