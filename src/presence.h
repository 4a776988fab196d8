/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the PCI function that a region belongs to is still there, and answers. */
#ifndef DEVMEMFS_PRESENCE_H
#define DEVMEMFS_PRESENCE_H

#include "machine.h"
#include "region.h"

/*
 * A mapping outlives its device, and after a rescan another one may have its addresses. An open
 * file in sysfs does not: this holds one.
 */
struct presence;

/*
 * Starts to watch over the region's function; *p is NULL if it has none, or /sys does not show it.
 * 0 or -ENOMEM. End with presence_close (NULL is nothing).
 */
int presence_open(struct presence **p, const struct region *r, const struct machine *m);
void presence_close(struct presence *p);

/* 0, or -ENODEV: the function, or this BAR of it, has been taken away since. No bus access. */
int presence_check(const struct presence *p);

/*
 * Asks the function whether it decodes addresses of that space: one 16-bit read of COMMAND in its
 * configuration space. 0; -EIO: it does not; -ENODEV: gone.
 */
int presence_decodes(const struct presence *p, enum space space);

#endif
