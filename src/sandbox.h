/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which system calls the serving process may still make. */
#ifndef DEVMEMFS_SANDBOX_H
#define DEVMEMFS_SANDBOX_H

/*
 * From here on all threads have only the calls that serving needs; any other fails with EPERM. What
 * they open, they may only read. 0; -ENOTSUP: this build or this kernel has no such filters; or
 * -errno. To be called once no thread is to be started any more, after privilege_drop.
 */
int sandbox_enter(void);

#endif
