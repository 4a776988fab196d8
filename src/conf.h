/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configuration text to regions; every mistake is reported with its file and line. */
#ifndef DEVMEMFS_CONF_H
#define DEVMEMFS_CONF_H

#include "region.h"

/*
 * Reads a configuration file (with its includes) and appends its regions. Each mistake is one line
 * "FILE:LINE: message" on stderr. Returns how many mistakes there were. Looks at nothing but the
 * configuration: regions that name a device are not looked up yet.
 */
int conf_load(struct regions *all, const char *path);

/* The same from text; `name` stands for the file in messages. */
int conf_load_text(struct regions *all, const char *text, const char *name);

/*
 * Reports, as conf_load does, each writable region that overlaps another writable one; ranges not
 * yet known overlap nothing, so it is called again after the look-up. Returns how many.
 */
int conf_check_overlaps(const struct regions *all);

/*
 * Reports, as conf_load does, each region whose registers are not all in it, or wider than it
 * allows; also called again after the look-up. Returns how many.
 */
int conf_check_registers(const struct regions *all);

#endif
