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
	const char *remedy, *flaw = machine_map_flaw(map, &remedy);

	if (error)
		region_fail(r,
			    regions_text(all, "cannot read %s (%s), so %s", name, strerror(-error),
					 doubt),
			    "see that /proc is mounted and readable");
	else if (flaw)
		region_fail(r, regions_text(all, "%s %s, so %s", name, flaw, doubt), remedy);
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

/* Adds a claimed step, which may be more of the last claim. */
static void add_claim(struct regions *all, struct legacy *legacy, struct range step,
		      const char *path)
{
	struct claim *last = legacy->count ? &legacy->claims[legacy->count - 1] : NULL;
	const char *name;

	if (last && range_last(last->range) + 1 == step.base && strcmp(last->name, path) == 0) {
		last->range.length += step.length;
		return;
	}
	name = regions_text(all, "%s", path);
	legacy->claims[legacy->count++] = (struct claim){ step, name ? name : "" };
}

/* A region in the legacy window is noted as such, with the steps that a probe must not touch. */
static void note_legacy(struct regions *all, struct region *r, const struct resmap *map)
{
	uint64_t at = r->range.base & ~(uint64_t)(LEGACY_STEP - 1), end = range_last(r->range);
	char path[512];

	if (!r->stream || !range_contains(legacy_window, r->range))
		return;
	r->legacy =
		regions_memory(all, sizeof(*r->legacy) + LEGACY_STEPS * sizeof(*r->legacy->claims));
	if (!r->legacy)
		region_fail(r, NULL, NULL);
	for (; r->legacy && map && at <= end; at += LEGACY_STEP) {
		struct range step = { at, LEGACY_STEP };

		if (resmap_claim(map, step, path, sizeof(path)))
			add_claim(all, r->legacy, step, path);
	}
}

static void refuse_claimed(struct regions *all, struct region *r, const char *function,
			   const char *names)
{
	const char *unbind = "unload or unbind the driver";

	if (function)
		unbind = regions_text(all,
				      "unbind the driver (echo %s "
				      ">/sys/bus/pci/devices/%s/driver/unbind)",
				      function, function);
	region_fail(r, regions_text(all, "claimed by %s", names),
		    regions_text(all,
				 "%s, or say access = \"ro\", or force = true to write all the "
				 "same",
				 unbind ? unbind : ""));
}

static void check_claim(struct regions *all, struct region *r, const struct resmap *map)
{
	const struct resource *claim;
	char names[512];

	/* An entry of the map knows its own claim. */
	if (r->entry && !claims_matter(r))
		return;
	claim = resmap_claimant(map, r->range);
	if (!claim)
		return;
	resmap_names(map, claim, names, sizeof(names));
	if (!r->entry)
		r->claimed_by = regions_text(all, "%s", names);
	if (claims_matter(r))
		refuse_claimed(all, r, resmap_function(map, claim), names);
}

void policy_apply(struct regions *all, struct region *r, const struct machine *m)
{
	if (r->cause)
		return;
	if (r->space == SPACE_SIM) {
		note_legacy(all, r, NULL);
	} else if (r->space == SPACE_PORTS) {
		if (!claims_matter(r) || check_map(all, r, &m->ioports, m->ioports_error,
						   "/proc/ioports", "a driver may have claimed it"))
			check_claim(all, r, &m->ioports);
	} else if (r->space == SPACE_MEMORY) {
		if (!check_map(all, r, &m->iomem, m->iomem_error, "/proc/iomem", "it may be RAM"))
			return;
		check_ram(r, m);
		check_claim(all, r, &m->iomem);
		note_legacy(all, r, &m->iomem);
	}
}

void policy_apply_all(struct regions *all, const struct machine *m)
{
	for (size_t i = 0; i < all->n; i++)
		policy_apply(all, &all->v[i], m);
}
