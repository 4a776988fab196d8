/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The FUSE session: from a checked mount point to the unmount. */
#ifndef DEVMEMFS_SERVE_H
#define DEVMEMFS_SERVE_H

#include <stdbool.h>

#include "board.h"
#include "live.h"
#include "options.h"

struct fuse_session;

/*
 * Why nothing can be mounted there, with the remedy (a constant string); NULL: it is an empty
 * directory that is not a mount.
 */
const char *serve_mountpoint_fault(const char *path);

/*
 * A session from the options left for libfuse; NULL, after a line on stderr: they are wrong. End
 * with serve_free.
 */
struct fuse_session *serve_new(struct options *o, const char *source);
void serve_free(struct fuse_session *session);

/*
 * Mounts, goes to the background unless told otherwise, serves until it is unmounted or told to
 * end, unmounts. The board's regions are open; `live` changes them meanwhile (NULL: nothing does).
 * 0, or -errno after a line on stderr.
 */
int serve(struct fuse_session *session, const struct options *o, struct board *board,
	  struct live *live);

#endif
