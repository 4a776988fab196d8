/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Physical memory through /dev/mem, mapped uncached. */
#include <errno.h>
#include <fcntl.h>

#include "mapped.h"

/* Why the kernel says EPERM: it has several reasons, and one error. */
static const char *why_refused(const struct region *r, const struct machine *m)
{
	if (machine_locked_down(m))
		return machine_unlock;
	if (r->claimed_by || r->claim)
		return "unbind the driver that claims the range, or boot with iomem=relaxed";
	return "run as root, or with CAP_SYS_RAWIO";
}

static int devmem_open(struct access *a, const struct machine *m, const char **remedy)
{
	char path[PATH_MAX];
	/* O_SYNC makes the mapping uncached (drivers/char/mem.c, phys_mem_access_prot). */
	int ret =
		mapped_open(a, m, machine_path(m, path, "/dev/mem"), O_SYNC, a->region->range.base);

	if (ret == -ENOENT)
		*remedy = "this kernel has no /dev/mem (CONFIG_DEVMEM)";
	else if (ret == -EACCES)
		*remedy = "run as root, or with CAP_SYS_RAWIO and access to /dev/mem";
	else if (ret == -EPERM)
		*remedy = why_refused(a->region, m);
	else if (ret == -EAGAIN)
		*remedy =
			"the kernel has this range mapped with another cache mode; it is no device";
	return ret;
}

const struct backend access_devmem = {
	.name = "devmem",
	.help = "physical memory, a mapping of /dev/mem",
	.space = SPACE_MEMORY,
	.sources = 1 << SOURCE_ADDRESS,
	.widths = WIDTHS_HOST,
	.posted = true,
	.open = devmem_open,
	.close = mapped_close,
	.load = mapped_load,
	.store = mapped_store,
	.load_run = mapped_load_run,
	.store_run = mapped_store_run,
};
