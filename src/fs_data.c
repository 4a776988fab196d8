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

static size_t number(const struct fs *fs, struct node node)
{
	return (size_t)(node.region - fs->regions->v);
}

int fs_data_open(struct fs *fs, struct node node, int flags)
{
	uint8_t *opens = &fs->opens[number(fs, node)];

	if ((wanted(flags) & ~node.region->access) || is_walker(fs, flags))
		return -EACCES;
	if (node.region->exclusive && *opens)
		return -EBUSY;
	*opens = node.region->exclusive;
	return 0;
}

void fs_data_close(struct fs *fs, struct node node)
{
	fs->opens[number(fs, node)] = 0;
}

/* The other errors are the caller's mistakes; these are the device's. */
static ssize_t log_error(struct node node, uint64_t offset, ssize_t error)
{
	if (error == -EIO || error == -ENODEV)
		log_line("region \"%s\", %s at offset 0x%llx: %s", node.region->name,
			 node.view->name, (unsigned long long)offset, strerror((int)-error));
	return error;
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
	n = node.view->read(node.view, &fs->access[number(fs, node)], offset, fs->buffer, size);
	return n < 0 ? log_error(node, offset, n) : n;
}

ssize_t fs_data_write(struct fs *fs, struct node node, uint64_t offset, const void *buffer,
		      size_t size)
{
	ssize_t n;

	if (!node.view->write)
		return -EACCES;
	n = node.view->write(node.view, &fs->access[number(fs, node)], offset, buffer, size);
	return n < 0 ? log_error(node, offset, n) : n;
}
