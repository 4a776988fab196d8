/* SPDX-License-Identifier: GPL-2.0-or-later */
/* iomem = "LABEL": a range of physical memory by its name in /proc/iomem. */
#include <errno.h>
#include <string.h>

#include "scan.h"

/* "LABEL" or "LABEL@n": a label may hold '@' itself (arm: serial@7e201000), then n is no digits. */
static int parse_iomem(struct regions *all, struct region *r, const char *value, const char **why)
{
	const char *at = strrchr(value, '@'), *ignored;
	uint64_t nth = 1;
	size_t length = strlen(value);

	if (at && range_number(at + 1, &nth, &ignored) == 0)
		length = (size_t)(at - value);
	else
		nth = 1;
	if (length == 0 || nth == 0 || nth > UINT32_MAX) {
		*why = "not a label of /proc/iomem, or the n of \"LABEL@n\" is not 1 or more";
		return -EINVAL;
	}
	r->space = SPACE_MEMORY;
	r->source = SOURCE_ADDRESS;
	r->nth = (unsigned int)nth;
	r->device = regions_text(all, "%.*s", (int)length, value);
	return r->device ? 0 : -ENOMEM;
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m)
{
	const struct resource *entry = resmap_label(&m->iomem, r->device, r->nth);

	if (m->iomem_error)
		region_fail(r,
			    regions_text(all, "cannot read /proc/iomem (%s)",
					 strerror(-m->iomem_error)),
			    "make /proc/iomem readable");
	else if (!entry)
		region_fail(r,
			    regions_text(all, "/proc/iomem has no entry %u of \"%s\"", r->nth,
					 r->device),
			    "write a label exactly as /proc/iomem prints it");
	else
		r->range = entry->range;
}

static void look_up(struct regions *all, const struct machine *m)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].nth)
			look_up_one(all, &all->v[i], m);
}

const struct scanner scan_iomem = {
	.key = "iomem",
	.help = "\"LABEL\" as /proc/iomem prints it, \"LABEL@2\" for the second of that name",
	.parse = parse_iomem,
	.look_up = look_up,
};
