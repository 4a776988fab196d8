/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine that changes under a board: the tree's numbers, what the kernel is told, and memory. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"
#include "world.h"

#define BUS "iomem/d0000000-dfffffff:PCI_Bus_0000:00"
#define BAR "d0000000-d0000fff:0000:00:04.0"

static const char bus[] = "d0000000-dfffffff : PCI Bus 0000:00\n";
static const char claimed[] = "  d0000000-d0000fff : 0000:00:04.0\n"
			      "    d0000000-d0000fff : driver\n";
static const char unclaimed[] = "  d0000000-d0000fff : 0000:00:04.0\n";
static const char moved[] = "  d1000000-d1000fff : 0000:00:04.0\n"
			    "    d1000000-d1000fff : driver\n";
static const char before_it[] = "c0000000-c0000fff : early\n";
static const char behind_it[] = "e0000000-e0000fff : late\n";

static const char configuration[] =
	"regions = ( { name = \"mine\"; memory = \"0xd0000000+4k\"; } );\n"
	"browse = ( { tree = \"iomem\"; access = \"ro\"; }, { tree = \"pci\"; } );\n";

static void set_map(const char *a, const char *b, const char *c)
{
	char text[1024];

	snprintf(text, sizeof(text), "%s%s%s", a, b, c);
	made_up_text("proc/iomem", text);
}

static void setup(void)
{
	world_setup();
	made_up_size("dev/mem", 0xf0000000);
	set_map(bus, claimed, "");
	world_make(configuration);
	board_open(&world.board);
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

static uint32_t number(const char *path)
{
	return regions_number(&world.board.regions, world_at(path));
}

static void check_claim(const char *path, const char *wanted)
{
	char *claim = regions_claim(&world.board.regions, world_at(path));

	ck_assert_msg(!claim == !wanted && (!claim || strcmp(claim, wanted) == 0), "%s: %s", path,
		      claim ? claim : "nobody");
	free(claim);
}

/* What comes first in the new map comes last in the numbers, and all still know their own. */
START_TEST(parents_and_claims)
{
	uint32_t bus_number = number(BUS), bar_number = number(BUS "/" BAR);
	size_t n = world.board.regions.n;

	set_map(before_it, bus, claimed);
	world_again();
	ck_assert_uint_eq(number(BUS), bus_number);
	ck_assert_uint_eq(number(BUS "/" BAR), bar_number);
	ck_assert_uint_eq(number("iomem/c0000000-c0000fff:early"), n + 1);
	ck_assert_uint_eq(world_at(BUS "/" BAR)->parent, bus_number);
	ck_assert_uint_eq(world_at("iomem/c0000000-c0000fff:early")->parent, number("iomem"));
	check_claim(BUS "/" BAR, "PCI Bus 0000:00 > 0000:00:04.0 > driver");
	check_claim("iomem/c0000000-c0000fff:early", "early");
	check_claim("mine", "PCI Bus 0000:00 > 0000:00:04.0 > driver");
	set_map(bus, claimed, behind_it);
	world_again();
	check_claim(BUS "/" BAR, "PCI Bus 0000:00 > 0000:00:04.0 > driver");
	check_claim("iomem/e0000000-e0000fff:late", "late");
	ck_assert(world_at("iomem/c0000000-c0000fff:early")->gone);
	check_claim("iomem/c0000000-c0000fff:early", NULL);
}
END_TEST

/* A driver that comes or goes is not another device: what is open stays so. */
START_TEST(claim_comes_and_goes)
{
	volatile uint8_t *base = world_access(BUS "/" BAR)->base;
	uint32_t generation = world_at(BUS "/" BAR)->generation;

	set_map(bus, unclaimed, "");
	world_again();
	check_claim(BUS "/" BAR, NULL);
	check_claim("mine", NULL);
	ck_assert(world_access(BUS "/" BAR)->base == base);
	set_map(bus, claimed, "");
	world_again();
	check_claim(BUS "/" BAR, "PCI Bus 0000:00 > 0000:00:04.0 > driver");
	ck_assert(world_access(BUS "/" BAR)->base == base);
	ck_assert_uint_eq(world_at(BUS "/" BAR)->generation, generation);
}
END_TEST

/* The parent gets a new number, so the child of the same name is not the old one. */
START_TEST(another_parent)
{
	uint32_t bar = number(BUS "/" BAR);

	set_map("d0000000-d7ffffff : PCI Bus 0000:00\n", claimed, "");
	world_again();
	ck_assert(world_at(BUS)->gone);
	ck_assert(world_at(BUS "/" BAR)->gone);
	ck_assert_uint_eq(number(BUS "/" BAR), bar);
	ck_assert_uint_ne(number("iomem/d0000000-d7ffffff:PCI_Bus_0000:00/" BAR), bar);
	check_claim("iomem/d0000000-d7ffffff:PCI_Bus_0000:00/" BAR,
		    "PCI Bus 0000:00 > 0000:00:04.0 > driver");
}
END_TEST

START_TEST(changes_of_a_move)
{
	set_map(bus, moved, "");
	world_again();
	ck_assert(world_changed(BUS, BAR));
	ck_assert(world_changed(BUS "/" BAR, "d0000000-d0000fff:driver"));
	ck_assert(world_changed(BUS, NULL));
	ck_assert(world_changed(BUS "/d1000000-d1000fff:0000:00:04.0", NULL));
	ck_assert_uint_eq(world.n, 4);
	/* Told once. */
	world_again();
	ck_assert_uint_eq(world.n, 0);
}
END_TEST

START_TEST(changes_at_the_top)
{
	set_map(bus, claimed, behind_it);
	world_again();
	ck_assert(world_changed("iomem", NULL));
	ck_assert_uint_eq(world.n, 1);
	set_map(bus, claimed, "");
	world_again();
	ck_assert(world_changed("iomem", "e0000000-e0000fff:late"));
	ck_assert_uint_eq(world.n, 1);
	/* What comes back was not there before: no name that the kernel could know. */
	set_map(bus, claimed, behind_it);
	world_again();
	ck_assert(world_changed("iomem", NULL));
	ck_assert(!world_changed("iomem", "e0000000-e0000fff:late"));
}
END_TEST

/* A configured one whose cause comes or goes: its directory holds other files then. */
START_TEST(changes_of_a_configured_one)
{
	set_map("d0000000-dfffffff : System RAM\n", "", "");
	world_again();
	ck_assert(world_changed("", "mine"));
	ck_assert(world_changed("mine", NULL));
	ck_assert_str_eq(world_at("mine")->cause, "the range overlaps System RAM");
	ck_assert_ptr_null(world_access("mine"));
	ck_assert_ptr_nonnull(strstr(capture_end(), "region \"mine\" is unusable now: the range "
						    "overlaps System RAM; choose"));
}
END_TEST

/* Also one that can never be opened: the kernel keeps the listing that it is not in. */
START_TEST(unusable_comes_back)
{
	static const char ram[] = "e0000000-e0000fff : System RAM\n";

	set_map(bus, claimed, ram);
	world_again();
	set_map(bus, claimed, "");
	world_again();
	ck_assert(world_changed("iomem", "e0000000-e0000fff:System_RAM"));
	set_map(bus, claimed, ram);
	world_again();
	ck_assert_str_eq(world_at("iomem/e0000000-e0000fff:System_RAM")->cause,
			 "the range overlaps System RAM");
	ck_assert(world_changed("iomem", NULL));
}
END_TEST

/* What info says is what was logged, also when it was unusable before. */
START_TEST(one_cause_after_another)
{
	set_map("d0000000-dfffffff : System RAM\n", "", "");
	world_again();
	capture_end();
	capture_begin();
	made_up_text("proc/iomem", "00000000-00000000 : x\n");
	world_again();
	world_again();
	ck_assert_str_eq(
		capture_end(),
		"devmemfs: region \"mine\" is unusable now: /proc/iomem shows only zeros, "
		"so it may be RAM; run with CAP_SYS_ADMIN (as root), which it needs to show "
		"addresses\n"
		"devmemfs: tree \"iomem\" is unusable now: /proc/iomem shows only zeros; run "
		"with CAP_SYS_ADMIN (as root), which it needs to show addresses\n");
}
END_TEST

/* The maps cannot be seen any more: nothing of them is left, and it is said why. */
START_TEST(map_of_zeros)
{
	made_up_text("proc/iomem", "00000000-00000000 : PCI Bus 0000:00\n");
	world_again();
	ck_assert(world_at(BUS)->gone);
	ck_assert(!world_at("iomem")->gone);
	ck_assert_ptr_nonnull(strstr(world_at("iomem")->cause, "zeros"));
	ck_assert_ptr_null(world_access("mine"));
	set_map(bus, claimed, "");
	world_again();
	ck_assert_ptr_null(world_at("iomem")->cause);
	ck_assert_ptr_nonnull(world_access(BUS "/" BAR));
	ck_assert_ptr_nonnull(world_access("mine"));
}
END_TEST

/* An entry of a function whose BAR cannot be opened, by its own file, as it is claimed. */
static void add_refused(void)
{
	const struct made_up_bar bars[6] = { [0] = { 0xd0000000, 0x1000, BAR_MEMORY } };

	board_free(&world.board);
	regions_free(&world.wanted);
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	world_make("regions = ( { name = \"bar\"; pci = \"1234:11e8 bar0\"; } );\n"
		   "browse = ( { tree = \"iomem\"; } );");
	board_open(&world.board);
	ck_assert(world_at("bar")->refused);
}

/* In silence, until the kernel has made the file; and whoever listed it is told to look again. */
START_TEST(refused_is_tried_again)
{
	uint32_t generation;

	add_refused();
	generation = world_at("bar")->generation;
	for (int i = 0; i < 3; i++) {
		world_again();
		ck_assert(world_at("bar")->refused);
		ck_assert_ptr_nonnull(strstr(world_at("bar")->cause, "No such file"));
		ck_assert_ptr_null(world_access("bar"));
		ck_assert_uint_eq(world_at("bar")->generation, generation);
		ck_assert_uint_eq(world.n, 2);
	}
	ck_assert_str_eq(capture_end(), "");
	capture_begin();
	made_up_size("sys/bus/pci/devices/0000:00:04.0/resource0", 0x1000);
	world_again();
	ck_assert_uint_eq(world.n, 2);
	ck_assert_ptr_nonnull(world_access("bar"));
	ck_assert(!world_at("bar")->refused && !world_at("bar")->cause);
	ck_assert_ptr_nonnull(strstr(capture_end(), "region \"bar\" is there again"));
}
END_TEST

static size_t in_use(void)
{
	return mallinfo2().uordblks;
}

/* By turns, so that everything comes, goes, moves, and comes back. */
static void change(unsigned int turn)
{
	static const char *const entries[] = { claimed, unclaimed, moved, "" };

	set_map(turn % 3 ? before_it : "", bus, entries[turn % 4]);
	world_again();
}

enum { UPDATES = 1008, TURNS = 12 };

START_TEST(memory_does_not_grow)
{
	size_t n, before;

	for (unsigned int i = 0; i < 5 * TURNS; i++)
		change(i);
	n = world.board.regions.n;
	before = in_use();
	for (unsigned int i = 0; i < UPDATES; i++)
		change(i);
	ck_assert_uint_eq(world.board.regions.n, n);
	/* glibc counts what it keeps for reuse; a leak of 16 bytes an update would be more. */
	ck_assert_uint_le(in_use(), before + 15 * UPDATES);
}
END_TEST

TCase *update_tree_tests(void)
{
	TCase *c = tcase_create("update_tree");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, parents_and_claims);
	tcase_add_test(c, claim_comes_and_goes);
	tcase_add_test(c, another_parent);
	tcase_add_test(c, changes_of_a_move);
	tcase_add_test(c, changes_at_the_top);
	tcase_add_test(c, changes_of_a_configured_one);
	tcase_add_test(c, unusable_comes_back);
	tcase_add_test(c, one_cause_after_another);
	tcase_add_test(c, map_of_zeros);
	tcase_add_test(c, refused_is_tried_again);
	tcase_add_test(c, memory_does_not_grow);
	return c;
}
