/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process that keeps what opening devices and unmounting need, when the one that serves has given
 * it up. It knows few requests: look at the machine again, open the files of a region, read the
 * configuration again; and when the other one ends, however it does, it unmounts what that leaves.
 * It goes by its own reading of configuration and machine, so whoever has taken over the serving
 * process gets no more from it than the configuration gives.
 */
#ifndef DEVMEMFS_KEEPER_H
#define DEVMEMFS_KEEPER_H

#include "options.h"
#include "region.h"

struct keeper_duty {
	const struct options *options; /* mountpoint: an absolute path */
	struct regions *wanted;	       /* allocated */
	const char *root;	       /* as for board_survey */
	bool opens;		       /* it opens devices, too */
};

/*
 * Starts it, with a copy of all that is there now, so nothing should be open yet that it needs
 * not. 0 or -errno.
 */
int keeper_start(const struct keeper_duty *duty);

/*
 * It is mounted. From now on this process is late (machine.h): its devices are opened by the
 * keeper, or not at all.
 */
void keeper_take_over(void);

/*
 * Somebody else has unmounted it: the keeper has nothing to unmount, and must not even look, since
 * its look would keep busy what may be mounted there by now.
 */
void keeper_unmounted(void);

/* Lets it end, and so unmount what is not served any more. */
void keeper_end(void);

/* The machine has changed: what is opened next is opened as it is now. */
void keeper_survey(void);

/*
 * The configuration has changed: the keeper reads it too. 0; -EINVAL: it finds mistakes, or opens
 * nothing; -ENOTCONN: there is no keeper, or no more.
 */
int keeper_reload(void);

#endif
