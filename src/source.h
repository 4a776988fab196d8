/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the regions come from: a configuration, the demo machine, or what is built in. */
#ifndef DEVMEMFS_SOURCE_H
#define DEVMEMFS_SOURCE_H

#include <stdbool.h>

#include "options.h"
#include "region.h"

/* What it is called, also as the mount's source in /proc/mounts. */
const char *source_name(const struct options *o);

/* True if it is a file, which can change. */
bool source_is_file(const struct options *o);

/* Reads it; returns how many mistakes it has, each of which has been printed (conf.h). */
int source_load(const struct options *o, struct regions *wanted);

#endif
