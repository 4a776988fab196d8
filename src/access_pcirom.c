/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expansion ROMs: mapped at the address that the kernel has given them, through /dev/mem, and
 * answering there only while a file is open. The rom file of sysfs is of no use: the kernel copies
 * it in units of its own choice, after looking for the image's end in the device.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "mapped.h"
#include "pci_config.h"

/* Offsets and bits of the configuration header (PCI Local Bus 3.0, 6.1 and 6.2.5.2). */
enum { COMMAND = 0x04, COMMAND_MEMORY = 2, HEADER_TYPE = 0x0e };
enum { ROM_BASE = 0x30, BRIDGE_ROM_BASE = 0x38, ROM_ENABLE = 1 };

static int pcirom_open(struct access *a, const struct machine *m, const char **remedy)
{
	char path[PATH_MAX];
	int ret =
		mapped_open(a, m, machine_path(m, path, "/dev/mem"), O_SYNC, a->region->range.base);

	if (ret < 0) {
		*remedy = "a ROM is read through /dev/mem, in exact widths: run as root, and see "
			  "that /dev/mem exists and the kernel is not locked down";
		return ret;
	}
	a->config = pci_config_open(m, &a->region->pci, true, remedy);
	if (a->config >= 0)
		return 0;
	mapped_close(a);
	return a->config;
}

static void pcirom_close(struct access *a)
{
	close(a->config);
	mapped_close(a);
}

/* Where the register with the ROM's address and its enable bit is. */
static int rom_register(struct access *a, uint64_t *offset)
{
	uint64_t type = 0;
	int ret = pci_config_load(a->config, HEADER_TYPE, 1, &type);

	*offset = (type & 0x7f) == 1 ? BRIDGE_ROM_BASE : ROM_BASE;
	return ret;
}

/* A ROM answers if both its own bit and the function's memory decode are set. */
static int pcirom_enable(struct access *a)
{
	uint64_t offset, command, base;

	/* The firmware's copy in RAM needs no enabling. */
	if (a->region->shadowed)
		return 0;
	if (pci_config_load(a->config, COMMAND, 2, &command) < 0 || !(command & COMMAND_MEMORY) ||
	    rom_register(a, &offset) < 0 || pci_config_load(a->config, offset, 4, &base) < 0)
		return -EIO;
	a->saved = (uint32_t)base;
	return pci_config_store(a->config, offset, 4, base | ROM_ENABLE);
}

static void pcirom_disable(struct access *a)
{
	uint64_t offset;

	if (!a->region->shadowed && rom_register(a, &offset) == 0)
		pci_config_store(a->config, offset, 4, a->saved);
}

const struct backend access_pcirom = {
	.name = "pci-rom",
	.help = "an expansion ROM, a mapping of /dev/mem, enabled while a file is open",
	.space = SPACE_MEMORY,
	.sources = 1 << SOURCE_PCI_ROM,
	.widths = WIDTHS_HOST,
	.open = pcirom_open,
	.close = pcirom_close,
	.load = mapped_load,
	.store = mapped_store,
	.load_run = mapped_load_run,
	.store_run = mapped_store_run,
	.enable = pcirom_enable,
	.disable = pcirom_disable,
};
