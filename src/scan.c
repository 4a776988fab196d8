/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of scanners, and the walk through it. */
#include "scan.h"

uint8_t scan_space_widths(enum space space)
{
	/* No bus does a 64-bit port or configuration access. */
	if (space == SPACE_PORTS || space == SPACE_PCI_CONFIG)
		return WIDTH_B | WIDTH_W | WIDTH_L;
	return WIDTHS_HOST;
}

/* What the space can do; where it has 64-bit registers, these by their halves on any host. */
static uint8_t widths_of(const struct region *r)
{
	uint8_t widths = scan_space_widths(r->space);

	if (r->quad != QUAD_SINGLE && !r->ports && r->space != SPACE_PCI_CONFIG)
		widths |= WIDTH_Q;
	return widths;
}

void scan_settle(struct region *r)
{
	bool wanted = r->widths != 0;

	if (r->cause)
		return;
	r->stream = r->stream || r->space == SPACE_MEMORY || r->space == SPACE_FILE;
	r->ports = r->ports || r->space == SPACE_PORTS;
	r->widths &= widths_of(r);
	region_trim_widths(r);
	if (wanted && !r->widths)
		region_fail(r, "none of the widths allowed fits the range and its alignment",
			    "allow a narrower one: widths = \"b\"");
	if (r->flush == FLUSH_OFFSET && !r->cause && !region_widest_at(r, r->flush_offset))
		region_fail(r,
			    "none of the widths allowed fits at the offset that flush names, or it "
			    "is not inside the region",
			    "name the offset of a register that may be read: flush = \"0x0\"");
}

void scan_look_up(struct regions *all, const struct machine *m)
{
	for (const struct scanner *const *s = scanners; *s; s++)
		if ((*s)->look_up)
			(*s)->look_up(all, m);
	for (size_t i = 0; i < all->n; i++)
		scan_settle(&all->v[i]);
}

const struct scanner *const scanners[] = {
	&scan_ports, &scan_memory, &scan_pci, &scan_iomem, &scan_file, &scan_sim, NULL,
};
