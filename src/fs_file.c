/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The handle of a text file is its snapshot, that of a data file the generation of its region. */
#include "fs_file.h"

#include <fcntl.h>

#include "fs_text.h"

static struct snapshot *snapshot(uint64_t handle)
{
	return (struct snapshot *)(uintptr_t)handle;
}

static int open_text(struct fs *fs, struct node node, int flags, uint64_t *handle)
{
	struct snapshot *s = NULL;
	int ret = fs_text_open(fs, node, flags, &s);

	*handle = (uintptr_t)s;
	return ret;
}

int fs_file_open(struct fs *fs, struct node node, const struct audit_client *c, int flags,
		 uint64_t *handle)
{
	int ret = view_is_text(node.view) ? open_text(fs, node, flags, handle)
					  : fs_data_open(fs, node, flags, handle);

	if (ret < 0 && (flags & O_ACCMODE) != O_RDONLY && audit_wanted(fs, node))
		audit_refused(fs, node, c, ret);
	return ret;
}

void fs_file_close(struct fs *fs, struct node node, uint64_t handle)
{
	if (view_is_text(node.view))
		fs_text_close(fs, node, snapshot(handle));
	else
		fs_data_close(fs, node, handle);
}

ssize_t fs_file_read(struct fs *fs, struct node node, const struct fs_request *rq,
		     const void **bytes)
{
	*bytes = fs->buffer;
	return view_is_text(node.view) ? fs_text_read(fs, node, snapshot(rq->handle), rq, bytes)
				       : fs_data_read(fs, node, rq);
}

ssize_t fs_file_write(struct fs *fs, struct node node, const struct audit_client *c,
		      const struct fs_request *rq, const void *bytes)
{
	ssize_t n = view_is_text(node.view)
			    ? fs_text_write(fs, node, snapshot(rq->handle), rq, bytes)
			    : fs_data_write(fs, node, rq, bytes);

	if (audit_wanted(fs, node))
		audit_write(fs, node, c, rq, bytes, n);
	return n;
}

int fs_file_sync(struct fs *fs, struct node node, uint64_t handle)
{
	return view_is_text(node.view) ? fs_text_sync(fs, node, snapshot(handle))
				       : fs_data_sync(fs, node, handle);
}
