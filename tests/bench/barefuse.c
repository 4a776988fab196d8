/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bare read/write loop on /dev/fuse that serves two 16 MiB files from RAM,
 * and a tree that was made before: the lower bound that any FUSE server can
 * reach, for the benchmark.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "bare_tree.h"

#define MAX_IO	    (512u << 10)
#define MAX_PAGES   256
#define BUFFER_SIZE ((MAX_PAGES + 1) * 4096ul)
#define COUNT(a)    (sizeof(a) / sizeof((a)[0]))

struct request {
	int fuse;
	const struct fuse_in_header *in;
	const void *arg;
};

static unsigned char *ram;

static void reply(const struct request *rq, int error, const void *data, size_t size)
{
	struct fuse_out_header out = {
		.len = (uint32_t)(sizeof(out) + size),
		.error = -error,
		.unique = rq->in->unique,
	};
	struct iovec iov[] = {
		{ &out, sizeof(out) },
		{ (void *)(uintptr_t)data, size },
	};

	/* ENOENT: the caller was killed meanwhile. */
	if (writev(rq->fuse, iov, size ? 2 : 1) < 0 && errno != ENOENT)
		err(1, "write to /dev/fuse");
}

static void do_init(const struct request *rq)
{
	const struct fuse_init_in *in = rq->arg;
	uint32_t flags = FUSE_ASYNC_READ | FUSE_BIG_WRITES | FUSE_MAX_PAGES | FUSE_PARALLEL_DIROPS |
			 FUSE_ATOMIC_O_TRUNC | FUSE_ASYNC_DIO | FUSE_DO_READDIRPLUS |
			 FUSE_READDIRPLUS_AUTO | FUSE_NO_OPENDIR_SUPPORT;
	struct fuse_init_out out = {
		.major = FUSE_KERNEL_VERSION,
		.minor = FUSE_KERNEL_MINOR_VERSION,
		.flags = in->flags & flags,
		.max_write = MAX_IO,
		.max_pages = MAX_PAGES,
		.time_gran = 1,
	};

	reply(rq, 0, &out, sizeof(out));
}

static void do_lookup(const struct request *rq)
{
	const struct fuse_entry_out *out = bare_tree_find(rq->in->nodeid, rq->arg);

	if (out)
		reply(rq, 0, out, sizeof(*out));
	else
		reply(rq, ENOENT, NULL, 0);
}

static void do_getattr(const struct request *rq)
{
	const struct fuse_entry_out *entry = bare_tree_entry(rq->in->nodeid);
	struct fuse_attr_out out;

	if (!entry) {
		reply(rq, ENOENT, NULL, 0);
		return;
	}
	out = (struct fuse_attr_out){ .attr_valid = entry->attr_valid, .attr = entry->attr };
	reply(rq, 0, &out, sizeof(out));
}

static void do_readdirplus(const struct request *rq)
{
	const struct fuse_read_in *in = rq->arg;
	size_t size = in->size;
	const void *list = bare_tree_list_plus(rq->in->nodeid, in->offset, &size);

	reply(rq, 0, list, size);
}

static void do_readdir(const struct request *rq)
{
	static uint64_t buffer[MAX_IO / 8];
	const struct fuse_read_in *in = rq->arg;
	size_t size = in->size < sizeof(buffer) ? in->size : sizeof(buffer);

	reply(rq, 0, buffer, bare_tree_list(rq->in->nodeid, in->offset, buffer, size));
}

static void do_open(const struct request *rq)
{
	struct fuse_open_out out = { .open_flags = FOPEN_DIRECT_IO };

#ifdef FOPEN_NOFLUSH
	out.open_flags |= FOPEN_NOFLUSH;
#endif
	reply(rq, 0, &out, sizeof(out));
}

static bool is_ram(const struct request *rq)
{
	return rq->in->nodeid - BARE_TREE_RAM < BARE_TREE_RAMS;
}

static void do_read_text(const struct request *rq)
{
	static const char text[BARE_TREE_TEXT];
	const struct fuse_read_in *in = rq->arg;
	size_t left = in->offset < sizeof(text) ? sizeof(text) - in->offset : 0;

	reply(rq, 0, text, in->size < left ? in->size : left);
}

static void do_read(const struct request *rq)
{
	const struct fuse_read_in *in = rq->arg;
	size_t size = in->size;

	if (!is_ram(rq)) {
		do_read_text(rq);
		return;
	}
	if (in->offset >= BARE_TREE_SIZE)
		size = 0;
	else if (size > BARE_TREE_SIZE - in->offset)
		size = BARE_TREE_SIZE - in->offset;
	reply(rq, 0, size ? ram + in->offset : NULL, size);
}

static void do_write(const struct request *rq)
{
	const struct fuse_write_in *in = rq->arg;
	struct fuse_write_out out = { .size = in->size };

	if (in->offset >= BARE_TREE_SIZE) {
		reply(rq, ENOSPC, NULL, 0);
		return;
	}
	if (out.size > BARE_TREE_SIZE - in->offset)
		out.size = (uint32_t)(BARE_TREE_SIZE - in->offset);
	memcpy(ram + in->offset, in + 1, out.size);
	reply(rq, 0, &out, sizeof(out));
}

static void do_success(const struct request *rq)
{
	reply(rq, 0, NULL, 0);
}

static void do_nothing(const struct request *rq)
{
	(void)rq;
}

/*
 * OPENDIR is not among them: once it has got ENOSYS the kernel opens directories itself, and
 * remembers what is in them.
 */
static void (*const operations[])(const struct request *) = {
	[FUSE_INIT] = do_init,	       [FUSE_LOOKUP] = do_lookup,
	[FUSE_GETATTR] = do_getattr,   [FUSE_READDIRPLUS] = do_readdirplus,
	[FUSE_READDIR] = do_readdir,   [FUSE_OPEN] = do_open,
	[FUSE_READ] = do_read,	       [FUSE_WRITE] = do_write,
	[FUSE_RELEASE] = do_success,   [FUSE_DESTROY] = do_success,
	[FUSE_FORGET] = do_nothing,    [FUSE_BATCH_FORGET] = do_nothing,
	[FUSE_INTERRUPT] = do_nothing,
};

static void dispatch(int fuse, const void *buffer)
{
	struct request rq = { .fuse = fuse, .in = buffer };

	rq.arg = rq.in + 1;
	if (rq.in->opcode < COUNT(operations) && operations[rq.in->opcode])
		operations[rq.in->opcode](&rq);
	else
		reply(&rq, ENOSYS, NULL, 0);
}

/* Until the file system is unmounted. */
static void serve(int fuse)
{
	void *buffer = aligned_alloc(4096, BUFFER_SIZE);

	if (!buffer)
		err(1, "memory");
	for (;;) {
		ssize_t n = read(fuse, buffer, BUFFER_SIZE);

		if (n >= (ssize_t)sizeof(struct fuse_in_header))
			dispatch(fuse, buffer);
		else if (n >= 0 || errno == ENODEV)
			break;
		else if (errno != ENOENT && errno != EINTR && errno != EAGAIN)
			err(1, "read from /dev/fuse");
	}
	free(buffer);
}

static int mount_fuse(const char *dir)
{
	int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	char options[160];

	if (fuse < 0)
		err(1, "/dev/fuse");
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40000,user_id=%u,group_id=%u,max_read=%u", fuse, getuid(),
		 getgid(), MAX_IO);
	if (mount("barefuse", dir, "fuse.barefuse", MS_NOSUID | MS_NODEV, options))
		err(1, "%s", dir);
	return fuse;
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc > 3)
		errx(2, "usage: barefuse [IOMEM] MOUNTPOINT");
	ram = aligned_alloc(4096, BARE_TREE_SIZE);
	if (!ram)
		err(1, "memory");
	memset(ram, 0, BARE_TREE_SIZE);
	bare_tree_make(argc == 3 ? argv[1] : NULL);
	serve(mount_fuse(argv[argc - 1]));
	free(ram);
	return 0;
}
