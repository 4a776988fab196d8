/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The quick way for single registers: requests answered before libfuse makes anything of them. */
#ifndef DEVMEMFS_FS_QUICK_H
#define DEVMEMFS_FS_QUICK_H

#include "fs.h"

/*
 * Puts the quick way in front of a mounted session's own reading of requests: opening, reading,
 * writing and closing data files is answered there, and everything else goes on to libfuse. What
 * is answered is the same; a 4-byte read costs a tenth less. Does nothing where libfuse cannot
 * be given a reader of ours. 0 or -errno.
 */
int fs_quick_install(struct fuse_session *session);

#endif
