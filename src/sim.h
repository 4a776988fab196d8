/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simulated devices: registers and memory that count, and can journal, the accesses they see. */
#ifndef DEVMEMFS_SIM_H
#define DEVMEMFS_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* For texts that name the models; a test compares it with the table. */
#define SIM_MODEL_NAMES "parport, uart, isa, edu, ram, rom"
#define SIM_SIZE_MAX	(UINT64_C(1) << 30)

/* One access as the device saw it; the offset counts from the start of the device. */
struct sim_access {
	uint64_t offset;
	uint64_t value;
	uint8_t width; /* bytes; 0: not an access but the pause after one */
	bool store;
};

/* The caller's array; n goes on counting when it is full. */
struct sim_journal {
	struct sim_access *v;
	size_t n, room;
};

struct sim;

struct sim_model {
	const char *name;
	const char *help;
	uint64_t base;	/* where such a device is found on a PC; only for display */
	uint64_t size;	/* bytes, unless the configuration says otherwise */
	uint8_t widths; /* set of WIDTH_*: what its bus can do */
	bool ports;	/* behaves as I/O ports, not as memory */
	bool resizable;
	size_t state; /* bytes of state, zeroed; 0: none */
	/* NULL: nothing to set up. */
	void (*reset)(struct sim *sim);
	/* NULL: the device is its memory. */
	uint64_t (*load)(struct sim *sim, uint64_t offset, unsigned int width);
	void (*store)(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value);
};

struct sim {
	const struct sim_model *model;
	uint64_t size;
	uint8_t *memory; /* size bytes, rounded up to pages that cost nothing until touched */
	uint64_t loads, stores;	     /* accesses so far ... */
	uint64_t pauses;	     /* ... and pauses after them */
	struct sim_journal *journal; /* NULL: none is kept */
};

/* The model's own state, zeroed at first, which follows. */
static inline void *sim_state(struct sim *sim)
{
	return sim + 1;
}

extern const struct sim_model sim_parport, sim_uart, sim_isa, sim_edu, sim_ram, sim_rom;

/* Ends with NULL. */
extern const struct sim_model *const sim_models[];

/* The model of that name (length bytes), or NULL. */
const struct sim_model *sim_model_find(const char *name, size_t length);

/* A device after power-up; NULL: out of memory. Free with sim_free. */
struct sim *sim_new(const struct sim_model *model, uint64_t size);
void sim_free(struct sim *sim);

/*
 * For models with 8-bit registers: a wider access is one access to neighbouring registers, the
 * lowest in the lowest byte.
 */
uint64_t sim_gather(void *state, uint64_t offset, unsigned int width,
		    uint8_t (*load)(void *state, uint64_t offset));
void sim_spread(void *state, uint64_t offset, unsigned int width, uint64_t value,
		void (*store)(void *state, uint64_t offset, uint8_t value));

/*
 * One access of `width` bytes at an aligned offset inside the device; the value is the one that a
 * little-endian bus carries, on every host.
 */
uint64_t sim_load(struct sim *sim, uint64_t offset, unsigned int width);
void sim_store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value);

/* The pause of an access that slow devices want: counted and journalled, and nothing else. */
void sim_pause(struct sim *sim);

/*
 * `count` accesses of one width, each `step` bytes further on, to or from bytes in the order of the
 * bus.
 */
void sim_load_run(struct sim *sim, uint64_t offset, unsigned int step, unsigned int width,
		  uint8_t *buffer, size_t count);
void sim_store_run(struct sim *sim, uint64_t offset, unsigned int step, unsigned int width,
		   const uint8_t *buffer, size_t count);

#endif
