/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expansion ROMs: enabled in configuration space while a file is open, and only then. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "calls.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

static const char name[] = "0000:00:03.0";
static const char config[] = "sys/bus/pci/devices/0000:00:03.0/config";
static const struct made_up_bar no_bars[6];
static uint8_t *header; /* the function's, as the device has it */
static struct access a;

enum { COMMAND = 0x04, HEADER_TYPE = 0x0e, ROM_BASE = 0x30, BRIDGE_ROM_BASE = 0x38 };
enum { ADDRESS = 0xfeb80000, SIZE = 0x10000 };

static void setup(void)
{
	made_up_setup();
	made_up_function(name, 0x8086, 0x100e, no_bars, 256);
	made_up_rom(name, (struct made_up_bar){ ADDRESS, SIZE, ROM_MEMORY });
	header = made_up_map(config, 0, 256);
	header[COMMAND] = 0x07;
	/* Of an address no more than this bit is ever changed. */
	memcpy(header + ROM_BASE, "\x00\x00\xb8\xfe", 4);
	memcpy(header + BRIDGE_ROM_BASE, "\x78\x56\xb4\x12", 4);
	seen_clear();
}

static void teardown(void)
{
	calls_watched = false;
	access_close(&a);
	munmap(header, 256);
	made_up_teardown();
}

static struct region *add_rom(void)
{
	made_up_size("dev/mem", (uint64_t)ADDRESS + SIZE);
	made_up_bytes("dev/mem", ADDRESS, "\x55\xaa\x80rom", 6);
	return made_up_region("pci", "8086:100e rom", ACCESS_READ);
}

static struct region *open_rom(void)
{
	struct region *r = add_rom();

	made_up_open(&a, r);
	return r;
}

START_TEST(region)
{
	const struct region *r = open_rom();
	uint8_t bytes[8];
	uint32_t l;

	ck_assert_str_eq(r->backend, "pci-rom");
	ck_assert_str_eq(r->device, "0000:00:03.0 rom");
	ck_assert_uint_eq(r->range.base, ADDRESS);
	ck_assert_uint_eq(r->range.length, SIZE);
	ck_assert_uint_eq(r->widths, WIDTHS_HOST);
	ck_assert(r->space == SPACE_MEMORY && r->stream && !r->shadowed);
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_int_eq(access_copy_read(&a, 0, bytes, 6), 6);
	ck_assert_mem_eq(bytes, "\x55\xaa\x80rom", 6);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 0, &l, 4), 4);
	ck_assert_uint_eq(l, 0x7280aa55);
	ck_assert_int_eq(access_read(&a, WINDOW(4), SIZE, &l, 4), 0);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0, &l, 4), -EACCES);
}
END_TEST

/* Set at the first file's opening, put back at the last one's closing. */
START_TEST(bit)
{
	static uint8_t before[256], enabled[256];

	memcpy(before, header, 256);
	memcpy(enabled, header, 256);
	enabled[ROM_BASE] = 1;
	open_rom();
	ck_assert_mem_eq(header, before, 256);
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_mem_eq(header, enabled, 256);
	ck_assert_int_eq(access_hold(&a), 0);
	access_release(&a);
	ck_assert_mem_eq(header, enabled, 256);
	access_release(&a);
	ck_assert_mem_eq(header, before, 256);
	/* More releases than holds change nothing, and it can be held again. */
	access_release(&a);
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_mem_eq(header, enabled, 256);
	access_release(&a);
	ck_assert_mem_eq(header, before, 256);
}
END_TEST

/* The end of the program with files open. */
START_TEST(closed_while_open)
{
	static uint8_t before[256];

	memcpy(before, header, 256);
	open_rom();
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_int_eq(access_hold(&a), 0);
	access_close(&a);
	ck_assert_mem_eq(header, before, 256);
	access_close(&a);
}
END_TEST

/* Somebody has enabled it before us; then so it stays. */
START_TEST(enabled_before)
{
	header[ROM_BASE] = 1;
	open_rom();
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_uint_eq(header[ROM_BASE], 1);
	access_release(&a);
	ck_assert_uint_eq(header[ROM_BASE], 1);
}
END_TEST

/* Exact transfers, and none but these. */
START_TEST(transfers)
{
	open_rom();
	calls_watched = true;
	ck_assert_int_eq(access_hold(&a), 0);
	ck_seen(LOAD(2, COMMAND, 0), LOAD(1, HEADER_TYPE, 0), LOAD(4, ROM_BASE, 0),
		STORE(4, ROM_BASE, 0));
	access_hold(&a);
	access_release(&a);
	ck_seen_nothing();
	access_release(&a);
	ck_assert(seen.n > 0 && seen.v[seen.n - 1].store && seen.v[seen.n - 1].width == 4 &&
		  seen.v[seen.n - 1].offset == ROM_BASE);
}
END_TEST

/* A bridge has the register elsewhere; the uppermost bit of the type says nothing of that. */
static const struct {
	uint8_t type, place;
} types[] = {
	{ 0x00, ROM_BASE },
	{ 0x80, ROM_BASE },
	{ 0x01, BRIDGE_ROM_BASE },
	{ 0x81, BRIDGE_ROM_BASE },
};

START_TEST(header_type)
{
	static uint8_t before[256], enabled[256];

	header[HEADER_TYPE] = types[_i].type;
	memcpy(before, header, 256);
	memcpy(enabled, header, 256);
	enabled[types[_i].place] |= 1;
	open_rom();
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_mem_eq(header, enabled, 256);
	access_release(&a);
	ck_assert_mem_eq(header, before, 256);
}
END_TEST

/* Without memory decode nothing answers at the address: it is not switched on behind your back. */
START_TEST(memory_decode_off)
{
	static uint8_t before[256];

	header[COMMAND] = 0x05;
	memcpy(before, header, 256);
	open_rom();
	ck_assert_int_eq(access_hold(&a), -EIO);
	ck_assert_mem_eq(header, before, 256);
	/* Nobody holds it, so a release puts nothing back. */
	header[ROM_BASE] = 1;
	access_release(&a);
	access_close(&a);
	ck_assert_uint_eq(header[ROM_BASE], 1);
}
END_TEST

/* The firmware's copy is RAM: it answers always, and the device is left alone. */
START_TEST(shadowed)
{
	struct region *r;
	uint8_t bytes[2];

	made_up_rom(name, (struct made_up_bar){ 0xc0000, 0x9000, ROM_SHADOW });
	r = add_rom();
	made_up_bytes("dev/mem", 0xc0000, "\x55\xaa", 2);
	header[COMMAND] = 0;
	made_up_open(&a, r);
	ck_assert(r->shadowed && r->legacy);
	calls_watched = true;
	ck_assert_int_eq(access_hold(&a), 0);
	ck_assert_int_eq(access_copy_read(&a, 0, bytes, 2), 2);
	ck_assert_mem_eq(bytes, "\x55\xaa", 2);
	access_release(&a);
	access_hold(&a);
	access_close(&a);
	ck_seen_nothing();
	calls_watched = false;
}
END_TEST

START_TEST(config_ends_early)
{
	static const uint64_t sizes[] = { 4, 8, 15, 16 };

	open_rom();
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		ck_assert_int_eq(truncate(made_up_path("%s", config), (off_t)sizes[i]), 0);
		ck_assert_int_eq(access_hold(&a), -EIO);
		ck_assert_uint_eq(a.users, 0);
	}
}
END_TEST

static const struct {
	struct made_up_bar rom;
	const char *cause;
} none[] = {
	{ { 0, 0, 0 }, "no expansion ROM" },
	{ { 0, SIZE, ROM_MEMORY }, "no address" },
	{ { 0x100000, SIZE, ROM_MEMORY }, "System RAM" },
};

START_TEST(causes)
{
	struct region *r = made_up_region("pci", "8086:100e rom", ACCESS_READ);

	made_up_rom(name, none[_i].rom);
	made_up_look_up();
	ck_assert_ptr_nonnull(r->cause);
	ck_assert_msg(strstr(r->cause, none[_i].cause), "%s", r->cause);
	ck_assert_ptr_nonnull(r->remedy);
}
END_TEST

/* What cannot be opened says so and leaves nothing open. */
START_TEST(opening_fails)
{
	struct region *r = _i ? add_rom() : made_up_region("pci", "8086:100e rom", ACCESS_READ);

	made_up_look_up();
	ck_assert_msg(!r->cause, "%s", r->cause);
	if (_i)
		ck_assert_int_eq(unlink(made_up_path("%s", config)), 0);
	ck_assert_int_lt(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert(!a.backend && !r->backend);
	ck_assert_ptr_nonnull(strstr(r->cause, "pci-rom: "));
	ck_assert_ptr_nonnull(strstr(r->remedy, _i ? "config" : "/dev/mem"));
}
END_TEST

TCase *rom_tests(void)
{
	TCase *c = tcase_create("rom");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, region);
	tcase_add_test(c, bit);
	tcase_add_test(c, closed_while_open);
	tcase_add_test(c, enabled_before);
	tcase_add_test(c, transfers);
	tcase_add_loop_test(c, header_type, 0, (int)COUNT_OF(types));
	tcase_add_test(c, memory_decode_off);
	tcase_add_test(c, shadowed);
	tcase_add_test(c, config_ends_early);
	tcase_add_loop_test(c, causes, 0, (int)COUNT_OF(none));
	tcase_add_loop_test(c, opening_fails, 0, 2);
	return c;
}
