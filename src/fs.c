/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The FUSE operations on open files: each resolves the inode, acts, and replies once. The kernel's
 * behaviour that a flag or an answer rests on is told where it stands.
 */
#include <errno.h>

#include "fs_file.h"
#include "fs_trace.h"
#include "fs_tree.h"
#include "fs_wait.h"

static void fs_init(void *userdata, struct fuse_conn_info *conn)
{
	/*
	 * Only these. SPLICE_READ costs a fifth of a small request; DIRECT_IO_ALLOW_MMAP and
	 * WRITEBACK_CACHE would bring the page cache back; with ATOMIC_O_TRUNC the kernel takes
	 * the file for empty after "> file", and the next ">> file" would write to the first
	 * register. ASYNC_DIO keeps it from repeating the part of an io_uring read that came back
	 * short. Without OPENDIR (ENOSYS: never ask again) the kernel keeps listings until it is
	 * told to forget them.
	 */
	conn->want = conn->capable &
		     (FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_READDIRPLUS |
		      FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_NO_OPENDIR_SUPPORT);
	((struct fs *)userdata)->opens_directories = !(conn->capable & FUSE_CAP_NO_OPENDIR_SUPPORT);
	conn->max_write = FS_WRITE_MAX;
	conn->max_read = FS_READ_MAX;
	conn->max_readahead = 0;
}

static struct audit_client client(fuse_req_t req)
{
	const struct fuse_ctx *ctx = fuse_req_ctx(req);

	return (struct audit_client){ ctx->pid, ctx->uid };
}

static void fs_open(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi)
{
	struct audit_client who = client(req);
	struct node node;
	int ret;

	if (!fs_resolve(req, inode, &node))
		return;
	if (node.view->stream)
		ret = fs_trace_open(fs_of(req), fi->flags, &fi->fh);
	else
		ret = fs_file_open(fs_of(req), node, &who, fi->flags, &fi->fh);
	/* Without direct_io a pread of 4 bytes arrives as 16384 at offset 0. */
	fi->direct_io = 1;
	fi->noflush = 1;
	if (ret < 0)
		fuse_reply_err(req, -ret);
	else
		fuse_reply_open(req, fi);
}

/* Also of what is gone: it was open. */
static void fs_release(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi)
{
	struct fs *fs = fs_of(req);
	struct node node;

	if (!name_node(&fs->board->regions, inode, &node)) {
		fuse_reply_err(req, ENOENT);
		return;
	}
	if (node.view->stream)
		fs_trace_close(fs, fi->fh);
	else
		fs_file_close(fs, node, fi->fh);
	fuse_reply_err(req, 0);
}

static void reply_bytes(fuse_req_t req, const void *bytes, ssize_t n)
{
	if (n < 0)
		fuse_reply_err(req, (int)-n);
	else
		fuse_reply_buf(req, bytes, (size_t)n);
}

static struct fs_request request(size_t size, off_t offset, const struct fuse_file_info *fi)
{
	return (struct fs_request){
		.handle = fi->fh,
		.offset = (uint64_t)offset,
		.size = size,
		.owner = fi->lock_owner,
		.flags = fi->flags,
	};
}

static void fs_read(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset,
		    struct fuse_file_info *fi)
{
	struct fs_request rq = request(size, offset, fi);
	struct fs *fs = fs_of(req);
	const void *bytes;
	struct node node;
	ssize_t n;

	if (!fs_resolve(req, inode, &node))
		return;
	if (node.view->stream) {
		fs_trace_read(fs, req, fi->fh, size, fi->flags);
		return;
	}
	n = fs_file_read(fs, node, &rq, &bytes);
	reply_bytes(req, bytes, n);
}

static void fs_write(fuse_req_t req, fuse_ino_t inode, const char *buffer, size_t size,
		     off_t offset, struct fuse_file_info *fi)
{
	struct fs_request rq = request(size, offset, fi);
	struct audit_client who = client(req);
	struct fs *fs = fs_of(req);
	struct node node;
	ssize_t n;

	if (!fs_resolve(req, inode, &node))
		return;
	if (node.view->wait) {
		fs_wait_start(fs, req, inode, &rq, buffer);
		return;
	}
	n = fs_file_write(fs, node, &who, &rq, buffer);
	if (n < 0)
		fuse_reply_err(req, (int)-n);
	else
		fuse_reply_write(req, (size_t)n);
}

static void fs_fsync(fuse_req_t req, fuse_ino_t inode, int datasync, struct fuse_file_info *fi)
{
	struct fs *fs = fs_of(req);
	struct node node;

	(void)datasync;
	if (!fs_resolve(req, inode, &node))
		return;
	fuse_reply_err(req, node.view->stream ? EINVAL : -fs_file_sync(fs, node, fi->fh));
}

/*
 * EINVAL makes the tools fall back to read and write; EOPNOTSUPP would make the kernel splice
 * through the page cache.
 */
static void fs_copy_file_range(fuse_req_t req, fuse_ino_t in, off_t in_offset,
			       struct fuse_file_info *in_fi, fuse_ino_t out, off_t out_offset,
			       struct fuse_file_info *out_fi, size_t length, int flags)
{
	(void)in;
	(void)in_offset;
	(void)in_fi;
	(void)out;
	(void)out_offset;
	(void)out_fi;
	(void)length;
	(void)flags;
	fuse_reply_err(req, EINVAL);
}

const struct fuse_lowlevel_ops fs_ops = {
	.init = fs_init,
	.lookup = fs_lookup,
	.getattr = fs_getattr,
	.setattr = fs_setattr,
	.opendir = fs_opendir,
	.readdir = fs_readdir,
	.readdirplus = fs_readdirplus,
	.mknod = fs_mknod,
	.mkdir = fs_mkdir,
	.unlink = fs_remove,
	.rmdir = fs_remove,
	.symlink = fs_symlink,
	.rename = fs_rename,
	.link = fs_link,
	.open = fs_open,
	.release = fs_release,
	.read = fs_read,
	.write = fs_write,
	.fsync = fs_fsync,
	.copy_file_range = fs_copy_file_range,
};
