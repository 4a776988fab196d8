/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who owns a range, by the kernel's map: found by halving, whatever the number of entries. */
#include <ctype.h>
#include <string.h>

#include "log.h"
#include "resmap.h"

bool resmap_is_ram(const struct resmap *map, struct range range)
{
	size_t n = range.length ? range_count_until(map->ram, map->rams, sizeof(*map->ram),
						    range_last(range))
				: 0;

	/* They are apart, so of those that start in time the last one reaches farthest. */
	return n && range_overlaps(map->ram[n - 1], range);
}

static bool fits(char c, char form)
{
	if (form == 'x')
		return isxdigit((unsigned char)c);
	if (form == 'A')
		return isupper((unsigned char)c) || isdigit((unsigned char)c);
	return c == form;
}

/* True if text has the form: x a hexadecimal digit, A a capital or digit, else itself. */
static bool has_form(const char *text, const char *form)
{
	while (*text && *form && fits(*text, *form)) {
		text++;
		form++;
	}
	return !*text && !*form;
}

static bool is_function(const char *label)
{
	return has_form(label, "xxxx:xx:xx.x") || has_form(label, "xxxxx:xx:xx.x");
}

/*
 * Entries that only say where something is, not that a driver uses it: host bridge windows, the
 * BARs of a function, ACPI and PNP devices' own ranges, what the firmware reserved.
 */
static bool is_place(const char *label)
{
	return strncmp(label, "PCI Bus ", 8) == 0 || is_function(label) ||
	       has_form(label, "AAAxxxx:xx") || has_form(label, "AAAAxxxx:xx") ||
	       strcasecmp(label, "reserved") == 0;
}

static bool is_twin(const struct resource *v, size_t a, size_t b)
{
	return v[a].up == v[b].up && v[a].range.base == v[b].range.base &&
	       v[a].range.length == v[b].range.length;
}

/* The entry, or one at the same range before it, if it claims; NULL: it is a place. */
static const struct resource *claim_at(const struct resource *v, size_t i)
{
	for (size_t k = i + 1; k && is_twin(v, k - 1, i); k--)
		if (!is_place(v[k - 1].label))
			return &v[k - 1];
	return NULL;
}

const struct resource *resmap_claimant(const struct resmap *map, struct range range)
{
	const struct resource *claim = NULL;
	size_t i = range_count_until(map->v, map->n, sizeof(*map->v), range.base);
	uint32_t up = i ? (uint32_t)i - 1 : RESMAP_TOP;

	/* What starts before the range and reaches into it is nested: the deepest claim counts. */
	for (; up != RESMAP_TOP && !claim; up = map->v[up].up)
		if (range_overlaps(map->v[up].range, range))
			claim = claim_at(map->v, up);
	/* Then come those that start inside it; the first way down to a claim ends at its end. */
	for (; i < map->n && range_overlaps(map->v[i].range, range); i++) {
		if (claim && map->v[i].depth <= claim->depth)
			break;
		if (!is_place(map->v[i].label))
			claim = &map->v[i];
	}
	return claim;
}

const char *resmap_function(const struct resmap *map, const struct resource *entry)
{
	while (!is_function(entry->label)) {
		if (entry->up == RESMAP_TOP)
			return NULL;
		entry = &map->v[entry->up];
	}
	return entry->label;
}

static size_t add_name(char *path, size_t size, size_t used, const char *label)
{
	int more = snprintf(path + used, size - used, "%s%s", used ? " > " : "", label);

	return more < 0 || (size_t)more >= size - used ? size - 1 : used + (size_t)more;
}

void resmap_names(const struct resmap *map, const struct resource *entry, char *path, size_t size)
{
	const char *labels[RESMAP_DEPTH_MAX];
	size_t n = 0, used = 0;

	for (uint32_t i = (uint32_t)(entry - map->v); i != RESMAP_TOP; i = map->v[i].up)
		labels[n++] = map->v[i].label;
	while (n)
		used = add_name(path, size, used, labels[--n]);
	log_clean(path);
}

bool resmap_claim(const struct resmap *map, struct range range, char *path, size_t size)
{
	const struct resource *claim = resmap_claimant(map, range);

	if (claim)
		resmap_names(map, claim, path, size);
	return claim;
}
