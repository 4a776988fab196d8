/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said between the keeper and the process that serves. */
#ifndef DEVMEMFS_KEEPER_WIRE_H
#define DEVMEMFS_KEEPER_WIRE_H

#include <limits.h>
#include <stdbool.h>

#include "keeper.h"

/* The requests, and the answers: any number of files, then the end with the result. */
enum keeper_word {
	KEEPER_MOUNTED,
	KEEPER_UNMOUNTED,
	KEEPER_SURVEY,
	KEEPER_OPEN,
	KEEPER_RELOAD,
	KEEPER_FILE,
	KEEPER_END
};

/* As many as the backends of a region open, one after the other. */
enum { KEEPER_FILES_MAX = 16 };

/* A message: a request's path is its region's, a file's its own. */
struct keeper_file {
	int result; /* 0 or -errno */
	int flags;  /* as for open(2) */
	int fd;	    /* -1: it was not opened, or it is no file */
	bool taken; /* the receiver's own */
	char path[PATH_MAX];
};

/* One message, with a descriptor unless it is -1. 0 or -errno. */
int keeper_send(int socket, enum keeper_word word, int result, int flags, const char *path, int fd);

/* The word of the next message; -ENOTCONN: the other one has ended; -errno. */
int keeper_receive(int socket, struct keeper_file *file);

/* What the keeper does, until the other end is closed. */
void keeper_run(int socket, const struct keeper_duty *duty);

#endif
