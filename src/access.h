/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accessor core: turns a request for bytes into single accesses, and the table of backends. */
#ifndef DEVMEMFS_ACCESS_H
#define DEVMEMFS_ACCESS_H

#include "counts.h"
#include "machine.h"
#include "region.h"

struct backend;
struct presence;

/* A region that has been opened. */
struct access {
	const struct region *region;
	const struct backend *backend; /* NULL: not open */
	union {
		volatile uint8_t *base; /* mapped backends: where offset 0 is */
		void *handle;		/* the others: their own */
		int fd;
	};
	int config; /* descriptor of its function's configuration space; -1: not needed */
	struct presence *presence; /* of the PCI function that it belongs to; NULL: of none */
	struct counts *counts;	   /* the region's, also while it is closed; NULL: nobody counts */
	union {
		uint64_t posted_at; /* offset of the last store that may still be on its way */
		uint32_t saved;	    /* a ROM, which has none: what to put back when it is closed */
	};
	uint32_t users; /* data files open */
	uint8_t posted; /* width of the store at posted_at; 0: none */
	bool combining; /* the mapping is write-combining */
	bool shut;	/* what is at posted_at may not be read */
};

/*
 * One way to reach a device; each is a file access_*.c and a row of the table in access_open.c.
 * Those that serve a region's space and source are tried in order; the first that opens it has it.
 */
struct backend {
	const char *name; /* as `info` prints it */
	const char *help; /* one line: what it opens */
	enum space space; /* which regions it opens: of this space ... */
	uint8_t sources;  /* ... and from one of these: a set of bits 1 << enum source */
	uint8_t widths;	  /* set of WIDTH_*: what it does as one access */
	bool posted;	  /* a store may be on its way to the device when it returns */

	/*
	 * Gets what can be had only while the process starts, for a region that cannot be used now
	 * but may be later. NULL: there is no such thing.
	 */
	void (*prepare)(const struct region *r, const struct machine *m);

	/*
	 * Opens a->region. Returns 0, or -errno with nothing left open and *remedy saying what to
	 * do (a constant string). Touches the device only as far as opening it needs.
	 */
	int (*open)(struct access *a, const struct machine *m, const char **remedy);
	void (*close)(struct access *a);

	/*
	 * One access of `width` bytes, in `widths`, at an aligned offset inside the region; values
	 * are as a little-endian bus gives them, whatever the host. Returns 0 or -errno.
	 */
	int (*load)(struct access *a, uint64_t offset, unsigned int width, uint64_t *value);
	int (*store)(struct access *a, uint64_t offset, unsigned int width, uint64_t value);

	/*
	 * The same `count` times at ascending offsets, the buffer being bytes in the order of the
	 * bus, where that can be done faster. Returns the units done, or -errno if the first one
	 * failed. NULL: the core calls load or store.
	 */
	ssize_t (*load_run)(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			    size_t count);
	ssize_t (*store_run)(struct access *a, uint64_t offset, unsigned int width,
			     const uint8_t *buffer, size_t count);

	/* As a run, but all at one offset, by the string instruction. NULL: there is none. */
	ssize_t (*load_string)(struct access *a, uint64_t offset, unsigned int width,
			       uint8_t *buffer, size_t count);
	ssize_t (*store_string)(struct access *a, uint64_t offset, unsigned int width,
				const uint8_t *buffer, size_t count);

	/* Waits after an access, as long as slow ISA devices want. NULL: none do here. */
	void (*pause)(struct access *a);

	/*
	 * Returns when what was posted has arrived, after one read that harms nothing, whose value
	 * it tells. NULL: the core reads the device. 0 or -errno.
	 */
	int (*flush)(struct access *a, uint64_t *value);

	/* Around the time when data files are open. NULL: nothing to do. 0 or -errno. */
	int (*enable)(struct access *a);
	void (*disable)(struct access *a);
};

extern const struct backend access_port, access_pciio, access_devport, access_devmem, access_pcibar,
	access_pcirom, access_pcicfg, access_file, access_sim;

/* Ends with NULL. */
extern const struct backend *const backends[];

/*
 * Opens the region, which `a` has had before or begins with zeros, and sets its backend, its forms
 * and the widths left; on failure the region is failed with cause and remedy. A region that is
 * unusable or access = none is left closed. 0 or -errno.
 */
int access_open(struct access *a, struct regions *all, struct region *r, const struct machine *m);
void access_close(struct access *a);

/* Prepares to open the region later, as far as it is to be accessed at all. */
void access_prepare(const struct region *r, const struct machine *m);

/* False if the region's PCI function, or this BAR of it, has been taken away since. */
bool access_present(const struct access *a);

/*
 * Whether a data file can be opened now: 0; -ENODEV: the region's PCI function is gone; -EIO: it
 * does not decode its addresses, which costs one read of its configuration space to know.
 */
int access_check(const struct access *a);

/* A data file of the region has been opened, or closed. 0 or -errno: it cannot be used now. */
int access_hold(struct access *a);
void access_release(struct access *a);

/* How the units of a request are accessed. */
struct form {
	uint8_t width; /* bytes a unit: one of the region's widths */
	bool fixed;    /* every unit at the same offset, instead of ascending ones */
	bool pause;    /* ports: a pause after each access */
	bool string;   /* ports: by the string instruction; fixed */
};

/*
 * Reads whole units, each by one access (a `q` of a region with quad = "lo-hi" or "hi-lo": by two
 * of 32 bits). Ascending units are integers in the buffer, with the register's value; fixed ones
 * are bytes in the order of the bus. Returns the bytes read: `length` cut to whole units and,
 * unless fixed, to the end of the region, or to what came before an error; 0 at or past the end.
 * -EINVAL: offset not a multiple of the width, or length shorter than a unit; -EACCES: the region
 * is not readable, or not in that width; -ENODEV: its PCI function is gone; -errno of the first
 * access. On an error that is not the
 * device's, nothing has been accessed.
 */
ssize_t access_read(struct access *a, struct form form, uint64_t offset, void *buffer,
		    size_t length);

/*
 * As access_read, the other way; at or past the end it is -ENOSPC. What the region's `flush` asks
 * for is done before it returns; if that fails, its error is returned.
 */
ssize_t access_write(struct access *a, struct form form, uint64_t offset, const void *buffer,
		     size_t length);

/*
 * Block copies: every byte is touched once, ascending, in the widest aligned units that the region
 * allows. -EINVAL where offset or length does not fit its narrowest unit. Else as above, in bytes
 * in the order of the bus.
 */
ssize_t access_copy_read(struct access *a, uint64_t offset, void *buffer, size_t length);
ssize_t access_copy_write(struct access *a, uint64_t offset, const void *buffer, size_t length);

/*
 * Returns when what was stored has arrived: by one read if anything may still be on its way, else
 * by none. 0; -EACCES: it would have to read a region or a register that may not be read; -errno of
 * the read.
 */
int access_flush(struct access *a);

/* False if access_flush would be -EACCES after a store, where that could be `readable` or not. */
bool access_can_flush(const struct access *a, bool readable);

/* Says that what was stored last is where nothing may be read, not even to flush it. */
void access_shut(struct access *a);

/* What -d prints: if set, it is told each access after it was made, with the value on the bus. */
enum access_kind {
	ACCESS_LOAD,
	ACCESS_STORE,
	ACCESS_FLUSH, /* a load in the function's configuration space */
};
typedef void access_tracer(const struct access *a, enum access_kind kind, unsigned int width,
			   uint64_t offset, uint64_t value);
/* Returns who was told before; NULL: nobody. */
access_tracer *access_trace(access_tracer *tracer);

#endif
