/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An open file, whether it holds units or text: what it does, whichever way its requests come. */
#ifndef DEVMEMFS_FS_FILE_H
#define DEVMEMFS_FS_FILE_H

#include "audit.h"
#include "fs_data.h"

/* As fs_data_open and fs_text_open; *handle is for the functions below. */
int fs_file_open(struct fs *fs, struct node node, const struct audit_client *c, int flags,
		 uint64_t *handle);
void fs_file_close(struct fs *fs, struct node node, uint64_t handle);

/* Bytes, in *bytes until the next request, or -errno. */
ssize_t fs_file_read(struct fs *fs, struct node node, const struct fs_request *rq,
		     const void **bytes);

/* Bytes or -errno. Not for what waits (fs_wait.h). */
ssize_t fs_file_write(struct fs *fs, struct node node, const struct audit_client *c,
		      const struct fs_request *rq, const void *bytes);

/* 0 or -errno. */
int fs_file_sync(struct fs *fs, struct node node, uint64_t handle);

#endif
