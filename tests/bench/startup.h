/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The benchmark's rows about start-up time and memory. */
#ifndef BENCH_STARTUP_H
#define BENCH_STARTUP_H

void startup_run(char *devmemfs);

#endif
