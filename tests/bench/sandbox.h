/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A place of its own for the benchmark, of which nothing is left afterwards. */
#ifndef BENCH_SANDBOX_H
#define BENCH_SANDBOX_H

/*
 * Runs WORK in a process with mounts of its own, in a new tmpfs as current
 * directory, on one core. Ends what it started, however it ends; returns the
 * exit status.
 */
int sandbox_run(void (*work)(void));

#endif
