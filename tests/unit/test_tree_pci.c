/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The PCI functions as a tree: their parts, what may be opened, and damaged functions. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "function.h"
#include "made_up.h"
#include "tree.h"
#include "unit.h"
#include "world.h"

#define NIC "pci/0000:00:03.0"
#define EDU "pci/0000:00:04.0"

static const struct made_up_bar nic_bars[6] = {
	[0] = { 0xfea00000, 0x20000, BAR_MEMORY },
	[1] = { 0xc000, 0x40, BAR_IO },
	[2] = { 0x380000000, 0x4000, BAR_MEMORY_64 },
	[4] = { 0, 0x1000, BAR_MEMORY },
};
static const struct made_up_bar edu_bars[6] = { [0] = { 0xfea40000, 0x1000, BAR_MEMORY } };

/* No other messages than those that a test takes. */
static void setup(void)
{
	world_setup();
	made_up_function("0000:00:03.0", 0x8086, 0x100e, nic_bars, 256);
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, edu_bars, 4096);
}

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

static const char *listing(const char *path)
{
	static char text[256];
	const struct regions *all = &world.board.regions;
	uint32_t parent = regions_number(all, world_at(path));
	const struct region *r = regions_child(all, parent, 0);
	size_t used = 0;

	text[0] = '\0';
	for (; r; r = regions_child(all, parent, (uint64_t)(r - all->v) + 1))
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", used ? " " : "",
					 r->name);
	return text;
}

START_TEST(parts)
{
	world_make("browse = ( { tree = \"pci\"; } );");
	ck_assert_str_eq(listing("pci"), "0000:00:03.0 0000:00:04.0");
	ck_assert_str_eq(listing(NIC), "config bar0 bar1 bar2 bar4");
	ck_assert_str_eq(listing(EDU), "config bar0");
	ck_assert_int_eq(world_at(NIC)->space, SPACE_NONE);
	ck_assert_uint_eq(region_function(world_at(NIC))->product, 0x100e);
	ck_assert_ptr_null(region_function(world_at("pci")));
	ck_assert_str_eq(world_at(NIC "/bar0")->device, "0000:00:03.0 bar0");
	ck_assert_uint_eq(world_at(NIC "/config")->range.length, 256);
	ck_assert_uint_eq(world_at(EDU "/config")->range.length, 4096);
	ck_assert_int_eq(world_at(EDU "/config")->space, SPACE_PCI_CONFIG);
}
END_TEST

static const struct {
	const char *path;
	enum space space;
	uint64_t base, length;
	bool prefetchable, wide;
} kinds[] = {
	{ NIC "/bar0", SPACE_MEMORY, 0xfea00000, 0x20000, false, false },
	{ NIC "/bar1", SPACE_PORTS, 0xc000, 0x40, false, false },
	{ NIC "/bar2", SPACE_MEMORY, 0x380000000, 0x4000, true, true },
};

START_TEST(kinds_of_bars)
{
	const struct region *r;

	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; } );");
	r = world_at(kinds[_i].path);
	ck_assert_int_eq(r->space, kinds[_i].space);
	ck_assert_int_eq(r->source, SOURCE_PCI);
	ck_assert_uint_eq(r->range.base, kinds[_i].base);
	ck_assert_uint_eq(r->range.length, kinds[_i].length);
	ck_assert_int_eq(r->prefetchable, kinds[_i].prefetchable);
	ck_assert_int_eq(r->wide, kinds[_i].wide);
	ck_assert(region_usable(r));
}
END_TEST

START_TEST(bar_without_an_address)
{
	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; } );");
	ck_assert_str_eq(world_at(NIC "/bar4")->cause, "the kernel has given the BAR no address");
	ck_assert_ptr_nonnull(world_at(NIC "/bar4")->remedy);
	ck_assert(region_usable(world_at(NIC "/bar0")));
}
END_TEST

static const char write_all[] =
	"browse = ( { tree = \"pci\"; access = \"rw\"; mode = \"0666\"; } );";

START_TEST(rom_is_never_writable)
{
	const struct region *r;

	made_up_rom("0000:00:04.0", (struct made_up_bar){ 0xfea80000, 0x10000, ROM_MEMORY });
	world_make(write_all);
	ck_assert_str_eq(listing(EDU), "config rom");
	r = world_at(EDU "/rom");
	ck_assert_int_eq(r->source, SOURCE_PCI_ROM);
	ck_assert_int_eq(r->access, ACCESS_READ);
	ck_assert_int_eq(r->mode, 0444);
	ck_assert_uint_eq(r->range.base, 0xfea80000);
	ck_assert(!r->shadowed && region_usable(r));
	ck_assert_int_eq(world_at(NIC "/bar0")->access, ACCESS_BOTH);
	ck_assert_int_eq(world_at(NIC "/bar0")->mode, 0666);
	ck_assert_int_eq(world_at(NIC "/config")->access, ACCESS_BOTH);
}
END_TEST

START_TEST(rom_that_would_be_written_only)
{
	made_up_rom("0000:00:04.0", (struct made_up_bar){ 0xc0000, 0x8000, ROM_SHADOW });
	world_make("browse = ( { tree = \"pci\"; access = \"wo\"; } );");
	ck_assert_int_eq(world_at(EDU "/rom")->access, ACCESS_NONE);
	ck_assert(world_at(EDU "/rom")->shadowed);
}
END_TEST

/* Only a prefetchable BAR can be written combining, and one that is not must not be. */
START_TEST(combining)
{
	made_up_rom("0000:00:04.0", (struct made_up_bar){ 0xfea80000, 0x10000, ROM_MEMORY });
	world_make("browse = ( { tree = \"pci\"; access = \"rw\"; map = \"wc\"; } );");
	ck_assert(world_at(NIC "/bar2")->combining && region_usable(world_at(NIC "/bar2")));
	/* Where it cannot be, it is not. */
	ck_assert(!world_at(NIC "/bar0")->combining && region_usable(world_at(NIC "/bar0")));
	ck_assert(!world_at(NIC "/config")->combining && region_usable(world_at(NIC "/config")));
	ck_assert(!world_at(EDU "/rom")->combining && region_usable(world_at(EDU "/rom")));
}
END_TEST

/* A row is about all parts, and some of them cannot be what it says. */
START_TEST(keys_of_memory)
{
	world_make(
		"browse = ( { tree = \"pci\"; access = \"ro\"; endian = \"big\"; quad = \"lo-hi\"; "
		"} );");
	ck_assert(world_at(NIC "/bar0")->big_endian && world_at(NIC "/bar1")->big_endian);
	ck_assert(!world_at(NIC "/config")->big_endian);
	ck_assert_int_eq(world_at(NIC "/bar0")->quad, QUAD_LO_HI);
	ck_assert_int_eq(world_at(NIC "/bar1")->quad, QUAD_SINGLE);
	ck_assert_int_eq(world_at(NIC "/config")->quad, QUAD_SINGLE);
	ck_assert_int_eq(world_at(NIC "/bar1")->widths, WIDTH_B | WIDTH_W | WIDTH_L);
}
END_TEST

START_TEST(pattern_of_an_address)
{
	world_make(
		"browse = ( { tree = \"pci\"; access = \"ro\"; only = [ \"0000:00:03.*\" ]; } );");
	ck_assert(region_usable(world_at(NIC "/bar0")));
	ck_assert(region_usable(world_at(NIC "/config")));
	ck_assert(!region_usable(world_at(EDU "/bar0")));
	ck_assert(!region_usable(world_at(EDU "/config")));
}
END_TEST

START_TEST(pattern_of_an_identity)
{
	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; only = [ \"1234:*\" ]; },\n"
		   "{ tree = \"pci\"; only = [ \"9999:*\", \"8086:100e\" ]; access = \"wo\"; } );");
	ck_assert_int_eq(world_at(EDU "/bar0")->access, ACCESS_READ);
	ck_assert_int_eq(world_at(NIC "/bar0")->access, ACCESS_WRITE);
	capture_begin();
	tree_report_unmatched(&world.board.regions);
	ck_assert_str_eq(capture_end(), "devmemfs: a.conf:2: browse \"pci\": nothing is like the "
					"pattern \"9999:*\"\n");
}
END_TEST

/* What a broken firmware can do, and what the map says of it. */
START_TEST(bar_on_ram)
{
	const struct made_up_bar bars[6] = {
		[0] = { 0x30000000, 0x1000, BAR_MEMORY },
		[1] = { 0x9f000, 0x1000, BAR_MEMORY },
		[2] = { 0x13ffff000, 0x2000, BAR_MEMORY_64 },
	};

	made_up_function("0000:00:05.0", 0x1af4, 0x1000, bars, 256);
	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; force = true; } );");
	ck_assert_str_eq(world_at("pci/0000:00:05.0/bar0")->cause, "the range overlaps System RAM");
	ck_assert_ptr_nonnull(strstr(world_at("pci/0000:00:05.0/bar1")->cause, "below 0xa0000"));
	ck_assert_str_eq(world_at("pci/0000:00:05.0/bar2")->cause, "the range overlaps System RAM");
	ck_assert(region_usable(world_at("pci/0000:00:05.0/config")));
	ck_assert(region_usable(world_at(NIC "/bar0")));
}
END_TEST

START_TEST(claimed_bar)
{
	made_up_text("proc/iomem", "fea00000-fea1ffff : 0000:00:03.0\n"
				   "  fea00000-fea1ffff : e1000\n"
				   "fea40000-fea40fff : 0000:00:04.0\n");
	made_up_text("proc/ioports", "c000-c03f : 0000:00:03.0\n  c000-c03f : e1000\n");
	world_make(write_all);
	ck_assert_str_eq(world_at(NIC "/bar0")->cause, "claimed by 0000:00:03.0 > e1000");
	ck_assert_ptr_nonnull(strstr(world_at(NIC "/bar0")->remedy, "0000:00:03.0/driver/unbind"));
	ck_assert_str_eq(world_at(NIC "/bar1")->cause, "claimed by 0000:00:03.0 > e1000");
	ck_assert(region_usable(world_at(EDU "/bar0")));
}
END_TEST

START_TEST(no_bus)
{
	char from[PATH_MAX];

	snprintf(from, sizeof(from), "%s", made_up_path("sys/bus/pci/devices"));
	ck_assert_int_eq(rename(from, made_up_path("elsewhere")), 0);
	world_make(write_all);
	ck_assert_str_eq(listing("pci"), "");
	ck_assert_int_eq(strncmp(world_at("pci")->cause, "PCI: ", 5), 0);
	ck_assert_ptr_nonnull(strstr(world_at("pci")->remedy, "/sys is mounted"));
	/* It is no reason not to mount the rest. */
	ck_assert(board_usable(&world.board));
}
END_TEST

START_TEST(damaged_function)
{
	made_up_attribute("0000:00:04.0", "resource", "garbage\n");
	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; } );");
	ck_assert_str_eq(listing("pci"), "0000:00:03.0 0000:00:04.0");
	ck_assert_str_eq(listing(EDU), "config");
	ck_assert(region_usable(world_at(EDU "/config")));
	ck_assert(region_usable(world_at(NIC "/bar0")));
}
END_TEST

START_TEST(function_without_identity)
{
	made_up_attribute("0000:00:04.0", "vendor", NULL);
	world_make(
		"browse = ( { tree = \"pci\"; access = \"ro\"; only = [ \"0000:00:04.0\" ]; } );");
	ck_assert_str_eq(listing("pci"), "0000:00:03.0 0000:00:04.0");
	ck_assert(region_usable(world_at(EDU "/bar0")));
}
END_TEST

START_TEST(not_shown)
{
	world_make("browse = ( { tree = \"iomem\"; } );");
	ck_assert_ptr_null(world_find("pci"));
}
END_TEST

TCase *tree_pci_tests(void)
{
	TCase *c = tcase_create("tree_pci");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, parts);
	tcase_add_loop_test(c, kinds_of_bars, 0, (int)COUNT_OF(kinds));
	tcase_add_test(c, bar_without_an_address);
	tcase_add_test(c, rom_is_never_writable);
	tcase_add_test(c, rom_that_would_be_written_only);
	tcase_add_test(c, combining);
	tcase_add_test(c, keys_of_memory);
	tcase_add_test(c, pattern_of_an_address);
	tcase_add_test(c, pattern_of_an_identity);
	tcase_add_test(c, bar_on_ram);
	tcase_add_test(c, claimed_bar);
	tcase_add_test(c, no_bus);
	tcase_add_test(c, damaged_function);
	tcase_add_test(c, function_without_identity);
	tcase_add_test(c, not_shown);
	return c;
}
