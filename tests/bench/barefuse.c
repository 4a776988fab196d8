/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bare read/write loop on /dev/fuse that serves two 16 MiB files from RAM:
 * the lower bound that any FUSE server can reach, for the benchmark.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_IO	    (512u << 10)
#define MAX_PAGES   256
#define RAM_SIZE    (16u << 20)
#define BUFFER_SIZE ((MAX_PAGES + 1) * 4096u)
#define TIMEOUT	    3600
#define COUNT(a)    (sizeof(a) / sizeof((a)[0]))

/* The whole tree: /ram/l and /ram/cp, at the same depth as devmemfs's. */
static const struct node {
	uint64_t id, parent;
	const char *name;
	uint32_t mode;
} nodes[] = {
	{ FUSE_ROOT_ID, 0, "/", S_IFDIR | 0700 },
	{ 2, FUSE_ROOT_ID, "ram", S_IFDIR | 0700 },
	{ 3, 2, "l", S_IFREG | 0600 },
	{ 4, 2, "cp", S_IFREG | 0600 },
};

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

static struct fuse_attr attributes(const struct node *node)
{
	struct fuse_attr attr = {
		.ino = node->id,
		.mode = node->mode,
		.nlink = S_ISDIR(node->mode) ? 2 : 1,
		.uid = getuid(),
		.gid = getgid(),
		.blksize = 4,
	};

	if (S_ISREG(node->mode))
		attr.size = RAM_SIZE;
	return attr;
}

static void do_init(const struct request *rq)
{
	const struct fuse_init_in *in = rq->arg;
	uint32_t flags = FUSE_ASYNC_READ | FUSE_BIG_WRITES | FUSE_MAX_PAGES | FUSE_PARALLEL_DIROPS |
			 FUSE_ATOMIC_O_TRUNC | FUSE_ASYNC_DIO;
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
	for (size_t i = 0; i < COUNT(nodes); i++) {
		struct fuse_entry_out out = {
			.nodeid = nodes[i].id,
			.entry_valid = TIMEOUT,
			.attr_valid = TIMEOUT,
		};

		if (nodes[i].parent != rq->in->nodeid || strcmp(nodes[i].name, rq->arg))
			continue;
		out.attr = attributes(&nodes[i]);
		reply(rq, 0, &out, sizeof(out));
		return;
	}
	reply(rq, ENOENT, NULL, 0);
}

static void do_getattr(const struct request *rq)
{
	struct fuse_attr_out out = { .attr_valid = TIMEOUT };

	if (rq->in->nodeid < 1 || rq->in->nodeid > COUNT(nodes)) {
		reply(rq, ENOENT, NULL, 0);
		return;
	}
	out.attr = attributes(&nodes[rq->in->nodeid - 1]);
	reply(rq, 0, &out, sizeof(out));
}

static void do_open(const struct request *rq)
{
	struct fuse_open_out out = { .open_flags = FOPEN_DIRECT_IO };

#ifdef FOPEN_NOFLUSH
	out.open_flags |= FOPEN_NOFLUSH;
#endif
	reply(rq, 0, &out, sizeof(out));
}

static void do_read(const struct request *rq)
{
	const struct fuse_read_in *in = rq->arg;
	size_t size = in->size;

	if (in->offset >= RAM_SIZE)
		size = 0;
	else if (size > RAM_SIZE - in->offset)
		size = RAM_SIZE - in->offset;
	reply(rq, 0, size ? ram + in->offset : NULL, size);
}

static void do_write(const struct request *rq)
{
	const struct fuse_write_in *in = rq->arg;
	struct fuse_write_out out = { .size = in->size };

	if (in->offset >= RAM_SIZE) {
		reply(rq, ENOSPC, NULL, 0);
		return;
	}
	if (out.size > RAM_SIZE - in->offset)
		out.size = (uint32_t)(RAM_SIZE - in->offset);
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

static void (*const operations[])(const struct request *) = {
	[FUSE_INIT] = do_init,	       [FUSE_LOOKUP] = do_lookup,
	[FUSE_GETATTR] = do_getattr,   [FUSE_OPEN] = do_open,
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
	if (argc != 2)
		errx(2, "usage: barefuse MOUNTPOINT");
	ram = aligned_alloc(4096, RAM_SIZE);
	if (!ram)
		err(1, "memory");
	memset(ram, 0, RAM_SIZE);
	serve(mount_fuse(argv[1]));
	free(ram);
	return 0;
}
