/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The benchmark's rows about look-ups in a directory of 10,000 entries and in one of 10. */
#ifndef BENCH_LOOKUP_H
#define BENCH_LOOKUP_H

/* Prints the rows; DEVMEMFS is the program's path. */
void lookup_run(char *devmemfs);

#endif
