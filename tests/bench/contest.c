/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two competitors measured in turns: the ratio of each round, the median of
 * these ratios, and the table of results.
 */
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "contest.h"
#include "server.h"

#define MAX_ROUNDS 512
#define WHAT_WIDTH 48

struct samples {
	double a[MAX_ROUNDS], b[MAX_ROUNDS], ratio[MAX_ROUNDS];
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double median(double *values, unsigned int count)
{
	qsort(values, count, sizeof(values[0]), compare);
	return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static double measure(const struct side *side)
{
	double start, count = side->batch;

	if (side->prepare)
		side->prepare(side);
	start = now();
	for (unsigned int i = 0; i < side->batch; i++)
		side->operate(side);
	if (side->parts)
		count *= side->parts;
	return (now() - start) / count;
}

/* Who begins changes from round to round. */
static void run_round(const struct contest *c, struct samples *s, unsigned int i)
{
	if (i % 2)
		s->b[i] = measure(&c->b);
	s->a[i] = measure(&c->a);
	if (i % 2 == 0)
		s->b[i] = measure(&c->b);
	s->ratio[i] = c->ratio == TIME ? s->a[i] / s->b[i] : s->b[i] / s->a[i];
}

static bool reached(struct goal goal, double value)
{
	return goal.kind == AT_MOST ? value <= goal.value : value >= goal.value;
}

static void print_goal(struct goal goal, double value)
{
	if (goal.kind == NONE)
		printf("       -\n");
	else
		printf("  %s %5.2f  %s\n", goal.kind == AT_MOST ? "<=" : ">=", goal.value,
		       reached(goal, value) ? "ok" : "MISS");
	fflush(stdout);
}

static void print_row(const struct contest *c, struct samples *s)
{
	unsigned int n = c->rounds;
	double ratio = median(s->ratio, n);

	printf("%-*s %9.2f %9.2f  %6.2f (%.2f-%.2f)", WHAT_WIDTH, c->what, median(s->a, n) * 1e6,
	       median(s->b, n) * 1e6, ratio, s->ratio[0], s->ratio[n - 1]);
	print_goal(c->goal, ratio);
}

void contest_run(const struct contest *contest)
{
	static struct samples samples;

	if (contest->rounds > MAX_ROUNDS)
		errx(1, "%s: too many rounds", contest->what);
	for (unsigned int i = 0; i < 2; i++) /* warm-up */
		run_round(contest, &samples, i);
	for (unsigned int i = 0; i < contest->rounds; i++)
		run_round(contest, &samples, i);
	print_row(contest, &samples);
}

void print_heading(const char *title)
{
	printf("\n%-*s %9s %9s  %s\n", WHAT_WIDTH, title, "A us", "B us",
	       "ratio (min-max)  target");
	fflush(stdout);
}

void print_figure(const char *what, double value, const char *unit, double goal)
{
	printf("%-*s %9.2f %s", WHAT_WIDTH, what, value, unit);
	print_goal((struct goal){ goal > 0 ? AT_MOST : NONE, goal }, value);
}

void print_skipped(const char *what, const char *why)
{
	printf("%-*s skipped: %s\n", WHAT_WIDTH, what, why);
	fflush(stdout);
}
