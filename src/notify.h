/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells the service manager how we are (sd_notify(3)); where there is none, nobody. */
#ifndef DEVMEMFS_NOTIFY_H
#define DEVMEMFS_NOTIFY_H

/* Connects to $NOTIFY_SOCKET; to be called while sockets may be opened. */
void notify_connect(void);

/* It serves; it reads its configuration again, and, when it has, serves; it ends. */
void notify_ready(void);
void notify_reloading(void);
void notify_stopping(void);

#endif
