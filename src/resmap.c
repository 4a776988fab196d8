/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads /proc/iomem and /proc/ioports and answers who owns a range. */
#include "resmap.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16 };

/* The whole file: /proc files have no size that could be asked for. */
static char *read_all(FILE *file)
{
	char *text = NULL;
	size_t size = 0;

	errno = 0;
	if (getdelim(&text, &size, '\0', file) >= 0)
		return text;
	free(text);
	/* A machine without ports has an empty map; that is no error. */
	return errno ? NULL : strdup("");
}

/* "  START-END : LABEL", hexadecimal without 0x, two blanks a level (kernel/resource.c). */
static bool parse_line(char *line, struct resource *entry)
{
	size_t blanks = strspn(line, " ");
	char *end, *text = line + blanks;
	uint64_t first, last;

	errno = 0;
	if (blanks % 2 || !isxdigit((unsigned char)*text))
		return false;
	first = strtoull(text, &end, 16);
	if (*end != '-' || !isxdigit((unsigned char)end[1]))
		return false;
	last = strtoull(end + 1, &end, 16);
	if (errno || strncmp(end, " : ", 3) != 0 || last < first || last - first == UINT64_MAX)
		return false;
	*entry = (struct resource){
		{ first, last - first + 1 }, end + 3, (uint32_t)(blanks / 2), 0
	};
	return true;
}

static int append(struct resmap *map, struct resource entry)
{
	uint32_t deepest = map->n ? map->v[map->n - 1].depth + 1 : 0;

	/* In a damaged map a level may be missing; an entry always has a parent here. */
	if (entry.depth > deepest)
		entry.depth = deepest;
	if (map->n == map->room) {
		size_t room = map->room ? map->room * 2 : 64;
		struct resource *v = reallocarray(map->v, room, sizeof(*v));

		if (!v)
			return -ENOMEM;
		map->v = v;
		map->room = room;
	}
	map->v[map->n++] = entry;
	return 0;
}

/* Sets next from the depths: each entry ends all the open ones that are at least as deep. */
static void link_siblings(struct resmap *map)
{
	for (size_t i = map->n; i-- > 0;) {
		size_t next = i + 1;

		while (next < map->n && map->v[next].depth > map->v[i].depth)
			next = map->v[next].next;
		map->v[i].next = (uint32_t)next;
	}
}

int resmap_read(struct resmap *map, FILE *file)
{
	char *rest, *line;
	bool any = false;
	int skipped = 0;

	*map = (struct resmap){ 0 };
	map->text = rest = read_all(file);
	if (!rest)
		return -errno;
	while ((line = strsep(&rest, "\n"))) {
		struct resource entry;

		if (!parse_line(line, &entry)) {
			skipped += *line != '\0';
			continue;
		}
		if (append(map, entry) < 0)
			return -ENOMEM;
		any = any || range_last(entry.range) != 0;
	}
	map->zeros = !any;
	link_siblings(map);
	return skipped;
}

void resmap_free(struct resmap *map)
{
	free(map->v);
	free(map->text);
	*map = (struct resmap){ 0 };
}

const struct resource *resmap_label(const struct resmap *map, const char *label, unsigned int nth)
{
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->v[i].label, label) == 0 && --nth == 0)
			return &map->v[i];
	return NULL;
}

bool resmap_is_ram(const struct resmap *map, struct range range)
{
	static const char ram[] = "System RAM";

	/* Wherever it is nested; "System RAM (kmem)" and the like are RAM too. */
	for (size_t i = 0; i < map->n; i++)
		if (range_overlaps(map->v[i].range, range) &&
		    strncmp(map->v[i].label, ram, sizeof(ram) - 1) == 0)
			return true;
	return false;
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

/*
 * Entries that only say where something is, not that a driver uses it: host bridge windows, the
 * BARs of a function, ACPI and PNP devices' own ranges, what the firmware reserved.
 */
static bool is_place(const char *label)
{
	return strncmp(label, "PCI Bus ", 8) == 0 || has_form(label, "xxxx:xx:xx.x") ||
	       has_form(label, "xxxxx:xx:xx.x") || has_form(label, "AAAxxxx:xx") ||
	       has_form(label, "AAAAxxxx:xx") || strcasecmp(label, "reserved") == 0;
}

static size_t add_name(char *path, size_t size, size_t used, const char *label)
{
	int more = snprintf(path + used, size - used, "%s%s", used ? " > " : "", label);

	return more < 0 || (size_t)more >= size - used ? size - 1 : used + (size_t)more;
}

bool resmap_claim(const struct resmap *map, struct range range, char *path, size_t size)
{
	size_t i = 0, chain[DEPTH_MAX], claim = DEPTH_MAX, used = 0;

	/* Goes down into what overlaps and past what does not, until the first claim's end. */
	while (i < map->n) {
		const struct resource *entry = &map->v[i];

		if (!range_overlaps(entry->range, range) || entry->depth >= DEPTH_MAX) {
			i = entry->next;
			continue;
		}
		if (claim < DEPTH_MAX && entry->depth <= claim)
			break;
		chain[entry->depth] = i++;
		if (!is_place(entry->label))
			claim = entry->depth;
	}
	for (size_t d = 0; claim < DEPTH_MAX && d <= claim; d++)
		used = add_name(path, size, used, map->v[chain[d]].label);
	return claim < DEPTH_MAX;
}
