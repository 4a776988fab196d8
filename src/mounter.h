/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who mounts: the owner of what the configuration gives to nobody, and whose files are trusted. */
#ifndef DEVMEMFS_MOUNTER_H
#define DEVMEMFS_MOUNTER_H

#include <sys/types.h>

struct mounter {
	uid_t uid;
	gid_t gid;
};

/*
 * The effective user and group of the process when it was first asked, and from then on whatever
 * becomes of it; so it is asked first while the process is still who started it.
 */
const struct mounter *mounter(void);

#endif
