/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two competitors measured in turns, and the table of results. */
#ifndef BENCH_CONTEST_H
#define BENCH_CONTEST_H

#include <stddef.h>

/* What a competitor works on; one operation is one call of its function. */
struct side {
	void (*prepare)(const struct side *side); /* before a batch, not timed; NULL: nothing */
	void (*operate)(const struct side *side);
	const char *path;
	int fd;
	void *buffer;
	size_t size;
	unsigned int batch; /* operations timed together */
	unsigned int parts; /* of one operation: the times shown are those of one; 0 is 1 */
};

struct goal {
	enum { NONE, AT_MOST, AT_LEAST } kind;
	double value;
};

enum ratio {
	TIME,  /* time of A / time of B */
	SPEED, /* throughput of A / throughput of B */
};

struct contest {
	const char *what;
	struct side a, b;
	unsigned int rounds;
	enum ratio ratio;
	struct goal goal;
};

/* Sorts VALUES. */
double median(double *values, unsigned int count);

void print_heading(const char *title);

/* Measures A B, B A, A B ... and prints the row. */
void contest_run(const struct contest *contest);

/* Prints the row of one figure that stands alone; the goal is at most that, or none if 0. */
void print_figure(const char *what, double value, const char *unit, double goal);

void print_skipped(const char *what, const char *why);

#endif
