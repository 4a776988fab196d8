/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory BARs through sysfs: mapping resourceN needs no address and follows the function. */
#include <errno.h>
#include <unistd.h>

#include "log.h"
#include "mapped.h"
#include "pci_config.h"
#include "pci_file.h"
#include "pcilib.h"

static int map(struct access *a, const struct machine *m, const char *kind)
{
	char path[PATH_MAX], file[16];

	snprintf(file, sizeof(file), "resource%u%s", a->region->pci.part, kind);
	pcilib_path(m, path, &a->region->pci, file);
	/*
	 * The file starts at the page that holds the BAR's start, so a BAR smaller than a page is
	 * found at its address within the page (drivers/pci/mmap.c).
	 */
	return mapped_open(a, m, path, 0, mapped_in_page(a->region->range.base));
}

/* resourceN_wc exists for prefetchable BARs where the processor can combine writes. */
static int map_combining(struct access *a, const struct machine *m)
{
	int ret = map(a, m, "_wc");

	if (ret == -ENOENT) {
		log_line("region \"%s\": the kernel offers no write-combining mapping of this BAR; "
			 "map = \"uc\" is used instead",
			 a->region->name);
		return map(a, m, "");
	}
	a->combining = ret == 0;
	return ret;
}

static int pcibar_open(struct access *a, const struct machine *m, const char **remedy)
{
	int ret = a->region->combining ? map_combining(a, m) : map(a, m, "");

	if (ret == -EACCES)
		*remedy = "run as root";
	else if (ret == -EPERM)
		*remedy = machine_unlock;
	else if (ret == -EROFS)
		*remedy = pci_file_remedy(m, ret);
	else if (ret == -EINVAL)
		*remedy = "unbind the driver that claims the BAR, or boot with iomem=relaxed";
	/* What flushes writes is opened now, while there are privileges. */
	if (ret == 0 && (a->region->access & ACCESS_WRITE)) {
		a->config = pci_config_open(m, &a->region->pci, false, remedy);
		if (a->config < 0) {
			mapped_close(a);
			return a->config;
		}
	}
	return ret;
}

static void pcibar_close(struct access *a)
{
	if (a->config >= 0)
		close(a->config);
	mapped_close(a);
}

/*
 * A read of configuration space pushes the posted writes before it, as any read does (PCI ordering
 * rules), and answers softly where the device itself might not (Documentation/driver-api/
 * device-io.rst).
 */
static int pcibar_flush(struct access *a, uint64_t *value)
{
	return pci_config_load(a->config, 0, 4, value);
}

const struct backend access_pcibar = {
	.name = "pci-resource",
	.help = "a memory BAR, a mapping of the function's resourceN in sysfs",
	.space = SPACE_MEMORY,
	.sources = 1 << SOURCE_PCI,
	.widths = WIDTHS_HOST,
	.posted = true,
	.open = pcibar_open,
	.close = pcibar_close,
	.load = mapped_load,
	.store = mapped_store,
	.load_run = mapped_load_run,
	.store_run = mapped_store_run,
	.flush = pcibar_flush,
};
