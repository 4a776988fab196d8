/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the two halves of the FUSE side: names and attributes (fs_tree.c), open files (fs.c). */
#ifndef DEVMEMFS_FS_TREE_H
#define DEVMEMFS_FS_TREE_H

#include "fs.h"
#include "name.h"

struct fs *fs_of(fuse_req_t req);

/*
 * The node of an inode number. Replies itself and returns false if there is none (ENOENT), or if
 * its device is gone (ENODEV).
 */
bool fs_resolve(fuse_req_t req, fuse_ino_t inode, struct node *node);

/*
 * Tells the kernel that the directory of a region (0: the root) has changed, and that a name in it
 * (NULL: none) is no more, or means something else now. Not for the serving thread, and not with
 * the board's lock: the kernel may wait for somebody who waits for an answer.
 */
void fs_forget(struct fs *fs, uint64_t number, const char *name);

/* Rows of the operations table; see fuse_lowlevel.h for what each is asked. */
void fs_lookup(fuse_req_t req, fuse_ino_t parent, const char *name);
void fs_opendir(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi);
void fs_getattr(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi);
void fs_setattr(fuse_req_t req, fuse_ino_t inode, struct stat *attr, int set,
		struct fuse_file_info *fi);
void fs_readdir(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset,
		struct fuse_file_info *fi);
void fs_readdirplus(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset,
		    struct fuse_file_info *fi);
void fs_mknod(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode, dev_t device);
void fs_mkdir(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode);
void fs_remove(fuse_req_t req, fuse_ino_t parent, const char *name);
void fs_symlink(fuse_req_t req, const char *target, fuse_ino_t parent, const char *name);
void fs_rename(fuse_req_t req, fuse_ino_t parent, const char *name, fuse_ino_t new_parent,
	       const char *new_name, unsigned int flags);
void fs_link(fuse_req_t req, fuse_ino_t inode, fuse_ino_t parent, const char *name);

#endif
