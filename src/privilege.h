/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What this process may do, and how it gives that up. */
#ifndef DEVMEMFS_PRIVILEGE_H
#define DEVMEMFS_PRIVILEGE_H

#include <stdbool.h>

/* True if it runs set-user-id or set-group-id, as somebody else than who started it. */
bool privilege_borrowed(void);

/* True if it has any capability. */
bool privilege_held(void);

/*
 * Gives every capability up, for good, and becomes the user (a name; NULL: stays who it is) with
 * the user's groups. For the calling thread and those that it starts. 0, or -errno after a line
 * that says what could not be done.
 */
int privilege_drop(const char *user);

/*
 * Keeps CAP_SYS_ADMIN, which unmounting needs, and, to open devices, CAP_SYS_RAWIO, as far as it
 * has them, and gives up the others. Else the same.
 */
int privilege_keep(bool to_open);

#endif
