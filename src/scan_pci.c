/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pci = "FUNCTION PART": a BAR, the configuration space or the ROM of a function, found by libpci.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pcilib.h"
#include "scan.h"

/* struct resource flags of the kernel, as libpci hands them on (include/linux/ioport.h). */
enum { RESOURCE_IO = 0x100, RESOURCE_MEM = 0x200, RESOURCE_PREFETCH = 0x2000 };
enum { RESOURCE_ROM_SHADOW = 0x2 };

/* Exactly `digits` hexadecimal digits and then the character `end`; moves *text past both. */
static bool hex_field(const char **text, int digits, char end, unsigned long *value)
{
	char *stop;

	if (strspn(*text, "0123456789abcdefABCDEF") != (size_t)digits)
		return false;
	*value = strtoul(*text, &stop, 16);
	if (*stop != end)
		return false;
	*text = stop + 1;
	return true;
}

static bool parse_address(const char *text, struct pci_function *f)
{
	unsigned long domain, bus, device, function;

	/* The kernel prints domains above 0xffff with more digits (Intel VMD: 10000). */
	if (!hex_field(&text, 4, ':', &domain) && !hex_field(&text, 5, ':', &domain))
		return false;
	if (!hex_field(&text, 2, ':', &bus) || !hex_field(&text, 2, '.', &device) ||
	    !hex_field(&text, 1, ' ', &function) || device > 31 || function > 7)
		return false;
	f->domain = (uint32_t)domain;
	f->bus = (uint8_t)bus;
	f->device = (uint8_t)device;
	f->function = (uint8_t)function;
	return true;
}

static bool parse_identity(const char *text, struct pci_function *f)
{
	unsigned long vendor, product, nth = 1;

	if (!hex_field(&text, 4, ':', &vendor))
		return false;
	if (!hex_field(&text, 4, ' ', &product)) {
		char *stop;

		if (!hex_field(&text, 4, '@', &product) || !isdigit((unsigned char)*text))
			return false;
		nth = strtoul(text, &stop, 10);
		if (*stop != ' ' || nth == 0 || nth > UINT16_MAX)
			return false;
	}
	f->vendor = (uint16_t)vendor;
	f->product = (uint16_t)product;
	f->nth = (uint16_t)nth;
	return true;
}

static bool parse_part(const char *text, struct pci_function *f)
{
	if (strncmp(text, "bar", 3) == 0 && text[3] >= '0' && text[3] <= '5' && !text[4])
		f->part = (uint8_t)(PCI_BAR0 + (text[3] - '0'));
	else if (strcmp(text, "config") == 0)
		f->part = PCI_CONFIG;
	else if (strcmp(text, "rom") == 0)
		f->part = PCI_ROM;
	else
		return false;
	return true;
}

static int parse_pci(struct regions *all, struct region *r, const char *value, const char **why)
{
	const char *blank = strchr(value, ' ');

	r->source = SOURCE_PCI;
	if (!blank || (!parse_address(value, &r->pci) && !parse_identity(value, &r->pci))) {
		*why = "not a PCI function and a part of it";
		return -EINVAL;
	}
	if (!parse_part(blank + 1, &r->pci)) {
		*why = "no such part";
		return -EINVAL;
	}
	if (r->pci.part == PCI_ROM)
		r->source = SOURCE_PCI_ROM;
	r->space = r->pci.part == PCI_CONFIG ? SPACE_PCI_CONFIG : SPACE_MEMORY;
	r->device = regions_text(all, "%s", value);
	return r->device ? 0 : -ENOMEM;
}

static bool matches(struct pci_dev *dev, const struct pci_function *f, unsigned int *seen)
{
	if (f->nth == 0)
		return (uint32_t)dev->domain == f->domain && dev->bus == f->bus &&
		       dev->dev == f->device && dev->func == f->function;
	pci_fill_info(dev, PCI_FILL_IDENT);
	return dev->vendor_id == f->vendor && dev->device_id == f->product && ++*seen == f->nth;
}

/* libpci lists functions in no order of its own, so "the nth" is counted by address. */
static bool before(const struct pci_dev *a, const struct pci_dev *b)
{
	if (a->domain != b->domain)
		return a->domain < b->domain;
	if (a->bus != b->bus)
		return a->bus < b->bus;
	return a->dev != b->dev ? a->dev < b->dev : a->func < b->func;
}

static void sort_devices(struct pci_access *pci)
{
	struct pci_dev *sorted = NULL;

	while (pci->devices) {
		struct pci_dev *dev = pci->devices, **place = &sorted;

		pci->devices = dev->next;
		while (*place && before(*place, dev))
			place = &(*place)->next;
		dev->next = *place;
		*place = dev;
	}
	pci->devices = sorted;
}

static struct pci_dev *find(struct pci_access *pci, const struct pci_function *f)
{
	unsigned int seen = 0;

	for (struct pci_dev *dev = pci->devices; dev; dev = dev->next)
		if (matches(dev, f, &seen))
			return dev;
	return NULL;
}

/* The size of the configuration space is that of its file: asking the device would be an access. */
static void look_up_config(struct regions *all, struct region *r, const struct machine *m)
{
	char path[PATH_MAX];
	struct stat st;

	pcilib_path(m, path, &r->pci, "config");
	if (stat(path, &st) < 0)
		region_fail(r, regions_text(all, "%s: %s", path, strerror(errno)),
			    "see that /sys is mounted");
	else
		r->range.length = (uint64_t)st.st_size;
}

static void look_up_bar(struct region *r, struct pci_dev *dev)
{
	unsigned int bar = r->pci.part;
	bool io;

	pci_fill_info(dev, PCI_FILL_BASES | PCI_FILL_SIZES | PCI_FILL_IO_FLAGS);
	io = dev->flags[bar] & RESOURCE_IO;
	if (!(dev->flags[bar] & (RESOURCE_IO | RESOURCE_MEM)) || dev->size[bar] == 0) {
		region_fail(r, "the function has no such BAR", "see lspci -v for those it has");
		return;
	}
	r->space = io ? SPACE_PORTS : SPACE_MEMORY;
	r->range.base = dev->base_addr[bar] & (io ? PCI_ADDR_IO_MASK : PCI_ADDR_MEM_MASK);
	r->range.length = dev->size[bar];
	if (r->range.base == 0)
		region_fail(r, "the kernel has given the BAR no address",
			    "see dmesg for the reason");
	if (r->combining && !(dev->flags[bar] & RESOURCE_PREFETCH))
		region_fail(r, "the BAR is not prefetchable, so writes to it must not be combined",
			    "say map = \"uc\"");
}

static void look_up_rom(struct region *r, struct pci_dev *dev)
{
	pci_fill_info(dev, PCI_FILL_ROM_BASE | PCI_FILL_SIZES | PCI_FILL_IO_FLAGS);
	r->range.base = dev->rom_base_addr & PCI_ADDR_MEM_MASK;
	r->range.length = dev->rom_size;
	r->shadowed = dev->rom_flags & RESOURCE_ROM_SHADOW;
	if (dev->rom_size == 0)
		region_fail(r, "the function has no expansion ROM",
			    "see lspci -v for those that have one");
	else if (r->range.base == 0)
		region_fail(r, "the kernel has given the ROM no address",
			    "see dmesg for the reason");
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m,
			struct pci_access *pci)
{
	struct pci_dev *dev;

	if (setjmp(pcilib_trap)) {
		region_fail(r, regions_text(all, "libpci: %s", pcilib_error),
			    "see that /sys shows the function: lspci");
		return;
	}
	dev = find(pci, &r->pci);
	if (!dev) {
		region_fail(r, regions_text(all, "there is no PCI function %s", r->device),
			    "see lspci -Dnn for those there are");
		return;
	}
	r->pci.domain = (uint32_t)dev->domain;
	r->pci.bus = dev->bus;
	r->pci.device = dev->dev;
	r->pci.function = dev->func;
	r->device = regions_text(all, "%04x:%02x:%02x.%x %s", r->pci.domain, dev->bus, dev->dev,
				 dev->func, strchr(r->device, ' ') + 1);
	if (r->pci.part == PCI_CONFIG)
		look_up_config(all, r, m);
	else if (r->pci.part == PCI_ROM)
		look_up_rom(r, dev);
	else
		look_up_bar(r, dev);
}

static bool scan_bus(struct pci_access *pci)
{
	if (setjmp(pcilib_trap))
		return false;
	pci_scan_bus(pci);
	sort_devices(pci);
	return true;
}

static struct pci_access *open_bus(const struct machine *m)
{
	struct pci_access *pci = pcilib_open(m, false);

	if (pci && !scan_bus(pci)) {
		pci_cleanup(pci);
		pci = NULL;
	}
	return pci;
}

static void look_up(struct regions *all, const struct machine *m)
{
	struct pci_access *pci = NULL;
	bool opened = false;

	for (size_t i = 0; i < all->n; i++) {
		struct region *r = &all->v[i];

		if (r->source != SOURCE_PCI && r->source != SOURCE_PCI_ROM)
			continue;
		/* A machine without PCI regions never loads the bus. */
		if (!opened)
			pci = open_bus(m);
		opened = true;
		if (pci)
			look_up_one(all, r, m, pci);
		else
			region_fail(r, regions_text(all, "no PCI bus: %s", pcilib_error),
				    "see that the machine has PCI and /sys is mounted");
	}
	if (pci)
		pci_cleanup(pci);
}

const struct scanner scan_pci = {
	.key = "pci",
	.help = "\"dddd:bb:dd.f PART\", \"vvvv:dddd PART\" or \"vvvv:dddd@n PART\"; PART: bar0 to "
		"bar5, config, rom",
	.parse = parse_pci,
	.look_up = look_up,
};
