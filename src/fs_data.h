/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an open data file does, whichever way its requests come in. */
#ifndef DEVMEMFS_FS_DATA_H
#define DEVMEMFS_FS_DATA_H

#include "fs.h"
#include "name.h"

/* The opened region of a node. */
struct access *fs_data_access(struct fs *fs, struct node node);

/*
 * Opens it with the flags of open(2). 0; -EACCES: not in that direction, or a walker, or O_SYNC of
 * a region whose flush would have to read it and may not; -EBUSY: exclusive; -errno of access_hold.
 */
int fs_data_open(struct fs *fs, struct node node, int flags);
void fs_data_close(struct fs *fs, struct node node);

/*
 * Serves a request; what is read is then in fs->buffer. Returns the bytes, or -errno after a line
 * in the log if it is the device's. `owner` is the request's lock owner: 0 is the page cache, and
 * gets -EIO without an access. `flags` are those of open(2): with O_DSYNC or O_SYNC what was
 * written has arrived before it returns. The node must be a data file.
 */
ssize_t fs_data_read(struct fs *fs, struct node node, uint64_t offset, size_t size, uint64_t owner);
ssize_t fs_data_write(struct fs *fs, struct node node, uint64_t offset, const void *buffer,
		      size_t size, int flags);

/* fsync(2): what was written before has arrived when it returns. 0 or -errno, after a line. */
int fs_data_sync(struct fs *fs, struct node node);

#endif
