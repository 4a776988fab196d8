/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening, reading and writing data files: from a request to the view, without the protocol. */
#include "fs_data.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "info.h"
#include "log.h"
#include "reg.h"

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

struct access *fs_data_access(struct fs *fs, struct node node, uint64_t generation)
{
	if (node.region->generation != (uint32_t)generation)
		return NULL;
	return board_access(fs->board, node.region);
}

const char *fs_data_path(const struct fs *fs, const struct region *r)
{
	static char path[PATH_MAX];

	return regions_path(&fs->board->regions, r, path, sizeof(path));
}

static void log_unusable(const struct fs *fs, const struct region *r)
{
	char *state = info_state(r), *remedy = info_remedy(r);

	log_line("region \"%s\" is %s; %s", fs_data_path(fs, r), state ? state : "",
		 remedy ? remedy : "");
	free(state);
	free(remedy);
}

/* Whether the device can answer now; what is found is noted for the region's info. */
static int check_device(const struct fs *fs, struct access *a, struct region *r)
{
	int ret = access_check(a);

	r->decode_off = ret == -EIO;
	if (ret == -EIO)
		log_unusable(fs, r);
	return ret;
}

static int hold(const struct fs *fs, struct access *a, struct region *r)
{
	int ret = check_device(fs, a, r);

	if (ret < 0)
		return ret;
	ret = access_hold(a);
	if (ret < 0)
		log_line("region \"%s\" cannot be enabled: %s", fs_data_path(fs, r),
			 strerror(-ret));
	return ret;
}

int fs_data_open(struct fs *fs, struct node node, int flags, uint64_t *generation)
{
	struct access *a = board_access(fs->board, node.region);
	bool sync = (flags & O_DSYNC) && (wanted(flags) & ACCESS_WRITE);

	unsigned int allowed;

	/* The kernel may know a name from when there was a device. */
	if (!a || node.stale || !node.view->exists(node.view, node.region))
		return -ENODEV;
	allowed = view_allows(node.view, node.region, node.index);
	if ((wanted(flags) & ~allowed) || is_walker(fs, flags) ||
	    (sync && !access_can_flush(a, allowed & ACCESS_READ)))
		return -EACCES;
	if (node.region->exclusive && a->users)
		return -EBUSY;
	*generation = node.region->generation;
	return hold(fs, a, node.region);
}

void fs_data_close(struct fs *fs, struct node node, uint64_t generation)
{
	struct access *a = fs_data_access(fs, node, generation);

	if (a)
		access_release(a);
}

/* The other errors are the caller's mistakes; these are the device's. */
void fs_data_log_error(const struct fs *fs, struct node node, ssize_t error)
{
	char path[REG_PATH];

	if (error == -EIO || error == -ENODEV)
		log_line("region \"%s\", %s: %s", fs_data_path(fs, node.region),
			 name_text(node, path), strerror((int)-error));
}

static ssize_t log_error(const struct fs *fs, struct node node, uint64_t offset, ssize_t error)
{
	if (error == -EIO || error == -ENODEV)
		log_line("region \"%s\", %s at offset 0x%llx: %s", fs_data_path(fs, node.region),
			 node.view->name, (unsigned long long)offset, strerror((int)-error));
	return error;
}

/* A file in a folder is at its own offset, whatever the position in it. */
static uint64_t place(struct node node, uint64_t position)
{
	return node.view->in ? name_offset(node) : position;
}

ssize_t fs_data_read(struct fs *fs, struct node node, const struct fs_request *rq)
{
	struct access *a = fs_data_access(fs, node, rq->handle);
	size_t size = rq->size < FS_READ_MAX ? rq->size : FS_READ_MAX;

	/*
	 * The page cache (readahead, a private mapping, sendfile and splice since 6.5) reads in
	 * nobody's name; every read(2), also asynchronous, has an owner.
	 */
	if (rq->owner == 0)
		return -EIO;
	if (!a)
		return -ENODEV;
	return log_error(fs, node, rq->offset,
			 node.view->read(node.view, a, place(node, rq->offset), fs->buffer, size));
}

int fs_data_sync_access(const struct fs *fs, struct node node, struct access *a)
{
	uint64_t offset = a->posted_at;

	return (int)log_error(fs, node, offset, access_flush(a));
}

int fs_data_sync(struct fs *fs, struct node node, uint64_t generation)
{
	struct access *a = fs_data_access(fs, node, generation);

	return a ? fs_data_sync_access(fs, node, a) : -ENODEV;
}

ssize_t fs_data_write(struct fs *fs, struct node node, const struct fs_request *rq,
		      const void *buffer)
{
	struct access *a = fs_data_access(fs, node, rq->handle);
	ssize_t n;
	int ret;

	if (!node.view->write)
		return -EACCES;
	if (!a)
		return -ENODEV;
	n = node.view->write(node.view, a, place(node, rq->offset), buffer, rq->size);
	n = log_error(fs, node, rq->offset, n);
	ret = n > 0 && (rq->flags & O_DSYNC) ? fs_data_sync_access(fs, node, a) : 0;
	return ret < 0 ? ret : n;
}
