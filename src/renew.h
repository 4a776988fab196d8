/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings what is mounted up to date: with the machine, and with the configuration. */
#ifndef DEVMEMFS_RENEW_H
#define DEVMEMFS_RENEW_H

#include "fs.h"
#include "options.h"

struct renewal {
	const struct options *options; /* where the configuration is */
	struct regions *wanted; /* what it says; allocated, and freed with regions_free and free
				 * when another one takes its place */
	const char *root;	/* as for board_survey */
	struct fs *fs;
};

/*
 * Looks at the machine again and shows what has changed. The machine is read without the board's
 * lock: requests go on meanwhile. What is wrong is logged.
 */
void renew_machine(struct renewal *r);

/*
 * Reads the configuration again, whole or not at all: with a mistake, which is logged, everything
 * stays as it is. What has not changed stays open.
 */
void renew_configuration(struct renewal *r);

#endif
