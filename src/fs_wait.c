/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One thread serves, so that the units of two requests never interleave; what waits is therefore a
 * row in a list, looked at between two requests, and not a thread that would hold the device.
 */
#include "fs_wait.h"

#include <errno.h>
#include <stdlib.h>

#include "fs_text.h"
#include "reg_wait.h"
#include "trace.h"

/* A signal that ends the session may come just before we sleep: no sleep is longer, nanoseconds. */
static const uint64_t longest_sleep = 100000000;

static const uint64_t second = 1000000000;

struct fs_waiter {
	struct fs_waiter *next;
	fuse_req_t req;
	fuse_ino_t inode; /* regions move in memory, numbers stay */
	pid_t client;
	struct snapshot *snapshot;
	size_t size; /* of what was written, bytes */
	struct reg_condition condition;
	uint64_t due, deadline; /* on the monotonic clock, nanoseconds */
	bool interrupted;
};

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * second + (uint64_t)t.tv_nsec;
}

/* libfuse calls it while it handles the kernel's request to interrupt ours. */
static void interrupt(fuse_req_t req, void *data)
{
	struct fs_waiter *w = data;

	(void)req;
	w->interrupted = true;
	w->due = 0;
}

static void answer(const struct fs_waiter *w, int ret)
{
	/* What comes from here on is no interruption any more. */
	fuse_req_interrupt_func(w->req, NULL, NULL);
	if (ret < 0)
		fuse_reply_err(w->req, -ret);
	else
		fuse_reply_write(w->req, w->size);
}

static struct access *access_of(struct fs *fs, const struct fs_waiter *w, struct node *node)
{
	if (!name_node(&fs->board->regions, w->inode, node))
		return NULL;
	return fs_text_access(fs, *node, w->snapshot);
}

/* One turn. True: it was answered. */
static bool look(struct fs *fs, struct fs_waiter *w, uint64_t at)
{
	struct node node;
	struct access *a = access_of(fs, w, &node);
	int ret = -ENODEV;

	trace_client(w->client);
	if (w->interrupted)
		ret = -EINTR;
	else if (a)
		ret = reg_wait_look(a, &w->condition);
	if (a)
		fs_data_log_error(fs, node, ret);
	if (ret == 0 && at >= w->deadline)
		ret = -ETIMEDOUT;
	if (ret) {
		answer(w, ret);
		return true;
	}
	w->due = at + w->condition.interval;
	if (w->due > w->deadline)
		w->due = w->deadline;
	return false;
}

static void start(struct fs *fs, struct fs_waiter *w, struct fs_waiter **end)
{
	uint64_t at = now();

	w->deadline = at + w->condition.timeout;
	fuse_req_interrupt_func(w->req, interrupt, w);
	if (look(fs, w, at)) {
		free(w);
		return;
	}
	while (*end)
		end = &(*end)->next;
	*end = w;
}

void fs_wait_start(struct fs *fs, fuse_req_t req, fuse_ino_t inode, const struct fs_request *rq,
		   const char *text)
{
	struct fs_waiter *w = calloc(1, sizeof(*w));
	struct access *a;
	char why[VIEW_WHY] = "";
	struct node node;
	int ret;

	if (!w || !fs->waits) {
		fuse_reply_err(req, w ? EOPNOTSUPP : ENOMEM);
		free(w);
		return;
	}
	*w = (struct fs_waiter){
		.req = req,
		.inode = inode,
		.client = fuse_req_ctx(req)->pid,
		.snapshot = (struct snapshot *)(uintptr_t)rq->handle,
		.size = rq->size,
	};
	a = access_of(fs, w, &node);
	ret = a ? node.view->wait(a, node.index, text, rq->size, &w->condition, why) : -ENODEV;
	if (a)
		fs_text_log(fs, node, why);
	if (ret == 0) {
		start(fs, w, &fs->waiters);
		return;
	}
	fuse_reply_err(req, -ret);
	free(w);
}

bool fs_wait_look(struct fs *fs, struct timespec *left)
{
	struct fs_waiter **at = &fs->waiters;
	uint64_t clock, next = longest_sleep;

	if (!fs->waiters)
		return false;
	clock = now();
	while (*at) {
		struct fs_waiter *w = *at;

		if (w->due <= clock && look(fs, w, clock)) {
			*at = w->next;
			free(w);
			continue;
		}
		if (w->due <= clock)
			next = 0;
		else if (w->due - clock < next)
			next = w->due - clock;
		at = &w->next;
	}
	*left = (struct timespec){ .tv_nsec = (long)next };
	return fs->waiters;
}

void fs_wait_end(struct fs *fs)
{
	while (fs->waiters) {
		struct fs_waiter *w = fs->waiters;

		fs->waiters = w->next;
		answer(w, -ENODEV);
		free(w);
	}
}
