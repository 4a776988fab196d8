/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * I/O BARs through sysfs, where in and out are not to be had: a transfer of 1, 2 or 4 bytes of
 * resourceN is one access (drivers/pci/pci-sysfs.c, pci_resource_io). The kernel shortens one that
 * would end behind the BAR; the gate lets none such through, and a short one would be an error.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "access.h"
#include "io.h"
#include "pause.h"
#include "pci_file.h"

static int pciio_open(struct access *a, const struct machine *m, const char **remedy)
{
	char file[16];
	int fd;

	snprintf(file, sizeof(file), "resource%u", a->region->pci.part);
	fd = pci_file_open(m, &a->region->pci, file, a->region->access & ACCESS_WRITE);
	if (fd == -EACCES)
		*remedy = "run as root";
	else if (fd < 0)
		*remedy = pci_file_remedy(m, fd);
	if (fd < 0)
		return fd;
	a->fd = fd;
	return 0;
}

static void pciio_close(struct access *a)
{
	close(a->fd);
}

/* The kernel moves the port's value as an integer of the host. */
static int pciio_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint8_t unit[8]; /* any unit of io.h; a port has 4 at most */
	int ret = pci_file_moved(pread(a->fd, unit, width, (off_t)offset), width);

	if (ret == 0)
		*value = io_get(unit, width);
	return ret;
}

static int pciio_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t unit[8]; /* any unit of io.h; a port has 4 at most */

	io_put(unit, width, value);
	return pci_file_moved(pwrite(a->fd, unit, width, (off_t)offset), width);
}

static void pciio_pause(struct access *a)
{
	(void)a;
	pause_delay();
}

const struct backend access_pciio = {
	.name = "pci-io",
	.help = "an I/O BAR, the function's resourceN in sysfs, where port-io cannot be had",
	.space = SPACE_PORTS,
	.sources = 1 << SOURCE_PCI,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.open = pciio_open,
	.close = pciio_close,
	.load = pciio_load,
	.store = pciio_store,
	.pause = pciio_pause,
};
