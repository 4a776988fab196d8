/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI configuration space through libpci: one transfer of 1, 2 or 4 bytes is one bus access. */
#include <errno.h>

#include "access.h"
#include "io.h"
#include "pcilib.h"

static int pcicfg_open(struct access *a, const struct machine *m, const char **remedy)
{
	const struct pci_function *f = &a->region->pci;
	struct pci_access *pci = pcilib_open(m, a->region->access & ACCESS_WRITE);
	struct pci_dev *dev;
	uint8_t none;

	if (!pci)
		return -ENODEV;
	dev = pci_get_dev(pci, (int)f->domain, f->bus, f->device, f->function);
	/* libpci opens the file at the first transfer, and one of 0 bytes is none on the bus. */
	if (setjmp(pcilib_trap) || !pci_read_block(dev, 0, &none, 0)) {
		pci_free_dev(dev);
		pci_cleanup(pci);
		*remedy = pcilib_error;
		return -EIO;
	}
	a->handle = dev;
	return 0;
}

static void pcicfg_close(struct access *a)
{
	struct pci_dev *dev = a->handle;
	struct pci_access *pci = dev->access;

	pci_free_dev(dev);
	pci_cleanup(pci);
}

/*
 * Configuration space is little-endian on every host. Without CAP_SYS_ADMIN the kernel ends it
 * after 64 bytes, which libpci reports as a failed transfer.
 */
static int pcicfg_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint8_t bytes[4];

	if (setjmp(pcilib_trap) || !pci_read_block(a->handle, (int)offset, bytes, (int)width))
		return -EIO;
	*value = 0;
	for (unsigned int i = 0; i < width; i++)
		*value |= (uint64_t)bytes[i] << 8 * i;
	return 0;
}

static int pcicfg_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t bytes[4];

	for (unsigned int i = 0; i < width; i++)
		bytes[i] = (uint8_t)(value >> 8 * i);
	if (setjmp(pcilib_trap) || !pci_write_block(a->handle, (int)offset, bytes, (int)width))
		return -EIO;
	return 0;
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
