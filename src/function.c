/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads functions through libpci, from the kernel's files about them: no device is asked. */
#include "function.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pcilib.h"

/* struct resource flags of the kernel, as libpci hands them on (include/linux/ioport.h). */
enum {
	RESOURCE_IO = 0x100,
	RESOURCE_MEMORY = 0x200,
	RESOURCE_PREFETCH = 0x2000,
	RESOURCE_WIDE = 0x100000,
	RESOURCE_ROM_SHADOW = 0x2,
};

/* The names of a machine's functions: few, for many functions. */
struct names {
	struct regions *all;
	struct pci_access *pci;
	void *known; /* tree of the texts (tsearch) */
};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(a, b);
}

static const char *intern(struct names *names, const char *text)
{
	char **found;

	if (!text)
		return NULL;
	found = tfind(text, &names->known, compare_texts);
	if (found)
		return *found;
	text = regions_text(names->all, "%s", text);
	if (text)
		tsearch(text, &names->known, compare_texts);
	return text;
}

static void forget_nothing(void *text)
{
	/* The regions own it. */
	(void)text;
}

/* Only the local list of names is asked: no cache in somebody's home, no udev, no network. */
enum { LOCAL = PCI_LOOKUP_NO_NUMBERS | PCI_LOOKUP_NO_HWDB };

static void look_up_names(struct function *f, struct names *names)
{
	struct pci_access *pci = names->pci;
	char text[512];

	f->vendor_name = intern(names, pci_lookup_name(pci, text, sizeof(text),
						       LOCAL | PCI_LOOKUP_VENDOR, f->vendor));
	f->product_name =
		intern(names, pci_lookup_name(pci, text, sizeof(text), LOCAL | PCI_LOOKUP_DEVICE,
					      f->vendor, f->product));
	f->class_name = intern(names, pci_lookup_name(pci, text, sizeof(text),
						      LOCAL | PCI_LOOKUP_CLASS, f->class));
	if (f->subvendor && f->subvendor != 0xffff)
		f->subsystem_name = intern(
			names, pci_lookup_name(pci, text, sizeof(text),
					       LOCAL | PCI_LOOKUP_SUBSYSTEM | PCI_LOOKUP_VENDOR |
						       PCI_LOOKUP_DEVICE,
					       f->vendor, f->product, f->subvendor, f->subproduct));
}

static struct function_window window(pciaddr_t base, pciaddr_t size, pciaddr_t flags)
{
	bool ports = flags & RESOURCE_IO;
	struct function_window w = {
		.ports = ports,
		.prefetchable = flags & RESOURCE_PREFETCH,
		.wide = flags & RESOURCE_WIDE,
		.shadowed = flags & RESOURCE_ROM_SHADOW,
	};

	if (flags & (RESOURCE_IO | RESOURCE_MEMORY) && size)
		w.range = (struct range){ base & (ports ? PCI_ADDR_IO_MASK : PCI_ADDR_MEM_MASK),
					  size };
	return w;
}

/* The size of the configuration space is that of its file: asking the device would be an access. */
static uint32_t config_size(const struct machine *m, const struct pci_function *at)
{
	char path[PATH_MAX];
	struct stat st;

	return stat(pcilib_path(m, path, at, "config"), &st) < 0 ? 0 : (uint32_t)st.st_size;
}

void function_places(struct function *f, const struct machine *m, struct pci_dev *dev)
{
	pci_fill_info(dev, PCI_FILL_BASES | PCI_FILL_ROM_BASE | PCI_FILL_SIZES | PCI_FILL_IO_FLAGS);
	f->at = (struct pci_function){
		.domain = (uint32_t)dev->domain,
		.bus = dev->bus,
		.device = dev->dev,
		.function = dev->func,
	};
	for (int i = 0; i < FUNCTION_BARS; i++)
		f->bars[i] = window(dev->base_addr[i], dev->size[i], dev->flags[i]);
	/* The lowest bits of a ROM's address are its enable bit, and its flags need not say memory.
	 */
	f->rom = window(dev->rom_base_addr, dev->rom_size, dev->rom_flags | RESOURCE_MEMORY);
	f->config_size = config_size(m, &f->at);
}

static void take(struct function *f, const struct machine *m, struct pci_dev *dev,
		 struct names *names)
{
	pci_fill_info(dev, PCI_FILL_IDENT | PCI_FILL_CLASS | PCI_FILL_CLASS_EXT | PCI_FILL_SUBSYS |
				   PCI_FILL_BRIDGE_BASES | PCI_FILL_PHYS_SLOT | PCI_FILL_NUMA_NODE |
				   PCI_FILL_DRIVER);
	*f = (struct function){
		.vendor = dev->vendor_id,
		.product = dev->device_id,
		.subvendor = dev->subsys_vendor_id,
		.subproduct = dev->subsys_id,
		.class = dev->device_class,
		.revision = dev->rev_id,
		.numa_node = dev->numa_node,
		.driver = intern(names, pci_get_string_property(dev, PCI_FILL_DRIVER)),
		.slot = intern(names, dev->phy_slot),
	};
	function_places(f, m, dev);
	for (int i = 0; i < FUNCTION_WINDOWS; i++)
		f->windows[i] =
			window(dev->bridge_base_addr[i], dev->bridge_size[i], dev->bridge_flags[i]);
	look_up_names(f, names);
}

static size_t count(const struct pci_access *pci)
{
	size_t n = 0;

	for (const struct pci_dev *dev = pci->devices; dev; dev = dev->next)
		n++;
	return n;
}

/* Those before a function that libpci cannot read are kept. */
static int take_all(struct function *list, volatile size_t *n, const struct machine *m,
		    struct names *names)
{
	if (setjmp(pcilib_trap))
		return -ENODEV;
	for (struct pci_dev *dev = names->pci->devices; dev; dev = dev->next) {
		take(&list[*n], m, dev, names);
		++*n;
	}
	return 0;
}

int functions_read(struct regions *all, const struct machine *m, struct function **list, size_t *n)
{
	struct names names = { .all = all, .pci = pcilib_bus(m) };
	volatile size_t taken = 0;
	int ret;

	*n = 0;
	if (!names.pci)
		return -ENODEV;
	*list = regions_memory(all, count(names.pci) * sizeof(**list));
	ret = *list ? take_all(*list, &taken, m, &names) : -ENOMEM;
	*n = taken;
	tdestroy(names.known, forget_nothing);
	pci_cleanup(names.pci);
	return ret;
}

static void place_bar(const struct function_window *w, struct region *r)
{
	if (w->range.length == 0) {
		region_fail(r, "the function has no such BAR", "see lspci -v for those it has");
		return;
	}
	r->space = w->ports ? SPACE_PORTS : SPACE_MEMORY;
	r->range = w->range;
	r->prefetchable = w->prefetchable;
	r->wide = w->wide;
	if (r->range.base == 0)
		region_fail(r, "the kernel has given the BAR no address",
			    "see dmesg for the reason");
	if (r->combining && !w->prefetchable)
		region_fail(r, "the BAR is not prefetchable, so writes to it must not be combined",
			    "say map = \"uc\"");
}

static void place_rom(const struct function_window *w, struct region *r)
{
	r->range = w->range;
	r->shadowed = w->shadowed;
	if (w->range.length == 0)
		region_fail(r, "the function has no expansion ROM",
			    "see lspci -v for those that have one");
	else if (r->range.base == 0)
		region_fail(r, "the kernel has given the ROM no address",
			    "see dmesg for the reason");
}

void function_place(const struct function *f, struct region *r)
{
	uint8_t part = r->pci.part;

	r->pci.domain = f->at.domain;
	r->pci.bus = f->at.bus;
	r->pci.device = f->at.device;
	r->pci.function = f->at.function;
	if (part <= PCI_BAR5)
		place_bar(&f->bars[part], r);
	else if (part == PCI_ROM)
		place_rom(&f->rom, r);
	else if (f->config_size)
		r->range.length = f->config_size;
	else
		region_fail(r, "its configuration space is not in sysfs",
			    "see that /sys is mounted");
}
