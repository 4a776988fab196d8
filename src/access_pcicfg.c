/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI configuration space: one transfer of 1, 2 or 4 bytes is one bus access. */
#include <unistd.h>

#include "access.h"
#include "pci_config.h"

static int pcicfg_open(struct access *a, const struct machine *m, const char **remedy)
{
	int fd = pci_config_open(m, &a->region->pci, a->region->access & ACCESS_WRITE, remedy);

	if (fd < 0)
		return fd;
	a->fd = fd;
	return 0;
}

static void pcicfg_close(struct access *a)
{
	close(a->fd);
}

static int pcicfg_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	return pci_config_load(a->fd, offset, width, value);
}

static int pcicfg_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	return pci_config_store(a->fd, offset, width, value);
}

const struct backend access_pcicfg = {
	.name = "pci-config",
	.help = "PCI configuration space, the function's config file in sysfs",
	.space = SPACE_PCI_CONFIG,
	.sources = 1 << SOURCE_PCI,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.open = pcicfg_open,
	.close = pcicfg_close,
	.load = pcicfg_load,
	.store = pcicfg_store,
};
