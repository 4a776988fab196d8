/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine that changes under a board: what stays open, what goes, what comes back. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"
#include "world.h"

#define NIC "pci/0000:00:03.0"
#define EDU "pci/0000:00:04.0"

static const char devices[] = "sys/bus/pci/devices";

static const char configuration[] =
	"regions = (\n"
	"{ name = \"edu\"; pci = \"1234:11e8 bar0\"; access = \"rw\"; },\n"
	"{ name = \"hpet\"; iomem = \"HPET 0\"; },\n"
	"{ name = \"scratch\"; sim = \"ram+4k\"; access = \"rw\"; } );\n"
	"browse = ( { tree = \"iomem\"; access = \"ro\"; }, { tree = \"ioports\"; },\n"
	"{ tree = \"pci\"; access = \"ro\"; } );\n";

static void add_function(const char *name, unsigned int product, uint64_t base)
{
	const struct made_up_bar bars[6] = { [0] = { base, 0x1000, BAR_MEMORY } };
	char path[128];

	made_up_function(name, 0x1234, product, bars, 256);
	snprintf(path, sizeof(path), "%s/%s/resource0", devices, name);
	made_up_size(path, 0x1000);
}

/* Out of sight, with all its files, and back. */
static void unplug(const char *name)
{
	char from[PATH_MAX];

	snprintf(from, sizeof(from), "%s", made_up_path("%s/%s", devices, name));
	ck_assert_int_eq(rename(from, made_up_path("away-%s", name)), 0);
}

static void plug(const char *name)
{
	char from[PATH_MAX];

	snprintf(from, sizeof(from), "%s", made_up_path("away-%s", name));
	ck_assert_int_eq(rename(from, made_up_path("%s/%s", devices, name)), 0);
}

static void setup(void)
{
	world_setup();
	add_function("0000:00:03.0", 0x100e, 0xfea20000);
	add_function("0000:00:04.0", 0x11e8, 0xfea00000);
	made_up_size("dev/mem", 0xff000000);
	world_make(configuration);
	board_open(&world.board);
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

/* What a reader of an open file sees of a region. */
struct view_of {
	uint32_t number, generation;
	volatile uint8_t *base;
	uint32_t users;
};

static struct view_of look(const char *path)
{
	const struct access *a = world_access(path);
	const struct region *r = world_at(path);

	return (struct view_of){
		.number = regions_number(&world.board.regions, r),
		.generation = r->generation,
		.base = a ? a->base : NULL,
		.users = a ? a->users : 0,
	};
}

static void check_same(const char *path, struct view_of before)
{
	struct view_of now = look(path);

	ck_assert_uint_eq(now.number, before.number);
	ck_assert_uint_eq(now.generation, before.generation);
	ck_assert(now.base == before.base);
	ck_assert_uint_eq(now.users, before.users);
}

static const char *const open_ones[] = {
	"edu",	     "hpet",	    "scratch",	 "iomem/fed00000-fed003ff:HPET_0",
	NIC "/bar0", NIC "/config", EDU "/bar0", EDU "/config",
};

START_TEST(same_machine)
{
	struct view_of before[COUNT_OF(open_ones)];
	size_t n = world.board.regions.n;

	for (size_t i = 0; i < COUNT_OF(open_ones); i++) {
		ck_assert_ptr_nonnull(world_access(open_ones[i]));
		world_access(open_ones[i])->users = (uint32_t)i + 1;
		before[i] = look(open_ones[i]);
	}
	for (int again = 0; again < 3; again++) {
		world_again();
		ck_assert_uint_eq(world.n, 0);
		ck_assert_uint_eq(world.board.regions.n, n);
		for (size_t i = 0; i < COUNT_OF(open_ones); i++) {
			check_same(open_ones[i], before[i]);
			ck_assert_ptr_eq(world_access(open_ones[i])->region,
					 world_at(open_ones[i]));
		}
	}
	ck_assert_str_eq(capture_end(), "");
}
END_TEST

/* The mapping that stayed is still one of the device. */
START_TEST(still_works)
{
	uint8_t *device = made_up_map("sys/bus/pci/devices/0000:00:04.0/resource0", 0, 0x1000);
	uint32_t value = 0;

	world_again();
	device[8] = 0x5a;
	ck_assert_int_eq(
		access_read(world_access("edu"), (struct form){ .width = 4 }, 8, &value, 4), 4);
	ck_assert_uint_eq(value, 0x5a);
	ck_assert_str_eq(world_at("edu")->backend, "pci-resource");
	ck_assert_int_eq(world_at("edu")->widths, WIDTHS_HOST);
}
END_TEST

START_TEST(gone)
{
	struct view_of function = look(EDU), bar = look(EDU "/bar0"), edu = look("edu");
	struct view_of nic = look(NIC "/bar0");
	const struct region *r;

	unplug("0000:00:04.0");
	world_again();
	r = world_at(EDU "/bar0");
	ck_assert(r->gone && world_at(EDU)->gone && !world_at("pci")->gone);
	ck_assert_str_eq(r->cause, "the device is gone");
	ck_assert(!region_usable(r));
	ck_assert_ptr_null(world_access(EDU "/bar0"));
	ck_assert_uint_eq(look(EDU "/bar0").number, bar.number);
	ck_assert_uint_gt(look(EDU "/bar0").generation, bar.generation);
	ck_assert_uint_gt(look(EDU).generation, function.generation);
	/* The configured one stays to be seen, with the reason. */
	ck_assert(!world_at("edu")->gone && world_at("edu")->cause);
	ck_assert_ptr_null(world_access("edu"));
	ck_assert_uint_gt(look("edu").generation, edu.generation);
	check_same(NIC "/bar0", nic);
	ck_assert_ptr_null(
		strstr(regions_child(&world.board.regions,
				     regions_number(&world.board.regions, world_at("pci")), 0)
			       ->name,
		       "04.0"));
}
END_TEST

START_TEST(what_is_said_of_it)
{
	const char *printed;

	unplug("0000:00:04.0");
	world_again();
	printed = capture_end();
	ck_assert_ptr_nonnull(strstr(printed, "devmemfs: PCI function 0000:00:04.0 is gone\n"));
	ck_assert_ptr_nonnull(strstr(printed,
				     "devmemfs: region \"edu\" is unusable now: there is no "
				     "PCI function 1234:11e8 bar0; see lspci"));
	ck_assert_ptr_null(strstr(printed, "0000:00:03.0"));
	/* Once. */
	capture_begin();
	world_again();
	ck_assert_str_eq(capture_end(), "");
	plug("0000:00:04.0");
	capture_begin();
	world_again();
	printed = capture_end();
	ck_assert_ptr_nonnull(strstr(printed, "devmemfs: PCI function 0000:00:04.0 has come\n"));
	ck_assert_ptr_nonnull(strstr(printed, "devmemfs: region \"edu\" is there again\n"));
}
END_TEST

/* The same number, so that its inode is; another generation, so that old files are not its. */
START_TEST(comes_back)
{
	struct view_of bar = look(EDU "/bar0"), edu = look("edu"), again;

	unplug("0000:00:04.0");
	world_again();
	again = look(EDU "/bar0");
	plug("0000:00:04.0");
	world_again();
	ck_assert(!world_at(EDU "/bar0")->gone && !world_at("edu")->cause);
	ck_assert_ptr_nonnull(world_access(EDU "/bar0"));
	ck_assert_ptr_nonnull(world_access("edu"));
	ck_assert_uint_eq(look(EDU "/bar0").number, bar.number);
	ck_assert_uint_eq(look("edu").number, edu.number);
	ck_assert_uint_gt(look(EDU "/bar0").generation, again.generation);
	ck_assert_uint_gt(look("edu").generation, edu.generation);
	ck_assert_uint_eq(look("edu").users, 0);
}
END_TEST

START_TEST(moved_bar)
{
	struct view_of bar = look(EDU "/bar0"), config = look(EDU "/config"), edu = look("edu");

	made_up_attribute("0000:00:04.0", "resource0", NULL);
	add_function("0000:00:04.0", 0x11e8, 0xfeb00000);
	made_up_map("sys/bus/pci/devices/0000:00:04.0/resource0", 0, 0x1000)[0] = 0x77;
	world_again();
	ck_assert_uint_eq(look(EDU "/bar0").number, bar.number);
	ck_assert_uint_eq(look(EDU "/bar0").generation, bar.generation + 1);
	ck_assert_uint_eq(look("edu").generation, edu.generation + 1);
	ck_assert_uint_eq(world_at(EDU "/bar0")->range.base, 0xfeb00000);
	/* What is mapped is the BAR as it is now. */
	ck_assert_uint_eq(world_access(EDU "/bar0")->base[0], 0x77);
	ck_assert_uint_eq(world_access("edu")->base[0], 0x77);
	check_same(EDU "/config", config);
}
END_TEST

/* Another function with the same BAR and name is the same region only if the numbers are. */
START_TEST(another_function_of_that_identity)
{
	struct view_of edu = look("edu");

	unplug("0000:00:04.0");
	add_function("0000:00:05.0", 0x11e8, 0xfea00000);
	world_again();
	ck_assert_uint_eq(world_at("edu")->pci.device, 5);
	ck_assert_uint_eq(look("edu").generation, edu.generation + 1);
	ck_assert_ptr_nonnull(world_access("edu"));
}
END_TEST

START_TEST(new_device)
{
	struct view_of before[COUNT_OF(open_ones)];
	size_t n = world.board.regions.n;

	for (size_t i = 0; i < COUNT_OF(open_ones); i++)
		before[i] = look(open_ones[i]);
	/* Before the others, by address. */
	add_function("0000:00:02.0", 0x1111, 0xfea30000);
	world_again();
	for (size_t i = 0; i < COUNT_OF(open_ones); i++)
		check_same(open_ones[i], before[i]);
	ck_assert_uint_gt(look("pci/0000:00:02.0").number, n);
	ck_assert_uint_eq(world_at("pci/0000:00:02.0/bar0")->parent,
			  look("pci/0000:00:02.0").number);
	ck_assert_ptr_nonnull(world_access("pci/0000:00:02.0/bar0"));
}
END_TEST

TCase *update_tests(void)
{
	TCase *c = tcase_create("update");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, same_machine);
	tcase_add_test(c, still_works);
	tcase_add_test(c, gone);
	tcase_add_test(c, what_is_said_of_it);
	tcase_add_test(c, comes_back);
	tcase_add_test(c, moved_bar);
	tcase_add_test(c, another_function_of_that_identity);
	tcase_add_test(c, new_device);
	return c;
}
