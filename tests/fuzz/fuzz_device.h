/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The devices that are asked for, and what they saw of a request. */
#ifndef FUZZ_DEVICE_H
#define FUZZ_DEVICE_H

#include "board.h"

enum { DEVICE_SEEN = 1 << 17 };

struct device {
	struct board board;
	size_t n; /* accesses since it was last set to 0 */
	struct {
		uint64_t offset;
		uint8_t width, kind;
	} seen[DEVICE_SEEN];
};

extern struct device device;

void device_start(void);

/*
 * Whether what was seen is what a request on that file says that it did: `size` bytes from that
 * position, or to it, after which O_DSYNC or O_SYNC may read once.
 */
void device_check(uint64_t inode, bool store, bool sync, uint64_t position, size_t size);

#endif
