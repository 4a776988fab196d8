/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which capabilities a function has is known only to itself: the kernel does not say it without
 * reading configuration space either (pciutils lib/caps.c walks as we do).
 */
#include "pci_caps.h"

#include "io.h"

/* PCI Local Bus 3.0, 6.1 and 6.7; PCI Express 3.0, 7.9.1; as in linux/pci_regs.h. */
enum {
	STATUS = 0x06,
	STATUS_CAPABILITIES = 0x10,
	HEADER_TYPE = 0x0e,
	HEADER_TYPE_MASK = 0x7f,
	FIRST_CAPABILITY = 0x34,
	FIRST_CAPABILITY_CARDBUS = 0x14,
	CAPABILITIES_START = 0x40,
	EXTENDED_START = 0x100,
	CONFIG_END = 0x1000,
	MSI_64BIT = 0x80,
	MSI_MASKABLE = 0x100,
	EXP_VERSION = 0xf,
	EXP_TYPE_SHIFT = 4,
	EXP_ROOT_PORT = 0x4,
	EXP_EVENT_COLLECTOR = 0xa,
};

enum { CAP_MSI = 0x05, CAP_PCIX = 0x07, CAP_EXP = 0x10, ECAP_AER = 0x01 };

/* The names of setpci(8). */
static const struct row {
	uint16_t id;
	bool extended;
	const char *name;
} rows[] = {
	{ 0x01, false, "CAP_PM" },	{ 0x02, false, "CAP_AGP" },
	{ 0x03, false, "CAP_VPD" },	{ 0x04, false, "CAP_SLOTID" },
	{ 0x05, false, "CAP_MSI" },	{ 0x06, false, "CAP_CHSWP" },
	{ 0x07, false, "CAP_PCIX" },	{ 0x08, false, "CAP_HT" },
	{ 0x09, false, "CAP_VNDR" },	{ 0x0a, false, "CAP_DBG" },
	{ 0x0b, false, "CAP_CCRC" },	{ 0x0c, false, "CAP_HOTPLUG" },
	{ 0x0d, false, "CAP_SSVID" },	{ 0x0e, false, "CAP_AGP3" },
	{ 0x0f, false, "CAP_SECURE" },	{ 0x10, false, "CAP_EXP" },
	{ 0x11, false, "CAP_MSIX" },	{ 0x12, false, "CAP_SATA" },
	{ 0x13, false, "CAP_AF" },	{ 0x14, false, "CAP_EA" },
	{ 0x01, true, "ECAP_AER" },	{ 0x02, true, "ECAP_VC" },
	{ 0x03, true, "ECAP_DSN" },	{ 0x04, true, "ECAP_PB" },
	{ 0x05, true, "ECAP_RCLINK" },	{ 0x06, true, "ECAP_RCILINK" },
	{ 0x07, true, "ECAP_RCECOLL" }, { 0x08, true, "ECAP_MFVC" },
	{ 0x09, true, "ECAP_VC2" },	{ 0x0a, true, "ECAP_RBCB" },
	{ 0x0b, true, "ECAP_VNDR" },	{ 0x0d, true, "ECAP_ACS" },
	{ 0x0e, true, "ECAP_ARI" },	{ 0x0f, true, "ECAP_ATS" },
	{ 0x10, true, "ECAP_SRIOV" },	{ 0x11, true, "ECAP_MRIOV" },
	{ 0x12, true, "ECAP_MCAST" },	{ 0x13, true, "ECAP_PRI" },
	{ 0x15, true, "ECAP_REBAR" },	{ 0x16, true, "ECAP_DPA" },
	{ 0x17, true, "ECAP_TPH" },	{ 0x18, true, "ECAP_LTR" },
	{ 0x19, true, "ECAP_SECPCI" },	{ 0x1a, true, "ECAP_PMUX" },
	{ 0x1b, true, "ECAP_PASID" },	{ 0x1c, true, "ECAP_LNR" },
	{ 0x1d, true, "ECAP_DPC" },	{ 0x1e, true, "ECAP_L1PM" },
	{ 0x1f, true, "ECAP_PTM" },	{ 0x23, true, "ECAP_DVSEC" },
	{ 0x25, true, "ECAP_DLNK" },
};

/* One read, in a width that the region has; false: it cannot be read. */
static bool look(struct access *a, uint64_t offset, unsigned int width, uint32_t *value)
{
	uint8_t unit[WIDTH_L];

	if (access_read(a, (struct form){ .width = (uint8_t)width }, offset, unit, width) !=
	    (ssize_t)width)
		return false;
	*value = (uint32_t)io_get(unit, width);
	return true;
}

static const char *name_of(uint16_t id, bool extended)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].id == id && rows[i].extended == extended)
			return rows[i].name;
	return extended ? "ECAP" : "CAP";
}

static const char *msi_variant(uint32_t flags)
{
	static const char *const names[] = { "CAP_MSI", "CAP_MSI_64", "CAP_MSI_MASK",
					     "CAP_MSI_64_MASK" };

	return names[(flags & MSI_64BIT ? 1 : 0) + (flags & MSI_MASKABLE ? 2 : 0)];
}

/* Which list describes it, where more than its identity decides that. */
static const char *variant(struct pci_caps *all, const struct pci_cap *c)
{
	uint32_t flags, exp_type = all->exp_flags >> EXP_TYPE_SHIFT & 0xf;

	if (c->extended && c->id == ECAP_AER && all->exp_flags &&
	    (exp_type == EXP_ROOT_PORT || exp_type == EXP_EVENT_COLLECTOR))
		return "ECAP_AER_ROOT";
	if (c->extended)
		return c->name;
	if (c->id == CAP_PCIX && all->type == PCI_BRIDGE)
		return "CAP_PCIX_BRIDGE";
	if ((c->id != CAP_MSI && c->id != CAP_EXP) ||
	    !look(all->a, c->offset + 2u, WIDTH_W, &flags))
		return c->name;
	if (c->id == CAP_MSI)
		return msi_variant(flags);
	all->exp_flags = flags;
	return (flags & EXP_VERSION) > 1 ? "CAP_EXP_2" : c->name;
}

static void add(struct pci_caps *all, uint16_t id, uint16_t offset, bool extended)
{
	struct pci_cap c = { id, offset, extended, name_of(id, extended), NULL };

	c.list = variant(all, &c);
	all->v[all->n++] = c;
}

/* True if the walk has been there: a broken list may go round. */
static bool is_known(const struct pci_caps *all, uint32_t offset)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].offset == offset)
			return true;
	return false;
}

static void walk(struct pci_caps *all)
{
	uint32_t first = all->type == PCI_CARDBUS ? FIRST_CAPABILITY_CARDBUS : FIRST_CAPABILITY;
	uint32_t status, at, head;

	if (!look(all->a, STATUS, WIDTH_W, &status) || !(status & STATUS_CAPABILITIES) ||
	    !look(all->a, first, WIDTH_B, &at))
		return;
	for (size_t steps = 0; steps < PCI_CAPS_MAX / 2; steps++) {
		at &= 0xfc;
		if (at < CAPABILITIES_START || is_known(all, at) ||
		    !look(all->a, at, WIDTH_W, &head) || (head & 0xff) == 0xff)
			return;
		add(all, head & 0xff, (uint16_t)at, false);
		at = head >> 8;
	}
}

static void walk_extended(struct pci_caps *all)
{
	uint32_t at = EXTENDED_START, head;

	for (size_t steps = 0; steps < PCI_CAPS_MAX / 2; steps++) {
		if (at < EXTENDED_START || at > CONFIG_END - 4 || is_known(all, at) ||
		    !range_holds(all->a->region->range, at, WIDTH_L) ||
		    !look(all->a, at, WIDTH_L, &head) || head == 0 || head == UINT32_MAX)
			return;
		add(all, head & 0xffff, (uint16_t)at, true);
		at = head >> 20 & ~3u;
	}
}

bool pci_caps_read(struct access *a, struct pci_caps *all)
{
	*all = (struct pci_caps){ .a = a };
	/* Its registers have all these widths. */
	if ((a->region->widths & (WIDTH_B | WIDTH_W | WIDTH_L)) != (WIDTH_B | WIDTH_W | WIDTH_L) ||
	    !look(a, HEADER_TYPE, WIDTH_B, &all->type))
		return false;
	all->type &= HEADER_TYPE_MASK;
	if (all->type >= PCI_HEADER_TYPES)
		return false;
	walk(all);
	walk_extended(all);
	return true;
}
