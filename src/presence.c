/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of the function in sysfs: the kernel ends them with it, and when it moves a BAR. */
#include "presence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pcilib.h"

struct presence {
	int device; /* the BAR's own file, which ends when the BAR moves; or config */
	int config; /* -1: there is none to be read */
};

/* COMMAND, and what it says (PCI Local Bus 3.0, 6.2.2). */
enum { COMMAND = 0x04, COMMAND_IO = 1, COMMAND_MEMORY = 2, NOBODY_ANSWERS = 0xffff };

static int open_file(const struct region *r, const struct machine *m, const char *name)
{
	char path[PATH_MAX];
	int fd = machine_open_file(m, pcilib_path(m, path, &r->pci, name), O_RDONLY);

	return fd < 0 ? -1 : fd;
}

static bool is_bar(const struct region *r)
{
	return r->source == SOURCE_PCI && r->pci.part <= PCI_BAR5;
}

static void close_files(const struct presence *p)
{
	if (p->device >= 0 && p->device != p->config)
		close(p->device);
	if (p->config >= 0)
		close(p->config);
}

int presence_open(struct presence **p, const struct region *r, const struct machine *m)
{
	struct presence found = { -1, -1 };
	char name[16];

	*p = NULL;
	if (r->source != SOURCE_PCI && r->source != SOURCE_PCI_ROM && !r->of_function)
		return 0;
	found.config = open_file(r, m, "config");
	snprintf(name, sizeof(name), "resource%u", r->pci.part);
	if (is_bar(r))
		found.device = open_file(r, m, name);
	if (found.device < 0)
		found.device = found.config;
	if (found.device < 0)
		return 0;
	*p = malloc(sizeof(**p));
	if (*p) {
		**p = found;
		return 0;
	}
	close_files(&found);
	return -ENOMEM;
}

void presence_close(struct presence *p)
{
	if (p)
		close_files(p);
	free(p);
}

int presence_check(const struct presence *p)
{
	char none;

	/* Reading nothing makes the kernel look whether the file's device is there, and no more. */
	if (p && read(p->device, &none, 0) < 0 && errno == ENODEV)
		return -ENODEV;
	return 0;
}

int presence_decodes(const struct presence *p, enum space space)
{
	uint8_t bytes[2];
	unsigned int command, needed = space == SPACE_PORTS ? COMMAND_IO : COMMAND_MEMORY;

	if (!p || p->config < 0)
		return 0;
	errno = 0;
	if (pread(p->config, bytes, sizeof(bytes), COMMAND) != sizeof(bytes))
		return errno == ENODEV ? -ENODEV : 0;
	command = bytes[0] | (unsigned int)bytes[1] << 8;
	if (command == NOBODY_ANSWERS)
		return -ENODEV;
	return command & needed ? 0 : -EIO;
}
