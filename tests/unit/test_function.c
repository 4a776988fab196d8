/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Listing PCI functions of a made-up sysfs: all that it says, and nothing from the devices. */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "function.h"
#include "made_up.h"
#include "pcilib.h"
#include "unit.h"

static const char bridge[] = "0000:00:1c.0", nic[] = "0000:00:03.0", disk[] = "0001:00:04.0";
static const char far[] = "10000:e1:00.7";
static const struct made_up_bar no_bars[6];
static const struct made_up_bar nic_bars[6] = {
	[0] = { 0xfebc0000, 0x20000, BAR_MEMORY },	   [1] = { 0xc000, 64, BAR_IO },
	[2] = { 0x4000000000, 0x4000, BAR_MEMORY_64 },	   [4] = { 0, 0x1000, BAR_MEMORY },
	[5] = { 0x9000, 0x1000, BAR_MEMORY | 0x20000000 }, /* IORESOURCE_UNSET */
};

static struct function *list;
static size_t n;

static void setup(void)
{
	made_up_setup();
	/* Not in the order of their addresses. */
	made_up_function(far, 0x8086, 0x0a54, no_bars, 4096);
	made_up_function(bridge, 0x1b36, 0x000c, no_bars, 4096);
	made_up_function(disk, 0x8086, 0x100e, no_bars, 64);
	made_up_function(nic, 0x8086, 0x100e, nic_bars, 256);
	made_up_power_on();
	capture_begin();
}

static void teardown(void)
{
	const char *printed = capture_end();

	ck_assert_str_eq(printed, "");
	made_up_teardown();
}

static void read_list(void)
{
	ck_assert_int_eq(functions_list(&made_up.all, &made_up.machine, &list, &n), 0);
	ck_assert_uint_eq(n, 4);
}

START_TEST(ascending)
{
	read_list();
	ck_assert(list[0].at.domain == 0 && list[0].at.device == 3);
	ck_assert(list[1].at.domain == 0 && list[1].at.device == 0x1c);
	ck_assert(list[2].at.domain == 1 && list[2].at.device == 4);
	ck_assert(list[3].at.domain == 0x10000 && list[3].at.bus == 0xe1);
	ck_assert(list[3].at.device == 0 && list[3].at.function == 7);
	for (size_t i = 0; i < n; i++)
		ck_assert_ptr_eq(functions_find(list, n, &list[i].at), &list[i]);
	ck_assert_ptr_null(functions_find(list, n, &(struct pci_function){ .device = 4 }));
	ck_assert_ptr_null(functions_find(list, 0, &list[0].at));
}
END_TEST

START_TEST(all_that_sysfs_says)
{
	made_up_attribute(nic, "class", "0x020180\n");
	made_up_attribute(nic, "revision", "0x03\n");
	made_up_attribute(nic, "subsystem_vendor", "0x1af4\n");
	made_up_attribute(nic, "subsystem_device", "0x1100\n");
	made_up_attribute(nic, "numa_node", "1\n");
	made_up_attribute(disk, "numa_node", "-1\n");
	made_up_driver(nic, "e1000");
	made_up_slot("3-1", "0000:00:03");
	read_list();
	ck_assert(list[0].vendor == 0x8086 && list[0].product == 0x100e);
	ck_assert(list[0].class == 0x0201 && list[0].interface == 0x80 && list[0].revision == 3);
	ck_assert(list[0].subvendor == 0x1af4 && list[0].subproduct == 0x1100);
	ck_assert_int_eq(list[0].numa_node, 1);
	ck_assert_str_eq(list[0].driver, "e1000");
	ck_assert_str_eq(list[0].slot, "3-1");
	ck_assert_uint_eq(list[0].config_size, 256);
	ck_assert(!list[1].driver && !list[1].slot && !list[1].vendor_name);
	ck_assert(list[1].numa_node == -1 && list[2].numa_node == -1);
	for (size_t i = 0; i < n * FUNCTION_PARTS; i++)
		ck_assert_ptr_null(list[i / FUNCTION_PARTS].causes[i % FUNCTION_PARTS]);
}
END_TEST

static bool is(const struct function_window *w, uint64_t base, uint64_t length, const char *kind)
{
	return w->range.base == base && w->range.length == length && w->io == (*kind == 'p') &&
	       w->memory == !w->io && strcmp(function_window_kind(w), kind) == 0;
}

START_TEST(bars)
{
	const struct function_window *v;

	read_list();
	v = list[0].bars;
	ck_assert(is(&v[0], 0xfebc0000, 0x20000, "memory, 32-bit, not prefetchable"));
	ck_assert(is(&v[1], 0xc000, 64, "ports"));
	ck_assert(is(&v[2], 0x4000000000, 0x4000, "memory, 64-bit, prefetchable"));
	ck_assert(v[3].range.length == 0 && !v[3].memory && !v[3].io);
	ck_assert(is(&v[4], 0, 0x1000, "memory, 32-bit, not prefetchable"));
	/* What stands there belongs to somebody else. */
	ck_assert(is(&v[5], 0, 0x1000, "memory, 32-bit, not prefetchable"));
	ck_assert_uint_eq(list[0].rom.range.length, 0);
}
END_TEST

START_TEST(roms)
{
	made_up_rom(nic, (struct made_up_bar){ 0xfeb80000, 0x40000, ROM_MEMORY });
	made_up_rom(disk, (struct made_up_bar){ 0xc0000, 0x20000, ROM_SHADOW & ~BAR_MEMORY });
	read_list();
	ck_assert(list[0].rom.range.base == 0xfeb80000 && list[0].rom.range.length == 0x40000);
	ck_assert(list[0].rom.memory && !list[0].rom.shadowed);
	ck_assert(list[2].rom.range.base == 0xc0000 && list[2].rom.shadowed);
}
END_TEST

/* With and without the lines of virtual functions before them. */
START_TEST(windows)
{
	const size_t first = _i ? 13 : 7;
	struct made_up_bar lines[17] = { { 0 } };

	if (_i)
		lines[7] = (struct made_up_bar){ 0xfe000000, 0x4000, BAR_MEMORY };
	lines[first] = (struct made_up_bar){ 0x1000, 0x1000, 0x101 };
	lines[first + 1] = (struct made_up_bar){ 0xfe800000, 0x200000, 0x200 };
	lines[first + 2] = (struct made_up_bar){ 0xfd00000000, 0x200000, 0x102201 };
	made_up_resource(bridge, lines, first + 4);
	read_list();
	ck_assert(is(&list[1].windows[0], 0x1000, 0x1000, "ports"));
	ck_assert(
		is(&list[1].windows[1], 0xfe800000, 0x200000, "memory, 32-bit, not prefetchable"));
	ck_assert(is(&list[1].windows[2], 0xfd00000000, 0x200000, "memory, 64-bit, prefetchable"));
	ck_assert_uint_eq(list[1].windows[3].range.length, 0);
	ck_assert_uint_eq(list[0].windows[0].range.length, 0);
}
END_TEST

/* A device that says yes to everything; what sysfs lacks of it is not there. */
START_TEST(nothing_from_the_device)
{
	uint8_t ones[256];

	memset(ones, 0x81, sizeof(ones));
	made_up_bytes("sys/bus/pci/devices/0000:00:1c.0/config", 0, ones, sizeof(ones));
	made_up_resource(bridge, no_bars, 6);
	read_list();
	ck_assert(list[1].revision == 0 && list[1].subvendor == 0 && list[1].subproduct == 0);
	ck_assert_uint_eq(list[1].rom.range.length, 0);
	ck_assert(!list[1].windows[0].range.length && !list[1].windows[1].range.length);
}
END_TEST

START_TEST(no_config_file)
{
	made_up_attribute(nic, "config", NULL);
	ck_assert_int_eq(mkdir(made_up_path("sys/bus/pci/devices/%s/config", nic), 0755), 0);
	made_up_attribute(disk, "config", NULL);
	read_list();
	for (size_t i = 0; i < n; i += 2)
		ck_assert(list[i].vendor == 0x8086 && list[i].config_size == 0);
	for (size_t i = 0; i < n * FUNCTION_PARTS; i++)
		ck_assert_ptr_null(list[i / FUNCTION_PARTS].causes[i % FUNCTION_PARTS]);
}
END_TEST

static const struct {
	const char *file, *text;
	enum function_part part;
} broken[] = {
	{ "vendor", NULL, FUNCTION_IDENTITY },	   { "device", NULL, FUNCTION_IDENTITY },
	{ "class", NULL, FUNCTION_CLASS },	   { "resource", NULL, FUNCTION_WINDOWS },
	{ "resource", "what?", FUNCTION_WINDOWS },
};

/* One file that is missing or damaged takes away what it says, of its function. */
START_TEST(broken_part)
{
	made_up_attribute(nic, broken[_i].file, broken[_i].text);
	made_up_attribute(nic, "numa_node", "2\n");
	read_list();
	for (unsigned int part = 0; part < FUNCTION_PARTS; part++) {
		ck_assert_ptr_null(list[2].causes[part]);
		ck_assert_int_eq(!!list[0].causes[part], part == broken[_i].part);
	}
	ck_assert_ptr_nonnull(strstr(list[0].causes[broken[_i].part], broken[_i].file));
	ck_assert_int_eq(list[0].numa_node, 2);
	ck_assert(list[0].vendor == (broken[_i].part == FUNCTION_IDENTITY ? 0 : 0x8086));
	ck_assert(list[0].bars[0].memory == (broken[_i].part != FUNCTION_WINDOWS));
}
END_TEST

static void expect_failure(int error, const char *why)
{
	n = 1;
	ck_assert_int_eq(functions_read(&made_up.all, &made_up.machine, &list, &n), error);
	ck_assert_msg(strstr(pcilib_error, why), "%s", pcilib_error);
	ck_assert(list == NULL && n == 0);
}

static void remove_bus(void)
{
	char old[PATH_MAX];

	snprintf(old, sizeof(old), "%s", made_up_path("sys/bus"));
	ck_assert_int_eq(rename(old, made_up_path("sys/gone")), 0);
}

START_TEST(no_bus)
{
	remove_bus();
	expect_failure(-ENODEV, "devices");
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
	expect_failure(-EIO, "garbage");
	if (__lsan_enable)
		__lsan_enable();
}
END_TEST

START_TEST(empty_bus)
{
	remove_bus();
	made_up_text("sys/bus/pci/devices/.hidden", "");
	ck_assert_int_eq(functions_read(&made_up.all, &made_up.machine, &list, &n), 0);
	ck_assert_uint_eq(n, 0);
}
END_TEST

/* Each with errors of its own: libpci jumps out of them, and must land in the same thread. */
static void *read_often(void *result)
{
	for (int i = 0; i < 200; i++) {
		struct regions pool = { 0 };
		struct function *v;
		size_t count;

		if (functions_list(&pool, &made_up.machine, &v, &count) == 0 && count == 4 &&
		    v[0].causes[FUNCTION_IDENTITY] && !v[1].causes[FUNCTION_IDENTITY])
			++*(int *)result;
		regions_free(&pool);
	}
	return NULL;
}

START_TEST(two_threads)
{
	int good[2] = { 0, 0 };
	pthread_t other;

	made_up_attribute(nic, "vendor", NULL);
	ck_assert_int_eq(pthread_create(&other, NULL, read_often, &good[1]), 0);
	read_often(&good[0]);
	ck_assert_int_eq(pthread_join(other, NULL), 0);
	ck_assert(good[0] == 200 && good[1] == 200);
}
END_TEST

TCase *function_tests(void)
{
	TCase *c = tcase_create("function");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, ascending);
	tcase_add_test(c, all_that_sysfs_says);
	tcase_add_test(c, bars);
	tcase_add_test(c, roms);
	tcase_add_loop_test(c, windows, 0, 2);
	tcase_add_test(c, nothing_from_the_device);
	tcase_add_test(c, no_config_file);
	tcase_add_loop_test(c, broken_part, 0, (int)COUNT_OF(broken));
	tcase_add_test(c, no_bus);
	tcase_add_test(c, name_that_is_no_function);
	tcase_add_test(c, empty_bus);
	tcase_add_test(c, two_threads);
	return c;
}
