/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and inode numbers: there and back for every node, and nothing that is no node. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "name.h"
#include "unit.h"

enum { REGIONS = 300 };

static struct regions all;

/* Regions of every kind: each set of widths, with and without cp, some that cannot be used. */
static void setup(void)
{
	for (unsigned int i = 0; i < REGIONS; i++) {
		struct region *r = regions_add(&all);

		ck_assert_ptr_nonnull(r);
		r->name = regions_text(&all, "region%u", i * 7 % REGIONS);
		r->range = (struct range){ i, 64 };
		r->widths = i % 16;
		r->stream = i & 16;
		r->access = (uint8_t)(i / 32 % 4);
		r->cause = i % 11 ? NULL : "broken";
		r->ports = !r->stream;
		r->pauses = r->ports && i % 3;
		r->strings = r->ports && i % 5;
	}
	ck_assert_int_eq(regions_index(&all), 0);
}

/* The row of a file in a folder. */
static const struct view *fixed_view(const char *name)
{
	for (size_t i = 0; i < view_count; i++)
		if (views[i].form.fixed && strcmp(views[i].name, name) == 0)
			return &views[i];
	ck_abort_msg("no %s", name);
	return NULL;
}

static void teardown(void)
{
	regions_free(&all);
}

static void check_round_trip(struct node node)
{
	uint64_t inode = name_inode(&all, node);
	struct node back;

	ck_assert(name_node(&all, inode, &back));
	ck_assert(back.region == node.region && back.view == node.view && back.index == node.index);
}

START_TEST(round_trip)
{
	struct node root = { 0 };

	check_round_trip(root);
	ck_assert_uint_eq(name_inode(&all, root), 1);
	for (size_t i = 0; i < all.n; i++) {
		check_round_trip((struct node){ .region = &all.v[i] });
		/* What is in a folder of registers is in test_reg_name.c. */
		for (size_t k = 0; k < view_count; k++)
			if (!views[k].in || views[k].index == VIEW_UNITS)
				check_round_trip(
					(struct node){ .region = &all.v[i], .view = &views[k] });
	}
}
END_TEST

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

START_TEST(inodes_are_unique)
{
	size_t n = 0, room = 1 + REGIONS * (1 + view_count);
	uint64_t *inodes = calloc(room, sizeof(*inodes));

	inodes[n++] = name_inode(&all, (struct node){ 0 });
	for (size_t i = 0; i < all.n; i++) {
		inodes[n++] = name_inode(&all, (struct node){ .region = &all.v[i] });
		for (size_t k = 0; k < view_count; k++)
			inodes[n++] = name_inode(
				&all, (struct node){ .region = &all.v[i], .view = &views[k] });
	}
	ck_assert_uint_eq(n, room);
	qsort(inodes, n, sizeof(*inodes), compare);
	for (size_t i = 1; i < n; i++)
		ck_assert_uint_ne(inodes[i - 1], inodes[i]);
	ck_assert_uint_ne(inodes[0], 0);
	free(inodes);
}
END_TEST

/* As name.h gives the coordinates: they are the interface, so that numbers last. */
START_TEST(coordinates)
{
	struct node node = { .region = &all.v[4], .view = &views[2] };

	ck_assert_uint_eq(name_inode(&all, node), 3 << 20 | 6);
	node.view = NULL;
	ck_assert_uint_eq(name_inode(&all, node), 6);
	node.view = fixed_view("l");
	node.index = 6;
	ck_assert_uint_eq(name_inode(&all, node),
			  UINT64_C(6) << 26 | (uint64_t)(node.view - views + 1) << 20 | 6);
}
END_TEST

START_TEST(numbers_of_no_node)
{
	const uint64_t view = UINT64_C(1) << 20, fixed = (uint64_t)(fixed_view("l") - views + 1)
							 << 20;
	const uint64_t bad[] = {
		0,
		REGIONS + 2,
		view,
		view | 1,
		view | (REGIONS + 2),
		((uint64_t)view_count + 1) << 20 | 2,
		UINT64_C(63) << 20 | 2,
		UINT64_MAX,
		/* Only files in a folder have an index, and it is inside the region. */
		UINT64_C(1) << 26 | 1,
		UINT64_C(1) << 26 | 2,
		UINT64_C(1) << 26 | view | 2,
		UINT64_C(1) << 63 | view | 2,
		UINT64_C(16) << 26 | fixed | 2,
		UINT64_C(1) << 63 | fixed | 2,
	};
	struct node node;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		ck_assert_msg(!name_node(&all, bad[i], &node), "0x%jx", (uintmax_t)bad[i]);
}
END_TEST

START_TEST(as_many_regions_as_there_may_be)
{
	/* Only their addresses count here: pages of zeros that are never touched. */
	struct regions many = { .v = calloc(NAME_REGIONS_MAX, sizeof(struct region)),
				.n = NAME_REGIONS_MAX };
	const size_t some[] = { 0, 1, 65535, 65536, NAME_REGIONS_MAX / 2, NAME_REGIONS_MAX - 1 };
	struct node node, back;

	ck_assert_ptr_nonnull(many.v);
	ck_assert_uint_le(view_count, 63);
	for (size_t i = 0; i < COUNT_OF(some); i++) {
		node = (struct node){ .region = &many.v[some[i]], .view = &views[view_count - 1] };
		ck_assert(name_node(&many, name_inode(&many, node), &back));
		ck_assert(back.region == node.region && back.view == node.view);
	}
	free(many.v);
}
END_TEST

/* Lists the directory; each entry must be found by its name and be the same node. */
static size_t list_and_find(struct node directory)
{
	struct node listed, found;
	char room[NAME_ROOM];
	uint64_t position = 0;
	const char *name;
	size_t n = 0;

	for (; (name = name_list(&all, directory, &position, &listed, room)); position++, n++) {
		ck_assert_msg(name_find(&all, directory, name, &found), "%s", name);
		ck_assert(found.region == listed.region && found.view == listed.view &&
			  found.index == listed.index);
		check_round_trip(found);
		ck_assert(directory.region || !listed.view || listed.view->root);
	}
	return n;
}

START_TEST(lists_what_it_finds)
{
	size_t of_root = 0;

	for (size_t k = 0; k < view_count; k++)
		of_root += views[k].root && !views[k].in;
	ck_assert_uint_gt(of_root, 0);
	ck_assert_uint_eq(list_and_find((struct node){ 0 }), REGIONS + of_root);
	for (size_t i = 0; i < all.n; i++) {
		size_t n = 0;

		for (size_t k = 0; k < view_count; k++)
			n += !views[k].in && views[k].exists(&views[k], &all.v[i]);
		ck_assert_uint_eq(list_and_find((struct node){ .region = &all.v[i] }), n);
	}
}
END_TEST

/* A view that the region cannot do does not exist, by name either. */
START_TEST(finds_no_more_than_it_lists)
{
	struct node found;

	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < view_count; k++)
			if (!views[k].in)
				ck_assert(name_find(&all, (struct node){ .region = &all.v[i] },
						    views[k].name, &found) ==
					  views[k].exists(&views[k], &all.v[i]));
}
END_TEST

START_TEST(names_of_nothing)
{
	static const char *const names[] = { "", ".", "..", "region", "region0x", "info", "b" };
	struct node found, root = { 0 };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		ck_assert_msg(!name_find(&all, root, names[i], &found), "%s", names[i]);
	ck_assert(!name_find(&all, (struct node){ .region = all.v }, "region0", &found));
	ck_assert(!name_find(&all, (struct node){ .region = all.v }, "", &found));
	/* A file is no directory. */
	ck_assert(
		!name_find(&all, (struct node){ .region = all.v, .view = views }, "info", &found));
}
END_TEST

/* The rules of existence, from the contract: nothing but info where nothing can be accessed. */
START_TEST(existence)
{
	for (size_t i = 0; i < all.n; i++) {
		const struct region *r = &all.v[i];
		bool usable = !r->cause && r->access != ACCESS_NONE;

		for (size_t k = 0; k < view_count; k++) {
			const struct view *v = &views[k];
			unsigned int width = v->form.width;
			bool wanted = usable && (width ? (r->widths & width) &&
								 (!v->form.pause || r->pauses) &&
								 (!v->form.string || r->strings)
						       : r->stream && r->widths);

			if (width || strcmp(v->name, "cp") == 0)
				ck_assert_msg(v->exists(v, r) == wanted, "region %zu %s", i,
					      v->name);
			if (strcmp(v->name, "info") == 0)
				ck_assert(v->exists(v, r));
		}
	}
}
END_TEST

TCase *name_tests(void)
{
	TCase *c = tcase_create("name");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, round_trip);
	tcase_add_test(c, inodes_are_unique);
	tcase_add_test(c, coordinates);
	tcase_add_test(c, numbers_of_no_node);
	tcase_add_test(c, as_many_regions_as_there_may_be);
	tcase_add_test(c, lists_what_it_finds);
	tcase_add_test(c, finds_no_more_than_it_lists);
	tcase_add_test(c, names_of_nothing);
	tcase_add_test(c, existence);
	return c;
}
