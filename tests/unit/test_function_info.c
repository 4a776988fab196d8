/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of PCI functions, from a list of the test's own, and the text of their info files. */
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "function.h"
#include "made_up.h"
#include "unit.h"

static const char ids[] = "# A list of a few.\n"
			  "1af4  Red Hat, Inc.\n"
			  "\t1000  Virtio network device\n"
			  "8086  Intel Corporation\n"
			  "\t100e  82540EM Gigabit Ethernet Controller\n"
			  "\t\t1af4 1100  QEMU Virtual Machine\n"
			  "ffff  Illegal Vendor ID\n"
			  "C 02  Network controller\n"
			  "\t00  Ethernet controller\n";
static const char ids_path[] = "usr/share/misc/pci.ids";
static const char nic[] = "0000:00:03.0", second[] = "0000:00:04.0";

static const struct made_up_bar nic_bars[11] = {
	[0] = { 0xfebc0000, 0x20000, BAR_MEMORY }, [1] = { 0xc000, 64, BAR_IO },
	[2] = { 0, 0x10000, BAR_MEMORY },	   [6] = { 0xfeb80000, 0x40000, ROM_MEMORY },
	[7] = { 0x1000, 0x1000, 0x101 },	   [8] = { 0xfe800000, 0x200000, 0x200 },
	[9] = { 0xfd000000, 0x200000, 0x102201 },
};

static struct function *list;
static size_t n;

static void setup(void)
{
	made_up_setup();
	made_up_text(ids_path, ids);
	made_up_function(nic, 0x8086, 0x100e, nic_bars, 256);
	made_up_attribute(nic, "class", "0x020000\n");
	made_up_function(second, 0x8086, 0x100e, nic_bars, 256);
	made_up_attribute(second, "class", "0x020000\n");
	made_up_power_on();
	capture_begin();
}

/* Whatever is wrong with the list of names, nobody hears of it. */
static void teardown(void)
{
	const char *printed = capture_end();

	ck_assert_str_eq(printed, "");
	made_up_teardown();
}

static void read_list(void)
{
	ck_assert_int_eq(functions_read(&made_up.all, &made_up.machine, &list, &n), 0);
	ck_assert_uint_eq(n, 2);
}

static void set_subsystem(const char *name, const char *vendor, const char *product)
{
	made_up_attribute(name, "subsystem_vendor", vendor);
	made_up_attribute(name, "subsystem_device", product);
}

static void expect_info(const char *wanted)
{
	size_t length;
	char *text = function_info(&list[0], &length);

	ck_assert_ptr_nonnull(text);
	ck_assert_str_eq(text, wanted);
	ck_assert_uint_eq(length, strlen(text));
	free(text);
}

START_TEST(everything)
{
	made_up_resource(nic, nic_bars, 11);
	set_subsystem(nic, "0x1af4\n", "0x1100\n");
	made_up_attribute(nic, "revision", "0x03\n");
	made_up_attribute(nic, "numa_node", "0\n");
	made_up_driver(nic, "e1000");
	made_up_slot("3", "0000:00:03");
	read_list();
	expect_info("name: 0000:00:03.0\n"
		    "class: 0200 Ethernet controller\n"
		    "vendor: 8086 Intel Corporation\n"
		    "device: 100e 82540EM Gigabit Ethernet Controller\n"
		    "subsystem: 1af4:1100 Red Hat, Inc. QEMU Virtual Machine\n"
		    "revision: 03\n"
		    "driver: e1000\n"
		    "slot: 3\n"
		    "numa-node: 0\n"
		    "bar0: 0xfebc0000-0xfebdffff memory, 32-bit, not prefetchable\n"
		    "bar1: 0xc000-0xc03f ports\n"
		    "bar2: no address (64 KiB memory, 32-bit, not prefetchable)\n"
		    "rom: 0xfeb80000-0xfebbffff memory\n"
		    "window0: 0x1000-0x1fff ports\n"
		    "window1: 0xfe800000-0xfe9fffff memory, 32-bit, not prefetchable\n"
		    "window2: 0xfd000000-0xfd1fffff memory, 64-bit, prefetchable\n"
		    "state: ok\n");
}
END_TEST

/* The numbers stay where the names are missing. */
START_TEST(hardly_anything)
{
	made_up_attribute(nic, "vendor", "0x1234\n");
	made_up_attribute(nic, "class", "0xff0000\n");
	made_up_rom(nic, (struct made_up_bar){ 0xc0000, 0x20000, ROM_SHADOW });
	set_subsystem(nic, "0x1234\n", "0x0001\n");
	read_list();
	expect_info("name: 0000:00:03.0\n"
		    "class: ff00\n"
		    "vendor: 1234\n"
		    "device: 100e\n"
		    "subsystem: 1234:0001\n"
		    "revision: 00\n"
		    "rom: 0xc0000-0xdffff memory, shadowed\n"
		    "state: ok\n");
}
END_TEST

START_TEST(broken)
{
	static const char state[] = "state: unusable: libpci: Cannot open ";
	size_t length;
	char *text;

	made_up_attribute(nic, "vendor", NULL);
	made_up_attribute(nic, "class", NULL);
	made_up_attribute(nic, "resource", NULL);
	read_list();
	text = function_info(&list[0], &length);
	ck_assert_msg(strncmp(text, "name: 0000:00:03.0\nstate: ", 26) == 0, "%s", text);
	ck_assert_ptr_nonnull(strstr(text, state));
	ck_assert_ptr_nonnull(strstr(text, "/vendor: No such file"));
	free(text);
	ck_assert(!list[0].class_name && !list[0].vendor_name && list[1].class_name);
}
END_TEST

START_TEST(unknown_subclass)
{
	made_up_attribute(nic, "class", "0x02ff00\n");
	read_list();
	ck_assert_uint_eq(list[0].class, 0x02ff);
	ck_assert_str_eq(list[0].class_name, "Network controller");
}
END_TEST

static const struct {
	const char *vendor, *product, *name;
} subsystems[] = {
	{ "0x1af4\n", "0x1100\n", "Red Hat, Inc. QEMU Virtual Machine" },
	{ "0x1af4\n", "0x1101\n", "Red Hat, Inc." },
	{ "0x8086\n", "0x100e\n", "Intel Corporation 82540EM Gigabit Ethernet Controller" },
	{ "0x1234\n", "0x1100\n", NULL },
	{ "0x0000\n", "0x0000\n", NULL },
	{ "0xffff\n", "0xffff\n", NULL },
};

START_TEST(subsystem)
{
	set_subsystem(nic, subsystems[_i].vendor, subsystems[_i].product);
	read_list();
	ck_assert_pstr_eq(list[0].subsystem_name, subsystems[_i].name);
}
END_TEST

/* No numbers where there is no subsystem. */
START_TEST(no_subsystem)
{
	size_t length;
	char *text;

	set_subsystem(nic, "0xffff\n", "0xffff\n");
	read_list();
	for (size_t i = 0; i < n; i++) {
		text = function_info(&list[i], &length);
		ck_assert_ptr_null(strstr(text, "subsystem"));
		free(text);
	}
}
END_TEST

START_TEST(kept_once)
{
	made_up_driver(nic, "e1000");
	made_up_driver(second, "e1000");
	set_subsystem(nic, "0x8086\n", "0x0001\n");
	read_list();
	ck_assert_str_eq(list[1].vendor_name, "Intel Corporation");
	ck_assert_ptr_eq(list[0].vendor_name, list[1].vendor_name);
	ck_assert_ptr_eq(list[0].vendor_name, list[0].subsystem_name);
	ck_assert_ptr_eq(list[0].product_name, list[1].product_name);
	ck_assert_ptr_eq(list[0].class_name, list[1].class_name);
	ck_assert_ptr_eq(list[0].driver, list[1].driver);
}
END_TEST

/* It ends for us where it is damaged; an empty one has no names at all. */
START_TEST(damaged_list)
{
	made_up_text(ids_path, "8086  Intel Corporation\n\twhat?\nC 02  Network controller\n");
	read_list();
	ck_assert_str_eq(list[0].vendor_name, "Intel Corporation");
	ck_assert(!list[0].product_name && !list[0].class_name);
	made_up_text(ids_path, "");
	read_list();
	ck_assert(!list[0].vendor_name && !list[0].product_name && !list[0].class_name);
}
END_TEST

START_TEST(list_without_names)
{
	ck_assert_int_eq(functions_list(&made_up.all, &made_up.machine, &list, &n), 0);
	ck_assert(!list[0].vendor_name && !list[0].class_name);
	ck_assert_int_eq(functions_name(&made_up.all, &made_up.machine, &list[1], 1), 0);
	ck_assert(!list[0].vendor_name && list[1].vendor_name && list[1].class_name);
}
END_TEST

TCase *function_info_tests(void)
{
	TCase *c = tcase_create("function_info");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, everything);
	tcase_add_test(c, hardly_anything);
	tcase_add_test(c, broken);
	tcase_add_test(c, unknown_subclass);
	tcase_add_loop_test(c, subsystem, 0, (int)COUNT_OF(subsystems));
	tcase_add_test(c, no_subsystem);
	tcase_add_test(c, kept_once);
	tcase_add_test(c, damaged_list);
	tcase_add_test(c, list_without_names);
	return c;
}
