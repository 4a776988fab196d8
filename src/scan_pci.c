/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pci = "FUNCTION PART": a BAR, the configuration space or the ROM of a function, found by libpci.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

const char *const scan_pci_parts[SCAN_PCI_PARTS] = {
	"bar0", "bar1", "bar2", "bar3", "bar4", "bar5", [PCI_CONFIG] = "config", [PCI_ROM] = "rom",
};

static bool parse_part(const char *text, struct pci_function *f)
{
	for (unsigned int part = 0; part < SCAN_PCI_PARTS; part++)
		if (strcmp(text, scan_pci_parts[part]) == 0) {
			f->part = (uint8_t)part;
			return true;
		}
	return false;
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

/*
 * The nth of that identity by address, or the first before it whose identity is unknown: it could
 * be one of them. NULL: there is none.
 */
static const struct function *find_nth(const struct function *list, size_t n,
				       const struct pci_function *f)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].causes[FUNCTION_IDENTITY] ||
		    (list[i].vendor == f->vendor && list[i].product == f->product &&
		     ++seen == f->nth))
			return &list[i];
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

static void look_up_bar(struct region *r, const struct function_window *bar)
{
	if (bar->range.length == 0) {
		region_fail(r, "the function has no such BAR", "see lspci -v for those it has");
		return;
	}
	r->space = bar->io ? SPACE_PORTS : SPACE_MEMORY;
	r->range = bar->range;
	r->prefetchable = bar->prefetchable;
	r->wide = bar->wide;
	if (r->range.base == 0)
		region_fail(r, "the kernel has given the BAR no address",
			    "see dmesg for the reason");
	if (r->combining && !bar->prefetchable)
		region_fail(r, "the BAR is not prefetchable, so writes to it must not be combined",
			    "say map = \"uc\"");
}

static void look_up_rom(struct region *r, const struct function_window *rom)
{
	r->range = rom->range;
	r->shadowed = rom->shadowed;
	if (r->range.length == 0)
		region_fail(r, "the function has no expansion ROM",
			    "see lspci -v for those that have one");
	else if (r->range.base == 0)
		region_fail(r, "the kernel has given the ROM no address",
			    "see dmesg for the reason");
}

static void fail_unknown(struct regions *all, struct region *r, const char *cause)
{
	region_fail(r, regions_text(all, "libpci: %s", cause),
		    "see that /sys shows the function: lspci");
}

void scan_pci_place(struct regions *all, struct region *r, const struct machine *m,
		    const struct function *f)
{
	const char *cause = f->causes[FUNCTION_WINDOWS];

	r->pci.domain = f->at.domain;
	r->pci.bus = f->at.bus;
	r->pci.device = f->at.device;
	r->pci.function = f->at.function;
	if (r->pci.part == PCI_CONFIG)
		look_up_config(all, r, m);
	else if (cause)
		fail_unknown(all, r, cause);
	else if (r->pci.part == PCI_ROM)
		look_up_rom(r, &f->rom);
	else
		look_up_bar(r, &f->bars[r->pci.part]);
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m,
			const struct function *list, size_t n)
{
	const bool by_identity = r->pci.nth != 0;
	const struct function *f =
		by_identity ? find_nth(list, n, &r->pci) : functions_find(list, n, &r->pci);

	if (!f) {
		region_fail(r, regions_text(all, "there is no PCI function %s", r->device),
			    "see lspci -Dnn for those there are");
		return;
	}
	if (by_identity && f->causes[FUNCTION_IDENTITY]) {
		fail_unknown(all, r, f->causes[FUNCTION_IDENTITY]);
		return;
	}
	r->device = regions_text(all, "%04x:%02x:%02x.%x %s", f->at.domain, f->at.bus, f->at.device,
				 f->at.function, strchr(r->device, ' ') + 1);
	scan_pci_place(all, r, m, f);
}

static bool is_pci(const struct region *r)
{
	return r->source == SOURCE_PCI || r->source == SOURCE_PCI_ROM;
}

static void look_up(struct regions *all, const struct machine *m)
{
	struct regions pool = { 0 };
	struct function *list = NULL;
	size_t n = 0, i = 0;
	int ret;

	/* A machine without PCI regions never loads the bus. */
	while (i < all->n && !is_pci(&all->v[i]))
		i++;
	if (i == all->n)
		return;
	ret = functions_list(&pool, m, &list, &n);
	for (; i < all->n; i++) {
		struct region *r = &all->v[i];

		if (is_pci(r) && ret == 0)
			look_up_one(all, r, m, list, n);
		else if (is_pci(r))
			region_fail(r, regions_text(all, "no PCI bus: %s", pcilib_error),
				    "see that the machine has PCI and /sys is mounted");
	}
	regions_free(&pool);
}

const struct scanner scan_pci = {
	.key = "pci",
	.help = "\"dddd:bb:dd.f PART\", \"vvvv:dddd PART\" or \"vvvv:dddd@n PART\"; PART: bar0 to "
		"bar5, config, rom",
	.parse = parse_pci,
	.look_up = look_up,
};
