/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting and stopping the file systems that the benchmark compares. */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

struct server {
	const char *dir;     /* its mount point */
	const char *answers; /* a path in it: there as soon as it works */
	char *const *argv;   /* its command, which stays in the foreground */
	pid_t pid;
};

/* Seconds of CLOCK_MONOTONIC. */
double now(void);

/* Starts it and waits for the mount; false if it ended instead. */
bool server_try(struct server *server);

/* As server_try, but a failure ends the benchmark. */
void server_start(struct server *server);

/* Unmounts, and waits until the server has ended. */
void server_stop(struct server *server);

/*
 * Runs the command, which goes to the background, until its mount answers;
 * returns the seconds this took, and stops it.
 */
double server_startup(struct server *server);

/* Resident memory in bytes (VmRSS). */
double server_memory(const struct server *server);

#endif
