/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a region's PCI function decodes its addresses; that the kernel ends a file of sysfs with
 * its device is shown in the virtual machine.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "presence.h"
#include "unit.h"

static const char name[] = "0000:00:04.0";
static const struct made_up_bar bars[6] = {
	[0] = { 0xfea00000, 0x1000, BAR_MEMORY },
	[1] = { 0xc000, 0x40, BAR_IO },
};
static struct presence *presence;

static void teardown(void)
{
	presence_close(presence);
	presence = NULL;
	made_up_teardown();
}

static void set_command(unsigned int command)
{
	uint8_t bytes[2] = { (uint8_t)command, (uint8_t)(command >> 8) };

	made_up_bytes("sys/bus/pci/devices/0000:00:04.0/config", 4, bytes, sizeof(bytes));
}

static void make(void)
{
	made_up_function(name, 0x1234, 0x11e8, bars, 256);
	made_up_size("sys/bus/pci/devices/0000:00:04.0/resource0", 0x1000);
	made_up_size("sys/bus/pci/devices/0000:00:04.0/resource1", 0x1000);
	made_up_power_on();
}

static void watch(const struct region *r)
{
	ck_assert_int_eq(presence_open(&presence, r, &made_up.machine), 0);
}

static const struct region bar0 = { .source = SOURCE_PCI,
				    .space = SPACE_MEMORY,
				    .pci = { .device = 4, .part = PCI_BAR0 } };

START_TEST(no_function)
{
	static const struct region others[] = {
		{ .source = SOURCE_ADDRESS, .space = SPACE_MEMORY, .pci = { .device = 4 } },
		{ .source = SOURCE_FILE, .space = SPACE_FILE, .pci = { .device = 4 } },
		{ .source = SOURCE_SIM, .space = SPACE_SIM, .pci = { .device = 4 } },
		/* /sys does not show this one. */
		{ .source = SOURCE_PCI, .space = SPACE_MEMORY, .pci = { .device = 5 } },
	};

	make();
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		presence = (struct presence *)&presence;
		watch(&others[i]);
		ck_assert_ptr_null(presence);
	}
	ck_assert_int_eq(presence_check(NULL), 0);
	ck_assert_int_eq(presence_decodes(NULL, SPACE_MEMORY), 0);
	presence_close(NULL);
}
END_TEST

static const struct {
	unsigned int command;
	int ports, memory;
} commands[] = {
	{ 0x0000, -EIO, -EIO }, { 0x0001, 0, -EIO },	      { 0x0002, -EIO, 0 }, { 0x0003, 0, 0 },
	{ 0xfffc, -EIO, -EIO }, { 0x0100, -EIO, -EIO },	      { 0xfffe, -EIO, 0 }, { 0xff03, 0, 0 },
	{ 0x00ff, 0, 0 },	{ 0xffff, -ENODEV, -ENODEV },
};

START_TEST(decoding)
{
	make();
	watch(&bar0);
	ck_assert_ptr_nonnull(presence);
	set_command(commands[_i].command);
	ck_assert_int_eq(presence_decodes(presence, SPACE_PORTS), commands[_i].ports);
	ck_assert_int_eq(presence_decodes(presence, SPACE_MEMORY), commands[_i].memory);
	ck_assert_int_eq(presence_check(presence), 0);
}
END_TEST

/* Each part, a ROM, and an entry of the map that is a function's. */
START_TEST(every_kind_of_region)
{
	static const struct region regions[] = {
		{ .source = SOURCE_PCI, .space = SPACE_PORTS, .pci = { .device = 4, .part = 1 } },
		{ .source = SOURCE_PCI, .pci = { .device = 4, .part = PCI_CONFIG } },
		{ .source = SOURCE_PCI_ROM, .pci = { .device = 4, .part = PCI_ROM } },
		/* A BAR that has no file of its own is watched by config. */
		{ .source = SOURCE_PCI, .pci = { .device = 4, .part = 3 } },
		{ .source = SOURCE_ADDRESS, .of_function = true, .pci = { .device = 4 } },
	};

	make();
	for (size_t i = 0; i < COUNT_OF(regions); i++) {
		watch(&regions[i]);
		ck_assert_ptr_nonnull(presence);
		set_command(0);
		ck_assert_int_eq(presence_decodes(presence, SPACE_MEMORY), -EIO);
		set_command(2);
		ck_assert_int_eq(presence_decodes(presence, SPACE_MEMORY), 0);
		presence_close(presence);
	}
	presence = NULL;
}
END_TEST

/* Where configuration space cannot be read nothing is known, and so nothing is said. */
START_TEST(no_configuration_space)
{
	make();
	made_up_size("sys/bus/pci/devices/0000:00:04.0/config", 4);
	watch(&bar0);
	ck_assert_int_eq(presence_decodes(presence, SPACE_MEMORY), 0);
	presence_close(presence);
	made_up_attribute(name, "config", NULL);
	watch(&bar0);
	ck_assert_ptr_nonnull(presence);
	ck_assert_int_eq(presence_check(presence), 0);
	ck_assert_int_eq(presence_decodes(presence, SPACE_MEMORY), 0);
}
END_TEST

/* One descriptor for config, one for the BAR, and none left over. */
START_TEST(closes_what_it_opens)
{
	int before, after;

	make();
	before = dup(STDERR_FILENO);
	close(before);
	for (int i = 0; i < 100; i++) {
		watch(&bar0);
		presence_close(presence);
	}
	presence = NULL;
	after = dup(STDERR_FILENO);
	close(after);
	ck_assert_int_eq(after, before);
}
END_TEST

static void add_rom(uint64_t flags)
{
	const uint8_t on[4] = { 0, 0, 0, 0 };

	made_up_rom(name, (struct made_up_bar){ 0xc0000, 0x8000, flags });
	made_up_bytes("sys/bus/pci/devices/0000:00:04.0/config", 0x30, on, sizeof(on));
	made_up_size("dev/mem", 0xfeb00000);
}

/* What opening a data file asks: 0, or -EIO. */
static int check_of(const char *value)
{
	struct region *r = made_up_region("pci", value, ACCESS_READ);
	struct access a;
	int ret;

	made_up_open(&a, r);
	ret = access_check(&a);
	access_close(&a);
	return ret;
}

START_TEST(opening_asks)
{
	make();
	set_command(1);
	ck_assert_int_eq(check_of("1234:11e8 bar0"), -EIO);
	ck_assert_int_eq(check_of("1234:11e8 config"), 0);
	set_command(2);
	ck_assert_int_eq(check_of("1234:11e8 bar0"), 0);
	set_command(0xffff);
	ck_assert_int_eq(check_of("1234:11e8 bar0"), -ENODEV);
}
END_TEST

/* A shadowed ROM is RAM, which answers whatever the function does. */
START_TEST(opening_a_rom)
{
	make();
	set_command(1);
	add_rom(ROM_SHADOW);
	ck_assert_int_eq(check_of("1234:11e8 rom"), 0);
	add_rom(ROM_MEMORY);
	ck_assert_int_eq(check_of("1234:11e8 rom"), -EIO);
}
END_TEST

/* So is an entry of the map: its addresses are a BAR's. */
START_TEST(opening_an_entry)
{
	struct region r = { .name = "x",
			    .source = SOURCE_ADDRESS,
			    .space = SPACE_MEMORY,
			    .range = { 0xfea00000, 0x1000 },
			    .access = ACCESS_READ,
			    .widths = WIDTHS_ALL,
			    .of_function = true,
			    .pci = { .device = 4 } };
	struct access a;

	make();
	made_up_size("dev/mem", 0xfeb00000);
	ck_assert_int_eq(access_open(&a, &made_up.all, &r, &made_up.machine), 0);
	set_command(1);
	ck_assert_int_eq(access_check(&a), -EIO);
	set_command(3);
	ck_assert_int_eq(access_check(&a), 0);
	access_close(&a);
}
END_TEST

TCase *presence_tests(void)
{
	TCase *c = tcase_create("presence");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, no_function);
	tcase_add_loop_test(c, decoding, 0, (int)COUNT_OF(commands));
	tcase_add_test(c, every_kind_of_region);
	tcase_add_test(c, no_configuration_space);
	tcase_add_test(c, closes_what_it_opens);
	tcase_add_test(c, opening_asks);
	tcase_add_test(c, opening_a_rom);
	tcase_add_test(c, opening_an_entry);
	return c;
}
