/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Look-ups that must reach the file system: of names that do not exist, which it does not let the
 * kernel remember, and of names that do, each once in the life of a mount.
 */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "contest.h"
#include "lookup.h"
#include "machine.h"
#include "server.h"

#define LARGE	      10000
#define SMALL	      10
#define FIRST_ROUNDS  500
#define ABSENT_ROUNDS 400
#define ABSENT_BATCH  25
#define WARM_UP	      2
#define SMALLS	      (FIRST_ROUNDS + WARM_UP)
#define LOOKUPS	      ((ABSENT_ROUNDS + WARM_UP) * ABSENT_BATCH)

/* Prime to both sizes: names come in no order. */
#define STRIDE 7919

/* One competitor's names, and how many of them are done. */
struct lookups {
	char (*names)[MACHINE_NAME];
	int *directories;
	unsigned int per_directory, done;
	bool exist;
};

/* The window 0 is the large directory, the others are small ones. */
static const struct windows windows[] = { { 1, LARGE }, { SMALLS, SMALL }, { 0, 0 } };

static void op_lookup(const struct side *side)
{
	struct lookups *l = side->buffer;
	const char *name = l->names[l->done];
	struct stat st;
	int ret = fstatat(l->directories[l->done++ / l->per_directory], name, &st, 0);

	if ((ret == 0) != l->exist)
		errx(1, "%s: %s, which is wrong", name, ret ? "not found" : "found");
}

static int open_window(unsigned int window)
{
	char name[MACHINE_NAME], *path;
	int fd;

	machine_window(name, window, windows[window > 0]);
	if (asprintf(&path, "lookup/iomem/%s", name) < 0)
		err(1, "memory");
	fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	free(path);
	return fd;
}

/* Existing names fill COUNT windows from FIRST on; of others there are enough in one. */
static struct lookups lookups(unsigned int first, unsigned int count, bool exist)
{
	unsigned int size = windows[first > 0].functions;
	struct lookups l = { .per_directory = exist ? size : LOOKUPS, .exist = exist };
	unsigned int n = count * l.per_directory;

	l.names = calloc(n, sizeof(*l.names));
	l.directories = calloc(count, sizeof(*l.directories));
	if (!l.names || !l.directories)
		err(1, "memory");
	for (unsigned int i = 0; i < count; i++)
		l.directories[i] = open_window(first + i);
	for (unsigned int i = 0; i < n; i++)
		machine_function(l.names[i], first + i / l.per_directory, i * STRIDE % size);
	return l;
}

/* "START-END:LABEL" of an entry, and a number: only the last characters are wrong. */
static void spoil(struct lookups *l)
{
	for (unsigned int i = 0; i < LOOKUPS; i++) {
		size_t length = strlen(l->names[i]);

		snprintf(l->names[i] + length, MACHINE_NAME - length, "-%u", i);
	}
}

static void lookups_free(struct lookups *l, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		close(l->directories[i]);
	free(l->directories);
	free(l->names);
}

static void run(const char *what, struct lookups *large, struct lookups *small, unsigned int rounds,
		unsigned int batch)
{
	struct contest c = {
		.what = what,
		.rounds = rounds,
		.ratio = TIME,
		.goal = { AT_MOST, 1.1 },
		.a = { .operate = op_lookup, .buffer = large, .batch = batch },
		.b = { .operate = op_lookup, .buffer = small, .batch = batch },
	};

	contest_run(&c);
}

static void run_absent(void)
{
	struct lookups large = lookups(0, 1, false), small = lookups(1, 1, false);

	spoil(&large);
	spoil(&small);
	run("look-up, no such name, in 10,000 : in 10", &large, &small, ABSENT_ROUNDS,
	    ABSENT_BATCH);
	lookups_free(&large, 1);
	lookups_free(&small, 1);
}

/* A round does all the names of a small directory, and as many of the large one. */
static void run_first(void)
{
	struct lookups large = lookups(0, 1, true), small = lookups(1, SMALLS, true);

	run("look-up, the first of a name, in 10,000 : in 10", &large, &small, FIRST_ROUNDS, SMALL);
	lookups_free(&large, 1);
	lookups_free(&small, SMALLS);
}

void lookup_run(char *devmemfs)
{
	char foreground[] = "-f", config[] = "-c";
	char *argv[] = {
		devmemfs,
		foreground,
		machine_make("lookup-machine", windows),
		config,
		machine_config("lookup.conf", "browse = ( { tree = \"iomem\"; } );\n"),
		place("lookup"),
		NULL,
	};
	struct server server = {
		.dir = place("lookup"),
		.answers = place("lookup/iomem"),
		.argv = argv,
	};

	server_start(&server);
	run_first();
	run_absent();
	server_stop(&server);
}
