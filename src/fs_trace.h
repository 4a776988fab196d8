/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who reads the stream of accesses: a request is answered when there are some. */
#ifndef DEVMEMFS_FS_TRACE_H
#define DEVMEMFS_FS_TRACE_H

#include "fs.h"

/*
 * Opens it for a reader; *handle is for the functions below. 0; -EACCES: to write, or by a program
 * that walks a tree, which with -o walk finds an empty file; -ENOMEM.
 */
int fs_trace_open(struct fs *fs, int flags, uint64_t *handle);
void fs_trace_close(struct fs *fs, uint64_t handle);

/*
 * Answers a read: with what has been accessed since the last one; with O_NONBLOCK in `flags`
 * -EAGAIN if nothing was; else later, by fs_trace_answer. Two at once on one handle: -EBUSY.
 */
void fs_trace_read(struct fs *fs, fuse_req_t req, uint64_t handle, size_t size, int flags);

/* Answers those who wait and for whom there is something, or whom a signal has interrupted. */
void fs_trace_answer(struct fs *fs);

/* After the last request: the stream is over for all. */
void fs_trace_end(struct fs *fs);

#endif
