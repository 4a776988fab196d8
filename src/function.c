/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists the PCI functions from sysfs, through libpci, and never asks the devices themselves. */
#include "function.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intern.h"
#include "pcilib.h"

/* struct resource flags of the kernel, as libpci hands them on (include/linux/ioport.h). */
enum {
	RESOURCE_ROM_SHADOW = 0x2,
	RESOURCE_IO = 0x100,
	RESOURCE_MEM = 0x200,
	RESOURCE_PREFETCH = 0x2000,
	RESOURCE_MEM_64 = 0x100000,
	RESOURCE_UNSET = 0x20000000,
};

/* pciaddr_t has the address and, in the lower bits of a BAR, what the register has there. */
static struct function_window window(pciaddr_t base, pciaddr_t size, pciaddr_t flags)
{
	const bool io = flags & RESOURCE_IO;

	if (!(flags & (RESOURCE_IO | RESOURCE_MEM)) || size == 0)
		return (struct function_window){ 0 };
	/* What stands in an unset resource is no address of this function. */
	if (flags & RESOURCE_UNSET)
		base = 0;
	return (struct function_window){
		.range = { base & (io ? PCI_ADDR_IO_MASK : PCI_ADDR_MEM_MASK), size },
		.io = io,
		.memory = !io,
		.prefetchable = !io && flags & RESOURCE_PREFETCH,
		.wide = !io && flags & RESOURCE_MEM_64,
	};
}

static void take_identity(struct function *f, struct pci_dev *dev, struct intern *texts)
{
	(void)texts;
	f->vendor = dev->vendor_id;
	f->product = dev->device_id;
}

static void take_class(struct function *f, struct pci_dev *dev, struct intern *texts)
{
	(void)texts;
	f->class = dev->device_class;
	f->interface = dev->prog_if;
	f->revision = dev->rev_id;
	f->subvendor = dev->subsys_vendor_id;
	f->subproduct = dev->subsys_id;
}

static void take_windows(struct function *f, struct pci_dev *dev, struct intern *texts)
{
	(void)texts;
	for (unsigned int i = 0; i < 6; i++)
		f->bars[i] = window(dev->base_addr[i], dev->size[i], dev->flags[i]);
	/* There is no ROM in ports, so its flags need not say memory. */
	f->rom = window(dev->rom_base_addr, dev->rom_size, dev->rom_flags | RESOURCE_MEM);
	f->rom.shadowed = f->rom.range.length && dev->rom_flags & RESOURCE_ROM_SHADOW;
	for (unsigned int i = 0; i < 4; i++)
		f->windows[i] =
			window(dev->bridge_base_addr[i], dev->bridge_size[i], dev->bridge_flags[i]);
}

static void take_place(struct function *f, struct pci_dev *dev, struct intern *texts)
{
	f->numa_node = dev->numa_node;
	f->slot = intern_text(texts, dev->phy_slot);
	f->driver = intern_text(texts, pci_get_string_property(dev, PCI_FILL_DRIVER));
}

static const struct {
	int fields;
	void (*take)(struct function *f, struct pci_dev *dev, struct intern *texts);
} parts[FUNCTION_PARTS] = {
	[FUNCTION_IDENTITY] = { PCI_FILL_IDENT, take_identity },
	[FUNCTION_CLASS] = { PCI_FILL_CLASS | PCI_FILL_CLASS_EXT | PCI_FILL_SUBSYS, take_class },
	[FUNCTION_WINDOWS] = { PCI_FILL_BASES | PCI_FILL_ROM_BASE | PCI_FILL_SIZES |
				       PCI_FILL_IO_FLAGS | PCI_FILL_BRIDGE_BASES,
			       take_windows },
	[FUNCTION_PLACE] = { PCI_FILL_PHYS_SLOT | PCI_FILL_NUMA_NODE | PCI_FILL_DRIVER,
			     take_place },
};

/* Asking the device how long its configuration space is would be an access. */
static uint32_t config_size(const struct machine *m, const struct pci_function *at)
{
	char path[PATH_MAX];
	struct stat st;

	if (stat(pcilib_path(m, path, at, "config"), &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	return st.st_size > UINT32_MAX ? 0 : (uint32_t)st.st_size;
}

static void read_one(struct function *f, struct pci_dev *dev, const struct machine *m,
		     struct intern *texts)
{
	f->at.domain = (uint32_t)dev->domain;
	f->at.bus = dev->bus;
	f->at.device = dev->dev;
	f->at.function = dev->func;
	f->numa_node = -1;
	f->config_size = config_size(m, &f->at);
	for (unsigned int i = 0; i < FUNCTION_PARTS; i++) {
		if (pcilib_fill(dev, parts[i].fields) == 0)
			parts[i].take(f, dev, texts);
		else
			f->causes[i] = intern_text(texts, pcilib_error);
	}
}

static int compare(const void *left, const void *right)
{
	const struct pci_function *a = left, *b = right;

	if (a->domain != b->domain)
		return a->domain < b->domain ? -1 : 1;
	if (a->bus != b->bus)
		return a->bus - b->bus;
	return a->device != b->device ? a->device - b->device : a->function - b->function;
}

static int read_all(struct regions *all, const struct machine *m, struct pci_access *pci,
		    struct function **list, size_t *n)
{
	struct intern texts = { .all = all };
	struct function *v;
	size_t count = 0;

	for (struct pci_dev *dev = pci->devices; dev; dev = dev->next)
		count++;
	v = regions_memory(all, count * sizeof(*v));
	if (!v)
		return -ENOMEM;
	count = 0;
	for (struct pci_dev *dev = pci->devices; dev; dev = dev->next)
		read_one(&v[count++], dev, m, &texts);
	/* libpci lists them as the folder happens to be; an address is the first member. */
	qsort(v, count, sizeof(*v), compare);
	*list = v;
	*n = count;
	return intern_end(&texts);
}

static bool has_bus(const struct machine *m)
{
	char path[PATH_MAX];

	return access(machine_path(m, path, "/sys/bus/pci/devices"), F_OK) == 0;
}

int functions_list(struct regions *all, const struct machine *m, struct function **list, size_t *n)
{
	struct pci_access *pci = pcilib_bus(m);
	int ret;

	*list = NULL;
	*n = 0;
	if (!pci)
		return has_bus(m) ? -EIO : -ENODEV;
	ret = read_all(all, m, pci, list, n);
	pci_cleanup(pci);
	if (ret < 0) {
		snprintf(pcilib_error, sizeof(pcilib_error), "out of memory");
		*list = NULL;
		*n = 0;
	}
	return ret;
}

const struct function *functions_find(const struct function *list, size_t n,
				      const struct pci_function *at)
{
	return n ? bsearch(at, list, n, sizeof(*list), compare) : NULL;
}
