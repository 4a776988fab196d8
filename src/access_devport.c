/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * I/O ports through /dev/port, where in and out are not to be had. The kernel does a longer read
 * as so many inb (drivers/char/mem.c, read_port), so there are bytes only.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "access.h"
#include "pause.h"

static int devport_open(struct access *a, const struct machine *m, const char **remedy)
{
	char path[PATH_MAX];
	int fd = machine_open_file(m, machine_path(m, path, "/dev/port"), O_RDWR);

	if (fd == -ENOENT)
		*remedy = "this kernel has no /dev/port (CONFIG_DEVPORT)";
	else if (fd == -EACCES || fd == -EPERM)
		*remedy = "run as root, or with CAP_SYS_RAWIO and access to /dev/port";
	if (fd < 0)
		return fd;
	a->fd = fd;
	return 0;
}

static void devport_close(struct access *a)
{
	close(a->fd);
}

static int devport_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint8_t byte;

	if (pread(a->fd, &byte, width, (off_t)(a->region->range.base + offset)) != (ssize_t)width)
		return -EIO;
	*value = byte;
	return 0;
}

static int devport_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t byte = (uint8_t)value;
	off_t port = (off_t)(a->region->range.base + offset);

	return pwrite(a->fd, &byte, width, port) == (ssize_t)width ? 0 : -EIO;
}

static void devport_pause(struct access *a)
{
	if (pwrite(a->fd, "", 1, PAUSE_PORT) != 1)
		pause_delay();
}

const struct backend access_devport = {
	.name = "dev-port",
	.help = "I/O ports through /dev/port, bytes only, where port-io cannot be had",
	.space = SPACE_PORTS,
	.sources = 1 << SOURCE_ADDRESS | 1 << SOURCE_PCI,
	.widths = WIDTH_B,
	.open = devport_open,
	.close = devport_close,
	.load = devport_load,
	.store = devport_store,
	.pause = devport_pause,
};
