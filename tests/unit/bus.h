/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bus made up for the tests: a backend row whose accesses can be made to fail. */
#ifndef DEVMEMFS_UNIT_BUS_H
#define DEVMEMFS_UNIT_BUS_H

#include "access.h"

enum { BUS_SIZE = 8192 };

/* The device: memory that repeats every BUS_SIZE bytes. */
struct bus {
	uint8_t memory[BUS_SIZE];
	size_t calls;	/* accesses so far, the failed ones too */
	size_t fail_at; /* the access, counted as calls is, from which on all fail ... */
	int error;	/* ... with this, a negative errno; 0: none fails */
	size_t runs;	/* how many of load_run and store_run */
	size_t strings; /* and of load_string and store_string */
};

/* Each access enters the journal `seen`, with value 0 if it fails. */
extern const struct backend bus_each;

/* The same with load_run and store_run, which never fail. */
extern const struct backend bus_runs;

/* Ports: as bus_each, with a pause, which the journal shows, and the string instruction. */
extern const struct backend bus_ports;

/* Fills the memory with a pattern in which no two neighbouring units are alike. */
void bus_reset(struct bus *bus);

/* The unit at an offset: what a little-endian bus carries, on every host. */
uint64_t bus_unit(const struct bus *bus, uint64_t offset, unsigned int width);

/*
 * From a window's units, integers of the host, to the bytes that they are on the bus, or back, in
 * place. Width 0: a copy, whose bytes are those of the bus.
 */
void bus_order(uint8_t *bytes, size_t length, unsigned int width);

#endif
