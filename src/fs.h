/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FUSE requests on the tree of regions and views. */
#ifndef DEVMEMFS_FS_H
#define DEVMEMFS_FS_H

#include <fuse_lowlevel.h>
#include <pthread.h>
#include <time.h>

#include "board.h"

/*
 * The longest requests, in bytes: multiples of every width, so a request that the kernel splits
 * here is split between units; and quicker than smaller ones (measured: 128 KiB is 25% slower).
 * libfuse lets a request have as many pages as the longest write needs. A read stays one page
 * below, so that a buffer that starts within a page does not make that the limit, at an odd byte.
 */
enum { FS_WRITE_MAX = 512 * 1024, FS_READ_MAX = FS_WRITE_MAX - 4096 };

struct snapshot;
struct fs_waiter;
struct fs_stream;

/* What the requests work on: the session's user data. */
struct fs {
	struct board *board;
	pthread_mutex_t lock;	   /* of the board; the serving thread has it but while it waits */
	bool quick;		   /* data files are served without libfuse */
	bool waits;		   /* requests can be answered later, while others are served */
	struct snapshot *texts;	   /* of the text files that are open */
	struct fs_waiter *waiters; /* for a register, first come first */
	struct fs_stream *streams; /* readers of the stream of accesses */
	bool walk;		   /* let programs that walk trees read data files (-o walk) */
	bool audit;		   /* log each write (-o audit) */
	bool opens_directories;	   /* the kernel insists on it */
	time_t started;		   /* every node's time */
	unsigned char *buffer;	   /* FS_READ_MAX bytes, aligned for every width */
	struct fuse_session *session;
};

extern const struct fuse_lowlevel_ops fs_ops;

#endif
