/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the benchmark does with a file: one operation of one competitor. */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <stddef.h>

#include "contest.h"

#define MIB (1u << 20)

void op_read(const struct side *side);
void op_write(const struct side *side);
void op_open_read(const struct side *side);
void op_exec(const struct side *side);
void op_ls(const struct side *side);

/* Runs a program to its end; if it fails, so does the benchmark. */
void run_program(const char *const *argv);

/* The program that op_exec starts. */
extern const char *devmemlike;

/* Runs a program and waits for it; it prints to /dev/null, as all that we start. */
void run_program(const char *const *argv);

/* NAME in the sandbox's directory, absolute; kept until the end. */
char *place(const char *name);

/* A competitor that does OPERATE with SIZE bytes of the file NAME. */
struct side side(void (*operate)(const struct side *), const char *name, size_t size,
		 unsigned int batch);

void side_close(const struct side *side);

#endif
