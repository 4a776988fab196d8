/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an open text file does: a snapshot is read, a command is written. */
#ifndef DEVMEMFS_FS_TEXT_H
#define DEVMEMFS_FS_TEXT_H

#include "fs_data.h"
#include "name.h"

/*
 * Opens a text file; *s is then the caller's, until fs_text_close. 0 or -errno, as fs_data_open for
 * one that takes accesses, -EACCES for writing one that cannot be written, -ENOMEM.
 */
int fs_text_open(struct fs *fs, struct node node, int flags, struct snapshot **s);
void fs_text_close(struct fs *fs, struct node node, struct snapshot *s);

/*
 * The part of the text that is asked for, in *text until the next read. A text that takes accesses
 * is made anew by each read at offset 0, and by the first one. Bytes or -errno; -EIO for owner 0,
 * the page cache, to whom accesses are not made; -ENODEV: the device is gone.
 */
ssize_t fs_text_read(struct fs *fs, struct node node, struct snapshot *s,
		     const struct fs_request *rq, const void **text);

/*
 * A command, whole in one write. All of its bytes, or -errno, after a line in the log if it was
 * refused for a reason that the error does not tell.
 */
ssize_t fs_text_write(struct fs *fs, struct node node, struct snapshot *s,
		      const struct fs_request *rq, const char *text);

/* The opened region of a text file; NULL: it is gone. */
struct access *fs_text_access(struct fs *fs, struct node node, const struct snapshot *s);

/* Logs why a text was refused, if there is a reason. */
void fs_text_log(const struct fs *fs, struct node node, const char *why);

/* After the last request: what was open when the session ended, and is nobody's any more. */
void fs_text_end(struct fs *fs);

/* fsync(2), as fs_data_sync; nothing where text takes no accesses. */
int fs_text_sync(struct fs *fs, struct node node, struct snapshot *s);

#endif
