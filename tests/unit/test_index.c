/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of regions: finding by name, children in order, paths, and claims by number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "region.h"
#include "unit.h"

static struct regions all;

static void teardown(void)
{
	regions_free(&all);
}

/* Returns its number. */
static uint32_t add(uint32_t parent, const char *name)
{
	struct region *r = regions_add(&all);

	ck_assert_ptr_nonnull(r);
	r->name = name;
	r->device = name;
	r->parent = parent;
	return regions_number(&all, r);
}

static void make_index(void)
{
	ck_assert_int_eq(regions_index(&all), 0);
}

static uint32_t find(uint32_t parent, const char *name)
{
	const struct region *r = regions_find(&all, parent, name);

	return r ? regions_number(&all, r) : 0;
}

/* The names in a directory, as reading it step by step gives them: "a b c". */
static const char *listing(uint32_t parent)
{
	static char text[256];
	const struct region *r = regions_child(&all, parent, 0);
	size_t used = 0;

	text[0] = '\0';
	for (; r; r = regions_child(&all, parent, (uint64_t)(r - all.v) + 1))
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", used ? " " : "",
					 r->name);
	return text;
}

START_TEST(empty)
{
	make_index();
	ck_assert_uint_eq(find(0, "a"), 0);
	ck_assert_uint_eq(find(0, ""), 0);
	ck_assert_ptr_null(regions_child(&all, 0, 0));
	ck_assert_ptr_null(regions_child(&all, 0, UINT64_MAX));
}
END_TEST

/* The children of a directory need not stand side by side. */
START_TEST(nested)
{
	uint32_t a = add(0, "a"), b = add(0, "b"), ax = add(a, "x"), bx = add(b, "x");
	uint32_t ay = add(a, "y"), c = add(0, "c"), axx = add(ax, "x"), bz = add(b, "z");

	make_index();
	ck_assert_str_eq(listing(0), "a b c");
	ck_assert_str_eq(listing(a), "x y");
	ck_assert_str_eq(listing(b), "x z");
	ck_assert_str_eq(listing(c), "");
	ck_assert_str_eq(listing(ax), "x");
	ck_assert_str_eq(listing(axx), "");
	ck_assert_uint_eq(find(0, "a"), a);
	ck_assert_uint_eq(find(0, "x"), 0);
	ck_assert_uint_eq(find(a, "x"), ax);
	ck_assert_uint_eq(find(b, "x"), bx);
	ck_assert_uint_eq(find(ax, "x"), axx);
	ck_assert_uint_eq(find(bx, "x"), 0);
	ck_assert_uint_eq(find(a, "y"), ay);
	ck_assert_uint_eq(find(b, "y"), 0);
	ck_assert_uint_eq(find(b, "z"), bz);
	ck_assert_uint_eq(all.top, 3);
	ck_assert_uint_eq(regions_at(&all, a)->children, 2);
}
END_TEST

/* A listing goes on where it stopped, also at an index that is no child's. */
START_TEST(child_from_any_index)
{
	uint32_t a = add(0, "a"), b = add(0, "b"), numbers[4];

	for (unsigned int i = 0; i < 4; i++) {
		numbers[i] = add(a, regions_text(&all, "a%u", i));
		add(b, regions_text(&all, "b%u", i));
	}
	make_index();
	for (uint64_t from = 0; from < all.n + 2; from++) {
		const struct region *r = regions_child(&all, a, from);
		unsigned int i = 0;

		while (i < 4 && numbers[i] - 1 < from)
			i++;
		ck_assert_ptr_eq(r, i < 4 ? regions_at(&all, numbers[i]) : NULL);
	}
	ck_assert_ptr_null(regions_child(&all, a, UINT64_MAX));
	ck_assert_ptr_null(regions_child(&all, a, UINT32_MAX + UINT64_C(1)));
}
END_TEST

/* They are still found: who has them open asks for them. */
START_TEST(hidden_and_gone)
{
	uint32_t a = add(0, "a"), hidden = add(0, "hidden"), b = add(0, "b");
	uint32_t gone = add(a, "gone"), in = add(hidden, "in");

	add(a, "left");
	all.v[hidden - 1].hidden = true;
	all.v[gone - 1].gone = true;
	make_index();
	ck_assert_str_eq(listing(0), "a b");
	ck_assert_str_eq(listing(a), "left");
	ck_assert_uint_eq(find(0, "hidden"), hidden);
	ck_assert_uint_eq(find(a, "gone"), gone);
	ck_assert_uint_eq(find(hidden, "in"), in);
	ck_assert_uint_eq(all.top, 2);
	ck_assert_str_eq(listing(hidden), "in");
	ck_assert_uint_eq(find(0, "b"), b);
	/* It may come back. */
	all.v[gone - 1].gone = false;
	make_index();
	ck_assert_str_eq(listing(a), "gone left");
}
END_TEST

START_TEST(equal_names)
{
	uint32_t first = add(0, "a");

	add(0, "a");
	add(0, "b");
	add(0, "a");
	make_index();
	ck_assert_uint_eq(find(0, "a"), first);
	ck_assert_str_eq(listing(0), "a a b a");
}
END_TEST

/* Made again after each addition, as while a configuration is read and after a machine's change. */
START_TEST(growing)
{
	for (unsigned int n = 1; n <= 300; n++) {
		add(n % 3 ? 0 : n / 2, regions_text(&all, "r%u", n));
		make_index();
		for (unsigned int i = 1; i <= n; i++)
			ck_assert_uint_eq(find(i % 3 ? 0 : i / 2, regions_text(&all, "r%u", i)), i);
		ck_assert_uint_eq(find(0, "r"), 0);
	}
}
END_TEST

enum { MANY = 10000 };

static void check_many(uint32_t parent)
{
	const struct region *r = regions_child(&all, parent, 0);
	char name[32];

	for (unsigned int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "%x-%x:entry", i * 16, i * 16 + 15);
		ck_assert_ptr_nonnull(r);
		ck_assert_str_eq(r->name, name);
		ck_assert_ptr_eq(regions_find(&all, parent, name), r);
		r = regions_child(&all, parent, (uint64_t)(r - all.v) + 1);
	}
	ck_assert_ptr_null(r);
}

/* The same names in two directories. */
START_TEST(ten_thousand_siblings)
{
	uint32_t a = add(0, "a"), b = add(0, "b");

	for (unsigned int i = 0; i < MANY; i++) {
		const char *name = regions_text(&all, "%x-%x:entry", i * 16, i * 16 + 15);

		add(a, name);
		add(b, name);
	}
	make_index();
	check_many(a);
	check_many(b);
	ck_assert_uint_eq(find(0, "0-f:entry"), 0);
	ck_assert_uint_eq(find(a, "0-f:entr"), 0);
}
END_TEST

static const char *path(uint32_t number, size_t size)
{
	static char buffer[512];

	memset(buffer, '#', sizeof(buffer));
	ck_assert_ptr_eq(regions_path(&all, regions_at(&all, number), buffer, size), buffer);
	/* Nothing is written behind what may be. */
	for (size_t i = size; i < sizeof(buffer); i++)
		ck_assert_int_eq(buffer[i], '#');
	return buffer;
}

START_TEST(paths)
{
	uint32_t pci = add(0, "pci"), f = add(pci, "0000:00:03.0"), bar = add(f, "bar0");

	ck_assert_str_eq(path(bar, 100), "pci/0000:00:03.0/bar0");
	ck_assert_str_eq(path(f, 100), "pci/0000:00:03.0");
	ck_assert_str_eq(path(pci, 100), "pci");
	ck_assert_str_eq(path(bar, 22), "pci/0000:00:03.0/bar0");
	ck_assert_str_eq(path(bar, 21), "pci/0000:00:03.0/bar");
	ck_assert_str_eq(path(bar, 10), "pci/0000:");
	ck_assert_str_eq(path(bar, 5), "pci/");
	ck_assert_str_eq(path(bar, 1), "");
}
END_TEST

static void check_claim(uint32_t number, const char *wanted)
{
	char *claim = regions_claim(&all, regions_at(&all, number));

	if (wanted)
		ck_assert_str_eq(claim, wanted);
	else
		ck_assert_ptr_null(claim);
	free(claim);
}

/* The labels from the top of the map down to the claim, without the tree's own directory. */
START_TEST(claims)
{
	uint32_t tree = add(0, "iomem"), bus = add(tree, "PCI Bus 0000:00");
	uint32_t bar = add(bus, "0000:00:03.0"), driver = add(bar, "e1000");
	uint32_t mine = add(0, "mine"), other = add(0, "other");

	for (uint32_t n = bus; n <= driver; n++)
		regions_at(&all, n)->entry = true;
	regions_at(&all, driver)->claim = driver;
	regions_at(&all, bar)->claim = driver;
	regions_at(&all, mine)->claim = bus;
	regions_at(&all, other)->claimed_by = "a > b";
	check_claim(driver, "PCI Bus 0000:00 > 0000:00:03.0 > e1000");
	check_claim(bar, "PCI Bus 0000:00 > 0000:00:03.0 > e1000");
	check_claim(mine, "PCI Bus 0000:00");
	check_claim(other, "a > b");
	check_claim(tree, NULL);
	check_claim(bus, NULL);
}
END_TEST

TCase *index_tests(void)
{
	TCase *c = tcase_create("index");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, empty);
	tcase_add_test(c, nested);
	tcase_add_test(c, child_from_any_index);
	tcase_add_test(c, hidden_and_gone);
	tcase_add_test(c, equal_names);
	tcase_add_test(c, growing);
	tcase_add_test(c, ten_thousand_siblings);
	tcase_add_test(c, paths);
	tcase_add_test(c, claims);
	return c;
}
