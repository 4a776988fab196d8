/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory BARs through sysfs: mapping resourceN needs no address and follows the function. */
#include <errno.h>

#include "mapped.h"

static int pcibar_open(struct access *a, const struct machine *m, const char **remedy)
{
	const struct pci_function *f = &a->region->pci;
	char path[PATH_MAX];
	int ret;

	machine_path(m, path, "/sys/bus/pci/devices/%04x:%02x:%02x.%x/resource%u", f->domain,
		     f->bus, f->device, f->function, f->part);
	/*
	 * The file starts at the page that holds the BAR's start, so a BAR smaller than a page is
	 * found at its address within the page (drivers/pci/mmap.c).
	 */
	ret = mapped_open(a, path, 0, mapped_in_page(a->region->range.base));
	if (ret == -EACCES)
		*remedy = "run as root";
	else if (ret == -EPERM)
		*remedy = "the kernel is locked down (/sys/kernel/security/lockdown)";
	else if (ret == -EINVAL)
		*remedy = "unbind the driver that claims the BAR, or boot with iomem=relaxed";
	return ret;
}

const struct backend access_pcibar = {
	.name = "pci-resource",
	.help = "a memory BAR, a mapping of the function's resourceN in sysfs",
	.space = SPACE_MEMORY,
	.sources = 1 << SOURCE_PCI,
	.widths = WIDTHS_HOST,
	.open = pcibar_open,
	.close = mapped_close,
	.load = mapped_load,
	.store = mapped_store,
	.load_run = mapped_load_run,
	.store_run = mapped_store_run,
};
