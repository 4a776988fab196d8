/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists as large as the largest real one, and much larger: how long until they are read, what they
 * cost afterwards, and whether a register among 100,000 is as quick as one among 10.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "client.h"
#include "contest.h"
#include "machine.h"
#include "registers.h"
#include "server.h"

#define REAL	     3000
#define LARGE	     100000
#define SMALL	     10
#define FIELDS	     5 /* of a register */
#define CHECKS	     21
#define STARTS	     5
#define MEMORIES     3
#define FIRST_ROUNDS 500
#define NEXT_ROUNDS  501
#define WARM_UP	     2
#define SMALLS	     (FIRST_ROUNDS + WARM_UP)
#define NAME	     16

/* "0x", the digits of 32 bits, and a newline. */
#define TEXT 11

/* Prime to the number of registers: names come in no order. */
#define STRIDE 7919

static char foreground[] = "-f", config[] = "-c";

/* Every register and every field has a name and an offset of its own: nothing can be shared. */
static void print_list(FILE *file, unsigned int registers, unsigned int fields)
{
	static const char *const bits[FIELDS] = { "0", "7:1", "15:8", "29:16", "31:30" };

	for (unsigned int i = 0; i < registers; i++) {
		fprintf(file, "%s\n { name = \"REG%06u\"; offset = \"0x%x\"; reset = \"0x%x\"",
			i ? "," : "", i, 4 * i, i);
		for (unsigned int k = 0; k < fields; k++)
			fprintf(file, "%s{ name = \"F%06u_%u\"; bits = \"%s\"; }",
				k ? ", " : "; fields = ( ", i, k, bits[k]);
		fprintf(file, "%s; }", fields ? " )" : "");
	}
}

/* A configuration of COUNT regions that have such a list each; NAME in the sandbox. */
static char *write_config(const char *name, unsigned int count, unsigned int registers,
			  unsigned int fields)
{
	char *text, *path;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		err(1, "memory");
	fprintf(file, "regions = (");
	for (unsigned int i = 0; i < count; i++) {
		fprintf(file, "%s\n{ name = \"r%u\"; sim = \"ram\"; access = \"rw\"", i ? "," : "",
			i);
		if (registers) {
			fprintf(file, "; registers = (");
			print_list(file, registers, fields);
			fprintf(file, " )");
		}
		fprintf(file, "; }");
	}
	fprintf(file, " );\n");
	if (fclose(file))
		err(1, "memory");
	path = machine_config(name, text);
	free(text);
	return path;
}

static double check_time(char *devmemfs, const char *conf)
{
	double start = now();

	run_program((const char *const[]){ devmemfs, "--check", conf, NULL });
	return now() - start;
}

/* What the list adds to the time of the program: both are measured in turns. */
static void run_check(char *devmemfs)
{
	char *real = write_config("real.conf", 1, REAL, FIELDS);
	char *none = write_config("none.conf", 1, 0, 0);
	double times[CHECKS];

	for (unsigned int i = 0; i < CHECKS; i++) {
		times[i] = check_time(devmemfs, real);
		times[i] -= check_time(devmemfs, none);
	}
	print_figure("3,000 registers, 15,000 fields, read and checked",
		     median(times, CHECKS) * 1e3, "ms", 50);
	unlink(real);
}

static struct server server_of(const char *directory, char *const *argv)
{
	char *answers;

	if (asprintf(&answers, "%s/r0/l", directory) < 0)
		err(1, "memory");
	return (struct server){ .dir = place(directory), .answers = place(answers), .argv = argv };
}

static double memory_of(char *devmemfs, char *conf)
{
	char *argv[] = { devmemfs, foreground, config, conf, place("registers"), NULL };
	double bytes[MEMORIES];

	for (unsigned int i = 0; i < MEMORIES; i++) {
		struct server server = server_of("registers", argv);

		server_start(&server);
		bytes[i] = server_memory(&server);
		server_stop(&server);
	}
	return median(bytes, MEMORIES);
}

static void run_start(char *devmemfs, char *large)
{
	char *argv[] = { devmemfs, config, large, place("registers"), NULL };
	double times[STARTS];

	for (unsigned int i = 0; i < STARTS; i++) {
		struct server server = server_of("registers", argv);

		times[i] = server_startup(&server);
	}
	print_figure("100,000 registers, 500,000 fields until it answers", median(times, STARTS),
		     "s", 2);
}

static void run_memory(char *devmemfs, char *large)
{
	char *bare = write_config("bare.conf", 1, LARGE, 0);
	double none = memory_of(devmemfs, place("none.conf"));
	double registers = memory_of(devmemfs, bare);
	double fields = memory_of(devmemfs, large);

	print_figure("  resident memory of a register", (registers - none) / LARGE, "bytes", 100);
	print_figure("  resident memory of a field", (fields - registers) / LARGE / FIELDS, "bytes",
		     40);
	unlink(bare);
}

/* Registers that nobody has looked up, and how many of them are done. */
struct firsts {
	char (*names)[NAME];
	int *directories;
	unsigned int per_directory, done;
};

static void op_first(const struct side *side)
{
	struct firsts *f = side->buffer;
	const char *name = f->names[f->done];
	int fd = openat(f->directories[f->done++ / f->per_directory], name, O_RDONLY | O_CLOEXEC);
	char text[TEXT];

	if (fd < 0 || read(fd, text, TEXT) != TEXT)
		err(1, "%s", name);
	close(fd);
}

/* COUNT directories of SIZE registers each, in the mount DIRECTORY: as many names as rounds need.
 */
static struct firsts firsts(const char *directory, unsigned int count, unsigned int size)
{
	struct firsts f = { .per_directory = SMALLS * SMALL / count };

	f.names = calloc((size_t)SMALLS * SMALL, sizeof(*f.names));
	f.directories = calloc(count, sizeof(*f.directories));
	if (!f.names || !f.directories)
		err(1, "memory");
	for (unsigned int i = 0; i < count; i++) {
		char path[64];

		snprintf(path, sizeof(path), "%s/r%u/reg", directory, i);
		f.directories[i] = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (f.directories[i] < 0)
			err(1, "%s", path);
	}
	for (unsigned int i = 0; i < SMALLS * SMALL; i++)
		snprintf(f.names[i], NAME, "REG%06u", i * STRIDE % size);
	return f;
}

static void firsts_free(struct firsts *f, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		close(f->directories[i]);
	free(f->directories);
	free(f->names);
}

/* A round does all registers of a small list, and as many of the large one. */
static void run_first(void)
{
	struct firsts large = firsts("large", 1, LARGE), small = firsts("small", SMALLS, SMALL);
	struct contest c = {
		.what = "look up+open+read+close, 1st, of 100,000 : 10",
		.rounds = FIRST_ROUNDS,
		.ratio = TIME,
		.goal = { AT_MOST, 1.1 },
		.a = { .operate = op_first, .buffer = &large, .batch = SMALL },
		.b = { .operate = op_first, .buffer = &small, .batch = SMALL },
	};

	contest_run(&c);
	firsts_free(&large, 1);
	firsts_free(&small, SMALLS);
}

static void run_next(const char *what, const char *name, size_t size)
{
	struct contest c = {
		.what = what,
		.rounds = NEXT_ROUNDS,
		.ratio = TIME,
		.goal = { AT_MOST, 1.1 },
		.a = side(op_open_read, name, size, 200),
		.b = side(op_open_read, "large/r0/l", 4, 200),
	};

	contest_run(&c);
	side_close(&c.a);
	side_close(&c.b);
}

static void run_accesses(char *devmemfs, char *large)
{
	char *small = write_config("small.conf", SMALLS, SMALL, FIELDS);
	char *large_argv[] = { devmemfs, foreground, config, large, place("large"), NULL };
	char *small_argv[] = { devmemfs, foreground, config, small, place("small"), NULL };
	struct server servers[] = {
		server_of("large", large_argv),
		server_of("small", small_argv),
	};

	server_start(&servers[0]);
	server_start(&servers[1]);
	run_first();
	run_next("open+read+close, reg/NAME : open+pread 4+close, l", "large/r0/reg/REG054321",
		 TEXT);
	run_next("  at/OFFSET.l : the same", "large/r0/at/0x1234.l", TEXT);
	run_next("  field/NAME/FIELD : the same", "large/r0/field/REG054321/F054321_0", 4);
	server_stop(&servers[0]);
	server_stop(&servers[1]);
	unlink(small);
}

void registers_run(char *devmemfs)
{
	char *large = write_config("large.conf", 1, LARGE, FIELDS);

	print_heading("registers by name (A : B)");
	run_check(devmemfs);
	run_start(devmemfs, large);
	run_memory(devmemfs, large);
	run_accesses(devmemfs, large);
	unlink(large);
}
