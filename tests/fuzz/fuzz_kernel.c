/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pair of sockets is /dev/fuse: each message is one answer. */
#include "fuzz_kernel.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "fs_quick.h"
#include "fuzz.h"
#include "fuzz_device.h"

enum { ROOM = 1 << 20 };

struct kernel kernel;

static int ours, theirs; /* its ends */
static char room[ROOM];
static _Alignas(8) char request[ROOM];
static unsigned char buffer[FS_READ_MAX];

static ssize_t answer(int fd, struct iovec *parts, int count, void *userdata)
{
	(void)userdata;
	return writev(fd, parts, count);
}

/* The fuzzer hands requests over itself. */
static ssize_t nothing(int fd, void *to, size_t size, void *userdata)
{
	(void)fd;
	(void)to;
	(void)size;
	(void)userdata;
	return 0;
}

static size_t make(uint32_t opcode, uint64_t inode, const void *body, size_t size)
{
	struct fuse_in_header in = {
		.len = (uint32_t)(sizeof(in) + size),
		.opcode = opcode,
		.unique = ++kernel.unique,
		.nodeid = inode,
		.pid = 1,
	};

	HOLDS(size <= sizeof(request) - sizeof(in));
	memcpy(request, &in, sizeof(in));
	memcpy(request + sizeof(in), body, size);
	return in.len;
}

static void to_libfuse(size_t size)
{
	struct fuse_buf buf = { .size = size, .mem = request };

	fuse_session_process_buf(kernel.fs.session, &buf);
}

/* The next answer, if there is one: its request's number, or 0. */
static uint64_t hear(void)
{
	ssize_t n = recv(ours, room, sizeof(room), MSG_DONTWAIT);
	const struct fuse_out_header *out = (const void *)room;

	if (n < 0)
		return 0;
	HOLDS((size_t)n >= sizeof(*out) && out->len == (size_t)n);
	HOLDS(out->error <= 0 && (!out->error || (size_t)n == sizeof(*out)));
	kernel.error = out->error;
	kernel.size = (size_t)n - sizeof(*out);
	kernel.answer = room + sizeof(*out);
	return out->unique;
}

bool kernel_ask(uint32_t opcode, uint64_t inode, const void *body, size_t size, uint64_t quick)
{
	size_t n = make(opcode, inode, body, size);
	uint64_t heard;

	device.n = 0;
	if (!(quick & 1) || !fs_quick_answer(&kernel.fs, theirs, request))
		to_libfuse(n);
	heard = hear();
	if (heard)
		HOLDS(heard == kernel.unique);
	else
		kernel.n_waiting++;
	return heard;
}

void kernel_tell(uint32_t opcode, const void *body, size_t size)
{
	to_libfuse(make(opcode, 0, body, size));
}

void kernel_hear_late(void)
{
	uint64_t heard;

	while ((heard = hear())) {
		size_t i = 0;

		while (i < kernel.n_open && kernel.open[i].busy != heard)
			i++;
		HOLDS(i < kernel.n_open);
		kernel.open[i].busy = 0;
		kernel.n_waiting--;
	}
}

void kernel_know(uint64_t inode)
{
	HOLDS(inode);
	if (kernel.n_known < KERNEL_KNOWN)
		kernel.known[kernel.n_known++] = inode;
}

void kernel_start(void)
{
	static const struct fuse_custom_io io = { .read = nothing, .writev = answer };
	/* As serve.c has it: FS_READ_MAX. */
	static char *argv[] = { "fuzz", "-omax_read=520192", NULL };
	struct fuse_args args = FUSE_ARGS_INIT(2, argv);
	struct fuse_init_in first = { .major = 7, .minor = 31, .flags = FUSE_ASYNC_DIO };
	int ends[2];

	if (kernel.fs.session)
		return;
	HOLDS(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
	HOLDS(setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &(int){ 2 * ROOM }, sizeof(int)) == 0);
	ours = ends[0];
	theirs = ends[1];
	device_start();
	kernel.fs.board = &device.board;
	kernel.fs.buffer = buffer;
	kernel.fs.waits = kernel.fs.quick = true;
	kernel.fs.session = fuse_session_new(&args, &fs_ops, sizeof(fs_ops), &kernel.fs);
	fuse_opt_free_args(&args);
	HOLDS(kernel.fs.session && fuse_session_custom_io(kernel.fs.session, &io, theirs) == 0);
	kernel_ask(FUSE_INIT, 0, &first, sizeof(first), 0);
	HOLDS(kernel.error == 0);
	kernel.known[kernel.n_known++] = 1;
}
