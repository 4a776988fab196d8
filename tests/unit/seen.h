/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The journal of a test: which accesses the device saw, and a comparison with those wanted. */
#ifndef DEVMEMFS_UNIT_SEEN_H
#define DEVMEMFS_UNIT_SEEN_H

#include "access.h"
#include "sim.h"

enum { SEEN_ROOM = 32768 };

extern struct sim_journal seen;

/* Empties the journal and gives it to an open simulated device. */
void seen_attach(struct access *a);

/* Empties the journal. */
void seen_clear(void);

/* An access_tracer that writes into the journal. */
void seen_trace(const struct access *a, enum access_kind kind, unsigned int width, uint64_t offset,
		uint64_t value);

/* Fails unless the journal is exactly this; then empties it. */
void seen_check(const struct sim_access *wanted, size_t n, const char *file, int line);

/* The form of the accesses of a window. */
#define WINDOW(bytes) ((struct form){ .width = (uint8_t)(bytes) })

/* Those of a file in `fifo`: alone, with pauses, by the string instruction. */
#define FIXED(bytes)  ((struct form){ .width = (uint8_t)(bytes), .fixed = true })
#define PAUSED(bytes) ((struct form){ .width = (uint8_t)(bytes), .fixed = true, .pause = true })
#define STRING(bytes) ((struct form){ .width = (uint8_t)(bytes), .fixed = true, .string = true })

#define LOAD(bytes, at, what)                                                                      \
	{                                                                                          \
		.offset = (at), .value = (what), .width = (uint8_t)(bytes)                         \
	}
#define STORE(bytes, at, what)                                                                     \
	{                                                                                          \
		.offset = (at), .value = (what), .width = (uint8_t)(bytes), .store = true          \
	}
/* The pause after an access. */
#define PAUSE                                                                                      \
	{                                                                                          \
		.width = 0                                                                         \
	}

#define ck_seen(...)                                                                               \
	seen_check((const struct sim_access[]){ __VA_ARGS__ },                                     \
		   sizeof((const struct sim_access[]){ __VA_ARGS__ }) / sizeof(struct sim_access), \
		   __FILE__, __LINE__)
#define ck_seen_nothing() seen_check(NULL, 0, __FILE__, __LINE__)

#endif
