/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's maps as trees: nesting, names, and claims. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"
#include "world.h"

static const char both[] = "browse = ( { tree = \"iomem\"; }, { tree = \"ioports\"; } );";

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

static void make(const char *iomem)
{
	made_up_text("proc/iomem", iomem);
	world_make(both);
}

/* The names in a directory, a line each. */
static const char *listing(const char *path)
{
	static char text[4096];
	const struct regions *all = &world.board.regions;
	uint32_t parent = regions_number(all, world_at(path));
	const struct region *r = regions_child(all, parent, 0);
	size_t used = 0;

	text[0] = '\0';
	for (; r; r = regions_child(all, parent, (uint64_t)(r - all->v) + 1))
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s\n", r->name);
	return text;
}

START_TEST(nested_as_there)
{
	world_make(both);
	ck_assert_str_eq(listing("iomem"), "00000000-00000fff:Reserved\n"
					   "00001000-0009ffff:System_RAM\n"
					   "000a0000-000fffff:PCI_Bus_0000:00\n"
					   "00100000-3fffffff:System_RAM\n"
					   "40000000-febfffff:PCI_Bus_0000:00\n"
					   "fed00000-fed003ff:HPET_0\n"
					   "100000000-13fffffff:System_RAM\n");
	ck_assert_str_eq(listing("iomem/40000000-febfffff:PCI_Bus_0000:00"),
			 "fe000000-fe0fffff:0000:00:02.0\nfea00000-feafffff:0000:00:04.0\n");
	ck_assert_str_eq(listing("iomem/40000000-febfffff:PCI_Bus_0000:00/"
				 "fe000000-fe0fffff:0000:00:02.0"),
			 "fe000000-fe0fffff:bochs-drm\n");
	ck_assert_str_eq(listing("iomem/fed00000-fed003ff:HPET_0"), "");
}
END_TEST

/* Addresses as the kernel prints them: of ports with four digits. */
START_TEST(ports)
{
	made_up_text("proc/ioports", "0000-001f : dma1\n0cf8-0cff : PCI conf1\n"
				     "1000000-100000f : more than the kernel has\n");
	world_make(both);
	ck_assert_str_eq(listing("ioports"), "0000-001f:dma1\n0cf8-0cff:PCI_conf1\n"
					     "1000000-100000f:more_than_the_kernel_has\n");
	ck_assert_int_eq(world_at("ioports/0000-001f:dma1")->space, SPACE_PORTS);
	ck_assert_uint_eq(world_at("ioports/0cf8-0cff:PCI_conf1")->range.base, 0xcf8);
}
END_TEST

START_TEST(what_an_entry_is)
{
	const struct region *r;

	world_make(both);
	r = world_at("iomem/fed00000-fed003ff:HPET_0");
	ck_assert_int_eq(r->space, SPACE_MEMORY);
	ck_assert_int_eq(r->source, SOURCE_ADDRESS);
	ck_assert_str_eq(r->device, "HPET 0");
	ck_assert_uint_eq(r->range.base, 0xfed00000);
	ck_assert_uint_eq(r->range.length, 0x400);
	ck_assert(r->entry && !r->hidden && !r->cause && !r->of_function);
	/* A claim is a number: its text 10,000 times over would be most of the memory. */
	ck_assert(r->claim && !r->claimed_by);
	r = world_at("iomem");
	ck_assert_int_eq(r->space, SPACE_NONE);
	ck_assert(!r->entry && !r->hidden && !r->cause);
	ck_assert_uint_eq(r->line, 1);
}
END_TEST

/* A label: in the map, in the name. */
static const struct {
	const char *label, *name;
} names[] = {
	{ "a/b", "a_b" },
	{ "/", "_" },
	{ "../../x", ".._.._x" },
	{ " two  blanks ", "_two__blanks_" },
	{ "tab\there", "tab_here" },
	{ "\x1b[31mred\x7f\r", "_[31mred__" },
	{ "", "" },
	{ "..", ".." },
	{ "serial@7e201000", "serial@7e201000" },
	{ "r\xc3\xa9sum\xc3\xa9 \xe2\x82\xac", "r\xc3\xa9sum\xc3\xa9_\xe2\x82\xac" },
	{ "\xff\xfe", "\xff\xfe" },
};

START_TEST(name_of_a_label)
{
	char map[256], path[256];
	const struct region *r;

	snprintf(map, sizeof(map), "00001000-00001fff : %s\n", names[_i].label);
	snprintf(path, sizeof(path), "00001000-00001fff:%s\n", names[_i].name);
	make(map);
	ck_assert_str_eq(listing("iomem"), path);
	r = regions_child(&world.board.regions,
			  regions_number(&world.board.regions, world_at("iomem")), 0);
	/* What it is called is another matter. */
	ck_assert_str_eq(r->device, names[_i].label);
}
END_TEST

/* A label of n bytes made of a character of so many, after `before` blanks. */
static const char *long_name(const char *character, size_t before, size_t n)
{
	static char map[1024];
	static const char range[] = "00001000-00001fff : ";
	size_t used = sizeof(range) - 1, width = strlen(character);

	memcpy(map, range, used);
	memset(map + used, '.', before);
	used += before;
	for (size_t i = 0; i < n; i++)
		map[used++] = character[i % width];
	map[used] = '\n';
	map[used + 1] = '\0';
	make(map);
	return listing("iomem");
}

START_TEST(three_hundred_bytes)
{
	const char *name = long_name("x", 0, 300);

	/* A suffix must fit behind it, and a name may be 255 bytes long. */
	ck_assert_uint_le(strlen(name) - 1 + strlen("@65536"), 255);
	ck_assert_uint_ge(strlen(name) - 1, 240);
	ck_assert_int_eq(strncmp(name, "00001000-00001fff:xxxx", 22), 0);
	ck_assert_uint_eq(strlen(world.board.regions.v[1].device), 300);
}
END_TEST

static size_t whole_characters(const char *name, const char *character)
{
	size_t width = strlen(character), n = 0;

	while (strncmp(name, character, width) == 0) {
		name += width;
		n++;
	}
	ck_assert_str_eq(name, "\n");
	return n;
}

static const char *const characters[] = { "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };

/* Wherever the cut falls, no character is cut. */
START_TEST(not_cut_within_a_character)
{
	const char *character = characters[_i];

	for (size_t before = 0; before < strlen(character); before++) {
		const char *name = long_name(character, before, 300);

		ck_assert_uint_ge(
			whole_characters(name + 18 + before, character) * strlen(character), 224);
		board_free(&world.board);
		regions_free(&world.wanted);
	}
}
END_TEST

START_TEST(no_character_at_all)
{
	const char *name = long_name("\x80", 0, 300);

	ck_assert_str_eq(name, "00001000-00001fff:\n");
}
END_TEST

START_TEST(twins)
{
	make("1000-1fff : a\n1000-1fff : a\n1000-1fff : b\n1000-1fff : a@2\n1000-1fff : a\n"
	     "1000-1fff : a b\n1000-1fff : a/b\n2000-2fff : a\n");
	ck_assert_str_eq(listing("iomem"),
			 "00001000-00001fff:a\n00001000-00001fff:a@2\n00001000-00001fff:b\n"
			 "00001000-00001fff:a@2@2\n00001000-00001fff:a@3\n00001000-00001fff:a_b\n"
			 "00001000-00001fff:a_b@2\n00002000-00002fff:a\n");
}
END_TEST

/* What is in the twin, at the same range again, is no neighbour of it. */
START_TEST(child_like_its_parent)
{
	make("1000-1fff : a\n  1000-1fff : a\n    1000-1fff : a\n    1000-1fff : a\n");
	ck_assert_str_eq(listing("iomem"), "00001000-00001fff:a\n");
	ck_assert_str_eq(listing("iomem/00001000-00001fff:a"), "00001000-00001fff:a\n");
	ck_assert_str_eq(listing("iomem/00001000-00001fff:a/00001000-00001fff:a"),
			 "00001000-00001fff:a\n00001000-00001fff:a@2\n");
}
END_TEST

START_TEST(long_twins)
{
	char map[4096], *out = map, *listed;

	for (int i = 0; i < 11; i++)
		out += sprintf(out, "00001000-00001fff : %0300d\n", 0);
	make(map);
	listed = strdup(listing("iomem"));
	ck_assert_ptr_nonnull(strstr(listed, "0@2\n"));
	ck_assert_ptr_nonnull(strstr(listed, "0@11\n"));
	for (char *line = strtok(listed, "\n"); line; line = strtok(NULL, "\n"))
		ck_assert_uint_le(strlen(line), 255);
	free(listed);
}
END_TEST

static void check_claim(const char *path, const char *wanted)
{
	char *claim = regions_claim(&world.board.regions, world_at(path));

	ck_assert_msg(!claim == !wanted && (!claim || strcmp(claim, wanted) == 0), "%s: %s", path,
		      claim ? claim : "nobody");
	free(claim);
}

/* The same answer as for a configured region of that range. */
START_TEST(claims)
{
	static const char bus[] = "iomem/40000000-febfffff:PCI_Bus_0000:00";
	static const char drm[] = "PCI Bus 0000:00 > 0000:00:02.0 > bochs-drm";
	char path[256];

	world_make(both);
	check_claim(bus, drm);
	snprintf(path, sizeof(path), "%s/fe000000-fe0fffff:0000:00:02.0", bus);
	check_claim(path, drm);
	snprintf(path, sizeof(path),
		 "%s/fe000000-fe0fffff:0000:00:02.0/fe000000-fe0fffff:bochs-drm", bus);
	check_claim(path, drm);
	snprintf(path, sizeof(path), "%s/fea00000-feafffff:0000:00:04.0", bus);
	check_claim(path, NULL);
	check_claim("iomem/fed00000-fed003ff:HPET_0", "HPET 0");
	check_claim("iomem/00000000-00000fff:Reserved", NULL);
	check_claim("ioports/0cf8-0cff:PCI_conf1", "PCI conf1");
	check_claim("ioports/0d00-ffff:PCI_Bus_0000:00", NULL);
	check_claim("iomem", NULL);
}
END_TEST

/* What is left out of the map is not in the tree, and its neighbours' claims are still theirs. */
START_TEST(beside_a_line_left_out)
{
	capture_begin();
	make("1000-1fff : a\n  1800-27ff : x\n3000-3fff : b\n");
	ck_assert_ptr_nonnull(strstr(capture_end(), "/proc/iomem:2: not inside"));
	ck_assert_str_eq(listing("iomem"), "00001000-00001fff:a\n00003000-00003fff:b\n");
	check_claim("iomem/00003000-00003fff:b", "b");
}
END_TEST

TCase *tree_map_tests(void)
{
	TCase *c = tcase_create("tree_map");

	tcase_add_checked_fixture(c, world_setup, teardown);
	tcase_add_test(c, nested_as_there);
	tcase_add_test(c, ports);
	tcase_add_test(c, what_an_entry_is);
	tcase_add_loop_test(c, name_of_a_label, 0, (int)COUNT_OF(names));
	tcase_add_test(c, three_hundred_bytes);
	tcase_add_loop_test(c, not_cut_within_a_character, 0, (int)COUNT_OF(characters));
	tcase_add_test(c, no_character_at_all);
	tcase_add_test(c, twins);
	tcase_add_test(c, child_like_its_parent);
	tcase_add_test(c, long_twins);
	tcase_add_test(c, claims);
	tcase_add_test(c, beside_a_line_left_out);
	return c;
}
