/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's requests, with any inode, offset, size and text, on simulated devices: each is
 * answered once, and makes the accesses that its answer tells of, in the width of its file and
 * inside of its region, or none.
 */
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fs_quick.h"
#include "fs_trace.h"
#include "fs_wait.h"
#include "fuzz.h"
#include "fuzz_device.h"
#include "fuzz_kernel.h"
#include "name.h"

/* What is left of the input; behind its end there are zeros. */
static const uint8_t *at, *end;

static uint64_t take(size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		value |= (uint64_t)(at < end ? *at++ : 0) << 8 * i;
	return value;
}

static const char *const names[] = {
	"edu",	 "uart",      "big",   "isa",	     "wo",    "flushed", ".devmemfs", "status",
	"stats", "trace",     "info",  "b",	     "w",     "l",	 "q",	      "cp",
	"bp",	 "fifo",      "at",    "reg",	     "field", "decode",	 "wait",      "dump",
	"probe", "0.b",	      "0x4.l", "8.q",	     "0.bs",  "map.txt", "map.svg",   "A",
	"Q",	 "F",	      "C",     "STATUS",     "ID",    "LCR",	 "WLS",	      "RBR",
	"THR",	 "FACTORIAL", "BUSY",  "IRQ_STATUS", ".",     "..",	 "",	      "0.bp",
};

static const char *const texts[] = {
	"1",	      "0x80:0x80\n", "on",	    "0",   "0:0 0s", "0:1 1ms", "1:1 1h",
	"write-test", "-1",	     "0x1ffffffff", "1 2", "5_BITS", "\n",	"",
};

/* A name of the list, or bytes of the input. */
static const char *take_name(char room[32])
{
	size_t i = (size_t)take(1);

	if (i < sizeof(names) / sizeof(*names))
		return names[i];
	for (i = 0; i < 31 && at < end && *at; i++)
		room[i] = (char)*at++;
	room[i] = '\0';
	return room;
}

/* Mostly one that the kernel knows. */
static uint64_t take_inode(void)
{
	uint8_t i = (uint8_t)take(1);

	return i < 240 ? kernel.known[i % kernel.n_known] : take(8);
}

static struct handle *take_handle(void)
{
	return kernel.n_open ? &kernel.open[take(1) % kernel.n_open] : NULL;
}

static void look_up(void)
{
	char room[32];
	const char *name = take_name(room);
	uint64_t parent = take_inode();

	kernel_ask(FUSE_LOOKUP, parent, name, strlen(name) + 1, take(1));
	if (kernel.error == 0)
		kernel_know(((struct fuse_entry_out *)(void *)kernel.answer)->nodeid);
	HOLDS(device.n == 0);
}

static void attributes(void)
{
	struct fuse_setattr_in set = { .valid = (uint32_t)take(2) };
	struct fuse_getattr_in get = { 0 };
	bool change = take(1) & 1;
	uint64_t inode = take_inode();

	if (change)
		kernel_ask(FUSE_SETATTR, inode, &set, sizeof(set), 0);
	else
		kernel_ask(FUSE_GETATTR, inode, &get, sizeof(get), 0);
	HOLDS(device.n == 0);
}

static void open_file(void)
{
	struct fuse_open_in in = { .flags = (uint32_t)take(3) & ~(uint32_t)O_CREAT };
	uint64_t inode = take_inode();
	struct node node;

	/* The kernel opens files only, and those that it has been told of. */
	if (kernel.n_open == KERNEL_OPEN || !name_node(&device.board.regions, inode, &node) ||
	    name_is_directory(node))
		return;
	kernel_ask(FUSE_OPEN, inode, &in, sizeof(in), take(1));
	HOLDS(device.n == 0);
	if (kernel.error == 0)
		kernel.open[kernel.n_open++] = (struct handle){
			.inode = inode,
			.fh = ((struct fuse_open_out *)(void *)kernel.answer)->fh,
			.flags = in.flags,
		};
}

static void read_file(void)
{
	struct handle *h = take_handle();
	struct fuse_read_in in = { .offset = take(3), .size = (uint32_t)take(2) };

	if (!h || h->busy || (h->flags & O_ACCMODE) == O_WRONLY)
		return;
	in.fh = h->fh;
	in.flags = h->flags;
	in.lock_owner = take(1) % 8;
	h->busy = kernel_ask(FUSE_READ, h->inode, &in, sizeof(in), take(1)) ? 0 : kernel.unique;
	if (!h->busy)
		device_check(h->inode, false, false, in.offset, kernel.error ? 0 : kernel.size);
}

/* Text of the list, or bytes of the input. */
static size_t take_bytes(char *bytes, size_t room)
{
	size_t i = (size_t)take(1), n = (size_t)take(1);

	if (i < sizeof(texts) / sizeof(*texts)) {
		n = strlen(texts[i]);
		memcpy(bytes, texts[i], n);
		return n;
	}
	n = n < room ? n : room;
	for (i = 0; i < n; i++)
		bytes[i] = (char)take(1);
	return n;
}

static void write_file(void)
{
	struct {
		struct fuse_write_in in;
		char bytes[256];
	} request = { .in = { .offset = take(2) } };
	struct handle *h = take_handle();
	size_t n = take_bytes(request.bytes, sizeof(request.bytes));

	if (!h || h->busy || (h->flags & O_ACCMODE) == O_RDONLY ||
	    kernel.n_waiting == KERNEL_WAITING)
		return;
	request.in.fh = h->fh;
	request.in.flags = h->flags;
	request.in.size = (uint32_t)n;
	h->busy = kernel_ask(FUSE_WRITE, h->inode, &request, sizeof(request.in) + n, take(1))
			  ? 0
			  : kernel.unique;
	if (!h->busy)
		device_check(h->inode, true, h->flags & O_DSYNC, request.in.offset,
			     kernel.error ? 0
					  : ((struct fuse_write_out *)(void *)kernel.answer)->size);
}

static void release(struct handle *h)
{
	struct fuse_release_in in = { .fh = h->fh, .flags = h->flags };

	kernel_ask(FUSE_RELEASE, h->inode, &in, sizeof(in), take(1));
	HOLDS(kernel.error == 0 && device.n == 0);
	*h = kernel.open[--kernel.n_open];
}

static void close_file(void)
{
	struct handle *h = take_handle();

	if (h && !h->busy)
		release(h);
}

static void sync_file(void)
{
	struct handle *h = take_handle();
	struct fuse_fsync_in in = { .fh = h ? h->fh : 0 };

	if (!h || h->busy)
		return;
	kernel_ask(FUSE_FSYNC, h->inode, &in, sizeof(in), take(1));
	HOLDS(device.n <= 1);
}

static void list(void)
{
	struct fuse_read_in in = { .offset = take(2), .size = (uint32_t)take(2) };
	uint64_t inode = take_inode();
	struct node node;

	if (!name_node(&device.board.regions, inode, &node) || !name_is_directory(node))
		return;
	kernel_ask(take(1) & 1 ? FUSE_READDIR : FUSE_READDIRPLUS, inode, &in, sizeof(in), 0);
	HOLDS(device.n == 0);
}

static void refused(void)
{
	static const uint32_t operations[] = { FUSE_UNLINK, FUSE_RMDIR };
	char room[32];
	const char *name = take_name(room);

	kernel_ask(operations[take(1) % 2], take_inode(), name, strlen(name) + 1, 0);
	HOLDS(kernel.error == -EPERM && device.n == 0);
}

/* Who waits is looked at, as before each request. */
static void wait(void)
{
	struct timespec left;

	device.n = 0;
	fs_wait_look(&kernel.fs, &left);
	fs_trace_answer(&kernel.fs);
	kernel_hear_late();
}

static void interrupt(struct handle *h)
{
	struct fuse_interrupt_in in = { .unique = h ? h->busy : 0 };

	if (!h || !h->busy)
		return;
	kernel_tell(FUSE_INTERRUPT, &in, sizeof(in));
	wait();
}

static void interrupt_one(void)
{
	interrupt(take_handle());
}

static void (*const operations[])(void) = {
	look_up,   look_up,   look_up,	  attributes,	 open_file,  open_file,
	read_file, read_file, write_file, write_file,	 close_file, sync_file,
	list,	   refused,   wait,	  interrupt_one,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	kernel_start();
	at = data;
	end = data + size;
	while (at < end)
		operations[take(1) % (sizeof(operations) / sizeof(*operations))]();
	for (size_t i = 0; i < kernel.n_open; i++)
		interrupt(&kernel.open[i]);
	HOLDS(kernel.n_waiting == 0);
	while (kernel.n_open)
		release(&kernel.open[0]);
	kernel.n_known = 1;
	return 0;
}
