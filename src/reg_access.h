/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing registers and fields: what is safe, and then the accesses themselves. */
#ifndef DEVMEMFS_REG_ACCESS_H
#define DEVMEMFS_REG_ACCESS_H

#include "access.h"
#include "reg.h"

/* Room for the reason of a refusal. */
enum { REG_WHY = 512 };

/* Where an access goes, and what is known of the register there. */
struct reg_place {
	uint64_t offset;
	unsigned int width;
	const struct reg_list *list; /* NULL: nothing */
	const struct reg *reg;	     /* likewise */
};

/* What of a register may be opened: a set of enum direction. */
unsigned int reg_directions(const struct reg *r);

/* One read. 0 or -errno, as access_read; -EIO: it is not in the region. */
int reg_read(struct access *a, const struct reg_place *p, uint64_t *value);

/* One write. 0 or -errno, as access_write. */
int reg_write(struct access *a, const struct reg_place *p, uint64_t value);

/*
 * Changes the bits of the mask alone: one read, one write, and nothing in between. Neighbours that
 * are changed by writing a one or a zero get the other; others and reserved bits keep what was
 * read. Where nothing is to be kept and nothing can be read it is one write. 0; -EPERM, with the
 * reason in `why` and without an access, where no such write is safe; -EACCES: the region cannot be
 * read, likewise; -errno of an access.
 */
int reg_change(struct access *a, const struct reg_place *p, uint64_t value, uint64_t mask,
	       char why[REG_WHY]);

#endif
