/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The benchmark's rows about registers by name: reading large lists of them, and the first and the
 * next access to one. */
#ifndef BENCH_REGISTERS_H
#define BENCH_REGISTERS_H

/* Prints the rows; DEVMEMFS is the program's path. */
void registers_run(char *devmemfs);

#endif
