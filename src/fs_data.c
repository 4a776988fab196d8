/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening, reading and writing data files: from a request to the view, without the protocol. */
#include "fs_data.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "log.h"

static enum direction wanted(int flags)
{
	switch (flags & O_ACCMODE) {
	case O_RDONLY:
		return ACCESS_READ;
	case O_WRONLY:
		return ACCESS_WRITE;
	default:
		return ACCESS_BOTH;
	}
}

/*
 * Programs that walk a tree and read what they find (grep -r, tar, cp -r, rsync) open with
 * O_NOFOLLOW; those that a user points at a file do not.
 */
static bool is_walker(const struct fs *fs, int flags)
{
	return !fs->walk && (flags & O_NOFOLLOW) && (wanted(flags) & ACCESS_READ);
}

struct access *fs_data_access(struct fs *fs, struct node node)
{
	return &fs->access[node.region - fs->regions->v];
}

int fs_data_open(struct fs *fs, struct node node, int flags)
{
	struct access *a = fs_data_access(fs, node);
	bool sync = (flags & O_DSYNC) && (wanted(flags) & ACCESS_WRITE);
	int ret;

	if ((wanted(flags) & ~node.region->access) || is_walker(fs, flags) ||
	    (sync && !access_can_flush(a)))
		return -EACCES;
	if (node.region->exclusive && a->users)
		return -EBUSY;
	ret = access_hold(a);
	if (ret < 0)
		log_line("region \"%s\" cannot be enabled: %s; see that its memory decode is on",
			 node.region->name, strerror(-ret));
	return ret;
}

void fs_data_close(struct fs *fs, struct node node)
{
	access_release(fs_data_access(fs, node));
}

/* The other errors are the caller's mistakes; these are the device's. */
static ssize_t log_error(struct node node, uint64_t offset, ssize_t error)
{
	if (error == -EIO || error == -ENODEV)
		log_line("region \"%s\", %s at offset 0x%llx: %s", node.region->name,
			 node.view->name, (unsigned long long)offset, strerror((int)-error));
	return error;
}

/* A file in a folder is at its own offset, whatever the position in it. */
static uint64_t place(struct node node, uint64_t position)
{
	return node.view->in ? node.offset : position;
}

ssize_t fs_data_read(struct fs *fs, struct node node, uint64_t offset, size_t size, uint64_t owner)
{
	ssize_t n;

	/*
	 * The page cache (readahead, a private mapping, sendfile and splice since 6.5) reads in
	 * nobody's name; every read(2), also asynchronous, has an owner.
	 */
	if (owner == 0)
		return -EIO;
	if (size > FS_READ_MAX)
		size = FS_READ_MAX;
	n = node.view->read(node.view, fs_data_access(fs, node), place(node, offset), fs->buffer,
			    size);
	return log_error(node, offset, n);
}

int fs_data_sync(struct fs *fs, struct node node)
{
	struct access *a = fs_data_access(fs, node);
	uint64_t offset = a->posted_at;

	return (int)log_error(node, offset, a->backend ? access_flush(a) : 0);
}

ssize_t fs_data_write(struct fs *fs, struct node node, uint64_t offset, const void *buffer,
		      size_t size, int flags)
{
	struct access *a = fs_data_access(fs, node);
	ssize_t n;
	int ret;

	if (!node.view->write)
		return -EACCES;
	n = log_error(node, offset,
		      node.view->write(node.view, a, place(node, offset), buffer, size));
	ret = n > 0 && (flags & O_DSYNC) ? fs_data_sync(fs, node) : 0;
	return ret < 0 ? ret : n;
}
