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

static void settle(struct region *r)
{
	bool wanted = r->widths != 0;

	if (r->cause)
		return;
	r->widths &= scan_space_widths(r->space);
	r->stream = r->stream || r->space == SPACE_MEMORY || r->space == SPACE_FILE;
	region_trim_widths(r);
	if (wanted && !r->widths)
		region_fail(r, "none of the widths allowed fits the range and its alignment",
			    "allow a narrower one: widths = \"b\"");
}

void scan_look_up(struct regions *all, const struct machine *m)
{
	for (const struct scanner *const *s = scanners; *s; s++)
		if ((*s)->look_up)
			(*s)->look_up(all, m);
	for (size_t i = 0; i < all->n; i++)
		settle(&all->v[i]);
}

const struct scanner *const scanners[] = {
	&scan_ports, &scan_memory, &scan_pci, &scan_iomem, &scan_file, &scan_sim, NULL,
};
