/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The safety rules, one function each; the first that objects names the cause and the remedy. */
#include "policy.h"

#include <errno.h>
#include <string.h>

/*
 * Below this there is RAM on every PC, and the kernel lets /dev/mem map it (it only hides it from
 * read()), so the program must refuse.
 */
enum { LOW_RAM_END = 0xa0000 };

/* Without the map nothing can be known of the range: what it might be is `doubt`. */
static bool check_map(struct regions *all, struct region *r, const struct resmap *map, int error,
		      const char *name, const char *doubt)
{
	if (error)
		region_fail(r,
			    regions_text(all, "cannot read %s (%s), so %s", name, strerror(-error),
					 doubt),
			    "see that /proc is mounted and readable");
	else if (map->zeros)
		region_fail(r, regions_text(all, "%s shows only zeros, so %s", name, doubt),
			    "run with CAP_SYS_ADMIN (as root), which it needs to show addresses");
	return !r->cause;
}

static void check_ram(struct region *r, const struct machine *m)
{
	if (r->range.base < LOW_RAM_END)
		region_fail(r, "physical memory below 0xa0000 is the machine's own RAM",
			    "choose a device's range: see /proc/iomem");
	else if (resmap_is_ram(&m->iomem, r->range))
		region_fail(r, "the range overlaps System RAM",
			    "choose a device's range: see /proc/iomem");
}

/* Who only reads, or says force, is not kept out by a claim. */
static bool claims_matter(const struct region *r)
{
	return (r->access & ACCESS_WRITE) && !r->force;
}

/* Where a probe works: the window between the RAM of a PC's first days and its first megabyte. */
static const struct range legacy_window = { 0xa0000, 0x60000 };

/*
 * The claimed parts of a region in the legacy window, in the steps of a probe, which touches none
 * of them.
 */
static void note_claims(struct regions *all, struct region *r, const struct resmap *map)
{
	struct claim found[LEGACY_STEPS] = { 0 }, *last = NULL;
	uint64_t end = range_last(r->range);
	unsigned int n = 0;
	char path[512];

	for (uint64_t at = r->range.base & ~(uint64_t)(LEGACY_STEP - 1); at <= end;
	     at += LEGACY_STEP) {
		struct range step = { at, LEGACY_STEP };

		if (!resmap_claim(map, step, path, sizeof(path)))
			continue;
		if (last && range_last(last->range) + 1 == at && strcmp(last->name, path) == 0) {
			last->range.length += LEGACY_STEP;
			continue;
		}
		last = &found[n++];
		*last = (struct claim){ step, regions_text(all, "%s", path) };
		if (!last->name)
			last->name = "";
	}
	r->claims = regions_copy(all, found, n * sizeof(*found));
	r->claim_count = n;
	if (n && !r->claims)
		region_fail(r, NULL, NULL);
}

static void check_claim(struct regions *all, struct region *r, const struct resmap *map)
{
	char path[512];

	if (!resmap_claim(map, r->range, path, sizeof(path)))
		return;
	r->claimed_by = regions_text(all, "%s", path);
	if (claims_matter(r))
		region_fail(r, regions_text(all, "claimed by %s", path),
			    "unbind that driver, or set access = \"ro\", or force = true to write "
			    "all the same");
}

static void apply(struct regions *all, struct region *r, const struct machine *m)
{
	if (r->space == SPACE_SIM) {
		r->legacy = r->stream && range_contains(legacy_window, r->range);
	} else if (r->space == SPACE_PORTS) {
		if (!claims_matter(r) || check_map(all, r, &m->ioports, m->ioports_error,
						   "/proc/ioports", "a driver may have claimed it"))
			check_claim(all, r, &m->ioports);
	} else if (r->space == SPACE_MEMORY) {
		if (!check_map(all, r, &m->iomem, m->iomem_error, "/proc/iomem", "it may be RAM"))
			return;
		check_ram(r, m);
		check_claim(all, r, &m->iomem);
		r->legacy = range_contains(legacy_window, r->range);
		if (r->legacy)
			note_claims(all, r, &m->iomem);
	}
}

void policy_apply(struct regions *all, const struct machine *m)
{
	for (size_t i = 0; i < all->n; i++)
		if (!all->v[i].cause)
			apply(all, &all->v[i], m);
}
