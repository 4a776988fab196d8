/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inode numbers of registers that must not be mixed up: of a device before, and of who waits. */
#include "chip.h"
#include "made_up.h"
#include "unit.h"

static void setup(void)
{
	chip_setup();
	chip_ram("{ name = \"A\"; offset = \"0\"; fields = ( { name = \"F\"; bits = \"0\"; } ); },"
		 "{ name = \"G\"; offset = \"0x10\"; registers = ("
		 "  { name = \"B\"; offset = \"0\"; } ); }");
}

static const char *const paths[] = { "reg/A",	  "reg/G",    "reg/G/B",   "field/A",
				     "field/A/F", "decode/A", "decode/G/B" };

/* Another device in the same place: what was is stale, and no register of the new one. */
START_TEST(of_another_device)
{
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		uint64_t before, after;
		struct node node;

		chip.region->generation = (uint32_t)i;
		before = name_inode(&made_up.all, chip_node(paths[i]));
		ck_assert(name_node(&made_up.all, before, &node) && !node.stale);
		chip.region->generation++;
		ck_assert(name_node(&made_up.all, before, &node) && node.stale);
		after = name_inode(&made_up.all, chip_node(paths[i]));
		ck_assert_uint_ne(after, before);
		ck_assert(name_node(&made_up.all, after, &node) && !node.stale);
		ck_assert(node.index == chip_node(paths[i]).index);
		ck_assert(node.view == chip_node(paths[i]).view);
	}
}
END_TEST

/* Also of a device that has fewer registers: a stale number is answered, not looked up. */
START_TEST(of_a_longer_list)
{
	uint64_t inode = name_inode(&made_up.all, chip_node("reg/G/B"));
	struct node node;

	chip.region->generation++;
	chip.region->registers = NULL;
	ck_assert(name_node(&made_up.all, inode, &node));
	ck_assert(node.stale);
}
END_TEST

/* The other files of the region are the same whatever is there. */
START_TEST(other_files)
{
	static const char *const others[] = { "info", "l", "at/0x10.l", "fifo/0x0.b", "dump" };

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct node node;
		uint64_t before = name_inode(&made_up.all, chip_node(others[i]));

		chip.region->generation++;
		ck_assert_uint_eq(name_inode(&made_up.all, chip_node(others[i])), before);
		ck_assert(name_node(&made_up.all, before, &node) && !node.stale);
	}
}
END_TEST

/* Each who looks for a file to wait at has a number of his own, and all are that file. */
START_TEST(of_who_waits)
{
	uint64_t plain = name_inode(&made_up.all, chip_node("wait/G/B")), last = plain;

	for (int i = 0; i < 10000; i++) {
		uint64_t inode = name_apart(plain);
		struct node node;

		if (inode == last || !name_node(&made_up.all, inode, &node) || node.stale ||
		    node.index != chip_node("wait/G/B").index || !node.view->wait)
			ck_abort_msg("%d: 0x%jx", i, (uintmax_t)inode);
		last = inode;
	}
}
END_TEST

TCase *reg_apart_tests(void)
{
	TCase *c = tcase_create("reg_apart");

	tcase_add_checked_fixture(c, setup, chip_teardown);
	tcase_add_test(c, of_another_device);
	tcase_add_test(c, of_a_longer_list);
	tcase_add_test(c, other_files);
	tcase_add_test(c, of_who_waits);
	return c;
}
