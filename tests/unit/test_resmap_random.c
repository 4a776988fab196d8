/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims found by halving against a search that looks at every entry, on maps of all shapes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resmap.h"
#include "unit.h"

enum { MAPS = 3000, QUERIES = 40, ENTRIES_MAX = 120, LINE_MAX_BYTES = 80, LEVELS = 8 };

/* A map while it is made up. */
struct sketch {
	char text[ENTRIES_MAX * LINE_MAX_BYTES];
	size_t used;
	unsigned int entries;
	bool twins;
};

static struct resmap map;
static struct sketch sketch;
static uint64_t state;

/* The same numbers in every run (Knuth's MMIX generator). */
static unsigned int dice(unsigned int sides)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (unsigned int)((state >> 33) % sides);
}

static const char *const places[] = {
	"PCI Bus 0000:00", "0000:00:1f.3", "10000:e1:00.0", "PNP0103:00", "MSFT0101:00", "Reserved",
};

static void print_entry(struct range range, int depth)
{
	const char *place = places[dice(COUNT_OF(places))];
	bool is_claim = dice(2);

	sketch.used +=
		(size_t)snprintf(sketch.text + sketch.used, sizeof(sketch.text) - sketch.used,
				 "%*s%08" PRIx64 "-%08" PRIx64 " : %s\n", 2 * depth, "", range.base,
				 range_last(range), is_claim ? "driver" : place);
	sketch.entries++;
}

/* Fills a range with entries and gaps, and those with more. */
static void fill(struct range range, int depth)
{
	uint64_t at = range.base, end = range.base + range.length;

	while (at < end && sketch.entries < ENTRIES_MAX - 4) {
		uint64_t left = end - at;
		struct range inner = { at + dice((unsigned int)left), 0 };
		unsigned int again = sketch.twins ? dice(3) : 0;

		if (dice(3) == 0)
			inner.base = at;
		left = end - inner.base;
		inner.length = dice(4) ? 1 + dice((unsigned int)left) : left;
		while (again--)
			print_entry(inner, depth);
		print_entry(inner, depth);
		if (depth < LEVELS - 1 && dice(3))
			fill(inner, depth + 1);
		at = inner.base + inner.length;
	}
}

static int read_map(char *text, size_t length)
{
	FILE *file = fmemopen(text, length, "r");
	int ret;

	ck_assert_ptr_nonnull(file);
	resmap_free(&map);
	ret = resmap_read(&map, file, "map");
	fclose(file);
	return ret;
}

static void make_map(unsigned int seed)
{
	state = seed;
	sketch = (struct sketch){ .twins = seed % 2 };
	fill((struct range){ dice(64), 1 + dice(2048) }, 0);
	ck_assert_msg(read_map(sketch.text, sketch.used) == 0, "%s", sketch.text);
	ck_assert_uint_eq(map.n, sketch.entries);
}

static bool is_in(const struct resource *entry, const struct resource *outer)
{
	while (entry->up != RESMAP_TOP) {
		entry = &map.v[entry->up];
		if (entry == outer)
			return true;
	}
	return false;
}

static bool claims(const struct resource *entry, struct range range)
{
	return strcmp(entry->label, "driver") == 0 && range_overlaps(entry->range, range);
}

/* The first claim in the map's order, and from it further down as long as there is one. */
static const struct resource *first_claim(struct range range)
{
	const struct resource *claim = NULL;

	for (size_t i = 0; i < map.n; i++)
		if (claims(&map.v[i], range) && (!claim || is_in(&map.v[i], claim)))
			claim = &map.v[i];
	return claim;
}

static bool is_deepest(const struct resource *claim, struct range range)
{
	for (size_t i = 0; i < map.n; i++)
		if (claims(&map.v[i], range) && is_in(&map.v[i], claim))
			return false;
	return claims(claim, range);
}

/* True if the ways down to both part between two entries at the same range. */
static bool part_at_twins(const struct resource *a, const struct resource *b)
{
	while (a->depth > b->depth)
		a = &map.v[a->up];
	while (b->depth > a->depth)
		b = &map.v[b->up];
	while (a->up != b->up) {
		a = &map.v[a->up];
		b = &map.v[b->up];
	}
	return a->range.base == b->range.base && a->range.length == b->range.length;
}

static struct range pick_range(void)
{
	const struct resource *near = &map.v[dice((unsigned int)map.n)];
	struct range range = { near->range.base, near->range.length };

	switch (dice(5)) {
	case 0:
		return range;
	case 1:
		return (struct range){ range_last(range), 1 + dice(3) };
	case 2:
		return (struct range){ range.base ? range.base - 1 : 0, 1 + dice(3) };
	case 3:
		return (struct range){ dice(2200), 1 + dice(2200) };
	default:
		return (struct range){ range.base + dice((unsigned int)range.length), 1 };
	}
}

static void check_claim(struct range range)
{
	const struct resource *wanted = first_claim(range), *found = resmap_claimant(&map, range);
	bool same = wanted == found;

	if (!same && sketch.twins && wanted && found)
		same = part_at_twins(wanted, found) && is_deepest(found, range);
	ck_assert_msg(same, "0x%" PRIx64 "+%" PRIu64 ": entry %td, not %td, of\n%s", range.base,
		      range.length, found ? found - map.v : -1, wanted ? wanted - map.v : -1,
		      sketch.text);
}

START_TEST(claims_as_by_looking_at_all)
{
	for (unsigned int seed = 0; seed < MAPS; seed++) {
		make_map(seed);
		for (unsigned int i = 0; i < QUERIES; i++)
			check_claim(pick_range());
	}
}
END_TEST

/* What makes the halving possible: ascending, inside the parent, apart or twins. */
static void check_order(size_t i)
{
	const struct resource *r = &map.v[i], *before = &map.v[i - 1];

	ck_assert(r->range.base >= before->range.base);
	ck_assert(r->depth <= before->depth + 1);
	ck_assert(r->up == RESMAP_TOP || map.v[r->up].depth + 1 == r->depth);
	ck_assert(r->up == RESMAP_TOP || range_contains(map.v[r->up].range, r->range));
	ck_assert(r->next > i && r->next <= map.n);
	if (r->depth > before->depth)
		ck_assert_ptr_eq(&map.v[r->up], before);
	else if (r->depth == before->depth)
		ck_assert(!range_overlaps(r->range, before->range) ||
			  (r->range.base == before->range.base &&
			   r->range.length == before->range.length));
}

/* Text of a map with some of its bytes changed is a map of something, or of nothing. */
START_TEST(garbage_becomes_sound)
{
	for (unsigned int seed = 0; seed < MAPS; seed++) {
		make_map(seed);
		for (unsigned int i = 0; i < 1 + seed % 20; i++)
			sketch.text[dice((unsigned int)sketch.used)] = "0fx :-\n\xff"[dice(8)];
		resmap_free(&map);
		{
			FILE *file =
				fmemopen(sketch.text, 1 + dice((unsigned int)sketch.used), "r");

			ck_assert_ptr_nonnull(file);
			ck_assert_int_ge(resmap_read(&map, file, NULL), 0);
			fclose(file);
		}
		for (size_t i = 1; i < map.n; i++)
			check_order(i);
		for (unsigned int i = 0; i < QUERIES / 4 && map.n; i++)
			resmap_claimant(&map, (struct range){ dice(2200), 1 + dice(2200) });
	}
}
END_TEST

enum { MANY = 10000 };

/* Groups of a bus, a function in it, and its driver; the last one alone. */
START_TEST(ten_thousand)
{
	size_t used = 0, room = MANY * LINE_MAX_BYTES;
	char *text = malloc(room), path[128];

	ck_assert_ptr_nonnull(text);
	for (unsigned int i = 0; i < MANY; i++)
		used += (size_t)snprintf(text + used, room - used, "%*s%08x-%08x : %s\n",
					 (int)(i % 3 * 2), "", 0x10000 + i / 3 * 0x100 + i % 3,
					 0x10000 + i / 3 * 0x100 + 0x7f,
					 i % 3 == 2 ? "driver" : "0000:00:1f.3");
	ck_assert_int_eq(read_map(text, used), 0);
	ck_assert_uint_eq(map.n, MANY);
	for (unsigned int i = 0; i < MANY; i++) {
		struct range last = { range_last(map.v[i].range), 1 };
		const struct resource *claim = resmap_claimant(&map, last);

		ck_assert_ptr_eq(claim, i < MANY - 1 ? &map.v[i / 3 * 3 + 2] : NULL);
		ck_assert(!claim || resmap_claim(&map, last, path, sizeof(path)));
		ck_assert_ptr_null(resmap_claimant(&map, (struct range){ last.base + 1, 0x80 }));
	}
	free(text);
}
END_TEST

static void teardown(void)
{
	resmap_free(&map);
}

TCase *resmap_random_tests(void)
{
	TCase *c = tcase_create("resmap_random");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, claims_as_by_looking_at_all);
	tcase_add_test(c, garbage_becomes_sound);
	tcase_add_test(c, ten_thousand);
	return c;
}
