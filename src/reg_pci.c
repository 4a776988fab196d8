/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which capabilities a function has is known only to itself: the kernel does not say it without
 * reading configuration space either (pciutils lib/caps.c walks as we do).
 */
#include "reg_pci.h"

#include <stdio.h>
#include <string.h>

#include "io.h"
#include "reg_build.h"

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

enum { NORMAL, BRIDGE, CARDBUS, HEADER_TYPES };

enum { CAPABILITIES_MAX = 128, CAP_MSI = 0x05, CAP_PCIX = 0x07, CAP_EXP = 0x10, ECAP_AER = 0x01 };

/* One of them, as it was found. */
struct capability {
	uint16_t id, offset;
	bool extended;
	const char *name;
	const struct reg_list *list;
};

struct capabilities {
	struct reg_shelf *shelf;
	struct access *a;
	uint32_t type;	    /* of the header */
	uint32_t exp_flags; /* of its PCI Express capability; 0: it has none */
	size_t n;
	struct capability v[CAPABILITIES_MAX];
};

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
static const char *variant(struct capabilities *all, const struct capability *c)
{
	uint32_t flags, exp_type = all->exp_flags >> EXP_TYPE_SHIFT & 0xf;

	if (c->extended && c->id == ECAP_AER && all->exp_flags &&
	    (exp_type == EXP_ROOT_PORT || exp_type == EXP_EVENT_COLLECTOR))
		return "ECAP_AER_ROOT";
	if (c->extended)
		return c->name;
	if (c->id == CAP_PCIX && all->type == BRIDGE)
		return "CAP_PCIX_BRIDGE";
	if ((c->id != CAP_MSI && c->id != CAP_EXP) ||
	    !look(all->a, c->offset + 2u, WIDTH_W, &flags))
		return c->name;
	if (c->id == CAP_MSI)
		return msi_variant(flags);
	all->exp_flags = flags;
	return (flags & EXP_VERSION) > 1 ? "CAP_EXP_2" : c->name;
}

static const struct reg_list *list_of(struct capabilities *all, const struct capability *c)
{
	const struct reg_list *list = reg_shelf_find(all->shelf, REG_PCI_FILE, variant(all, c));

	return list ? list : reg_shelf_find(all->shelf, REG_PCI_FILE, c->extended ? "ECAP" : "CAP");
}

/* True if all that a list describes is in the region. */
static bool fits(const struct capabilities *all, const struct capability *c)
{
	for (size_t i = 1; c->list && i < c->list->n; i++)
		if (!range_holds(all->a->region->range, c->offset + c->list->v[i].offset,
				 c->list->v[i].width))
			return false;
	return c->list;
}

static void add(struct capabilities *all, uint16_t id, uint16_t offset, bool extended)
{
	struct capability c = { id, offset, extended, name_of(id, extended), NULL };

	c.list = list_of(all, &c);
	if (fits(all, &c))
		all->v[all->n++] = c;
}

/* True if the walk has been there: a broken list may go round. */
static bool is_known(const struct capabilities *all, uint32_t offset)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].offset == offset)
			return true;
	return false;
}

static void walk(struct capabilities *all)
{
	uint32_t first = all->type == CARDBUS ? FIRST_CAPABILITY_CARDBUS : FIRST_CAPABILITY;
	uint32_t status, at, head;

	if (!look(all->a, STATUS, WIDTH_W, &status) || !(status & STATUS_CAPABILITIES) ||
	    !look(all->a, first, WIDTH_B, &at))
		return;
	for (size_t steps = 0; steps < CAPABILITIES_MAX / 2; steps++) {
		at &= 0xfc;
		if (at < CAPABILITIES_START || is_known(all, at) ||
		    !look(all->a, at, WIDTH_W, &head) || (head & 0xff) == 0xff)
			return;
		add(all, head & 0xff, (uint16_t)at, false);
		at = head >> 8;
	}
}

static void walk_extended(struct capabilities *all)
{
	uint32_t at = EXTENDED_START, head;

	for (size_t steps = 0; steps < CAPABILITIES_MAX / 2; steps++) {
		if (at < EXTENDED_START || at > CONFIG_END - 4 || is_known(all, at) ||
		    !range_holds(all->a->region->range, at, WIDTH_L) ||
		    !look(all->a, at, WIDTH_L, &head) || head == 0 || head == UINT32_MAX)
			return;
		add(all, head & 0xffff, (uint16_t)at, true);
		at = head >> 20 & ~3u;
	}
}

/* The nth of its name is called so: CAP_VNDR@2. */
static uint32_t name_in(struct reg_builder *b, const struct capabilities *all, size_t i)
{
	const char *name = all->v[i].name;
	unsigned int nth = 1;
	char text[32];

	for (size_t k = 0; k < i; k++)
		nth += strcmp(all->v[k].name, name) == 0;
	snprintf(text, sizeof(text), nth > 1 ? "%s@%u" : "%s", name, nth);
	return reg_build_text(b, text);
}

/* The header's registers, and then a group for each capability. */
static int build(struct reg_builder *b, const struct capabilities *all,
		 const struct reg_list *header)
{
	uint32_t n = header->v[0].count;
	uint32_t member = reg_build_members(b, 0, n + (uint32_t)all->n);
	int ret = member ? 0 : -1;

	for (uint32_t i = 0; i < n && ret == 0; i++)
		ret = reg_build_copy(b, member++, header, header->v[0].first + i, 0);
	for (size_t i = 0; i < all->n && ret == 0; i++) {
		struct reg r = { .offset = all->v[i].offset, .name = name_in(b, all, i) };

		ret = r.name ? reg_build_put(b, member, &r) : -1;
		if (ret == 0)
			ret = reg_build_graft(b, member++, all->v[i].list, 0, r.offset);
	}
	return ret;
}

/* What functions that are alike have in common; false: it is too long. */
static bool sign(const struct capabilities *all, const char *header, char *text, size_t size)
{
	int used = snprintf(text, size, "%s", header);

	for (size_t i = 0; i < all->n && used >= 0 && (size_t)used < size; i++)
		used += snprintf(text + used, size - (size_t)used, " %x:%x:%p", all->v[i].offset,
				 all->v[i].id, (const void *)all->v[i].list);
	return used >= 0 && (size_t)used < size;
}

static const struct reg_list *make(const struct capabilities *all, const char *header)
{
	const struct reg_list *first = reg_shelf_find(all->shelf, REG_PCI_FILE, header), *list;
	struct reg_builder b = { 0 };
	char signature[4096];

	if (!first || !sign(all, header, signature, sizeof(signature)))
		return NULL;
	list = reg_shelf_find(all->shelf, "", signature);
	if (list)
		return list;
	if (reg_build_start(&b) < 0 || build(&b, all, first) < 0) {
		reg_build_abandon(&b);
		return NULL;
	}
	list = reg_build_finish(&b, all->shelf->all);
	if (!list || reg_shelf_add(all->shelf, "", signature, list) < 0)
		return NULL;
	return list;
}

const struct reg_list *reg_pci_list(struct reg_shelf *shelf, struct access *a)
{
	static const char *const headers[HEADER_TYPES] = { "HEADER0", "HEADER1", "HEADER2" };
	struct capabilities all = { .shelf = shelf, .a = a };

	/* Its registers have all these widths. */
	if ((a->region->widths & (WIDTH_B | WIDTH_W | WIDTH_L)) != (WIDTH_B | WIDTH_W | WIDTH_L) ||
	    !look(a, HEADER_TYPE, WIDTH_B, &all.type))
		return NULL;
	all.type &= HEADER_TYPE_MASK;
	if (all.type >= HEADER_TYPES)
		return NULL;
	walk(&all);
	walk_extended(&all);
	return make(&all, headers[all.type]);
}
