/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directory that is mounted on: whether it may be, and when it is free again. */
#ifndef DEVMEMFS_MOUNTPOINT_H
#define DEVMEMFS_MOUNTPOINT_H

#include <stdbool.h>

/* Why nothing can be mounted there, and what to do; NULL: it is an empty directory, and no mount.
 */
const char *mountpoint_fault(const char *path);

/*
 * Returns when nothing is mounted at the path, an absolute one, any more, or, false, after some
 * seconds. It asks the kernel's list of mounts, never the mount, which may be one of ours.
 */
bool mountpoint_await_free(const char *path);

/* Unmounts what is there, an absolute path, if the program that served it has ended. */
void mountpoint_clear(const char *path);

#endif
