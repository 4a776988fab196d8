/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark's rows about start-up: how long until a mount answers, and how
 * much memory stays resident, for the demo and for many regions.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "client.h"
#include "contest.h"
#include "machine.h"
#include "server.h"
#include "startup.h"

#define STARTS	    31
#define MANY	    10000
#define MANY_STARTS 5
#define FUNCTIONS   2000

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
	char *text, *path;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		err(1, "memory");
	fprintf(file, "regions = (\n");
	for (int i = 0; i < count; i++)
		fprintf(file, "  { name = \"r%d\"; sim = \"ram+64\"; }%s\n", i,
			i < count - 1 ? "," : "");
	fprintf(file, ");\n");
	if (fclose(file))
		err(1, "memory");
	path = machine_config(name, text);
	free(text);
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

/* The machine seen by OPTION, mounted with the configuration CONF. */
struct tree {
	char *option, *conf, *answers;
};

/* In the background and in the foreground. */
static double tree_time(char *devmemfs, const struct tree *t)
{
	char *argv[] = { devmemfs, t->option, config, t->conf, place("tree"), NULL };

	return time_of(server("tree", t->answers, argv), MANY_STARTS);
}

static double tree_memory(char *devmemfs, const struct tree *t)
{
	char *argv[] = { devmemfs, foreground, t->option, config, t->conf, place("tree"), NULL };

	return memory_of(server("tree", t->answers, argv));
}

static struct tree iomem_tree(char *conf, unsigned int windows, unsigned int functions)
{
	struct windows w[] = { { windows, functions }, { 0, 0 } };
	char window[MACHINE_NAME], function[MACHINE_NAME];
	struct tree tree = { .conf = conf };
	char name[32];

	snprintf(name, sizeof(name), "machine-%u-%u", windows, functions);
	machine_window(window, windows - 1, w[0]);
	machine_function(function, windows - 1, functions - 1);
	tree.option = machine_make(name, w);
	if (asprintf(&tree.answers, "tree/iomem/%s/%s/info", window, function) < 0)
		err(1, "memory");
	return tree;
}

static void run_iomem(char *devmemfs)
{
	char *conf = machine_config("iomem.conf", "browse = ( { tree = \"iomem\"; } );\n");
	struct tree large = iomem_tree(conf, 10, 799), small = iomem_tree(conf, 1, 7);
	double seconds = tree_time(devmemfs, &large);
	double bytes = tree_memory(devmemfs, &large) - tree_memory(devmemfs, &small);

	print_figure("10,000 entries of iomem until the mount answers", seconds * 1e3, "ms", 200);
	print_figure("  resident memory of each", bytes / (10000 - 10), "bytes", 300);
}

static struct tree pci_tree(char *conf, const char *name, unsigned int count)
{
	struct windows w[] = { { 8, 256 }, { 0, 0 } };
	struct tree tree = { .conf = conf, .option = machine_make(name, w) };
	char last[MACHINE_NAME];

	machine_add_pci(name, count);
	machine_pci(last, count - 1);
	if (asprintf(&tree.answers, "tree/pci/%s/info", last) < 0)
		err(1, "memory");
	return tree;
}

static void run_pci(char *devmemfs)
{
	char *conf = machine_config("pci.conf", "browse = ( { tree = \"pci\"; } );\n");
	struct tree many = pci_tree(conf, "pci-many", FUNCTIONS);
	struct tree one = pci_tree(conf, "pci-one", 1);
	double seconds = tree_time(devmemfs, &many);
	double bytes = tree_memory(devmemfs, &many) - tree_memory(devmemfs, &one);

	print_figure("2,000 PCI functions until the mount answers", seconds * 1e3, "ms", 0);
	print_figure("  resident memory of each", bytes / (FUNCTIONS - 1), "bytes", 0);
}

void startup_run(char *devmemfs)
{
	run_demo(devmemfs);
	run_many(devmemfs);
	run_iomem(devmemfs);
	run_pci(devmemfs);
}
