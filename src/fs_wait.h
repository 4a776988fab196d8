/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who waits for a register: their requests are answered later, while others are served. */
#ifndef DEVMEMFS_FS_WAIT_H
#define DEVMEMFS_FS_WAIT_H

#include <time.h>

#include "fs_data.h"

/*
 * Takes a write to a file that waits. The request is answered at once if the text is refused, the
 * condition holds or the access fails; else by fs_wait_look, when it holds (all bytes are written),
 * its time is over (-ETIMEDOUT), a signal comes (-EINTR) or the device goes (-ENODEV). -EOPNOTSUPP:
 * with this libfuse there is no place where it could be looked at (fs_quick.c).
 */
void fs_wait_start(struct fs *fs, fuse_req_t req, fuse_ino_t inode, const struct fs_request *rq,
		   const char *text);

/*
 * Looks at the registers of those whose turn it is, one read each. False: nobody waits; else *left
 * is the time until the next turn.
 */
bool fs_wait_look(struct fs *fs, struct timespec *left);

/* After the last request: nobody's condition will hold any more (-ENODEV). */
void fs_wait_end(struct fs *fs);

#endif
