/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Watches the machine while it is mounted: devices come, go, and change their drivers. */
#ifndef DEVMEMFS_LIVE_H
#define DEVMEMFS_LIVE_H

#include "board.h"
#include "fs.h"
#include "options.h"

struct live;

/*
 * Starts to listen to the kernel; from here on no change is missed. NULL, after a line on stderr:
 * out of memory. `root` is as for board_survey; all must outlive it, but for `wanted`, which
 * another configuration may take the place of (renew.h): live_wanted is the one of now.
 */
struct live *live_new(const struct options *o, struct regions *wanted, const char *root);
struct regions *live_wanted(const struct live *live);
void live_free(struct live *live);

/* True if the regions that the configuration wants can change while they are mounted. */
bool live_matters(const struct regions *wanted);

/*
 * Starts the thread that takes changes over into the file system's board, under its lock. It never
 * touches a device, but closes what is gone. 0 or -errno. SIGHUP makes it read the configuration
 * again, and look at the machine at once.
 */
int live_start(struct live *live, struct fs *fs);

/*
 * Asks the thread to end. It may still wait for somebody who waits for an answer of the serving
 * thread, which therefore goes on serving; when it has ended, it ends the session.
 */
void live_stop(struct live *live);
bool live_has_ended(const struct live *live);

/* Waits for the end. Only when requests are served no more because the mount is gone, or after it.
 */
void live_join(struct live *live);

#endif
