/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes the files of large made-up machines for the benchmark: resource maps and PCI functions. */
#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "machine.h"

/* Above 4 GiB, as large machines have them. */
#define WINDOWS_START 0x1000000000u
#define WINDOW_SIZE   0x10000000u
#define BAR_SIZE      0x1000u
#define PATH_ROOM     512

static const char *const drivers[] = {
	"virtio-pci-modern",
	"ICH HD audio",
	"intel_ish_ipc",
	"thunderbolt",
};

static uint64_t window_start(unsigned int window)
{
	return WINDOWS_START + (uint64_t)window * WINDOW_SIZE;
}

static uint64_t bar_start(unsigned int window, unsigned int function)
{
	return window_start(window) + (uint64_t)function * BAR_SIZE;
}

/* The text of an entry: in the map with " : " and blanks, as a name with ":" and "_". */
static void window_text(char *text, unsigned int window, unsigned int functions, const char *colon,
			char blank)
{
	uint64_t start = window_start(window);

	snprintf(text, MACHINE_NAME, "%08jx-%08jx%sPCI%cBus%c0000:%02x", (uintmax_t)start,
		 (uintmax_t)(start + (uint64_t)functions * BAR_SIZE - 1), colon, blank, blank,
		 window % 256);
}

static void function_text(char *text, unsigned int window, unsigned int function, const char *colon)
{
	uint64_t start = bar_start(window, function);

	snprintf(text, MACHINE_NAME, "%08jx-%08jx%s0000:%02x:%02x.%x", (uintmax_t)start,
		 (uintmax_t)(start + BAR_SIZE - 1), colon, window % 256, function / 8 % 32,
		 function % 8);
}

void machine_window(char name[MACHINE_NAME], unsigned int window, struct windows w)
{
	window_text(name, window, w.functions, ":", '_');
}

void machine_function(char name[MACHINE_NAME], unsigned int window, unsigned int function)
{
	function_text(name, window, function, ":");
}

unsigned int machine_entries(struct windows w)
{
	return w.count * (1 + w.functions + (w.functions + 3) / 4);
}

static void write_window(FILE *file, unsigned int window, unsigned int functions)
{
	char text[MACHINE_NAME];

	window_text(text, window, functions, " : ", ' ');
	fprintf(file, "%s\n", text);
	for (unsigned int i = 0; i < functions; i++) {
		uintmax_t start = bar_start(window, i);

		function_text(text, window, i, " : ");
		fprintf(file, "  %s\n", text);
		if (i % 4 == 0)
			fprintf(file, "    %08jx-%08jx : %s\n", start, start + BAR_SIZE - 1,
				drivers[i / 4 % 4]);
	}
}

static char *format(const char *text, ...) __attribute__((format(printf, 1, 2)));

static char *format(const char *text, ...)
{
	va_list args;
	char *result;

	va_start(args, text);
	if (vasprintf(&result, text, args) < 0)
		err(1, "memory");
	va_end(args);
	return result;
}

static void make_dir(const char *machine, const char *name)
{
	char *path = format("%s/%s", machine, name);

	if (mkdir(path, 0755) && errno != EEXIST)
		err(1, "%s", path);
	free(path);
}

static FILE *create(const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file)
		err(1, "%s", path);
	return file;
}

static void finish(FILE *file, const char *path)
{
	if (fclose(file))
		err(1, "%s", path);
}

char *machine_make(const char *name, const struct windows *groups)
{
	char *machine = place(name), *path = format("%s/proc/iomem", machine);
	unsigned int window = 0;
	FILE *file;

	make_dir(machine, "");
	make_dir(machine, "proc");
	file = create(path);
	for (; groups->count; groups++)
		for (unsigned int i = 0; i < groups->count; i++)
			write_window(file, window++, groups->functions);
	finish(file, path);
	free(path);
	path = format("-oroot=%s", machine);
	free(machine);
	return path;
}

void machine_pci(char name[MACHINE_NAME], unsigned int n)
{
	snprintf(name, MACHINE_NAME, "0000:%02x:%02x.%x", n / 256, n / 8 % 32, n % 8);
}

/* What all functions have in common: one file each, which they link to. */
static const struct {
	const char *name, *text;
} common[] = {
	{ "vendor", "0x8086\n" },
	{ "device", "0x100e\n" },
	{ "class", "0x020000\n" },
	{ "irq", "11\n" },
	/* The start of 8086:100e; the rest of configuration space reads 0. */
	{ "config", "\x86\x80\x0e\x10" },
};

static void make_common(const char *machine, size_t i)
{
	char *path = format("%s/%s", machine, common[i].name);
	FILE *file = create(path);

	fputs(common[i].text, file);
	finish(file, path);
	if (i == 4 && truncate(path, 256))
		err(1, "%s", path);
	free(path);
}

static void link_common(const char *machine, const char *dir, size_t i)
{
	char *from = format("%s/%s", machine, common[i].name);
	char *to = format("%s/%s/%s", machine, dir, common[i].name);

	if (link(from, to))
		err(1, "%s", to);
	free(from);
	free(to);
}

static void write_resource(const char *machine, const char *dir, unsigned int n)
{
	char *path = format("%s/%s/resource", machine, dir);
	uintmax_t start = bar_start(n / 256, n % 256);
	FILE *file = create(path);

	fprintf(file, "0x%016jx 0x%016jx 0x0000000000040200\n", start, start + BAR_SIZE - 1);
	for (int i = 1; i < 7; i++)
		fprintf(file, "0x%016x 0x%016x 0x%016x\n", 0, 0, 0);
	finish(file, path);
	free(path);
}

static void add_function(const char *machine, unsigned int n)
{
	char name[MACHINE_NAME], *dir;

	machine_pci(name, n);
	dir = format("sys/bus/pci/devices/%s", name);
	make_dir(machine, dir);
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		link_common(machine, dir, i);
	write_resource(machine, dir, n);
	free(dir);
}

void machine_add_pci(const char *name, unsigned int count)
{
	char *machine = place(name);

	make_dir(machine, "sys");
	make_dir(machine, "sys/bus");
	make_dir(machine, "sys/bus/pci");
	make_dir(machine, "sys/bus/pci/devices");
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		make_common(machine, i);
	for (unsigned int i = 0; i < count; i++)
		add_function(machine, i);
	free(machine);
}

char *machine_config(const char *name, const char *text)
{
	char *path = place(name);
	FILE *file = create(path);

	if (fchmod(fileno(file), 0600))
		err(1, "%s", path);
	fputs(text, file);
	finish(file, path);
	return path;
}
