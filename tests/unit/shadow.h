/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A second opinion: what a request must answer and do, written from the contract alone. */
#ifndef DEVMEMFS_UNIT_SHADOW_H
#define DEVMEMFS_UNIT_SHADOW_H

#include "region.h"
#include "sim.h"

/* A device, the longest request, and the accesses of one: a pause after each is an entry too. */
enum { SHADOW_SIZE = 8192, SHADOW_REQUEST = 10000, SHADOW_ACCESSES = 2 * SHADOW_REQUEST };

/* A device and a region of it. */
struct shadow {
	uint8_t memory[SHADOW_SIZE]; /* all of the device */
	size_t at;		     /* where in it the region begins */
	uint64_t length;	     /* of the region */
	unsigned int widths;
	enum direction access;
	enum quad quad;
	bool big_endian;
	bool rom; /* stores reach it and change nothing */
};

struct request {
	unsigned int width; /* 0: a copy */
	bool store;
	bool fixed; /* every unit at `offset` */
	bool pause; /* after each access */
	uint64_t offset;
	size_t length;
	const uint8_t *data; /* what is stored */
	size_t fail_at;	     /* the access that fails, from 0 ... */
	int error;	     /* ... with this; 0: none */
};

struct outcome {
	ssize_t result;
	uint8_t bytes[SHADOW_REQUEST]; /* what is read */
	size_t done;		       /* accesses that worked */
	size_t tried;		       /* and those tried: one more if the last one failed */
	size_t listed;		       /* entries of the list: those tried, value 0 if it failed */
	struct sim_access list[SHADOW_ACCESSES];
};

/* The widths that are left of a set for a range. */
unsigned int shadow_widths(struct range range, unsigned int widths, enum quad quad);

/* Does the request to the shadow's memory. */
void shadow_run(struct shadow *s, const struct request *r, struct outcome *o);

#endif
