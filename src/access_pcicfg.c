/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI configuration space through libpci: one transfer of 1, 2 or 4 bytes is one bus access. */
#include <errno.h>

#include "access.h"
#include "pcilib.h"

static int pcicfg_open(struct access *a, const struct machine *m, const char **remedy)
{
	a->handle = pcilib_function(m, &a->region->pci, a->region->access & ACCESS_WRITE);
	*remedy = pcilib_error;
	return a->handle ? 0 : -EIO;
}

static void pcicfg_close(struct access *a)
{
	pcilib_close(a->handle);
}

static int pcicfg_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	return pcilib_load(a->handle, offset, width, value);
}

static int pcicfg_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	return pcilib_store(a->handle, offset, width, value);
}

const struct backend access_pcicfg = {
	.name = "libpci",
	.help = "PCI configuration space, by libpci",
	.space = SPACE_PCI_CONFIG,
	.sources = 1 << SOURCE_PCI,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.open = pcicfg_open,
	.close = pcicfg_close,
	.load = pcicfg_load,
	.store = pcicfg_store,
};
