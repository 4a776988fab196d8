/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A condition on a register that somebody waits for: what it says, and one look. */
#ifndef DEVMEMFS_REG_WAIT_H
#define DEVMEMFS_REG_WAIT_H

#include "reg_access.h"

/* How long after a look the next one is, unless the writer says: 1 ms, in nanoseconds. */
enum { REG_WAIT_INTERVAL = 1000000 };

/* Holds when (register & mask) == value. */
struct reg_condition {
	struct reg_place place;
	uint64_t value, mask;
	uint64_t timeout, interval; /* nanoseconds */
};

/*
 * Reads "VALUE:MASK TIMEOUT" or "VALUE:MASK TIMEOUT INTERVAL" for a register. 0; -EINVAL: it is
 * something else, or could never hold; -ERANGE: a number is too wide; the reason is in `why`.
 */
int reg_wait_parse(const struct reg_place *p, const char *text, size_t length,
		   struct reg_condition *c, char why[REG_WHY]);

/* One look, one read. 1: it holds; 0: it does not; -errno of the access. */
int reg_wait_look(struct access *a, const struct reg_condition *c);

#endif
