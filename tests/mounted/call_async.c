/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asynchronous reads, of the kernel's two kinds, by bare system calls: no library is needed. */
#include <errno.h>
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "call.h"

/* One read, and what the kernel answers in the end: a count, or -errno in errno. */
static void print_result(long long result, const unsigned char *buffer)
{
	errno = result < 0 ? (int)-result : 0;
	call_print_bytes(result < 0 ? -1 : (ssize_t)result, buffer);
}

void call_aio(char **arg)
{
	size_t length = call_number(arg[2]);
	unsigned char *buffer = call_buffer(length, 0);
	struct iocb request = {
		.aio_fildes = (__u32)call_must_open(arg[0], "rd"),
		.aio_lio_opcode = IOCB_CMD_PREAD,
		.aio_buf = (__u64)(uintptr_t)buffer,
		.aio_nbytes = length,
		.aio_offset = (__s64)call_number(arg[1]),
	};
	struct iocb *requests[] = { &request };
	struct io_event done = { 0 };
	aio_context_t context = 0;

	if (syscall(SYS_io_setup, 1, &context) < 0 ||
	    syscall(SYS_io_submit, context, 1, requests) != 1 ||
	    syscall(SYS_io_getevents, context, 1, 1, &done, NULL) != 1)
		call_print(-1);
	else
		print_result(done.res, buffer);
}

/* One entry of a ring of one: the kernel says where its parts are. */
static void put_request(const struct io_uring_params *p, char *ring, struct io_uring_sqe *entries,
			struct io_uring_sqe request)
{
	*entries = request;
	*(unsigned int *)(void *)(ring + p->sq_off.array) = 0;
	__atomic_store_n((unsigned int *)(void *)(ring + p->sq_off.tail), 1, __ATOMIC_RELEASE);
}

static const struct io_uring_cqe *answer(const struct io_uring_params *p, const char *ring)
{
	return (const struct io_uring_cqe *)(const void *)(ring + p->cq_off.cqes);
}

void call_uring(char **arg)
{
	size_t length = call_number(arg[2]);
	unsigned char *buffer = call_buffer(length, 0);
	struct io_uring_params p = { 0 };
	int fd = (int)syscall(SYS_io_uring_setup, 1, &p);
	char *ring;
	void *entries;

	if (fd < 0 || !(p.features & IORING_FEAT_SINGLE_MMAP)) {
		printf("unavailable: %s\n", strerror(errno));
		return;
	}
	ring = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQ_RING);
	entries = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQES);
	if (ring == MAP_FAILED || entries == MAP_FAILED) {
		printf("unavailable: %s\n", strerror(errno));
		return;
	}
	put_request(&p, ring, entries,
		    (struct io_uring_sqe){ .opcode = IORING_OP_READ,
					   .fd = call_must_open(arg[0], "r"),
					   .off = call_number(arg[1]),
					   .addr = (__u64)(uintptr_t)buffer,
					   .len = (__u32)length });
	if (syscall(SYS_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		call_print(-1);
	else
		print_result(answer(&p, ring)->res, buffer);
}
