/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pci = "FUNCTION PART": a BAR, the configuration space or the ROM of a function, found by libpci.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "function.h"
#include "pcilib.h"
#include "scan.h"

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

static struct pci_dev *find(struct pci_access *pci, const struct pci_function *f)
{
	unsigned int seen = 0;

	for (struct pci_dev *dev = pci->devices; dev; dev = dev->next)
		if (matches(dev, f, &seen))
			return dev;
	return NULL;
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m,
			struct pci_access *pci)
{
	struct function f = { 0 };
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
	function_places(&f, m, dev);
	function_place(&f, r);
	r->device = regions_text(all, "%04x:%02x:%02x.%x %s", f.at.domain, f.at.bus, f.at.device,
				 f.at.function, strchr(r->device, ' ') + 1);
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
			pci = pcilib_bus(m);
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
