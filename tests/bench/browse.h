/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The benchmark's rows about browse trees: listing a large one, look-ups in large directories. */
#ifndef BENCH_BROWSE_H
#define BENCH_BROWSE_H

/* Prints a table; the two are the programs' paths. */
void browse_run(char *devmemfs, char *barefuse);

#endif
