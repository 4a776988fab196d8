/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an open data file does, whichever way its requests come in. */
#ifndef DEVMEMFS_FS_DATA_H
#define DEVMEMFS_FS_DATA_H

#include "fs.h"
#include "name.h"

/*
 * The opened region of a node, for a file that was opened when the region had that generation;
 * NULL: it is not open, or its device has gone since, also if there is another one by now.
 */
struct access *fs_data_access(struct fs *fs, struct node node, uint64_t generation);

/*
 * Opens it with the flags of open(2); *generation is for the functions below. 0; -EACCES: not in
 * that direction, or a walker, or O_SYNC of a region whose flush would have to read it and may not;
 * -EBUSY: exclusive; -ENODEV: gone; -EIO: the function's decoding is off; -errno of access_hold.
 */
int fs_data_open(struct fs *fs, struct node node, int flags, uint64_t *generation);
void fs_data_close(struct fs *fs, struct node node, uint64_t generation);

/* A request on an open file, as the kernel tells it. */
struct fs_request {
	uint64_t handle; /* what fs_file_open gave: of a data file the generation */
	uint64_t offset; /* position in the file, bytes */
	size_t size;	 /* bytes */
	uint64_t owner;	 /* of locks; 0 is the page cache, and gets -EIO without an access */
	int flags;	 /* of open(2): with O_DSYNC or O_SYNC a write has arrived when done */
};

/*
 * Serves a request on a data file; what is read is then in fs->buffer. Returns the bytes, or -errno
 * after a line in the log if it is the device's. -ENODEV: the device is gone.
 */
ssize_t fs_data_read(struct fs *fs, struct node node, const struct fs_request *rq);
ssize_t fs_data_write(struct fs *fs, struct node node, const struct fs_request *rq,
		      const void *buffer);

/* fsync(2): what was written before has arrived when it returns. 0 or -errno, after a line. */
int fs_data_sync(struct fs *fs, struct node node, uint64_t generation);

/* The same for an opened region. */
int fs_data_sync_access(const struct fs *fs, struct node node, struct access *a);

/* Logs an error of the device that a text file met; nothing for the caller's mistakes. */
void fs_data_log_error(const struct fs *fs, struct node node, ssize_t error);

/* The path of a region for a line in the log; good until the next one. */
const char *fs_data_path(const struct fs *fs, const struct region *r);

#endif
