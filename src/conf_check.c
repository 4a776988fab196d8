/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds registers that are not in their region, or that it cannot access as one. */
#include "conf.h"
#include "conf_mistake.h"
#include "reg_access.h"

static const char *letter(unsigned int width)
{
	return width == WIDTH_B ? "b" : width == WIDTH_W ? "w" : width == WIDTH_L ? "l" : "q";
}

/* False after a mistake: what is copied, or taken from a list, may have come to any offset. */
static bool is_aligned(const struct region *r, const struct reg_list *list, const struct reg *reg)
{
	char path[REG_PATH];

	if (reg->offset % reg->width == 0)
		return true;
	conf_region_mistake(r,
			    "region \"%s\": register \"%s\" is at 0x%llx, which is no multiple of "
			    "its width, so that no single access reaches it",
			    r->name, reg_path(list, reg, path), (unsigned long long)reg->offset);
	return false;
}

/*
 * A write that is flushed by reading it back would read what is there, and not in configuration
 * space, as a BAR's does. True after a mistake.
 */
static bool is_read_back(const struct region *r, const struct reg_list *list, const struct reg *reg)
{
	char path[REG_PATH];

	if (r->flush != FLUSH_READ || r->space != SPACE_MEMORY || r->source == SOURCE_PCI ||
	    (reg_directions(reg) & ACCESS_READ) || !(reg->traits.access & ACCESS_WRITE))
		return false;
	conf_region_mistake(
		r,
		"region \"%s\": flush = \"read\" would read register \"%s\", which must "
		"not be read; name the offset of another: flush = \"0x...\"",
		r->name, reg_path(list, reg, path));
	return true;
}

/* The first register that does not fit is reported; one is enough to see what is wrong. */
static int check_list(const struct region *r)
{
	const struct reg_list *list = r->registers;
	char path[REG_PATH];

	for (size_t i = 1; i < list->n; i++) {
		const struct reg *reg = &list->v[i];

		if (reg_is_group(reg))
			continue;
		if (!is_aligned(r, list, reg) || is_read_back(r, list, reg))
			return 1;
		if (r->range.length && !range_holds(r->range, reg->offset, reg->width)) {
			conf_region_mistake(
				r,
				"region \"%s\": register \"%s\" at 0x%llx is not in the "
				"region, which is 0x%llx bytes long",
				r->name, reg_path(list, reg, path), (unsigned long long)reg->offset,
				(unsigned long long)r->range.length);
			return 1;
		}
		if (r->range.length && !(r->widths & reg->width)) {
			conf_region_mistake(r,
					    "region \"%s\": register \"%s\" needs %d-bit accesses, "
					    "which the region does not have (no \"%s\")",
					    r->name, reg_path(list, reg, path), 8 * reg->width,
					    letter(reg->width));
			return 1;
		}
	}
	return 0;
}

int conf_check_registers(const struct regions *all)
{
	int mistakes = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i];

		/* What is browsed has the registers that its device says it has. */
		if (r->registers && !r->parent && !r->cause)
			mistakes += check_list(r);
	}
	return mistakes;
}
