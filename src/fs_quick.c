/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libfuse allocates, locks and lists each request, which is a tenth of the time of a 4-byte read.
 * None of it is needed for a request that is answered before the next one is read. These speak
 * the kernel's protocol (linux/fuse.h, a stable interface) with the same fs_data_* functions
 * below them as the libfuse operations in fs.c.
 */
#include "fs_quick.h"

#include <errno.h>
#include <linux/fuse.h>
#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include "config.h"
#include "fs_file.h"
#include "fs_trace.h"
#include "fs_wait.h"
#include "trace.h"

#ifdef HAVE_FUSE_SESSION_CUSTOM_IO

/* One reply to the request: an error (negative errno, or 0) or `size` bytes. */
static void reply(int fuse, const struct fuse_in_header *in, ssize_t error, const void *data,
		  size_t size)
{
	struct fuse_out_header out = {
		.len = (uint32_t)(sizeof(out) + size),
		.error = (int32_t)error,
		.unique = in->unique,
	};
	struct iovec parts[] = { { &out, sizeof(out) }, { (void *)data, size } };

	/* It fails if the caller has been killed meanwhile (ENOENT) or the mount is gone. */
	if (writev(fuse, parts, 2) < 0)
		return;
}

static struct audit_client client(const struct fuse_in_header *in)
{
	return (struct audit_client){ (pid_t)in->pid, in->uid };
}

static void quick_open(struct fs *fs, int fuse, struct node node, const struct fuse_in_header *in)
{
	const struct fuse_open_in *arg = (const void *)(in + 1);
	struct fuse_open_out out = { .open_flags = FOPEN_DIRECT_IO | FOPEN_NOFLUSH };
	struct audit_client who = client(in);
	uint64_t handle = 0;
	int ret = fs_file_open(fs, node, &who, (int)arg->flags, &handle);

	out.fh = handle;
#ifdef FOPEN_PARALLEL_DIRECT_WRITES
	/* One that waits must not keep others from waiting for the same register. */
	if (node.view->wait)
		out.open_flags |= FOPEN_PARALLEL_DIRECT_WRITES;
#endif
	reply(fuse, in, ret, &out, ret < 0 ? 0 : sizeof(out));
}

static void quick_release(struct fs *fs, int fuse, struct node node,
			  const struct fuse_in_header *in)
{
	const struct fuse_release_in *arg = (const void *)(in + 1);

	fs_file_close(fs, node, arg->fh);
	reply(fuse, in, 0, NULL, 0);
}

static void quick_read(struct fs *fs, int fuse, struct node node, const struct fuse_in_header *in)
{
	const struct fuse_read_in *arg = (const void *)(in + 1);
	struct fs_request rq = {
		.handle = arg->fh,
		.offset = arg->offset,
		.size = arg->size,
		.owner = arg->lock_owner,
	};
	const void *bytes;
	ssize_t n = fs_file_read(fs, node, &rq, &bytes);

	reply(fuse, in, n < 0 ? n : 0, bytes, n < 0 ? 0 : (size_t)n);
}

static void quick_write(struct fs *fs, int fuse, struct node node, const struct fuse_in_header *in)
{
	const struct fuse_write_in *arg = (const void *)(in + 1);
	struct fs_request rq = {
		.handle = arg->fh,
		.offset = arg->offset,
		.size = arg->size,
		.flags = (int)arg->flags,
	};
	struct audit_client who = client(in);
	ssize_t n = fs_file_write(fs, node, &who, &rq, arg + 1);
	struct fuse_write_out out = { .size = n < 0 ? 0 : (uint32_t)n };

	reply(fuse, in, n < 0 ? n : 0, &out, n < 0 ? 0 : sizeof(out));
}

bool fs_quick_answer(struct fs *fs, int fuse, const void *request)
{
	const struct fuse_in_header *in = request;
	struct node node;

	if (!name_node(&fs->board->regions, in->nodeid, &node) || name_is_directory(node) ||
	    !view_takes_accesses(node.view))
		return false;
	switch (in->opcode) {
	case FUSE_OPEN:
		quick_open(fs, fuse, node, in);
		return true;
	case FUSE_RELEASE:
		quick_release(fs, fuse, node, in);
		return true;
	case FUSE_READ:
		quick_read(fs, fuse, node, in);
		return true;
	case FUSE_WRITE:
		/* libfuse keeps what is answered later, and knows who is interrupted. */
		if (node.view->wait)
			return false;
		quick_write(fs, fuse, node, in);
		return true;
	default:
		return false;
	}
}

/* Until there is a request; registers that somebody waits for are looked at meanwhile. */
static void serve_waiters(struct fs *fs, int fuse)
{
	struct pollfd request = { .fd = fuse, .events = POLLIN };
	struct timespec left;
	int ready = 0;

	while (ready == 0 && fs_wait_look(fs, &left) && !fuse_session_exited(fs->session)) {
		fs_trace_answer(fs);
		pthread_mutex_unlock(&fs->lock);
		ready = ppoll(&request, 1, &left, NULL);
		pthread_mutex_lock(&fs->lock);
		board_open(fs->board);
	}
}

/* What a change of the machine has brought is opened by the thread that serves it. */
static ssize_t wait_for_request(struct fs *fs, int fuse, void *buffer, size_t size)
{
	ssize_t n;

	serve_waiters(fs, fuse);
	fs_trace_answer(fs);
	if (fuse_session_exited(fs->session)) {
		errno = EINTR;
		return -1;
	}
	pthread_mutex_unlock(&fs->lock);
	n = read(fuse, buffer, size);
	pthread_mutex_lock(&fs->lock);
	if (n > 0) {
		fs->board->requests++;
		board_open(fs->board);
	}
	return n;
}

static bool is_first(const struct fuse_in_header *in)
{
	return in->opcode == FUSE_INIT;
}

/*
 * libfuse asks for its next request: the kernel hands out one whole request a read. Each is
 * answered here, by us or by libfuse, since libfuse drops one that comes together with a signal
 * that ends the session, and whoever made it may hold what the watch over the machine waits for
 * (live.c). Only the first one, which settles the protocol, is for libfuse's own loop.
 */
static ssize_t next_request(int fuse, void *buffer, size_t size, void *userdata)
{
	struct fs *fs = userdata;

	do {
		ssize_t n = wait_for_request(fs, fuse, buffer, size);
		struct fuse_buf request = { .size = n > 0 ? (size_t)n : 0, .mem = buffer };
		const struct fuse_in_header *in = buffer;

		if (n <= 0 || is_first(in))
			return n;
		trace_client((pid_t)in->pid);
		if (!fs->quick || !fs_quick_answer(fs, fuse, in))
			fuse_session_process_buf(fs->session, &request);
	} while (!fuse_session_exited(fs->session));
	errno = EINTR;
	return -1;
}

static ssize_t send_reply(int fuse, struct iovec *parts, int count, void *userdata)
{
	(void)userdata;
	return writev(fuse, parts, count);
}

int fs_quick_install(struct fuse_session *session)
{
	static const struct fuse_custom_io io = { .read = next_request, .writev = send_reply };

	return fuse_session_custom_io(session, &io, fuse_session_fd(session));
}

#else

int fs_quick_install(struct fuse_session *session)
{
	(void)session;
	return -ENOTSUP;
}

#endif
