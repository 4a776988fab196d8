/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accessor core: turns a request for bytes into single accesses, and the table of backends. */
#ifndef DEVMEMFS_ACCESS_H
#define DEVMEMFS_ACCESS_H

#include "machine.h"
#include "region.h"

struct backend;

/* A region that has been opened. */
struct access {
	const struct region *region;
	const struct backend *backend; /* NULL: not open */
	union {
		volatile uint8_t *base; /* mapped backends: where offset 0 is */
		void *handle;		/* the others: their own */
	};
};

/*
 * One way to reach a device; each is a file access_*.c and a row of the table in access.c. The
 * first row that serves a region's space and source opens it.
 */
struct backend {
	const char *name; /* as `info` prints it */
	const char *help; /* one line: what it opens */
	enum space space; /* which regions it opens: of this space ... */
	uint8_t sources;  /* ... and from one of these: a set of bits 1 << enum source */
	uint8_t widths;	  /* set of WIDTH_*: what it does as one access */

	/*
	 * Opens a->region. Returns 0, or -errno with nothing left open and *remedy saying what to
	 * do (a constant string). Touches the device only as far as opening it needs.
	 */
	int (*open)(struct access *a, const struct machine *m, const char **remedy);
	void (*close)(struct access *a);

	/*
	 * One access of `width` bytes, in `widths`, at an aligned offset inside the region; values
	 * are the register's. Returns 0 or -errno.
	 */
	int (*load)(struct access *a, uint64_t offset, unsigned int width, uint64_t *value);
	int (*store)(struct access *a, uint64_t offset, unsigned int width, uint64_t value);

	/*
	 * The same `count` times at ascending offsets, to or from native-endian units in buffer,
	 * where that can be done faster and cannot fail. NULL: the core calls load or store.
	 */
	void (*load_run)(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			 size_t count);
	void (*store_run)(struct access *a, uint64_t offset, unsigned int width,
			  const uint8_t *buffer, size_t count);
};

extern const struct backend access_port, access_devmem, access_pcibar, access_pcicfg, access_file,
	access_sim;

/* Ends with NULL. */
extern const struct backend *const backends[];

/*
 * Opens the region and sets its backend and the widths left; on failure the region is failed with
 * cause and remedy. A region that is unusable or access = none is left closed. 0 or -errno.
 */
int access_open(struct access *a, struct regions *all, struct region *r, const struct machine *m);
void access_close(struct access *a);

/*
 * Reads whole units of `width` bytes, which must be one of the region's widths, at ascending
 * offsets, each by one access. Returns the bytes read: `length` cut to whole units and to the
 * end of the region, or to what came before an error; 0 at or past the end. -EINVAL: offset not a
 * multiple of width, or length shorter than a unit; -EACCES: the region is not readable, or not
 * in that width; -errno of the first access. On an error that is not the device's, nothing has
 * been accessed.
 */
ssize_t access_read(struct access *a, unsigned int width, uint64_t offset, void *buffer,
		    size_t length);

/* As access_read, the other way; at or past the end it is -ENOSPC. */
ssize_t access_write(struct access *a, unsigned int width, uint64_t offset, const void *buffer,
		     size_t length);

/*
 * Block copies: every byte is touched once, ascending, in the widest aligned units that the region
 * allows. -EINVAL where offset or length does not fit its narrowest unit. Else as above.
 */
ssize_t access_copy_read(struct access *a, uint64_t offset, void *buffer, size_t length);
ssize_t access_copy_write(struct access *a, uint64_t offset, const void *buffer, size_t length);

/* What -d prints: if set, it is told each access after it was made. */
typedef void access_tracer(const struct access *a, bool store, unsigned int width, uint64_t offset,
			   uint64_t value);
void access_trace(access_tracer *tracer);

#endif
