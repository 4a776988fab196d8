/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what the configuration says and the machine as it is now to all regions. */
#ifndef DEVMEMFS_SURVEY_H
#define DEVMEMFS_SURVEY_H

#include "machine.h"
#include "region.h"

/*
 * Looks the configured regions up, adds the machine's trees, applies the rules of safety, and makes
 * the index. Touches no device. 0 or -ENOMEM.
 */
int survey(struct regions *all, const struct machine *m);

#endif
