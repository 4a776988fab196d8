/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A made-up legacy window, 0xa0000 to 0xfffff: each step of 2 KiB of a kind of its own. */
#ifndef DEVMEMFS_UNIT_ISA_H
#define DEVMEMFS_UNIT_ISA_H

#include "access.h"

enum { ISA_BASE = 0xa0000, ISA_SIZE = 0x60000, ISA_STEP = 2048, ISA_STEPS = ISA_SIZE / ISA_STEP };

enum isa_kind {
	ISA_EMPTY,  /* the bus is pulled up: ones */
	ISA_RAM,    /* keeps what is written */
	ISA_ROM,    /* does not */
	ISA_ONCE,   /* does it the first time */
	ISA_HOLDS,  /* nobody answers, and the bus keeps the last value for ever */
	ISA_FADES,  /* the same, but for one access only */
	ISA_NOISE,  /* another value each time */
	ISA_MIRROR, /* nobody answers: the address, which was last on the wires */
};

struct isa {
	uint8_t memory[ISA_SIZE];
	uint8_t kind[ISA_STEPS];
	uint32_t loads[ISA_SIZE], stores[ISA_SIZE]; /* by the byte */
	size_t load_count, store_count;
	uint8_t last, noise; /* on the bus */
	size_t fail_at;	     /* the access, counted from 1, that fails; 0: none */
	bool store_failed;   /* it was a store */
	bool changed;	     /* between two stores to a byte */
	bool interruptible;  /* a signal could have come meanwhile */
	bool deaf;	     /* or SIGBUS could not */
};

extern struct isa isa;

/* The memory of the kinds, without fault; nothing has been seen. */
void isa_reset(void);

/* From this address on so many bytes, whole steps, are of this kind. */
void isa_set(uint64_t address, size_t length, enum isa_kind kind);

/* An expansion ROM of so many units of 512 bytes with the right sum, or not. */
void isa_rom(uint64_t address, unsigned int units, bool good);

/* How often bytes of this range were loaded, or stored. */
size_t isa_loads(uint64_t address, size_t length);
size_t isa_stores(uint64_t address, size_t length);

/* A region of the window, opened; claims are given by number. */
struct region *isa_open(struct access *a, struct range range, enum direction direction,
			const struct claim *claims, unsigned int count);

#endif
