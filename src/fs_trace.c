/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The readers of the stream, each with the request that waits for more. */
#include "fs_trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "trace.h"

struct fs_stream {
	struct fs_stream *next;
	struct trace_reader *reader; /* NULL: a program that walks a tree, which finds nothing */
	fuse_req_t req;		     /* NULL: nobody waits */
	size_t size;		     /* bytes that it asks for */
	bool interrupted;
};

static struct fs_stream *stream(uint64_t handle)
{
	return (struct fs_stream *)(uintptr_t)handle;
}

int fs_trace_open(struct fs *fs, int flags, uint64_t *handle)
{
	bool walker = flags & O_NOFOLLOW;
	struct fs_stream *s;

	if ((flags & O_ACCMODE) != O_RDONLY || (walker && !fs->walk))
		return -EACCES;
	s = calloc(1, sizeof(*s));
	if (s && !walker)
		s->reader = trace_open(fs->board);
	if (!s || (!walker && !s->reader)) {
		free(s);
		return -ENOMEM;
	}
	s->next = fs->streams;
	fs->streams = s;
	*handle = (uintptr_t)s;
	return 0;
}

static void drop(struct fs_stream *s)
{
	if (s->reader)
		trace_close(s->reader);
	free(s);
}

void fs_trace_close(struct fs *fs, uint64_t handle)
{
	struct fs_stream **at = &fs->streams;

	while (*at != stream(handle))
		at = &(*at)->next;
	*at = (*at)->next;
	drop(stream(handle));
}

static void send(struct fs *fs, struct fs_stream *s, fuse_req_t req, size_t size)
{
	size_t room = size < FS_READ_MAX ? size : FS_READ_MAX;

	fuse_reply_buf(req, (char *)fs->buffer,
		       trace_read(s->reader, fs->board, (char *)fs->buffer, room));
}

/* libfuse calls it while it handles the kernel's request to interrupt ours. */
static void interrupt(fuse_req_t req, void *data)
{
	struct fs_stream *s = data;

	(void)req;
	s->interrupted = true;
}

void fs_trace_read(struct fs *fs, fuse_req_t req, uint64_t handle, size_t size, int flags)
{
	struct fs_stream *s = stream(handle);

	if (!s->reader) {
		fuse_reply_buf(req, NULL, 0);
	} else if (trace_has(s->reader)) {
		send(fs, s, req, size);
	} else if (flags & O_NONBLOCK || !fs->waits) {
		fuse_reply_err(req, EAGAIN);
	} else if (s->req) {
		fuse_reply_err(req, EBUSY);
	} else {
		s->req = req;
		s->size = size;
		s->interrupted = false;
		fuse_req_interrupt_func(req, interrupt, s);
	}
}

static void answer(struct fs *fs, struct fs_stream *s)
{
	fuse_req_t req = s->req;

	s->req = NULL;
	/* What comes from here on is no interruption any more. */
	fuse_req_interrupt_func(req, NULL, NULL);
	if (s->interrupted)
		fuse_reply_err(req, EINTR);
	else
		send(fs, s, req, s->size);
}

void fs_trace_answer(struct fs *fs)
{
	for (struct fs_stream *s = fs->streams; s; s = s->next)
		if (s->req && (s->interrupted || trace_has(s->reader)))
			answer(fs, s);
}

void fs_trace_end(struct fs *fs)
{
	while (fs->streams) {
		struct fs_stream *s = fs->streams;

		fs->streams = s->next;
		if (s->req)
			answer(fs, s);
		drop(s);
	}
}
