/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine that is looked at: this one, or a made-up or captured tree of its files. */
#ifndef DEVMEMFS_MACHINE_H
#define DEVMEMFS_MACHINE_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

#include "resmap.h"

/*
 * With a root, the files under ROOT/proc, ROOT/sys and ROOT/dev stand for the machine, and
 * no device outside of them is opened: I/O ports, which are no file, are out of reach, and file
 * regions may name plain files only.
 */
struct machine {
	const char *root; /* "" is this machine */
	struct resmap iomem, ioports;
	int iomem_error, ioports_error; /* 0, or -errno of reading the map */
};

/*
 * Reads both maps; an unreadable one leaves its error. root must outlive the machine. Damaged lines
 * are logged unless it is to be quiet, as it is when the machine is looked at again.
 */
void machine_open(struct machine *m, const char *root, bool quiet);
void machine_close(struct machine *m);

/* True if this is the machine that the program runs on. */
bool machine_is_real(const struct machine *m);

/* ROOT/path into buffer (PATH_MAX bytes); returns buffer. A path that does not fit becomes "". */
const char *machine_path(const struct machine *m, char *buffer, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * True if the kernel is locked down, which takes /dev/mem, ports and the writing of configuration
 * space away from root too (kernel_lockdown(7)).
 */
bool machine_locked_down(const struct machine *m);

/* What to do about that. */
extern const char machine_unlock[];

/*
 * Why a map that could be read tells nothing, "shows only zeros" or "is empty", with what to do
 * about it in *remedy; NULL: it does tell.
 */
const char *machine_map_flaw(const struct resmap *map, const char **remedy);

/*
 * Opens a file of the machine, as open(2) does, close-on-exec. Of a made-up machine a plain file
 * only: a node or a link in its tree must not lead to this one's devices. Descriptor or -errno.
 */
int machine_open_file(const struct machine *m, const char *path, int flags);

/*
 * Who opens the files for it from now on, and is told before and after those of a region are,
 * whose path in the tree it is. `open` is as open(2), -errno on failure; begin and end may be NULL.
 */
struct machine_opener {
	void (*begin)(const char *region);
	int (*open)(const char *path, int flags);
	void (*end)(void);
};
void machine_open_by(const struct machine_opener *opener);
void machine_open_begin(const char *region);
void machine_open_end(void);

/* True if the time is over in which this process could get at ports, or open a device itself. */
bool machine_is_late(void);

/*
 * Keeps the maps of this machine open, if the root is its own: the kernel shows addresses to whom
 * had CAP_SYS_ADMIN when he opened them. From then on machine_open reads those.
 */
void machine_keep_maps(const char *root);

#endif
