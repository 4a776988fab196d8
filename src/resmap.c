/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads /proc/iomem and /proc/ioports: what is left in is sound, what is left out is said. */
#include "resmap.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

/* A map that is no map at all must not flood the log. */
enum { LINES_LOGGED = 10 };

/* A map while it is read. */
struct reader {
	struct resmap *map;
	const char *name;
	unsigned int line;
	int skipped;
	uint32_t open[RESMAP_DEPTH_MAX]; /* the last entry of each depth ... */
	uint32_t depths;		 /* ... that the next one may be in, or beside */
};

/* The whole file: /proc files have no size that could be asked for. */
static char *read_all(FILE *file)
{
	char *text = NULL, block[4096];
	size_t length = 0, n;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	errno = 0;
	while ((n = fread(block, 1, sizeof(block), file)) > 0)
		fwrite(block, 1, n, out);
	if (fclose(out) != 0 || ferror(file)) {
		free(text);
		return NULL;
	}
	/* It would end the text; as a control character it ends no more than its line's use. */
	for (size_t i = 0; i < length; i++)
		if (!text[i])
			text[i] = '\1';
	return text;
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
		.range = { first, last - first + 1 },
		.label = end + 3,
		.depth = (uint32_t)(blanks / 2 < UINT32_MAX ? blanks / 2 : UINT32_MAX),
		.up = RESMAP_TOP,
	};
	return true;
}

static bool same_range(struct range a, struct range b)
{
	return a.base == b.base && a.length == b.length;
}

/* The kernel prints what is deeper than it counts as if it were beside its parent. */
static bool is_cut_depth(uint32_t depth)
{
	return depth == 5 || depth == 8;
}

/* Finds the entry's place among the open ones; NULL, or why it has none. */
static const char *place(const struct reader *r, struct resource *entry)
{
	const struct resource *v = r->map->v;
	bool cut = is_cut_depth(entry->depth);

	/* In a damaged map a level may be missing; an entry always has a parent here. */
	if (entry->depth > r->depths)
		entry->depth = r->depths;
	while (entry->depth < r->depths && cut &&
	       range_contains(v[r->open[entry->depth]].range, entry->range) &&
	       !same_range(v[r->open[entry->depth]].range, entry->range))
		entry->depth++;
	if (entry->depth >= RESMAP_DEPTH_MAX)
		return "nested too deep";
	if (entry->depth > 0)
		entry->up = r->open[entry->depth - 1];
	if (entry->up != RESMAP_TOP && !range_contains(v[entry->up].range, entry->range))
		return "not inside the entry that it is nested in";
	if (entry->depth < r->depths) {
		struct range before = v[r->open[entry->depth]].range;
		/* What is in the one before would be out of order. */
		bool twin = same_range(before, entry->range) && entry->depth + 1 == r->depths;

		if (range_overlaps(before, entry->range) && !twin)
			return "overlaps the entry before it";
		if (entry->range.base < before.base)
			return "out of order";
	}
	return NULL;
}

/* Twice the room, or some at first; NULL: out of memory. */
static void *grow(void *v, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 64;
	void *grown = reallocarray(v, more, size);

	if (grown)
		*room = more;
	return grown;
}

static int append(struct reader *r, struct resource entry)
{
	struct resmap *map = r->map;

	if (map->n == map->room) {
		struct resource *v = grow(map->v, &map->room, sizeof(*v));

		if (!v)
			return -ENOMEM;
		map->v = v;
	}
	r->open[entry.depth] = (uint32_t)map->n;
	r->depths = entry.depth + 1;
	map->v[map->n++] = entry;
	return 0;
}

/* RAM counts wherever its line stands. */
static int note_ram(struct resmap *map, struct resource entry, size_t *room)
{
	static const char ram[] = "System RAM";

	/* "System RAM (kmem)" and the like are RAM too. */
	if (strncmp(entry.label, ram, sizeof(ram) - 1) != 0)
		return 0;
	if (map->rams == *room) {
		struct range *v = grow(map->ram, room, sizeof(*v));

		if (!v)
			return -ENOMEM;
		map->ram = v;
	}
	map->ram[map->rams++] = entry.range;
	return 0;
}

static int compare_bases(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->base > y->base) - (x->base < y->base);
}

static void join_ram(struct resmap *map)
{
	size_t n = 0;

	if (map->rams)
		qsort(map->ram, map->rams, sizeof(*map->ram), compare_bases);
	for (size_t i = 0; i < map->rams; i++) {
		struct range *last = n ? &map->ram[n - 1] : NULL, next = map->ram[i];

		if (!last || next.base > range_last(*last))
			map->ram[n++] = next;
		else if (range_last(next) > range_last(*last))
			last->length = next.base - last->base + next.length;
	}
	map->rams = n;
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

static void skip(struct reader *r, const char *why)
{
	if (r->skipped++ < LINES_LOGGED && r->name)
		log_line("%s:%u: %s; the line is left out", r->name, r->line, why);
}

static int read_line(struct reader *r, char *line, size_t *ram_room)
{
	struct resource entry;
	const char *fault;

	r->line++;
	if (*line == '\0')
		return 0;
	if (!parse_line(line, &entry)) {
		skip(r, "not \"START-END : LABEL\"");
		return 0;
	}
	if (note_ram(r->map, entry, ram_room) < 0)
		return -ENOMEM;
	fault = place(r, &entry);
	if (!fault)
		return append(r, entry);
	/* Where the kernel hides addresses all lines are at 0, and none is damaged. */
	if (range_last(entry.range) > 0)
		skip(r, fault);
	return 0;
}

int resmap_read(struct resmap *map, FILE *file, const char *name)
{
	struct reader r = { .map = map, .name = name };
	char *rest, *line;
	size_t ram_room = 0;

	*map = (struct resmap){ 0 };
	map->text = rest = read_all(file);
	if (!rest)
		return errno ? -errno : -ENOMEM;
	while ((line = strsep(&rest, "\n")))
		if (read_line(&r, line, &ram_room) < 0)
			return -ENOMEM;
	if (r.skipped > LINES_LOGGED && name)
		log_line("%s: %d more lines are left out", name, r.skipped - LINES_LOGGED);
	map->zeros = true;
	for (size_t i = 0; i < map->n; i++)
		map->zeros = map->zeros && range_last(map->v[i].range) == 0;
	join_ram(map);
	link_siblings(map);
	return r.skipped;
}

void resmap_free(struct resmap *map)
{
	free(map->v);
	free(map->ram);
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
