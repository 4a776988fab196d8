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
 * A session from the options left for libfuse; NULL, after a line on stderr: they are wrong. End
 * with serve_free.
 */
struct fuse_session *serve_new(struct options *o, const char *source);
void serve_free(struct fuse_session *session);

/* What is served, to whom, and as whom. */
struct serving {
	const struct options *options;
	struct board *board; /* its regions are open */
	struct live *live;   /* changes them meanwhile; NULL: nothing does */
	const char *root;    /* of the machine; NULL: the simulated one */
	const char *user;    /* the daemon becomes; NULL: it stays who it is */
	bool mounted;	     /* out: it is still mounted */
};

/*
 * Mounts, gives up all privileges, goes to the background unless told otherwise, and serves until
 * it is unmounted, 0, or told to end, the signal's number; -errno after a line on stderr. Unless it
 * is 0 something may still be mounted, which only the keeper can unmount.
 */
int serve(struct fuse_session *session, struct serving *s);

#endif
