/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be opened in the kernel's maps, and what is said where they cannot be seen. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "tree.h"
#include "unit.h"
#include "world.h"

#define BUS	 "iomem/40000000-febfffff:PCI_Bus_0000:00"
#define DRM	 BUS "/fe000000-fe0fffff:0000:00:02.0/fe000000-fe0fffff:bochs-drm"
#define FREE_BAR BUS "/fea00000-feafffff:0000:00:04.0"
#define PORT_BUS "ioports/0000-0cf7:PCI_Bus_0000:00"

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

/* NULL: it can be opened. */
static void check_cause(const char *path, const char *cause, const char *remedy)
{
	const struct region *r = world_at(path);

	if (!cause) {
		ck_assert_msg(!r->cause, "%s: %s", path, r->cause);
		return;
	}
	ck_assert_msg(r->cause && strstr(r->cause, cause), "%s: %s", path, r->cause);
	ck_assert_msg(!remedy || strstr(r->remedy, remedy), "%s: %s", path, r->remedy);
}

START_TEST(ram_is_refused)
{
	world_make("browse = ( { tree = \"iomem\"; access = \"ro\"; force = true; } );");
	check_cause("iomem/00000000-00000fff:Reserved", "below 0xa0000", "/proc/iomem");
	check_cause("iomem/00001000-0009ffff:System_RAM", "below 0xa0000", NULL);
	check_cause("iomem/00100000-3fffffff:System_RAM", "System RAM", "/proc/iomem");
	check_cause("iomem/00100000-3fffffff:System_RAM/01000000-01ffffff:Kernel_code",
		    "System RAM", NULL);
	check_cause("iomem/100000000-13fffffff:System_RAM", "System RAM", NULL);
	check_cause("iomem/000a0000-000fffff:PCI_Bus_0000:00", NULL, NULL);
	check_cause(FREE_BAR, NULL, NULL);
	check_cause("iomem/fed00000-fed003ff:HPET_0", NULL, NULL);
}
END_TEST

/* Also where nobody asks for access: info says that it is RAM. */
START_TEST(ram_without_access)
{
	world_make("browse = ( { tree = \"iomem\"; } );");
	check_cause("iomem/00100000-3fffffff:System_RAM", "System RAM", NULL);
	check_cause(DRM, NULL, NULL);
	ck_assert(!region_usable(world_at(DRM)));
	ck_assert(!region_usable(world_at(FREE_BAR)));
}
END_TEST

static const char write_all[] = "browse = ( { tree = \"iomem\"; access = \"rw\"; },\n"
				"{ tree = \"ioports\"; access = \"wo\"; } );";

START_TEST(claimed_is_not_written)
{
	world_make(write_all);
	check_cause(DRM, "claimed by PCI Bus 0000:00 > 0000:00:02.0 > bochs-drm",
		    "echo 0000:00:02.0 >/sys/bus/pci/devices/0000:00:02.0/driver/unbind");
	check_cause(DRM, "claimed", "access = \"ro\"");
	check_cause(DRM, "claimed", "force = true");
	check_cause(BUS "/fe000000-fe0fffff:0000:00:02.0", "bochs-drm", "0000:00:02.0/driver");
	check_cause(BUS, "bochs-drm", NULL);
	check_cause(FREE_BAR, NULL, NULL);
	check_cause("iomem/fed00000-fed003ff:HPET_0", "claimed by HPET 0", "unbind");
	check_cause(PORT_BUS "/0000-001f:dma1", "claimed by PCI Bus 0000:00 > dma1", "unload");
	check_cause("ioports/0d00-ffff:PCI_Bus_0000:00", NULL, NULL);
}
END_TEST

START_TEST(claimed_by_force)
{
	world_make(
		"browse = ( { tree = \"iomem\"; access = \"rw\"; force = true; },\n"
		"{ tree = \"ioports\"; access = \"rw\"; only = [ \"dma*\" ]; force = true; } );");
	check_cause(DRM, NULL, NULL);
	check_cause("iomem/fed00000-fed003ff:HPET_0", NULL, NULL);
	check_cause(PORT_BUS "/0000-001f:dma1", NULL, NULL);
	check_cause("iomem/00100000-3fffffff:System_RAM", "System RAM", NULL);
}
END_TEST

/* What is nested shares its bytes, and so does a region of an entry's; two regions must not. */
START_TEST(overlaps)
{
	made_up_size("dev/mem", 0x140000000);
	capture_begin();
	world_make("browse = ( { tree = \"iomem\"; access = \"rw\"; force = true; } );\n"
		   "regions = ( { name = \"a\"; iomem = \"bochs-drm\"; access = \"rw\"; force = "
		   "true; } "
		   ");");
	ck_assert_int_eq(conf_check_overlaps(&world.board.regions), 0);
	ck_assert_int_eq(conf_load_text(&world.wanted,
					"regions = ( { name = \"b\"; memory = \"0xfe000000+4\"; "
					"access = \"rw\"; force = true; } );",
					"b.conf"),
			 0);
	world_again();
	ck_assert_int_eq(conf_check_overlaps(&world.board.regions), 1);
	ck_assert_ptr_nonnull(strstr(capture_end(), "b.conf:1: "));
}
END_TEST

START_TEST(only_some)
{
	world_make("browse = ( { tree = \"iomem\"; access = \"ro\";\n"
		   "only = [ \"HPET*\", \"fea*\", \"nothing\" ]; } );");
	ck_assert(region_usable(world_at("iomem/fed00000-fed003ff:HPET_0")));
	ck_assert(region_usable(world_at(FREE_BAR)));
	ck_assert(!region_usable(world_at(DRM)));
	ck_assert(!region_usable(world_at(BUS)));
	ck_assert_int_eq(world_at(BUS)->access, ACCESS_NONE);
	capture_begin();
	tree_report_unmatched(&world.board.regions);
	ck_assert_str_eq(capture_end(), "devmemfs: a.conf:1: browse \"iomem\": nothing is like the "
					"pattern \"nothing\"\n");
}
END_TEST

START_TEST(widths_of_an_entry)
{
	made_up_text("proc/iomem", "d0000000-d0000fff : a\nd0001002-d0001fff : b\n"
				   "d0002004-d0002004 : c\n");
	made_up_text("proc/ioports", "0300-0307 : d\n");
	world_make("browse = ( { tree = \"iomem\"; access = \"ro\"; },\n"
		   "{ tree = \"ioports\"; access = \"ro\"; } );");
	ck_assert_int_eq(world_at("iomem/d0000000-d0000fff:a")->widths, WIDTHS_HOST);
	ck_assert_int_eq(world_at("iomem/d0001002-d0001fff:b")->widths, WIDTH_B | WIDTH_W);
	ck_assert_int_eq(world_at("iomem/d0002004-d0002004:c")->widths, WIDTH_B);
	ck_assert_int_eq(world_at("ioports/0300-0307:d")->widths, WIDTH_B | WIDTH_W | WIDTH_L);
	ck_assert(world_at("iomem/d0000000-d0000fff:a")->stream);
	ck_assert(!world_at("ioports/0300-0307:d")->stream);
}
END_TEST

/* All that is browsed is mapped at once, so what has data files must not be huge. */
START_TEST(too_large)
{
	made_up_text("proc/iomem", "d0000000-dfffffff : a\ne0000000-f0000000 : b\n"
				   "100000000000-1fffffffffff : c\n");
	world_make("regions = ( { name = \"mine\"; memory = \"0xe0000000-0xf0000000\"; } );\n"
		   "browse = ( { tree = \"iomem\"; access = \"ro\"; only = [ \"a\", \"b\" ]; } );");
	check_cause("iomem/d0000000-dfffffff:a", NULL, NULL);
	check_cause("iomem/e0000000-f0000000:b", "larger than 256 MiB", "memory = \"START+SIZE\"");
	check_cause("iomem/100000000000-1fffffffffff:c", NULL, NULL);
	check_cause("mine", NULL, NULL);
}
END_TEST

static void check_function(const char *path, uint32_t domain, uint8_t bus, uint8_t device)
{
	const struct region *r = world_at(path);

	ck_assert(r->of_function);
	ck_assert_uint_eq(r->pci.domain, domain);
	ck_assert_uint_eq(r->pci.bus, bus);
	ck_assert_uint_eq(r->pci.device, device);
}

/* What tells later whether the device is still there. */
START_TEST(function_of_a_bar)
{
	made_up_text("proc/iomem", "d0000000-d00fffff : 10000:e1:1f.0\n"
				   "  d0000000-d000ffff : driver\n"
				   "    d0000000-d00000ff : part\n"
				   "d0100000-d01fffff : PCI Bus 0000:01\n"
				   "  d0100000-d010ffff : 0000:01:00.0\n");
	world_make(write_all);
	check_function("iomem/d0000000-d00fffff:10000:e1:1f.0", 0x10000, 0xe1, 0x1f);
	check_function("iomem/d0000000-d00fffff:10000:e1:1f.0/d0000000-d000ffff:driver/"
		       "d0000000-d00000ff:part",
		       0x10000, 0xe1, 0x1f);
	check_function("iomem/d0100000-d01fffff:PCI_Bus_0000:01/d0100000-d010ffff:0000:01:00.0", 0,
		       1, 0);
	ck_assert(!world_at("iomem/d0100000-d01fffff:PCI_Bus_0000:01")->of_function);
	check_function("ioports/0d00-ffff:PCI_Bus_0000:00/c000-c0ff:0000:00:03.0", 0, 0, 3);
}
END_TEST

static bool is_empty(const char *path)
{
	const struct regions *all = &world.board.regions;

	return !regions_child(all, regions_number(all, world_at(path)), 0);
}

START_TEST(zeros)
{
	made_up_text("proc/iomem", "00000000-00000000 : Reserved\n"
				   "00000000-00000000 : System RAM\n"
				   "  00000000-00000000 : Kernel code\n");
	world_make("browse = ( { tree = \"iomem\"; access = \"ro\"; } );\n"
		   "regions = ( { name = \"a\"; memory = \"0xd0000000+4k\"; } );");
	ck_assert(is_empty("iomem"));
	check_cause("iomem", "/proc/iomem shows only zeros", "CAP_SYS_ADMIN");
	check_cause("a", "zeros", "CAP_SYS_ADMIN");
	capture_begin();
	board_report(&world.board);
	ck_assert_ptr_nonnull(strstr(capture_end(), "devmemfs: a.conf:1: tree \"iomem\" is "
						    "unusable: /proc/iomem shows only zeros; "));
}
END_TEST

START_TEST(unreadable)
{
	ck_assert_int_eq(unlink(made_up_path("proc/iomem")), 0);
	ck_assert_int_eq(unlink(made_up_path("proc/ioports")), 0);
	ck_assert_int_eq(mkdir(made_up_path("proc/ioports"), 0755), 0);
	world_make(write_all);
	ck_assert(is_empty("iomem") && is_empty("ioports"));
	check_cause("iomem", "/proc/iomem cannot be read: No such file", "/proc is mounted");
	check_cause("ioports", "/proc/ioports cannot be read: Is a directory", "/proc is mounted");
}
END_TEST

/* A machine without ports has a map without lines: nothing to complain about. */
START_TEST(empty)
{
	made_up_text("proc/ioports", "");
	world_make(write_all);
	ck_assert(is_empty("ioports"));
	check_cause("ioports", NULL, NULL);
}
END_TEST

/* Still looked at, because claims are numbers in it, but nowhere to be seen. */
START_TEST(not_shown)
{
	world_make("browse = ( { tree = \"ioports\"; } );");
	ck_assert(world_at("iomem")->hidden && !world_at("ioports")->hidden);
	ck_assert_str_eq(regions_child(&world.board.regions, 0, 0)->name, "ioports");
	ck_assert(!region_usable(world_at(FREE_BAR)));
}
END_TEST

TCase *tree_access_tests(void)
{
	TCase *c = tcase_create("tree_access");

	tcase_add_checked_fixture(c, world_setup, teardown);
	tcase_add_test(c, ram_is_refused);
	tcase_add_test(c, ram_without_access);
	tcase_add_test(c, claimed_is_not_written);
	tcase_add_test(c, claimed_by_force);
	tcase_add_test(c, overlaps);
	tcase_add_test(c, only_some);
	tcase_add_test(c, widths_of_an_entry);
	tcase_add_test(c, too_large);
	tcase_add_test(c, function_of_a_bar);
	tcase_add_test(c, zeros);
	tcase_add_test(c, unreadable);
	tcase_add_test(c, empty);
	tcase_add_test(c, not_shown);
	return c;
}
