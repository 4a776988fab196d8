/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folders of registers: names, inode numbers and listings of every node, there and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chip.h"
#include "made_up.h"
#include "unit.h"

static const char registers[] =
	"{ name = \"A\"; offset = \"0x0\"; fields = ("
	"  { name = \"EN\"; bits = \"0\"; }, { name = \"MODE\"; bits = \"3:1\"; } ); },"
	"{ name = \"G\"; offset = \"0x40\"; registers = ("
	"  { name = \"A\"; offset = \"0\"; fields = ( { name = \"B\"; bits = \"31:0\"; } ); },"
	"  { name = \"IN\"; offset = \"0x10\"; registers = ("
	"    { name = \"DEEP\"; offset = \"0\"; width = 8; } ); },"
	"  { name = \"NONE\"; offset = \"0x20\"; registers = ( ); } ); },"
	"{ name = \"CH%s\"; offset = \"0x80\"; count = 3; stride = \"0x10\"; registers = ("
	"  { name = \"R%s\"; offset = \"0\"; width = 16; count = 2; fields = ("
	"    { name = \"F%s\"; bits = \"0\"; count = 4; } ); } ); },"
	"{ name = \"Q\"; offset = \"0x100\"; width = 64; }";

static const char *const folders[] = { "reg", "field", "decode", "wait" };

static void setup(void)
{
	chip_setup();
	chip_ram("%s", registers);
}

static void check_round_trip(struct node node)
{
	struct node back;

	ck_assert(name_node(&made_up.all, name_inode(&made_up.all, node), &back));
	ck_assert(back.region == node.region && back.view == node.view && back.index == node.index);
}

/* What is in a directory, one name after the other; "/" stands behind directories. */
static char listing[4096];

static void walk(struct node directory, const char *path)
{
	struct node node, found;
	char room[NAME_ROOM], below[REG_PATH], printed[REG_PATH];
	uint64_t position = 0;
	const char *name;

	for (; (name = name_list(&made_up.all, directory, &position, &node, room)); position++) {
		size_t used = strlen(listing);

		snprintf(below, sizeof(below), "%s/%s", path, name);
		snprintf(listing + used, sizeof(listing) - used, "%s%s ", below,
			 name_is_directory(node) ? "/" : "");
		ck_assert(name_find(&made_up.all, directory, name, &found));
		ck_assert(found.view == node.view && found.index == node.index);
		check_round_trip(node);
		/* The messages' word for it is the path that leads to it. */
		ck_assert_str_eq(name_text(node, printed), below);
		if (name_is_directory(node))
			walk(node, below);
	}
}

static const char *walk_folder(const char *folder)
{
	listing[0] = '\0';
	walk(chip_node(folder), folder);
	return listing;
}

START_TEST(registers_listed)
{
	ck_assert_str_eq(walk_folder("reg"),
			 "reg/A reg/G/ reg/G/A reg/G/IN/ reg/G/IN/DEEP reg/G/NONE/ reg/CH0/ "
			 "reg/CH0/R0 reg/CH0/R1 reg/CH1/ reg/CH1/R0 reg/CH1/R1 reg/CH2/ "
			 "reg/CH2/R0 reg/CH2/R1 reg/Q ");
	ck_assert_str_eq(walk_folder("wait"),
			 "wait/A wait/G/ wait/G/A wait/G/IN/ wait/G/IN/DEEP wait/G/NONE/ wait/CH0/ "
			 "wait/CH0/R0 wait/CH0/R1 wait/CH1/ wait/CH1/R0 wait/CH1/R1 wait/CH2/ "
			 "wait/CH2/R0 wait/CH2/R1 wait/Q ");
	ck_assert_ptr_nonnull(strstr(walk_folder("decode"), "decode/CH2/R1 decode/Q "));
}
END_TEST

START_TEST(fields_listed)
{
	const char *text = walk_folder("field");

	ck_assert_int_eq(strncmp(text,
				 "field/A/ field/A/EN field/A/MODE field/G/ field/G/A/ field/G/A/B "
				 "field/G/IN/ field/G/IN/DEEP/ field/G/NONE/ field/CH0/ "
				 "field/CH0/R0/ field/CH0/R0/F0 field/CH0/R0/F1 ",
				 140),
			 0);
	ck_assert_ptr_nonnull(strstr(text, "field/CH2/R1/F3 field/Q/ "));
}
END_TEST

/* Every position of a listing can be started from, and those behind the end are the end. */
START_TEST(positions)
{
	static const char *const groups[] = { "reg",	 "reg/G",     "reg/G/NONE",   "field",
					      "field/A", "field/CH1", "field/CH1/R1", "field/Q" };
	static const uint64_t members[] = { 6, 3, 0, 6, 2, 2, 4, 0 };

	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		struct node directory = chip_node(groups[i]), node;
		char room[NAME_ROOM];

		for (uint64_t at = 0; at < members[i] + 3; at++) {
			uint64_t position = at;
			const char *name =
				name_list(&made_up.all, directory, &position, &node, room);

			ck_assert_msg(!name == (at >= members[i]), "%s: %d", groups[i], (int)at);
			ck_assert_uint_eq(position, at);
		}
		for (int k = 0; k < 2; k++) {
			uint64_t far = k ? UINT64_MAX : UINT64_C(1) << 32;

			ck_assert_ptr_null(name_list(&made_up.all, directory, &far, &node, room));
		}
	}
}
END_TEST

START_TEST(no_such_names)
{
	static const char *const names[] = {
		"reg/B",	   "reg/a",	  "reg/",	  "reg/G/B",	  "reg/A/EN",
		"reg/CH%s",	   "reg/CH3",	  "reg/CH00",	  "reg/IN",	  "reg/DEEP",
		"reg/G/IN/A",	   "reg/EN",	  "field/EN",	  "field/A/A",	  "field/A/M",
		"field/G/EN",	   "field/Q/F0",  "field/A/EN/X", "field/G/A/EN", "decode/A/EN",
		"field/CH0/R0/F4", "wait/CH0/R2", "reg/reg",	  "dump/A",	  "reg/A/",
	};
	struct node node;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		ck_assert_msg(!chip_find(names[i], &node), "%s", names[i]);
}
END_TEST

/* Numbers that are no node of a list: of what is a file there, or a directory, or nothing. */
START_TEST(numbers_of_no_node)
{
	const struct reg_list *list = chip.region->registers;
	struct node node = { .region = chip.region }, back;
	size_t n[2] = { 0 }, groups = 0, wanted = 0;

	for (size_t i = 0; i < list->n; i++)
		groups += reg_is_group(&list->v[i]);
	for (size_t i = 0; i < view_count; i++)
		for (node.index = 0; node.index < list->n + 64; node.index++) {
			node.view = &views[i];
			if (views[i].index == VIEW_UNITS)
				continue;
			if (name_node(&made_up.all, name_inode(&made_up.all, node), &back)) {
				ck_assert(back.view == node.view && back.index == node.index);
				n[node.view->folder]++;
			}
		}
	/* Folders: three of groups, one of all; files: three of registers, one of fields. */
	wanted = 3 * groups + list->n;
	ck_assert_uint_eq(n[true], wanted);
	ck_assert_uint_eq(n[false], 3 * (list->n - groups) + list->n_fields);
}
END_TEST

/* All inode numbers of all folders, and none twice. */
static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t collect(struct node directory, uint64_t *inodes, size_t n)
{
	struct node node;
	char room[NAME_ROOM];

	for (uint64_t at = 0; name_list(&made_up.all, directory, &at, &node, room); at++) {
		inodes[n++] = name_inode(&made_up.all, node);
		ck_assert_uint_lt(n, 1000);
		if (name_is_directory(node))
			n = collect(node, inodes, n);
	}
	return n;
}

START_TEST(inodes_are_unique)
{
	static uint64_t inodes[1000];
	size_t n = collect((struct node){ .region = chip.region }, inodes, 0);

	ck_assert_uint_gt(n, 80);
	qsort(inodes, n, sizeof(*inodes), compare);
	for (size_t i = 1; i < n; i++)
		ck_assert_uint_ne(inodes[i - 1], inodes[i]);
}
END_TEST

/* What find(1) goes by: a directory's link count is of what is really in it. */
START_TEST(directories_counted)
{
	static const char *const paths[] = { "reg",   "reg/G",	 "reg/G/NONE", "reg/CH0", "wait",
					     "field", "field/G", "field/A",    "field/Q" };
	static const unsigned int counts[] = { 4, 2, 0, 0, 4, 6, 3, 0, 0 };

	for (size_t i = 0; i < COUNT_OF(paths); i++)
		ck_assert_msg(name_reg_directories(chip_node(paths[i])) == counts[i], "%s",
			      paths[i]);
}
END_TEST

/* As long as the text is; 0 where nothing should be read that was not asked for. */
START_TEST(sizes)
{
	ck_assert_uint_eq(chip_size("reg/A"), strlen("0x00000000\n"));
	ck_assert_uint_eq(chip_size("reg/CH0/R0"), strlen("0x0000\n"));
	ck_assert_uint_eq(chip_size("reg/G/IN/DEEP"), strlen("0x00\n"));
	ck_assert_uint_eq(chip_size("reg/Q"), strlen("0x0000000000000000\n"));
	ck_assert_uint_eq(chip_size("field/A/EN"), strlen("0x1\n"));
	ck_assert_uint_eq(chip_size("field/A/MODE"), strlen("0x7\n"));
	ck_assert_uint_eq(chip_size("field/G/A/B"), strlen("0xffffffff\n"));
	ck_assert_uint_eq(chip_size("at/0x0.l"), strlen("0x00000000\n"));
	ck_assert_uint_eq(chip_size("at/0x8.q"), strlen("0x0000000000000000\n"));
	chip_ram("{ name = \"F\"; offset = \"0\"; read-effect = \"modify\"; read = \"allow\";"
		 "  fields = ( { name = \"A\"; bits = \"4:0\"; read-effect = \"none\"; } ); },"
		 "{ name = \"G\"; offset = \"4\"; fields = ( { name = \"A\"; bits = \"4:0\"; } ); "
		 "}");
	ck_assert_uint_eq(chip_size("reg/F"), 0);
	ck_assert_uint_eq(chip_size("field/F/A"), 0);
	ck_assert_uint_eq(chip_size("field/G/A"), strlen("0x1f\n"));
}
END_TEST

/* Without a list there are no such names; with one that cannot be used neither. */
START_TEST(without_a_list)
{
	struct node folder = chip_node("reg"), node;
	char room[NAME_ROOM];
	uint64_t at = 0;

	chip.region->registers = NULL;
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		ck_assert(!chip_find(folders[i], &node));
	ck_assert(!chip_find("dump", &node));
	/* The kernel may still ask for what it once knew. */
	ck_assert(!name_find(&made_up.all, folder, "A", &node));
	ck_assert_ptr_null(name_list(&made_up.all, folder, &at, &node, room));
	ck_assert_uint_eq(name_reg_directories(folder), 0);
	ck_assert(chip_find("at/0x0.l", &node));
}
END_TEST

TCase *reg_name_tests(void)
{
	TCase *c = tcase_create("reg_name");

	tcase_add_checked_fixture(c, setup, chip_teardown);
	tcase_add_test(c, registers_listed);
	tcase_add_test(c, fields_listed);
	tcase_add_test(c, positions);
	tcase_add_test(c, no_such_names);
	tcase_add_test(c, numbers_of_no_node);
	tcase_add_test(c, inodes_are_unique);
	tcase_add_test(c, directories_counted);
	tcase_add_test(c, sizes);
	tcase_add_test(c, without_a_list);
	return c;
}
