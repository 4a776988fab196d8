/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions in a made-up sysfs: finding them, their BARs, and a libpci that only complains. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"

static const struct made_up_bar edu_bars[6] = { { 0xfea00000, 1 << 20, BAR_MEMORY } };

static const struct made_up_bar nic_bars[6] = {
	[0] = { 0x4000000000, 0x4000, BAR_MEMORY_64 },
	[2] = { 0xc040, 64, BAR_IO },
	[3] = { 0xfebd1400, 0x100, BAR_MEMORY },
	[4] = { 0, 0x1000, BAR_MEMORY },
	[5] = { 0xc100, 4, BAR_IO },
};

static const struct made_up_bar no_bars[6];

static void setup(void)
{
	made_up_setup();
	/* Not in the order of their addresses: libpci lists them as the folder happens to be. */
	made_up_function("0000:00:1f.0", 0x1234, 0x11e8, no_bars, 256);
	made_up_function("0000:00:05.1", 0x1234, 0x11e8, no_bars, 4096);
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, edu_bars, 256);
	made_up_function("0000:00:03.0", 0x8086, 0x100e, nic_bars, 256);
	made_up_function("10000:e1:00.7", 0x8086, 0x0a54, edu_bars, 4096);
	made_up_function("0001:00:04.0", 0x1234, 0x11e8, nic_bars, 64);
	capture_begin();
}

/* Whatever happens, libpci prints nothing: messages have their own way. */
static void teardown(void)
{
	const char *printed = capture_end();

	ck_assert_str_eq(printed, "");
	made_up_teardown();
}

static const struct {
	const char *value, *device;
	enum space space;
	struct range range;
	const char *cause;
} rows[] = {
	{ "0000:00:04.0 bar0", "0000:00:04.0 bar0", SPACE_MEMORY, { 0xfea00000, 1 << 20 }, NULL },
	{ "0000:00:03.0 bar0", "0000:00:03.0 bar0", SPACE_MEMORY, { 0x4000000000, 0x4000 }, NULL },
	{ "0000:00:03.0 bar2", "0000:00:03.0 bar2", SPACE_PORTS, { 0xc040, 64 }, NULL },
	{ "0000:00:03.0 bar3", "0000:00:03.0 bar3", SPACE_MEMORY, { 0xfebd1400, 0x100 }, NULL },
	{ "0000:00:03.0 bar5", "0000:00:03.0 bar5", SPACE_PORTS, { 0xc100, 4 }, NULL },
	{ "10000:e1:00.7 bar0", "10000:e1:00.7 bar0", SPACE_MEMORY, { 0xfea00000, 1 << 20 }, NULL },
	{ "8086:100e bar2", "0000:00:03.0 bar2", SPACE_PORTS, { 0xc040, 64 }, NULL },
	{ "8086:100E bar2", "0000:00:03.0 bar2", SPACE_PORTS, { 0xc040, 64 }, NULL },
	{ "8086:0a54 config", "10000:e1:00.7 config", SPACE_PCI_CONFIG, { 0, 4096 }, NULL },
	{ "0000:00:04.0 config", "0000:00:04.0 config", SPACE_PCI_CONFIG, { 0, 256 }, NULL },
	{ "0000:00:05.1 config", "0000:00:05.1 config", SPACE_PCI_CONFIG, { 0, 4096 }, NULL },
	{ "0001:00:04.0 config", "0001:00:04.0 config", SPACE_PCI_CONFIG, { 0, 64 }, NULL },
	/* The nth is counted by address: domain, bus, device, function. */
	{ "1234:11e8 config", "0000:00:04.0 config", SPACE_PCI_CONFIG, { 0, 256 }, NULL },
	{ "1234:11e8@1 bar0", "0000:00:04.0 bar0", SPACE_MEMORY, { 0xfea00000, 1 << 20 }, NULL },
	{ "1234:11e8@2 config", "0000:00:05.1 config", SPACE_PCI_CONFIG, { 0, 4096 }, NULL },
	{ "1234:11e8@3 config", "0000:00:1f.0 config", SPACE_PCI_CONFIG, { 0, 256 }, NULL },
	{ "1234:11e8@4 config", "0001:00:04.0 config", SPACE_PCI_CONFIG, { 0, 64 }, NULL },
	{ "1234:11e8@5 config", NULL, 0, { 0 }, "there is no PCI function 1234:11e8@5" },
	{ "8086:ffff bar0", NULL, 0, { 0 }, "there is no PCI function 8086:ffff" },
	{ "0000:00:04.1 bar0", NULL, 0, { 0 }, "there is no PCI function 0000:00:04.1" },
	{ "0002:00:04.0 bar0", NULL, 0, { 0 }, "there is no PCI function 0002:00:04.0" },
	{ "0000:e1:00.7 bar0", NULL, 0, { 0 }, "there is no PCI function 0000:e1:00.7" },
	/* The upper half of a 64-bit BAR is none of its own. */
	{ "0000:00:03.0 bar1", NULL, 0, { 0 }, "no such BAR" },
	{ "0000:00:04.0 bar5", NULL, 0, { 0 }, "no such BAR" },
	{ "0000:00:03.0 bar4", NULL, 0, { 0 }, "no address" },
	{ "0000:00:04.0 rom", NULL, 0, { 0 }, "ROM" },
};

START_TEST(row)
{
	const struct region *r = made_up_region("pci", rows[_i].value, ACCESS_READ);

	made_up_look_up();
	if (rows[_i].cause) {
		ck_assert_ptr_nonnull(r->cause);
		ck_assert_msg(strstr(r->cause, rows[_i].cause), "%s: %s", rows[_i].value, r->cause);
		return;
	}
	ck_assert_msg(!r->cause, "%s: %s", rows[_i].value, r->cause);
	ck_assert_str_eq(r->device, rows[_i].device);
	ck_assert_int_eq(r->space, (int)rows[_i].space);
	ck_assert_uint_eq(r->range.base, rows[_i].range.base);
	ck_assert_uint_eq(r->range.length, rows[_i].range.length);
}
END_TEST

START_TEST(many_regions_one_scan)
{
	struct region *v;

	made_up_region("pci", "1234:11e8@2 config", ACCESS_READ);
	made_up_region("sim", "ram", ACCESS_READ);
	made_up_region("pci", "1234:11e8@9 config", ACCESS_READ);
	made_up_region("pci", "0000:00:03.0 bar0", ACCESS_READ);
	made_up_look_up();
	v = made_up.all.v;
	ck_assert(!v[0].cause && !v[1].cause && v[2].cause && !v[3].cause);
	ck_assert_uint_eq(v[0].pci.device, 5);
	ck_assert_uint_eq(v[0].pci.function, 1);
	ck_assert(v[3].stream && !v[0].stream);
	ck_assert_uint_eq(v[0].widths, WIDTH_B | WIDTH_W | WIDTH_L);
	ck_assert_uint_eq(v[3].widths, WIDTHS_HOST);
}
END_TEST

/* The claim of a BAR is that of its addresses. */
START_TEST(claimed_bar)
{
	const struct made_up_bar bars[6] = { { 0xfe000000, 1 << 20, BAR_MEMORY } };

	made_up_function("0000:00:02.0", 0x1234, 0x1111, bars, 256);
	made_up_region("pci", "1234:1111 bar0", ACCESS_READ);
	made_up_region("pci", "1234:1111 bar0", ACCESS_BOTH);
	made_up_region("pci", "1234:1111 config", ACCESS_BOTH);
	made_up_look_up();
	ck_assert_ptr_null(made_up.all.v[0].cause);
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].claimed_by, "bochs-drm"));
	ck_assert_ptr_nonnull(strstr(made_up.all.v[1].cause, "bochs-drm"));
	ck_assert_ptr_null(made_up.all.v[2].cause);
}
END_TEST

/* Two regions; what is broken in the tree breaks the first, and the process goes on. */
static void expect_libpci_error(const char *cause, bool second_works)
{
	const struct region *v;

	made_up_region("pci", "0000:00:04.0 bar0", ACCESS_READ);
	made_up_region("pci", "0000:00:03.0 bar0", ACCESS_READ);
	made_up_look_up();
	v = made_up.all.v;
	ck_assert_ptr_nonnull(v[0].cause);
	ck_assert_msg(strstr(v[0].cause, cause), "%s", v[0].cause);
	ck_assert_msg(second_works == !v[1].cause, "%s", v[1].cause ? v[1].cause : "works");
}

static void remove_tree(void)
{
	char old[PATH_MAX];

	snprintf(old, sizeof(old), "%s", made_up_path("sys/bus"));
	ck_assert_int_eq(rename(old, made_up_path("sys/gone")), 0);
}

START_TEST(no_bus)
{
	remove_tree();
	expect_libpci_error("no PCI bus: ", false);
}
END_TEST

/* LeakSanitizer's, where it is linked. */
void __lsan_disable(void) __attribute__((weak));
void __lsan_enable(void) __attribute__((weak));

START_TEST(name_that_is_no_function)
{
	ck_assert_int_eq(mkdir(made_up_path("sys/bus/pci/devices/garbage"), 0755), 0);
	/* libpci cannot clean up when its error function does not return, which it must not. */
	if (__lsan_disable)
		__lsan_disable();
	expect_libpci_error("garbage", false);
	if (__lsan_enable)
		__lsan_enable();
}
END_TEST

START_TEST(no_resource_file)
{
	unlink(made_up_path("sys/bus/pci/devices/0000:00:04.0/resource"));
	expect_libpci_error("resource", true);
}
END_TEST

START_TEST(damaged_resource_file)
{
	made_up_text("sys/bus/pci/devices/0000:00:04.0/resource", "what?\n");
	expect_libpci_error("resource", true);
}
END_TEST

START_TEST(no_vendor_file)
{
	unlink(made_up_path("sys/bus/pci/devices/0000:00:03.0/vendor"));
	made_up_region("pci", "1234:11e8 bar0", ACCESS_READ);
	made_up_region("pci", "0000:00:04.0 bar0", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].cause, "vendor"));
	ck_assert_ptr_null(made_up.all.v[1].cause);
}
END_TEST

START_TEST(no_config_file)
{
	unlink(made_up_path("sys/bus/pci/devices/0000:00:04.0/config"));
	made_up_region("pci", "0000:00:04.0 config", ACCESS_READ);
	made_up_region("pci", "0000:00:03.0 config", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].cause, "config: No such file"));
	ck_assert_ptr_null(made_up.all.v[1].cause);
}
END_TEST

/* It goes away between look-up and opening. */
START_TEST(config_file_that_vanishes)
{
	struct region *r = made_up_region("pci", "0000:00:04.0 config", ACCESS_READ);
	struct access a;

	made_up_look_up();
	ck_assert_ptr_null(r->cause);
	unlink(made_up_path("sys/bus/pci/devices/0000:00:04.0/config"));
	ck_assert_int_lt(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert_ptr_null(a.backend);
	ck_assert_ptr_nonnull(r->cause);
}
END_TEST

TCase *pci_tests(void)
{
	TCase *c = tcase_create("pci");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, row, 0, (int)COUNT_OF(rows));
	tcase_add_test(c, many_regions_one_scan);
	tcase_add_test(c, claimed_bar);
	tcase_add_test(c, no_bus);
	tcase_add_test(c, name_that_is_no_function);
	tcase_add_test(c, no_resource_file);
	tcase_add_test(c, damaged_resource_file);
	tcase_add_test(c, no_vendor_file);
	tcase_add_test(c, no_config_file);
	tcase_add_test(c, config_file_that_vanishes);
	return c;
}
