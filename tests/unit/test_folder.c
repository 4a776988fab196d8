/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of fixed addresses: which names there are, what is listed, and their inode numbers. */
#include <stdio.h>
#include <string.h>

#include "name.h"
#include "unit.h"

static struct regions all;

enum { LPT, SERIAL, MANY, CARD, MEMORY, HALVES, HUGE, BROKEN, UNREADABLE, REGIONS };

static const struct region regions[REGIONS] = {
	[LPT] = { .name = "lpt",
		  .range = { 0x378, 3 },
		  .widths = WIDTH_B | WIDTH_W,
		  .ports = true,
		  .pauses = true,
		  .strings = true },
	[SERIAL] = { .name = "serial", .range = { 0x3f8, 8 }, .widths = WIDTH_B, .ports = true },
	[MANY] = { .name = "many", .range = { 0x300, 65 }, .widths = 7, .ports = true },
	[CARD] = { .name = "card",
		   .range = { 0x300, 64 },
		   .widths = 7,
		   .ports = true,
		   .pauses = true,
		   .strings = true },
	[MEMORY] = { .name = "memory",
		     .range = { 0xd0000000, 4096 },
		     .widths = WIDTHS_ALL,
		     .stream = true },
	[HALVES] = { .name = "halves",
		     .range = { 0xd0001000, 63 },
		     .widths = WIDTHS_ALL,
		     .stream = true,
		     .quad = QUAD_LO_HI },
	[HUGE] = { .name = "huge",
		   .range = { 0, UINT64_C(1) << 50 },
		   .widths = WIDTHS_ALL,
		   .stream = true },
	[BROKEN] = { .name = "broken", .range = { 0, 8 }, .widths = 7, .cause = "broken" },
	[UNREADABLE] = { .name = "unreadable", .range = { 0, 8 }, .widths = 7, .ports = true },
};

static void setup(void)
{
	for (size_t i = 0; i < REGIONS; i++) {
		struct region *r = regions_add(&all);

		ck_assert_ptr_nonnull(r);
		*r = regions[i];
		r->access = i == UNREADABLE ? ACCESS_NONE : ACCESS_BOTH;
	}
	ck_assert_int_eq(regions_index(&all), 0);
}

static void teardown(void)
{
	regions_free(&all);
}

/* The folder of a region; false: it has none. */
static bool find_folder(size_t region, struct node *folder)
{
	return name_find(&all, (struct node){ .region = &all.v[region] }, "fifo", folder);
}

static const struct {
	size_t region;
	const char *name;
	uint64_t offset;
	const char *view; /* NULL: there is no such name */
} names[] = {
	{ LPT, "0.b", 0, "b" },
	{ LPT, "2.b", 2, "b" },
	{ LPT, "0.w", 0, "w" },
	{ LPT, "1.bp", 1, "bp" },
	{ LPT, "0.ws", 0, "ws" },
	{ LPT, "0x2.bs", 2, "bs" },
	{ LPT, "0x002.b", 2, "b" },
	{ LPT, "0x0.wp", 0, "wp" },
	/* Outside, across the end, not a multiple of the width, a width that it has not got. */
	{ LPT, "3.b", 0, NULL },
	{ LPT, "2.w", 0, NULL },
	{ LPT, "1.w", 0, NULL },
	{ LPT, "1.ws", 0, NULL },
	{ LPT, "0.l", 0, NULL },
	{ LPT, "0.lp", 0, NULL },
	{ LPT, "0.q", 0, NULL },
	{ LPT, "0.qs", 0, NULL },
	{ LPT, "0.cp", 0, NULL },
	{ LPT, "0.info", 0, NULL },
	/* Numbers are decimal or hexadecimal: octal and all else is no name. */
	{ LPT, "00.b", 0, NULL },
	{ LPT, "01.b", 0, NULL },
	{ LPT, "002.b", 0, NULL },
	{ LPT, "0X2.b", 0, NULL },
	{ LPT, "0x.b", 0, NULL },
	{ LPT, "x2.b", 0, NULL },
	{ LPT, "+1.b", 0, NULL },
	{ LPT, "-1.b", 0, NULL },
	{ LPT, " 1.b", 0, NULL },
	{ LPT, "1 .b", 0, NULL },
	{ LPT, "1k.b", 0, NULL },
	{ LPT, "1", 0, NULL },
	{ LPT, "1.", 0, NULL },
	{ LPT, ".b", 0, NULL },
	{ LPT, "b", 0, NULL },
	{ LPT, "", 0, NULL },
	{ LPT, ".", 0, NULL },
	{ LPT, "..", 0, NULL },
	{ LPT, "1.b.b", 0, NULL },
	{ LPT, "1..b", 0, NULL },
	{ LPT, "1.B", 0, NULL },
	{ LPT, "1.b ", 0, NULL },
	{ LPT, "1.bb", 0, NULL },
	{ LPT, "0x10000000000000000.b", 0, NULL },
	{ LPT, "18446744073709551616.b", 0, NULL },
	{ LPT, "0x0000000000000000000000000000000000000002.b", 0, NULL },
	/* No pause and no string here. */
	{ SERIAL, "7.b", 7, "b" },
	{ SERIAL, "7.bp", 0, NULL },
	{ SERIAL, "7.bs", 0, NULL },
	/* Not listed, but there. */
	{ MANY, "64.b", 64, "b" },
	{ MANY, "0x3c.l", 60, "l" },
	{ MEMORY, "4088.q", 4088, "q" },
	{ MEMORY, "0xffc.l", 4092, "l" },
	{ MEMORY, "4092.q", 0, NULL },
	{ MEMORY, "4094.l", 0, NULL },
	{ MEMORY, "4096.b", 0, NULL },
	{ MEMORY, "8.lp", 0, NULL },
	{ MEMORY, "8.ls", 0, NULL },
	{ HALVES, "8.l", 8, "l" },
	{ HALVES, "8.q", 0, NULL },
	{ HALVES, "60.l", 0, NULL },
	{ HALVES, "60.w", 60, "w" },
	/* As far as an inode number goes. */
	{ HUGE, "0x3fffffffff.b", 0x3fffffffff, "b" },
	{ HUGE, "0x4000000000.b", 0, NULL },
	{ HUGE, "0x1fffffffff8.q", 0x1fffffffff8, "q" },
	{ HUGE, "0x20000000000.q", 0, NULL },
};

START_TEST(look_up)
{
	struct node folder, node, back;
	bool found;

	ck_assert(find_folder(names[_i].region, &folder));
	found = name_find(&all, folder, names[_i].name, &node);
	ck_assert_msg(found == !!names[_i].view, "\"%s\"", names[_i].name);
	if (!found)
		return;
	ck_assert_str_eq(node.view->name, names[_i].view);
	ck_assert_uint_eq(name_offset(node), names[_i].offset);
	ck_assert(node.view->in && node.view->form.fixed && !name_is_directory(node));
	ck_assert_ptr_eq(node.region, folder.region);
	ck_assert(name_node(&all, name_inode(&all, node), &back));
	ck_assert(back.region == node.region && back.view == node.view && back.index == node.index);
}
END_TEST

START_TEST(folders)
{
	struct node node;

	for (size_t i = 0; i < REGIONS; i++)
		ck_assert(find_folder(i, &node) == (i != BROKEN && i != UNREADABLE));
	ck_assert(find_folder(LPT, &node) && name_is_directory(node));
	/* Its files are there only; those of the region are not in it. */
	ck_assert(!name_find(&all, (struct node){ .region = all.v }, "0.b", &node));
	ck_assert(!name_find(&all, (struct node){ .region = all.v }, "bs", &node));
	ck_assert(name_find(&all, (struct node){ .region = all.v }, "b", &node));
	ck_assert(!node.view->in);
	/* A file is no folder. */
	ck_assert(!name_find(&all, node, "0.b", &node));
}
END_TEST

/* All names from a position on, each followed by a blank; returns how many. */
static size_t list(size_t region, uint64_t from, char *text, size_t size)
{
	struct node folder, node, found;
	char room[NAME_ROOM];
	const char *name;
	size_t n = 0, used = 0;

	ck_assert(find_folder(region, &folder));
	*text = '\0';
	for (; (name = name_list(&all, folder, &from, &node, room)); from++, n++) {
		used += (size_t)snprintf(text + used, size - used, "%s ", name);
		ck_assert_uint_lt(used, size);
		ck_assert_msg(name_find(&all, folder, name, &found), "%s", name);
		ck_assert(found.view == node.view && found.index == node.index);
	}
	return n;
}

START_TEST(listing)
{
	static char text[8192];

	ck_assert_uint_eq(list(LPT, 0, text, sizeof(text)), 12);
	ck_assert_str_eq(text, "0.b 0.w 0.bp 0.wp 0.bs 0.ws 1.b 1.bp 1.bs 2.b 2.bp 2.bs ");
	ck_assert_uint_eq(list(SERIAL, 0, text, sizeof(text)), 8);
	ck_assert_str_eq(text, "0.b 1.b 2.b 3.b 4.b 5.b 6.b 7.b ");
	/* 64 ports with their three forms, of each width those that are aligned. */
	ck_assert_uint_eq(list(CARD, 0, text, sizeof(text)), 3 * (64 + 32 + 16));
	ck_assert_ptr_nonnull(strstr(text, " 60.ls 61.b "));
	ck_assert_uint_eq(list(MANY, 0, text, sizeof(text)), 0);
	ck_assert_uint_eq(list(MEMORY, 0, text, sizeof(text)), 0);
	ck_assert_uint_eq(list(HALVES, 0, text, sizeof(text)), 0);
	ck_assert_uint_eq(list(HUGE, 0, text, sizeof(text)), 0);
}
END_TEST

/* Each position that was given out is good to go on from. */
START_TEST(listing_in_pieces)
{
	static char whole[8192], rest[8192];
	struct node folder, node;
	char room[NAME_ROOM], *left = whole;
	uint64_t position = 0;

	list(LPT, 0, whole, sizeof(whole));
	ck_assert(find_folder(LPT, &folder));
	for (; name_list(&all, folder, &position, &node, room); position++) {
		list(LPT, position, rest, sizeof(rest));
		ck_assert_str_eq(rest, left);
		left = strchr(left, ' ') + 1;
	}
	ck_assert_str_eq(left, "");
	list(LPT, UINT64_MAX / 2, rest, sizeof(rest));
	ck_assert_str_eq(rest, "");
}
END_TEST

/* No two files of a device have one number, and none has that of another node. */
START_TEST(inodes)
{
	static uint64_t numbers[1024];
	struct node folder, node;
	char room[NAME_ROOM];
	size_t n = 0;

	for (size_t i = LPT; i <= CARD; i++) {
		uint64_t position = 0;

		ck_assert(find_folder(i, &folder));
		numbers[n++] = name_inode(&all, folder);
		numbers[n++] = name_inode(&all, (struct node){ .region = &all.v[i] });
		for (; name_list(&all, folder, &position, &node, room); position++)
			numbers[n++] = name_inode(&all, node);
	}
	ck_assert_uint_gt(n, 336);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_uint_ne(numbers[i], numbers[k]);
}
END_TEST

TCase *folder_tests(void)
{
	TCase *c = tcase_create("folder");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, look_up, 0, (int)COUNT_OF(names));
	tcase_add_test(c, folders);
	tcase_add_test(c, listing);
	tcase_add_test(c, listing_in_pieces);
	tcase_add_test(c, inodes);
	return c;
}
