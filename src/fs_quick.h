/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The quick way for single registers: requests answered before libfuse makes anything of them. */
#ifndef DEVMEMFS_FS_QUICK_H
#define DEVMEMFS_FS_QUICK_H

#include "fs.h"

/*
 * Puts our reader of requests in front of a mounted session's own: the board's lock, which the
 * caller has taken, is free while it waits; what a change has brought is opened before the next
 * request; and, if fs->quick, opening, reading, writing and closing data files is answered there,
 * while everything else goes on to libfuse. What is answered is the same; a 4-byte read costs a
 * tenth less. 0; -ENOTSUP: this libfuse takes no reader of ours, and does it all itself, with the
 * lock held for ever; -errno.
 */
int fs_quick_install(struct fuse_session *session);

/*
 * Answers a request of the kernel (linux/fuse.h), as it was read from there, by writing to `fuse`,
 * if it is to open, read, write or close a file of a device. False: it is libfuse's.
 */
bool fs_quick_answer(struct fs *fs, int fuse, const void *request);

#endif
