/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds writable regions that overlap: two names for one register would break every other promise.
 */
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "conf_mistake.h"

/* Where ranges can overlap: one space, and in files and configuration spaces one device. */
static int compare_places(const struct region *a, const struct region *b)
{
	bool named = a->space == SPACE_FILE || a->space == SPACE_PCI_CONFIG;

	if (a->space != b->space)
		return a->space < b->space ? -1 : 1;
	return named ? strcmp(a->device, b->device) : 0;
}

static int compare_ranges(const void *x, const void *y, void *regions)
{
	const struct region *v = regions;
	const struct region *a = &v[*(const uint32_t *)x], *b = &v[*(const uint32_t *)y];
	int order = compare_places(a, b);

	if (order)
		return order;
	if (a->range.base != b->range.base)
		return a->range.base < b->range.base ? -1 : 1;
	return (a > b) - (a < b);
}

/* Those that an overlap could hurt; simulated devices are each their own. */
static size_t writable(const struct regions *all, uint32_t *index)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i];

		/* What is in trees is nested, and the same device is in several of them. */
		if ((r->access & ACCESS_WRITE) && r->range.length && r->space != SPACE_SIM &&
		    !r->parent && !r->cause)
			index[n++] = (uint32_t)i;
	}
	return n;
}

static int report_overlap(const struct region *a, const struct region *b)
{
	const struct region *first = a < b ? a : b, *second = a < b ? b : a;

	conf_region_mistake(second,
			    "region \"%s\" overlaps \"%s\" (line %u of %s) and both can be "
			    "written; make one of them access = \"ro\"",
			    second->name, first->name, first->line, first->file);
	return 1;
}

int conf_check_overlaps(const struct regions *all)
{
	uint32_t *index = reallocarray(NULL, all->n + 1, sizeof(*index));
	const struct region *reach = NULL;
	int mistakes = 0;
	size_t n;

	if (!index)
		return 1;
	n = writable(all, index);
	qsort_r(index, n, sizeof(*index), compare_ranges, all->v);
	/* In ascending order only the one that reaches farthest can overlap the next. */
	for (size_t i = 0; i < n; i++) {
		const struct region *r = &all->v[index[i]];

		if (!reach || compare_places(reach, r) != 0)
			reach = r;
		else if (range_overlaps(reach->range, r->range))
			mistakes += report_overlap(reach, r);
		if (range_last(r->range) > range_last(reach->range))
			reach = r;
	}
	free(index);
	return mistakes;
}
