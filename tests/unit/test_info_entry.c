/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The info text of what is browsed: entries of the maps, BARs, functions. */
#include <stdlib.h>
#include <string.h>

#include "info.h"
#include "made_up.h"
#include "unit.h"
#include "world.h"

static char *text;

static void teardown(void)
{
	free(text);
	text = NULL;
	world_teardown();
}

static const char *info(const struct regions *all, const struct region *r)
{
	size_t length = 0;

	free(text);
	text = info_text(all, r, &length);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(length, strlen(text));
	return text;
}

static const char *info_alone(const struct region *r)
{
	return info(&(struct regions){ 0 }, r);
}

static const char *info_of(const char *path)
{
	return info(&world.board.regions, world_at(path));
}

static void check_line(const char *line)
{
	const char *at = strstr(text, line);

	ck_assert_msg(at && (at == text || at[-1] == '\n'), "\"%s\" is not a line of\n%s", line,
		      text);
}

static const struct {
	struct region region;
	const char *bar; /* NULL: no line */
} bars[] = {
	{ { .source = SOURCE_PCI, .space = SPACE_MEMORY, .range = { 0x1000, 1 } },
	  "bar: memory, 32-bit, not prefetchable\n" },
	{ { .source = SOURCE_PCI, .space = SPACE_MEMORY, .range = { 0x1000, 1 }, .wide = true },
	  "bar: memory, 64-bit, not prefetchable\n" },
	{ { .source = SOURCE_PCI,
	    .space = SPACE_MEMORY,
	    .range = { 0x1000, 1 },
	    .prefetchable = true },
	  "bar: memory, 32-bit, prefetchable\n" },
	{ { .source = SOURCE_PCI,
	    .space = SPACE_MEMORY,
	    .range = { 0x1000, 1 },
	    .wide = true,
	    .prefetchable = true },
	  "bar: memory, 64-bit, prefetchable\n" },
	{ { .source = SOURCE_PCI, .space = SPACE_PORTS, .range = { 0xc000, 1 } }, "bar: ports\n" },
	/* One that was not found, and what is no BAR. */
	{ { .source = SOURCE_PCI, .space = SPACE_MEMORY }, NULL },
	{ { .source = SOURCE_PCI, .space = SPACE_PCI_CONFIG, .range = { 0, 256 } }, NULL },
	{ { .source = SOURCE_PCI_ROM, .space = SPACE_MEMORY, .range = { 0x1000, 1 } }, NULL },
	{ { .source = SOURCE_ADDRESS, .space = SPACE_MEMORY, .range = { 0x1000, 1 } }, NULL },
	{ { .source = SOURCE_ADDRESS, .space = SPACE_PORTS, .range = { 0x1000, 1 } }, NULL },
};

START_TEST(bar_line)
{
	struct region r = bars[_i].region;

	/* Only in the pci tree. */
	info_alone(&r);
	ck_assert_ptr_null(strstr(text, "bar: "));
	r.parent = 1;
	info_alone(&r);
	if (bars[_i].bar)
		check_line(bars[_i].bar);
	else
		ck_assert_ptr_null(strstr(text, "bar: "));
}
END_TEST

START_TEST(order_of_a_bar)
{
	const struct made_up_bar nic[6] = { [0] = { 0xfea00000, 0x1000, BAR_MEMORY } };

	made_up_function("0000:00:03.0", 0x8086, 0x100e, nic, 256);
	made_up_size("sys/bus/pci/devices/0000:00:03.0/resource0", 0x1000);
	made_up_text("proc/iomem", "fea00000-fea00fff : 0000:00:03.0\n"
				   "  fea00000-fea00fff : e1000\n");
	world_make("browse = ( { tree = \"pci\"; access = \"ro\"; widths = \"bl\"; } );");
	board_open(&world.board);
	ck_assert_str_eq(info_of("pci/0000:00:03.0/bar0"), "name: bar0\n"
							   "space: memory\n"
							   "device: 0000:00:03.0 bar0\n"
							   "bar: memory, 32-bit, not prefetchable\n"
							   "range: 0xfea00000-0xfea00fff\n"
							   "length: 4096\n"
							   "access: ro\n"
							   "views: b l cp fifo at\n"
							   "backend: pci-resource\n"
							   "mapping: uc\n"
							   "endian: little\n"
							   "claimed-by: 0000:00:03.0 > e1000\n"
							   "state: ok\n");
}
END_TEST

START_TEST(entry)
{
	world_make("browse = ( { tree = \"iomem\"; } );");
	ck_assert_str_eq(info_of("iomem/40000000-febfffff:PCI_Bus_0000:00/"
				 "fe000000-fe0fffff:0000:00:02.0"),
			 "name: fe000000-fe0fffff:0000:00:02.0\n"
			 "space: memory\n"
			 "device: 0000:00:02.0\n"
			 "range: 0xfe000000-0xfe0fffff\n"
			 "length: 1048576\n"
			 "access: none\n"
			 "claimed-by: PCI Bus 0000:00 > 0000:00:02.0 > bochs-drm\n"
			 "state: ok\n");
}
END_TEST

START_TEST(refused_entry)
{
	world_make("browse = ( { tree = \"iomem\"; access = \"rw\"; } );");
	info_of("iomem/fed00000-fed003ff:HPET_0");
	check_line("access: rw\n");
	check_line("claimed-by: HPET 0\n");
	check_line("state: unusable: claimed by HPET 0\n");
	check_line(
		"remedy: unload or unbind the driver, or say access = \"ro\", or force = true to "
		"write all the same\n");
	ck_assert_ptr_null(strstr(text, "views: "));
	ck_assert_ptr_null(strstr(text, "endian: "));
	info_of("iomem/00100000-3fffffff:System_RAM");
	check_line("state: unusable: the range overlaps System RAM\n");
	check_line("remedy: choose a device's range: see /proc/iomem\n");
}
END_TEST

START_TEST(decode_off)
{
	struct region r = {
		.space = SPACE_MEMORY,
		.decode_off = true,
		.pci = { .domain = 0x10000, .bus = 0xe1, .device = 0x1f, .function = 7 }
	};

	info_alone(&r);
	check_line("state: unusable: the function's decoding of memory is off\n");
	check_line("remedy: load a driver, or enable the device: echo 1 "
		   ">/sys/bus/pci/devices/10000:e1:1f.7/enable\n");
	r.space = SPACE_PORTS;
	info_alone(&r);
	check_line("state: unusable: the function's decoding of I/O ports is off\n");
	/* A cause of its own comes first. */
	r.cause = "claimed";
	r.remedy = "unbind it";
	info_alone(&r);
	check_line("state: unusable: claimed\n");
	check_line("remedy: unbind it\n");
	r = (struct region){ .space = SPACE_MEMORY, .remedy = "not said without a cause" };
	info_alone(&r);
	check_line("state: ok\n");
}
END_TEST

START_TEST(function_directory)
{
	static const struct made_up_bar none[6];

	made_up_function("0000:00:03.0", 0x8086, 0x100e, none, 256);
	world_make("browse = ( { tree = \"pci\"; } );");
	info_of("pci/0000:00:03.0");
	check_line("name: 0000:00:03.0\n");
	check_line("vendor: 8086");
	check_line("device: 100e");
	check_line("state: ok\n");
	ck_assert_ptr_null(strstr(text, "access: "));
}
END_TEST

/* A line is one line, whatever a label holds. */
START_TEST(control_characters)
{
	made_up_text("proc/iomem", "d0000000-d0000fff : bell\x07\n"
				   "  d0000000-d00000ff : \x1b[31mred\tand\x7f\n");
	world_make(
		"regions = ( { name = \"mine\"; memory = \"0xd0000000+16\"; access = \"rw\"; } );\n"
		"browse = ( { tree = \"iomem\"; access = \"rw\"; } );");
	info_of("iomem/d0000000-d0000fff:bell_/d0000000-d00000ff:_[31mred_and_");
	check_line("device: ?[31mred?and?\n");
	for (const char *p = text; *p; p++)
		ck_assert_msg(*p == '\n' || (*p >= ' ' && *p != 0x7f), "%s", p);
	info_of("mine");
	check_line("claimed-by: bell? > ?[31mred?and?\n");
	for (const char *p = text; *p; p++)
		ck_assert_msg(*p == '\n' || (*p >= ' ' && *p != 0x7f), "%s", p);
}
END_TEST

TCase *info_entry_tests(void)
{
	TCase *c = tcase_create("info_entry");

	tcase_add_checked_fixture(c, world_setup, teardown);
	tcase_add_loop_test(c, bar_line, 0, (int)COUNT_OF(bars));
	tcase_add_test(c, order_of_a_bar);
	tcase_add_test(c, entry);
	tcase_add_test(c, refused_entry);
	tcase_add_test(c, decode_off);
	tcase_add_test(c, function_directory);
	tcase_add_test(c, control_characters);
	return c;
}
