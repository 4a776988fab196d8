/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must not be touched, whatever the configuration and the kernel would permit. */
#ifndef DEVMEMFS_POLICY_H
#define DEVMEMFS_POLICY_H

#include "machine.h"
#include "region.h"

/*
 * Looks a usable region up in the machine's maps: sets claimed_by (of an entry of the maps: its
 * claim is known), and makes unusable what overlaps System RAM, lies below 0xa0000, cannot be
 * checked, or would be written although a driver has claimed it (unless force).
 */
void policy_apply(struct regions *all, struct region *r, const struct machine *m);

/* The same for all regions. */
void policy_apply_all(struct regions *all, const struct machine *m);

#endif
