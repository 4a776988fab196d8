/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the random operations work on: a region of each kind, of random place, size and policy. */
#ifndef DEVMEMFS_UNIT_TARGET_H
#define DEVMEMFS_UNIT_TARGET_H

#include "bus.h"
#include "made_up.h"
#include "shadow.h"

enum target_kind {
	RAM,
	ROM,
	FILE_MAP,
	DEV_MEM,
	BAR,
	CONFIG,
	BUS_EACH,
	BUS_RUNS,
	BUS_PORTS,
	TARGETS
};

struct target {
	enum target_kind kind;
	struct access a;
	struct shadow shadow;
	const uint8_t *truth; /* what the device really holds */
	size_t size;	      /* bytes of truth, and of the shadow's memory that count */
	struct region region; /* the buses' own */
	struct bus bus;
};

extern const char *const target_names[TARGETS];

/* Random numbers (xorshift64*): the same ones for the same seed everywhere. */
void random_seed(uint64_t seed);
uint64_t random_number(void);
uint64_t random_below(uint64_t limit);

/* Makes TARGETS targets, one of each kind, and opens those that have a width left. */
void targets_open(struct target *targets);
void targets_close(struct target *targets);

#endif
