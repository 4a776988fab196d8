/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of registers as data: found by name among many, which are closed, in which order, copies.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"
#include "reg_build.h"
#include "target.h"
#include "unit.h"

static struct reg_builder b;

static void setup(void)
{
	made_up_setup();
	ck_assert_int_eq(reg_build_start(&b), 0);
}

static void teardown(void)
{
	reg_build_abandon(&b);
	made_up_teardown();
}

static struct reg a_register(const char *name, uint64_t offset, unsigned int width)
{
	return (struct reg){ .name = reg_build_text(&b, name),
			     .offset = offset,
			     .width = (uint8_t)width,
			     .traits.access = ACCESS_BOTH };
}

static void put(uint32_t member, const char *name, uint64_t offset, unsigned int width)
{
	struct reg r = a_register(name, offset, width);

	if (reg_build_put(&b, member, &r) != 0)
		ck_abort_msg("%s", name);
}

static const char *numbered(const char *format, uint32_t i)
{
	static char name[32];

	snprintf(name, sizeof(name), "%s%u", format, i);
	return name;
}

enum { MANY = 100000 };

/* In the order in which they were added, by number; nothing else is found. */
START_TEST(many_in_one_group)
{
	uint32_t first = reg_build_members(&b, 0, MANY);
	const struct reg_list *list;

	for (uint32_t i = 0; i < MANY; i++)
		put(first + i, numbered("R", i), 4 * (MANY - i), 4);
	list = reg_build_finish(&b, &made_up.all);
	ck_assert_ptr_nonnull(list);
	ck_assert_uint_eq(list->v[0].count, MANY);
	for (uint32_t i = 0; i < MANY; i++)
		if (reg_find(list, 0, numbered("R", i)) != first + i ||
		    reg_find(list, 0, numbered("R0", i)) || reg_find(list, first, numbered("R", i)))
			ck_abort_msg("R%u", i);
	ck_assert_uint_eq(reg_find(list, 0, numbered("R", MANY)), 0);
	ck_assert_uint_eq(reg_find(list, 0, ""), 0);
	/* Half of the places of the index stay free, so a search for nothing ends soon. */
	ck_assert_uint_gt(list->mask, MANY);
}
END_TEST

/* The same names in many groups: each group has its own. */
START_TEST(many_groups)
{
	enum { GROUPS = 1000, EACH = 20 };
	uint32_t first = reg_build_members(&b, 0, GROUPS), members[GROUPS];
	const struct reg_list *list;
	char path[REG_PATH], wanted[64];

	for (uint32_t g = 0; g < GROUPS; g++) {
		put(first + g, numbered("G", g), 0, 0);
		members[g] = reg_build_members(&b, first + g, EACH);
		for (uint32_t i = 0; i < EACH; i++)
			put(members[g] + i, numbered("R", i), 4 * i, 4);
	}
	list = reg_build_finish(&b, &made_up.all);
	for (uint32_t g = 0; g < GROUPS; g++)
		for (uint32_t i = 0; i < EACH; i++) {
			uint32_t found = reg_find(list, first + g, numbered("R", i));

			snprintf(wanted, sizeof(wanted), "G%u/R%u", g, i);
			if (found != members[g] + i ||
			    strcmp(reg_path(list, &list->v[found], path), wanted) != 0)
				ck_abort_msg("%s: %u", wanted, found);
		}
	ck_assert_uint_eq(reg_find(list, 0, "R0"), 0);
	ck_assert_str_eq(reg_path(list, list->v, path), "");
	/* Each text is there once: 1000 groups, 20 names, and the empty one. */
	ck_assert_uint_lt(list->n_text, 1000 * 6 + 20 * 4 + 1);
}
END_TEST

/* A path that is longer than its room is cut at its end, however many groups it goes through. */
START_TEST(long_path)
{
	enum { DEEP = 600 };
	const struct reg_list *list;
	char path[REG_PATH];
	uint32_t group = 0;

	for (uint32_t i = 0; i < DEEP; i++) {
		uint32_t member = reg_build_members(&b, group, 1);

		put(member, numbered("G", i), 0, i + 1 < DEEP ? 0 : 4);
		group = member;
	}
	list = reg_build_finish(&b, &made_up.all);
	ck_assert_str_eq(reg_path(list, &list->v[list->n - DEEP + 99], path) + 381, "/G98/G99");
	reg_path(list, &list->v[list->n - 1], path);
	ck_assert_uint_eq(strlen(path), REG_PATH - 1);
	ck_assert(strncmp(path, "G0/G1/G2/", 9) == 0);
}
END_TEST

START_TEST(names_once)
{
	uint32_t first = reg_build_members(&b, 0, 3);
	struct reg r = a_register("A", 4, 4), group = a_register("B", 0, 0);
	struct reg_field f = { .name = reg_build_text(&b, "F"), .bits = 1 };

	put(first, "A", 0, 4);
	ck_assert_int_eq(reg_build_field(&b, first, f), 0);
	ck_assert_int_eq(reg_build_field(&b, first, f), -EEXIST);
	ck_assert_int_eq(reg_build_put(&b, first + 1, &r), -EEXIST);
	ck_assert_int_eq(reg_build_put(&b, first + 1, &group), 0);
	/* In another group, or of another register, the name is free. */
	ck_assert_int_eq(reg_build_put(&b, reg_build_members(&b, first + 1, 1), &r), 0);
	ck_assert_int_eq(reg_build_field(&b, (uint32_t)b.list.n - 1, f), 0);
	r = group;
	r.width = 1;
	ck_assert_int_eq(reg_build_put(&b, first + 2, &r), -EEXIST);
}
END_TEST

START_TEST(limits)
{
	ck_assert_uint_eq(reg_build_members(&b, 0, REG_MAX), 0);
	ck_assert_uint_eq(b.list.n, 1);
	ck_assert_uint_ne(reg_build_members(&b, 0, 1), 0);
}
END_TEST

/* Ascending by offset; at one offset by number; without the groups. */
START_TEST(order)
{
	enum { N = 2000 };
	uint32_t first = reg_build_members(&b, 0, N), *sorted;
	size_t n, registers = 0;

	random_seed(7);
	for (uint32_t i = 0; i < N; i++) {
		unsigned int width = i % 10 ? 4 : 0;

		put(first + i, numbered("R", i), random_number() >> random_below(64), width);
		registers += width != 0;
	}
	sorted = reg_order(&b.list, &n);
	ck_assert_uint_eq(n, registers);
	for (size_t i = 0; i < n; i++) {
		const struct reg *v = b.list.v;

		if (reg_is_group(&v[sorted[i]]) ||
		    (i && (v[sorted[i - 1]].offset > v[sorted[i]].offset ||
			   (v[sorted[i - 1]].offset == v[sorted[i]].offset &&
			    sorted[i - 1] >= sorted[i]))))
			ck_abort_msg("%zu", i);
	}
	free(sorted);
}
END_TEST

/* Which are closed, byte by byte: those with an effect, and all that share a byte with one. */
static void check_closed(const struct reg_list *list)
{
	for (size_t i = 1; i < list->n; i++) {
		const struct reg *r = &list->v[i];
		bool closed = false;

		for (size_t k = 1; k < list->n; k++) {
			const struct reg *other = &list->v[k];
			bool effect = other->traits.read_effect != READ_PLAIN;

			for (uint32_t f = 0; f < other->count; f++)
				effect |=
					reg_fields(list, other)[f].traits.read_effect != READ_PLAIN;
			for (unsigned int x = 0; effect && x < r->width; x++)
				closed |= r->offset + x >= other->offset &&
					  r->offset + x < other->offset + other->width;
		}
		if (r->traits.closed != closed)
			ck_abort_msg("%s at 0x%" PRIx64 ", %d bytes: closed %d, not %d",
				     reg_name(list, r), r->offset, r->width, r->traits.closed,
				     closed);
	}
}

static const struct reg_list *random_list(uint32_t n)
{
	static const uint8_t widths[] = { 1, 2, 4, 8 };
	uint32_t first = reg_build_members(&b, 0, n);
	struct reg_field f = { .bits = 1 };

	for (uint32_t i = 0; i < n; i++) {
		unsigned int width = widths[random_below(4)];
		struct reg r =
			a_register(numbered("R", i), width * random_below(64 / width), width);

		if (random_below(20) == 0)
			r.traits.read_effect = (1 + random_below(4)) & 7;
		if (reg_build_put(&b, first + i, &r) < 0)
			ck_abort_msg("R%u", i);
		f.name = reg_build_text(&b, "F");
		f.traits.read_effect = random_below(20) == 0 ? READ_SETS : READ_PLAIN;
		if (reg_build_field(&b, first + i, f) < 0)
			ck_abort_msg("R%u/F", i);
	}
	return reg_build_finish(&b, &made_up.all);
}

START_TEST(closed)
{
	random_seed(11);
	for (int i = 0; i < 2000; i++) {
		const struct reg_list *list = random_list((uint32_t)random_below(16));

		ck_assert_ptr_nonnull(list);
		check_closed(list);
		if (reg_build_start(&b) < 0)
			ck_abort_msg("out of memory");
	}
}
END_TEST

/* Fields, values and groups of another list, at another place; the other one stays what it is. */
START_TEST(grafts)
{
	const struct reg_value v[] = { { .first = 1, .last = 1, .use = ACCESS_BOTH },
				       { .use = ACCESS_BOTH, .others = true } };
	struct reg_field f = { .bits = 2, .low = 3, .traits.access = ACCESS_BOTH };
	struct reg_value named[2] = { v[0], v[1] };
	const struct reg_list *old, *list;
	uint32_t member = reg_build_members(&b, 0, 2), inner;
	const struct reg *r;

	put(member, "G", 0x10, 0);
	put(member + 1, "S", 0x20, 8);
	inner = reg_build_members(&b, member, 1);
	put(inner, "R", 0x14, 4);
	named[0].name = reg_build_text(&b, "one");
	named[1].name = reg_build_text(&b, "rest");
	f.name = reg_build_text(&b, "F");
	f.values = reg_build_values(&b, named, 2);
	ck_assert_int_eq(reg_build_field(&b, inner, f), 0);
	old = reg_build_finish(&b, &made_up.all);
	ck_assert_int_eq(reg_build_start(&b), 0);
	/* So that numbers of the old list are not right by chance. */
	ck_assert_uint_ne(reg_build_text(&b, "a longer text"), 0);
	member = reg_build_members(&b, 0, 2);
	put(member + 1, "TOP", 0x1000, 0);
	put(member, "X", 0, 1);
	ck_assert_int_eq(reg_build_graft(&b, member + 1, old, 0, 0x1000), 0);
	list = reg_build_finish(&b, &made_up.all);
	member = reg_find(list, member + 1, "G");
	ck_assert_uint_eq(list->v[member].offset, 0x1010);
	r = &list->v[reg_find(list, member, "R")];
	ck_assert(r->offset == 0x1014 && r->width == 4 && r->count == 1);
	ck_assert_str_eq(reg_value_name(list, reg_find_field(list, r, "F"), 1), "one");
	ck_assert_str_eq(reg_value_name(list, reg_find_field(list, r, "F"), 3), "rest");
	ck_assert_ptr_null(reg_find_field(list, r, "G"));
	ck_assert_uint_eq(old->v[inner].offset, 0x14);
}
END_TEST

TCase *reg_list_tests(void)
{
	TCase *c = tcase_create("reg_list");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, many_in_one_group);
	tcase_add_test(c, many_groups);
	tcase_add_test(c, long_path);
	tcase_add_test(c, names_once);
	tcase_add_test(c, limits);
	tcase_add_test(c, order);
	tcase_add_test(c, closed);
	tcase_add_test(c, grafts);
	return c;
}
