/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line in the log for each write, where one is asked for: who wrote what to which register. */
#ifndef DEVMEMFS_AUDIT_H
#define DEVMEMFS_AUDIT_H

#include "fs_data.h"

/* Whose request it is: process 0 is none that we can see. */
struct audit_client {
	pid_t pid;
	uid_t uid;
};

/* True if writes to the node's region are to be logged. */
bool audit_wanted(const struct fs *fs, struct node node);

/* Logs a request to open it for writing that was refused with -errno. */
void audit_refused(const struct fs *fs, struct node node, const struct audit_client *c, int error);

/* Logs a write of these bytes, which came to `result`: bytes or -errno. */
void audit_write(const struct fs *fs, struct node node, const struct audit_client *c,
		 const struct fs_request *rq, const void *bytes, ssize_t result);

#endif
