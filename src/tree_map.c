/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /proc/iomem and /proc/ioports as regions, one an entry, nested as there. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "policy.h"
#include "scan.h"
#include "tree.h"

/* A name is at most 255 bytes long, and "@65536" must fit behind it. */
enum { NAME_MAX_BYTES = 255, SUFFIX_ROOM = 8 };

/* One of the two maps, and where its regions are. */
struct source_map {
	const struct machine *machine;
	const struct resmap *map;
	enum tree tree;
	int digits;	   /* of addresses, at least, as the kernel prints them */
	uint32_t number;   /* of the tree's directory; entry k is number + 1 + k */
	const char *error; /* why there are no entries; NULL: there are */
	const char *remedy;
};

/* A character of a label in a file's name. */
static char name_char(char c)
{
	if (c == '/' || c == ' ' || iscntrl((unsigned char)c))
		return '_';
	return c;
}

/* "START-END:LABEL", cut to what a name may be, but not within a character. */
static void write_name(char name[NAME_MAX_BYTES + 1], const struct source_map *s,
		       const struct resource *entry)
{
	const char *label = entry->label;
	size_t used, room = NAME_MAX_BYTES - SUFFIX_ROOM;

	used = (size_t)snprintf(name, room, "%0*" PRIx64 "-%0*" PRIx64 ":", s->digits,
				entry->range.base, s->digits, range_last(entry->range));
	while (*label && used < room)
		name[used++] = name_char(*label++);
	while (((unsigned char)*label & 0xc0) == 0x80 && name[used - 1] != ':')
		label--, used--;
	name[used] = '\0';
}

/* Only those at the same range can have the same name, and they stand side by side. */
static bool is_neighbour(const struct source_map *s, size_t i, size_t index)
{
	const struct resource *v = s->map->v;

	return v[i].up == v[index].up && v[i].range.base == v[index].range.base &&
	       v[i].range.length == v[index].range.length;
}

static unsigned int count_same(const struct source_map *s, size_t index)
{
	unsigned int n = 0;

	for (size_t i = index; i-- > 0 && is_neighbour(s, i, index);)
		n += strcmp(s->map->v[i].label, s->map->v[index].label) == 0;
	return n;
}

static bool is_taken(const struct regions *all, const struct source_map *s, size_t index,
		     const char *name)
{
	for (size_t i = index; i-- > 0 && is_neighbour(s, i, index);)
		if (strcmp(regions_at(all, s->number + 1 + (uint32_t)i)->name, name) == 0)
			return true;
	return false;
}

/* The entry's name, with "@2" and so on if its neighbours have the same. */
static const char *unique_name(struct regions *all, const struct source_map *s, size_t index)
{
	unsigned int n = count_same(s, index) + 1;
	char name[NAME_MAX_BYTES + 1];
	size_t length;

	write_name(name, s, &s->map->v[index]);
	length = strlen(name);
	if (n > 1)
		snprintf(name + length, sizeof(name) - length, "@%u", n);
	/* Other labels may become the same name. */
	while (is_taken(all, s, index, name))
		snprintf(name + length, sizeof(name) - length, "@%u", ++n);
	return regions_text(all, "%s", name);
}

static int add_entry(struct regions *all, const struct source_map *s, size_t index)
{
	const struct resource *entry = &s->map->v[index];
	const struct resource *claim = resmap_claimant(s->map, entry->range);
	const char *name = unique_name(all, s, index);
	struct region *r, new;

	if (!name)
		return -ENOMEM;
	new = tree_policy(all, s->tree, entry->label, name);
	new.name = name;
	new.space = s->tree == TREE_IOMEM ? SPACE_MEMORY : SPACE_PORTS;
	new.source = SOURCE_ADDRESS;
	new.device = regions_text(all, "%s", entry->label);
	new.range = entry->range;
	new.entry = true;
	new.parent = s->number + (entry->up == RESMAP_TOP ? 0 : entry->up + 1);
	new.claim = claim ? s->number + 1 + (uint32_t)(claim - s->map->v) : 0;
	region_set_function(&new, resmap_function(s->map, entry));
	scan_settle(&new);
	policy_apply(all, &new, s->machine);
	tree_limit(&new);
	r = regions_add(all);
	if (!r || !new.device)
		return -ENOMEM;
	*r = new;
	return 0;
}

/* Why nothing is to be seen, if so. */
static void diagnose(struct regions *all, struct source_map *s, int error, const char *name)
{
	const char *remedy, *flaw = machine_map_flaw(s->map, &remedy);

	/* A machine without ports has an empty map of them. */
	if (error) {
		s->error = regions_text(all, "/proc/%s cannot be read: %s", name, strerror(-error));
		s->remedy = "see that /proc is mounted and readable";
	} else if (flaw && s->map->n) {
		s->error = regions_text(all, "/proc/%s %s", name, flaw);
		s->remedy = remedy;
	}
}

int tree_map_add(struct regions *all, const struct machine *m, enum tree tree)
{
	bool iomem = tree == TREE_IOMEM;
	struct source_map s = {
		.machine = m,
		.map = iomem ? &m->iomem : &m->ioports,
		.tree = tree,
		.digits = iomem ? 8 : 4,
	};
	struct region *r = tree_directory(all, tree, iomem ? "iomem" : "ioports");
	int ret = 0;

	if (!r)
		return -ENOMEM;
	s.number = regions_number(all, r);
	diagnose(all, &s, iomem ? m->iomem_error : m->ioports_error, r->name);
	if (s.error) {
		region_fail(r, s.error, s.remedy);
		return 0;
	}
	for (size_t i = 0; i < s.map->n && ret == 0; i++)
		ret = add_entry(all, &s, i);
	return ret;
}
