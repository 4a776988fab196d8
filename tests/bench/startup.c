/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark's rows about start-up: how long until a mount answers, and how
 * much memory stays resident, for the demo and for many regions.
 */
#include <err.h>
#include <stdio.h>
#include <sys/stat.h>

#include "client.h"
#include "contest.h"
#include "server.h"
#include "startup.h"

#define STARTS	    31
#define MANY	    10000
#define MANY_STARTS 5

static char foreground[] = "-f", demo[] = "--demo", config[] = "-c";

static struct server server(const char *name, const char *answers, char *const *argv)
{
	return (struct server){
		.dir = place(name),
		.answers = place(answers),
		.argv = argv,
	};
}

/* Seconds, the median. */
static double time_of(struct server server, unsigned int count)
{
	double times[STARTS];

	for (unsigned int i = 0; i < count; i++)
		times[i] = server_startup(&server);
	return median(times, count);
}

static double memory_of(struct server server)
{
	double bytes;

	server_start(&server);
	bytes = server_memory(&server);
	server_stop(&server);
	return bytes;
}

static void run_demo(char *devmemfs)
{
	char *dir = place("demo"), *answers = "demo/ram/l";
	char *daemon[] = { devmemfs, demo, dir, NULL };
	char *program[] = { devmemfs, foreground, demo, dir, NULL };
	double seconds = time_of(server("demo", answers, daemon), STARTS);
	double bytes = memory_of(server("demo", answers, program));

	print_figure("devmemfs --demo until the mount answers", seconds * 1e3, "ms", 5);
	print_figure("  its resident memory (VmRSS)", bytes / MIB, "MiB", 4);
}

static char *write_config(const char *name, int count)
{
	char *path = place(name);
	FILE *file = fopen(path, "we");

	if (!file || fchmod(fileno(file), 0600))
		err(1, "%s", path);
	fprintf(file, "regions = (\n");
	for (int i = 0; i < count; i++)
		fprintf(file, "  { name = \"r%d\"; sim = \"ram+64\"; }%s\n", i,
			i < count - 1 ? "," : "");
	fprintf(file, ");\n");
	if (fclose(file))
		err(1, "%s", path);
	return path;
}

static void run_many(char *devmemfs)
{
	char *dir = place("many"), *last = "many/r9999/l", *first = "many/r0/l";
	char *many = write_config("many.conf", MANY);
	char *one = write_config("one.conf", 1);
	char *daemon[] = { devmemfs, config, many, dir, NULL };
	char *program[] = { devmemfs, foreground, config, many, dir, NULL };
	double seconds = time_of(server("many", last, daemon), MANY_STARTS);
	double bytes = memory_of(server("many", last, program));

	program[3] = one;
	bytes -= memory_of(server("many", first, program));
	print_figure("10,000 regions until the mount answers", seconds * 1e3, "ms", 500);
	print_figure("  resident memory of each", bytes / (MANY - 1), "bytes", 300);
}

void startup_run(char *devmemfs)
{
	run_demo(devmemfs);
	run_many(devmemfs);
}
