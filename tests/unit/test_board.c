/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Boards: made of a configuration without spending it, and opened where that is allowed. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"
#include "world.h"

static const struct made_up_bar bars[6] = { [0] = { 0xfea00000, 0x1000, BAR_MEMORY } };

static const char configuration[] =
	"regions = (\n"
	"{ name = \"ram\"; memory = \"0x100000+4k\"; },\n"
	"{ name = \"hpet\"; iomem = \"HPET 0\"; },\n"
	"{ name = \"bar\"; pci = \"1234:11e8 bar0\"; access = \"rw\"; },\n"
	"{ name = \"info\"; memory = \"0xfec00000+4k\"; access = \"none\"; },\n"
	"{ name = \"missing\"; pci = \"9999:9999 bar0\"; },\n"
	"{ name = \"refused\"; pci = \"1234:0005 bar0\"; },\n"
	"{ name = \"sim\"; sim = \"ram+4k\"; access = \"rw\"; } );\n"
	"browse = ( { tree = \"iomem\"; access = \"ro\"; }, { tree = \"pci\"; } );\n";

static void setup(void)
{
	world_setup();
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	made_up_size("sys/bus/pci/devices/0000:00:04.0/resource0", 0x1000);
	/* This one's BAR is not there to be opened. */
	made_up_function("0000:00:05.0", 0x1234, 5, bars, 256);
	made_up_size("dev/mem", 0xff000000);
}

static void teardown(void)
{
	capture_teardown();
	world_teardown();
}

/* What the configuration says stays so: a machine can be looked at any number of times. */
START_TEST(wanted_is_not_spent)
{
	struct board boards[3];
	struct regions before;

	ck_assert_int_eq(conf_load_text(&world.wanted, configuration, "a.conf"), 0);
	before = world.wanted;
	for (size_t i = 0; i < COUNT_OF(boards); i++)
		ck_assert_int_eq(board_survey(&boards[i], &world.wanted, made_up.root, i > 0), 0);
	ck_assert_mem_eq(&world.wanted, &before, sizeof(before));
	ck_assert_uint_eq(world.wanted.n, 7);
	for (size_t i = 0; i < world.wanted.n; i++) {
		ck_assert_ptr_null(world.wanted.v[i].cause);
		ck_assert_ptr_null(world.wanted.v[i].backend);
	}
	ck_assert_uint_eq(world.wanted.v[1].range.length, 0);
	for (size_t i = 0; i < COUNT_OF(boards); i++) {
		ck_assert_uint_eq(boards[i].regions.v[1].range.base, 0xfed00000);
		ck_assert_str_eq(boards[i].regions.v[0].cause, "the range overlaps System RAM");
		/* In any order: none has what is another's. */
		board_free(&boards[i]);
	}
}
END_TEST

/* Nothing is opened by looking. */
START_TEST(survey_opens_nothing)
{
	world_make(configuration);
	ck_assert(world.board.unopened);
	for (size_t i = 0; i < world.board.regions.n; i++)
		ck_assert_ptr_null(board_access(&world.board, &world.board.regions.v[i]));
	ck_assert_ptr_null(world.board.machine.iomem.v);
	ck_assert_ptr_null(world.board.machine.ioports.v);
}
END_TEST

static const struct {
	const char *path, *backend;
} opened[] = {
	{ "hpet", "devmem" },
	{ "bar", "pci-resource" },
	{ "sim", "sim" },
	{ "iomem/fed00000-fed003ff:HPET_0", "devmem" },
	{ "iomem/000a0000-000fffff:PCI_Bus_0000:00", "devmem" },
};

static const char *const closed[] = {
	"ram",
	"info",
	"missing",
	"refused",
	"iomem",
	"pci",
	"ioports",
	"iomem/00100000-3fffffff:System_RAM",
	"pci/0000:00:04.0",
	"pci/0000:00:04.0/config",
	"pci/0000:00:04.0/bar0",
	"ioports/0cf8-0cff:PCI_conf1",
};

START_TEST(opens_what_can_be_used)
{
	world_make(configuration);
	board_open(&world.board);
	ck_assert(!world.board.unopened);
	for (size_t i = 0; i < COUNT_OF(opened); i++) {
		ck_assert_msg(world_access(opened[i].path) != NULL, "%s is not open",
			      opened[i].path);
		ck_assert_str_eq(world_at(opened[i].path)->backend, opened[i].backend);
		ck_assert_ptr_eq(world_access(opened[i].path)->region, world_at(opened[i].path));
		ck_assert_ptr_null(world_at(opened[i].path)->cause);
	}
	for (size_t i = 0; i < COUNT_OF(closed); i++)
		ck_assert_msg(!world_access(closed[i]), "%s is open", closed[i]);
	ck_assert(world_at("refused")->refused && !world_at("missing")->refused);
	ck_assert_ptr_nonnull(strstr(world_at("refused")->cause, "No such file"));
	board_close(&world.board);
	ck_assert_ptr_null(world_access("bar"));
}
END_TEST

/* What is open stays as it is; what was refused is tried again only after a survey. */
START_TEST(opens_once)
{
	volatile uint8_t *base;

	world_make(configuration);
	board_open(&world.board);
	base = world_access("bar")->base;
	world_access("bar")->users = 5;
	made_up_size("sys/bus/pci/devices/0000:00:05.0/resource0", 0x1000);
	board_open(&world.board);
	ck_assert_ptr_null(world_access("refused"));
	world.board.unopened = true;
	board_open(&world.board);
	ck_assert(world_access("bar")->base == base);
	ck_assert_uint_eq(world_access("bar")->users, 5);
	ck_assert_ptr_null(world_access("refused"));
}
END_TEST

/* What flushes a BAR's writes must be there: a file, and of the function. */
START_TEST(no_config_file)
{
	ck_assert_int_eq(unlink(made_up_path("sys/bus/pci/devices/0000:00:04.0/config")), 0);
	ck_assert_int_eq(unlink(made_up_path("sys/bus/pci/devices/0000:00:05.0/config")), 0);
	ck_assert_int_eq(mkdir(made_up_path("sys/bus/pci/devices/0000:00:05.0/config"), 0755), 0);
	made_up_size("sys/bus/pci/devices/0000:00:05.0/resource0", 0x1000);
	world_make("regions = ( { name = \"a\"; pci = \"1234:11e8 bar0\"; access = \"rw\"; },\n"
		   "{ name = \"b\"; pci = \"1234:0005 bar0\"; access = \"rw\"; } );");
	board_open(&world.board);
	ck_assert(world_at("a")->refused && world_at("b")->refused);
	ck_assert_str_eq(world_at("a")->cause, "pci-resource: No such file or directory");
	ck_assert_str_eq(world_at("b")->cause, "pci-resource: Operation not supported");
	ck_assert_ptr_nonnull(strstr(world_at("a")->remedy, "its config file in sysfs"));
	ck_assert_ptr_nonnull(strstr(world_at("b")->remedy, "its config file in sysfs"));
}
END_TEST

/* The configured ones and the trees; what is in trees would flood the log. */
START_TEST(report)
{
	const char *printed;

	made_up_text("proc/ioports", "0000-0000 : a\n");
	world_make(
		"regions = ( { name = \"ram\"; memory = \"0x100000+4k\"; },\n"
		"{ name = \"hpet\"; iomem = \"HPET 0\"; } );\n"
		"browse = ( { tree = \"iomem\"; access = \"rw\"; },\n{ tree = \"ioports\"; } );");
	capture_begin();
	board_report(&world.board);
	printed = capture_end();
	ck_assert_str_eq(
		printed,
		"devmemfs: a.conf:1: region \"ram\" is unusable: the range overlaps "
		"System RAM; choose a device's range: see /proc/iomem\n"
		"devmemfs: a.conf:4: tree \"ioports\" is unusable: /proc/ioports shows only "
		"zeros; run with CAP_SYS_ADMIN (as root), which it needs to show "
		"addresses\n");
}
END_TEST

static const struct {
	const char *configuration;
	bool usable;
} usable[] = {
	{ "", true },
	{ "regions = ( { name = \"a\"; memory = \"0x100000+4k\"; } );", false },
	{ "regions = ( { name = \"a\"; memory = \"0x100000+4k\"; },\n"
	  "{ name = \"b\"; iomem = \"HPET 0\"; } );",
	  true },
	{ "regions = ( { name = \"a\"; memory = \"0x100000+4k\"; } );\n"
	  "browse = ( { tree = \"iomem\"; } );",
	  true },
	{ "browse = ( { tree = \"iomem\"; } );", true },
};

START_TEST(is_there_anything)
{
	world_make(usable[_i].configuration);
	ck_assert_int_eq(board_usable(&world.board), usable[_i].usable);
}
END_TEST

/* The simulated machine has no maps and needs none. */
START_TEST(without_a_machine)
{
	ck_assert_int_eq(conf_load_text(&world.wanted,
					"regions = ( { name = \"a\"; sim = \"ram+4k\"; } );", "a"),
			 0);
	ck_assert_int_eq(board_survey(&world.board, &world.wanted, NULL, false), 0);
	board_open(&world.board);
	ck_assert_str_eq(world_at("a")->backend, "sim");
	ck_assert(board_usable(&world.board));
}
END_TEST

/* Said once, when the machine is looked at first. */
START_TEST(damage_is_said_once)
{
	made_up_text("proc/iomem", "garbage\n");
	capture_begin();
	world_make("browse = ( { tree = \"iomem\"; } );");
	ck_assert_ptr_nonnull(strstr(capture_end(), "/proc/iomem:1: "));
	capture_begin();
	world_again();
	ck_assert_str_eq(capture_end(), "");
}
END_TEST

TCase *board_tests(void)
{
	TCase *c = tcase_create("board");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, wanted_is_not_spent);
	tcase_add_test(c, survey_opens_nothing);
	tcase_add_test(c, opens_what_can_be_used);
	tcase_add_test(c, opens_once);
	tcase_add_test(c, no_config_file);
	tcase_add_test(c, report);
	tcase_add_loop_test(c, is_there_anything, 0, (int)COUNT_OF(usable));
	tcase_add_test(c, without_a_machine);
	tcase_add_test(c, damage_is_said_once);
	return c;
}
