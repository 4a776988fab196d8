/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mistakes in a configuration: one line each, "FILE:LINE: message", on stderr. */
#ifndef DEVMEMFS_CONF_MISTAKE_H
#define DEVMEMFS_CONF_MISTAKE_H

#include <libconfig.h>

#include "region.h"

/* A configuration while it is read. */
struct conf {
	struct regions *all;
	const char *name;	  /* what libconfig does not name: the file that it was given */
	const char *what;	  /* is being read: "region", "browse" or "list", for messages */
	const char *directory;	  /* where the configuration is; NULL: nowhere, it is built in */
	const struct conf *outer; /* whose registers are in this file; NULL: the configuration */
	int mistakes;
};

/* The file that a setting is from, as text of the regions; NULL: out of memory. */
const char *conf_source_file(struct conf *c, const config_setting_t *setting);

/* Reports a mistake at the setting's file and line; NULL: of the file as a whole, line 0. */
void conf_mistake(struct conf *c, const config_setting_t *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Reports what libconfig could not read. */
void conf_syntax_mistake(struct conf *c, const config_t *config);

/* Reports a mistake that shows only beside other regions, where the region was configured. */
void conf_region_mistake(const struct region *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
