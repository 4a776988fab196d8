/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands for the kernel: it asks, hears the answers, and remembers what it was told. */
#ifndef FUZZ_KERNEL_H
#define FUZZ_KERNEL_H

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdbool.h>

#include "fs.h"

enum { KERNEL_KNOWN = 200, KERNEL_OPEN = 16, KERNEL_WAITING = 8 };

struct handle {
	uint64_t inode, fh;
	uint32_t flags;
	uint64_t busy; /* the request on it that waits; 0: none */
};

struct kernel {
	struct fs fs;
	uint64_t known[KERNEL_KNOWN]; /* inodes; the first is the root */
	size_t n_known;
	struct handle open[KERNEL_OPEN];
	size_t n_open, n_waiting;
	uint64_t unique; /* of the last request */
	int error;	 /* of the last answer ... */
	size_t size;	 /* ... its bytes ... */
	char *answer;	 /* ... and they */
};

extern struct kernel kernel;

/* Once: the session, and its first request. */
void kernel_start(void);

/*
 * A request about an inode, to libfuse, or, with quick, to our own way where that takes it. True:
 * it was answered, false: it waits.
 */
bool kernel_ask(uint32_t opcode, uint64_t inode, const void *body, size_t size, uint64_t quick);

/* A request that nobody answers. */
void kernel_tell(uint32_t opcode, const void *body, size_t size);

/* The answers of those who have waited. */
void kernel_hear_late(void);

void kernel_know(uint64_t inode);

#endif
