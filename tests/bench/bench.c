/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark: devmemfs against a bare FUSE loop, tmpfs, libfuse's own
 * example and a program started for each access; prints one table.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "browse.h"
#include "client.h"
#include "contest.h"
#include "passthrough.h"
#include "registers.h"
#include "sandbox.h"
#include "server.h"
#include "startup.h"
#include "svd.h"

#define ROUNDS	    501
#define BULK_ROUNDS 151
#define EXEC_ROUNDS 101

static char *devmemfs, *barefuse, *svd2devmemfs, *expatonly, *untraced;

static const struct goal no_goal = { NONE, 0 };

static struct goal at_most(double value)
{
	return (struct goal){ AT_MOST, value };
}

static struct goal at_least(double value)
{
	return (struct goal){ AT_LEAST, value };
}

/* Four bytes, many times in a row. */
static void run_small(const char *what, void (*operate)(const struct side *), const char *a,
		      const char *b, struct goal goal)
{
	struct contest c = {
		.what = what,
		.rounds = ROUNDS,
		.ratio = TIME,
		.goal = goal,
		.a = side(operate, a, 4, 200),
		.b = side(operate, b, 4, 200),
	};

	contest_run(&c);
	side_close(&c.a);
	side_close(&c.b);
}

static void run_bulk(const char *a, const char *b, const char *opponent,
		     void (*operate)(const struct side *), unsigned int mib, struct goal goal)
{
	unsigned int batch = 8 / mib;
	char what[64];
	struct contest c = {
		.what = what,
		.rounds = BULK_ROUNDS,
		.ratio = SPEED,
		.a = side(operate, a, mib * MIB, batch),
		.b = side(operate, b, mib * MIB, batch),
		.goal = goal,
	};

	snprintf(what, sizeof(what), "%s %u MiB, %s : %s", operate == op_read ? "read" : "write",
		 mib, strchr(a, '/') + 1, opponent);
	contest_run(&c);
	side_close(&c.a);
	side_close(&c.b);
}

static void run_exec(void)
{
	struct contest c = {
		.what = "run a devmem program : pread 4, ram/l",
		.rounds = EXEC_ROUNDS,
		.ratio = TIME,
		.goal = at_least(50),
		.a = side(op_exec, "file", 4, 10),
		.b = side(op_read, "demo/ram/l", 4, 500),
	};

	contest_run(&c);
	side_close(&c.a);
	side_close(&c.b);
}

static void run_accesses(void)
{
	print_heading("single accesses (A : B)");
	run_small("control: bare loop : itself, pread 4", op_read, "bare/ram/l", "twin/ram/l",
		  no_goal);
	run_small("pread 4, ram/l : bare loop", op_read, "demo/ram/l", "bare/ram/l", at_most(1.05));
	run_small("pwrite 4, ram/l : bare loop", op_write, "demo/ram/l", "bare/ram/l",
		  at_most(1.05));
	run_small("open+pread 4+close, ram/l : bare loop", op_open_read, "demo/ram/l", "bare/ram/l",
		  at_most(1.05));
	run_exec();
}

static void run_sizes(const char *name, const char *opponent, const char *opponent_name,
		      double read_goal)
{
	struct goal goal = read_goal > 0 ? at_least(read_goal) : no_goal;

	run_bulk(name, opponent, opponent_name, op_read, 1, no_goal);
	run_bulk(name, opponent, opponent_name, op_read, 4, goal);
	run_bulk(name, opponent, opponent_name, op_write, 1, no_goal);
	run_bulk(name, opponent, opponent_name, op_write, 4, no_goal);
}

static void run_bulks(void)
{
	print_heading("bulk, throughput (A : B)");
	run_bulk("bare/ram/l", "twin/ram/l", "itself (control)", op_read, 4, no_goal);
	run_sizes("demo/ram/cp", "file", "tmpfs", 0.33);
	run_sizes("demo/ram/l", "file", "tmpfs", 0.28);
	run_sizes("demo/ram/cp", "bare/ram/cp", "bare loop", 0);
	run_sizes("demo/ram/l", "bare/ram/l", "bare loop", 0);
}

/*
 * Nobody reads the stream of accesses: what it costs that somebody could. Of long reads the ratio
 * is shown only: where the linker puts their loops makes more difference, the same objects in
 * another order being between 0.6 and 1.4 times as fast.
 */
static void run_untraced(void)
{
	print_heading("devmemfs : itself without a stream of accesses");
	run_small("pread 4, ram/l", op_read, "demo/ram/l", "untraced/ram/l", at_most(1.02));
	run_small("pwrite 4, ram/l", op_write, "demo/ram/l", "untraced/ram/l", at_most(1.02));
	run_bulk("demo/ram/l", "untraced/ram/l", "untraced", op_read, 4, no_goal);
}

static void run_passthrough(void)
{
	struct server server;

	print_heading("libfuse's example passthrough_ll (A : B)");
	if (!passthrough_start(&server))
		return;
	run_small("pread 4, ram/l : passthrough_ll", op_read, "demo/ram/l", "through/file",
		  no_goal);
	run_bulk("demo/ram/cp", "through/file", "passthrough_ll", op_read, 1, no_goal);
	server_stop(&server);
}

/* The file on tmpfs, to compare with and to pass through. */
static void make_file(void)
{
	int fd = open("file", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	char page[4096] = "";

	for (int i = 0; i < 4096; i++)
		if (write(fd, page, sizeof(page)) != sizeof(page))
			err(1, "file");
	close(fd);
}

static struct server start(const char *name, char **argv)
{
	struct server server = { .dir = place(name), .argv = argv };
	char *answers;

	if (asprintf(&answers, "%s/ram/l", server.dir) < 0)
		err(1, "memory");
	server.answers = answers;
	for (; *argv; argv++)
		;
	argv[0] = place(name);
	server_start(&server);
	return server;
}

/* Each command has room for its mount point. */
static void run_contests(void)
{
	char foreground[] = "-f", demo[] = "--demo";
	char *demo_argv[] = { devmemfs, foreground, demo, NULL, NULL };
	char *untraced_argv[] = { untraced, foreground, demo, NULL, NULL };
	char *bare_argv[] = { barefuse, NULL, NULL };
	char *twin_argv[] = { barefuse, NULL, NULL };
	struct server servers[] = {
		start("demo", demo_argv),
		start("bare", bare_argv),
		start("twin", twin_argv),
		start("untraced", untraced_argv),
	};

	make_file();
	run_accesses();
	run_bulks();
	run_untraced();
	run_passthrough();
	for (size_t i = 0; i < sizeof(servers) / sizeof(*servers); i++)
		server_stop(&servers[i]);
}

static void work(void)
{
	double begin = now();

	printf("A and B take turns; each figure is a median, the ratio that of "
	       "the rounds' ratios.\n\n");
	startup_run(devmemfs);
	run_contests();
	browse_run(devmemfs, barefuse);
	registers_run(devmemfs);
	svd_run(svd2devmemfs, expatonly);
	printf("\nIt took %.0f s.\n", now() - begin);
}

static char *absolute(const char *path)
{
	char *result = realpath(path, NULL);

	if (!result)
		err(1, "%s", path);
	return result;
}

int main(int argc, char **argv)
{
	struct utsname system;

	if (argc != 7)
		errx(2,
		     "usage: bench DEVMEMFS BAREFUSE DEVMEMLIKE SVD2DEVMEMFS EXPATONLY UNTRACED");
	devmemfs = absolute(argv[1]);
	barefuse = absolute(argv[2]);
	devmemlike = absolute(argv[3]);
	svd2devmemfs = absolute(argv[4]);
	expatonly = absolute(argv[5]);
	untraced = absolute(argv[6]);
	if (uname(&system) == 0)
		printf("Linux %s, %s.\n", system.release, system.machine);
	return sandbox_run(work);
}
