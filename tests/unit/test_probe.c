/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probing by looking: the exact report of many windows, and that nothing is ever written. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "isa.h"
#include "made_up.h"
#include "probe.h"
#include "seen.h"
#include "unit.h"
#include "view.h"

#define NOT_TESTED "# not tested by writing: RAM passes for ROM or empty\n"

static const struct range whole = { ISA_BASE, ISA_SIZE };
static struct access a;

static void setup(void)
{
	made_up_setup();
	isa_reset();
	seen_clear();
}

static void teardown(void)
{
	access_trace(NULL);
	if (a.backend && a.backend->close)
		access_close(&a);
	made_up_teardown();
}

static void check_report(const char *wanted)
{
	size_t length = 0;
	char *text = NULL;

	ck_assert_int_eq(probe_report(&a, &text, &length), 0);
	ck_assert_str_eq(text, wanted);
	ck_assert_uint_eq(length, strlen(wanted));
	ck_assert_uint_eq(isa.store_count, 0);
	free(text);
}

START_TEST(kinds)
{
	isa_open(&a, whole, ACCESS_READ, NULL, 0);
	isa_set(0xa0800, 0x1000, ISA_RAM);
	isa_set(0xb0000, 0x800, ISA_ROM);
	isa_set(0xc0000, 0x800, ISA_NOISE);
	isa_set(0xd0000, 0x1000, ISA_MIRROR);
	isa_set(0xff800, 0x800, ISA_ROM);
	/* Zeros or ones are empty, but zeros and ones are something. */
	isa_set(0xe0000, 0x1000, ISA_ROM);
	memset(isa.memory + 0x40000, 0, 0x1000);
	memset(isa.memory + 0x40800, 0xff, 0x400);
	check_report("0xa0000-0xaffff: empty\n"
		     "0xb0000-0xb07ff: ROM\n"
		     "0xb0800-0xbffff: empty\n"
		     "0xc0000-0xc07ff: unknown\n"
		     "0xc0800-0xe07ff: empty\n"
		     "0xe0800-0xe0fff: ROM\n"
		     "0xe1000-0xff7ff: empty\n"
		     "0xff800-0xfffff: ROM\n" NOT_TESTED);
}
END_TEST

START_TEST(claims)
{
	static const struct claim list[] = { { { 0xa0000, 0x1000 }, "VGA > fb" },
					     { { 0xc0000, 0x800 }, "A" },
					     { { 0xc0800, 0x800 }, "B" },
					     { { 0xff800, 0x800 }, "C" } };

	isa_open(&a, whole, ACCESS_READ, list, COUNT_OF(list));
	check_report("0xa0000-0xa0fff: claimed by VGA > fb\n"
		     "0xa1000-0xbffff: empty\n"
		     "0xc0000-0xc07ff: claimed by A\n"
		     "0xc0800-0xc0fff: claimed by B\n"
		     "0xc1000-0xff7ff: empty\n"
		     "0xff800-0xfffff: claimed by C\n" NOT_TESTED);
	for (size_t i = 0; i < COUNT_OF(list); i++)
		ck_assert_uint_eq(isa_loads(list[i].range.base, list[i].range.length), 0);
	/* All of it is claimed: there is nothing to be tested. */
	isa_open(&a, (struct range){ 0xa0000, 0x1000 }, ACCESS_READ, list, 1);
	check_report("0xa0000-0xa0fff: claimed by VGA > fb\n");
}
END_TEST

/* Where the ROM begins, its units of 512 bytes, and the lines from there on. */
static const struct {
	uint64_t address;
	unsigned int units;
	bool good;
	const char *lines;
} roms[] = {
	{ 0xb0000, 1, true,
	  "0xb0000-0xb07ff: expansion ROM, 512 bytes, checksum good\n"
	  "0xb0800-0xfffff: empty\n" },
	{ 0xb0000, 3, true,
	  "0xb0000-0xb07ff: expansion ROM, 1536 bytes, checksum good\n"
	  "0xb0800-0xfffff: empty\n" },
	{ 0xb0000, 4, false,
	  "0xb0000-0xb07ff: expansion ROM, 2048 bytes, checksum bad\n"
	  "0xb0800-0xfffff: empty\n" },
	/* Not a multiple of the step: rounded up. */
	{ 0xb0800, 5, true,
	  "0xb0800-0xb17ff: expansion ROM, 2560 bytes, checksum good\n"
	  "0xb1800-0xfffff: empty\n" },
	{ 0xb0000, 9, false,
	  "0xb0000-0xb17ff: expansion ROM, 4608 bytes, checksum bad\n"
	  "0xb1800-0xfffff: empty\n" },
	{ 0xb0000, 255, true,
	  "0xb0000-0xcffff: expansion ROM, 130560 bytes, checksum good\n"
	  "0xd0000-0xfffff: empty\n" },
	/* To the end of the window, and past it. */
	{ 0xff000, 8, true, "0xff000-0xfffff: expansion ROM, 4096 bytes, checksum good\n" },
	{ 0xff800, 5, true, "0xff800-0xfffff: expansion ROM, 2560 bytes, checksum not checked\n" },
	/* A size of 0 is none. */
	{ 0xb0000, 0, true, "0xb0000-0xb07ff: ROM\n0xb0800-0xfffff: empty\n" },
};

START_TEST(expansion_rom)
{
	char wanted[512];

	isa_open(&a, whole, ACCESS_READ, NULL, 0);
	isa_rom(roms[_i].address, roms[_i].units, roms[_i].good);
	snprintf(wanted, sizeof(wanted), "0xa0000-0x%05jx: empty\n%s" NOT_TESTED,
		 (uintmax_t)roms[_i].address - 1, roms[_i].lines);
	check_report(wanted);
}
END_TEST

/* What looks like one and is none; two are two; what is claimed of one is not read. */
START_TEST(near_misses)
{
	static const struct claim claim = { { 0xd1000, 0x800 }, "driver" };

	isa_open(&a, whole, ACCESS_READ, &claim, 1);
	isa_rom(0xa0000, 4, true);
	isa.memory[1] = 0xab;
	isa_rom(0xb0000, 4, true);
	isa.memory[0x10000] = 0x56;
	isa_rom(0xc0000, 4, true);
	isa_rom(0xc0800, 4, true);
	isa_rom(0xd0000, 16, true);
	/* The signature somewhere else in the step. */
	isa_set(0xe0000, 0x800, ISA_ROM);
	memcpy(isa.memory + 0x40200, "\x55\xaa\x01", 3);
	check_report("0xa0000-0xa07ff: ROM\n"
		     "0xa0800-0xaffff: empty\n"
		     "0xb0000-0xb07ff: ROM\n"
		     "0xb0800-0xbffff: empty\n"
		     "0xc0000-0xc07ff: expansion ROM, 2048 bytes, checksum good\n"
		     "0xc0800-0xc0fff: expansion ROM, 2048 bytes, checksum good\n"
		     "0xc1000-0xcffff: empty\n"
		     "0xd0000-0xd1fff: expansion ROM, 8192 bytes, checksum not checked\n"
		     "0xd2000-0xdffff: empty\n"
		     "0xe0000-0xe07ff: ROM\n"
		     "0xe0800-0xfffff: empty\n" NOT_TESTED);
	ck_assert_uint_eq(isa_loads(0xd1000, 0x800), 0);
}
END_TEST

/* Steps are those of the window, wherever the region begins and ends. */
START_TEST(part_of_a_step)
{
	isa_rom(0xb0200, 1, true);
	isa_rom(0xb0800, 1, true);
	isa_rom(0xb1000, 1, true);
	isa_open(&a, (struct range){ 0xb0200, 0xe00 + 2 }, ACCESS_READ, NULL, 0);
	check_report("0xb0200-0xb07ff: ROM\n"
		     "0xb0800-0xb0fff: expansion ROM, 512 bytes, checksum good\n"
		     "0xb1000-0xb1001: ROM\n" NOT_TESTED);
	isa_open(&a, (struct range){ 0xb3fff, 1 }, ACCESS_READ, NULL, 0);
	check_report("0xb3fff-0xb3fff: empty\n" NOT_TESTED);
}
END_TEST

/* Each read that fails is the report's error. */
START_TEST(errors)
{
	size_t length, n;
	char *text;

	isa_open(&a, (struct range){ 0xb0000, 0x1000 }, ACCESS_READ, NULL, 0);
	isa_rom(0xb0000, 1, true);
	check_report("0xb0000-0xb07ff: expansion ROM, 512 bytes, checksum good\n"
		     "0xb0800-0xb0fff: empty\n" NOT_TESTED);
	n = isa.load_count;
	for (size_t at = 1; at <= n; at += at < 8 || at > 500 ? 1 : 50) {
		isa.load_count = 0;
		isa.fail_at = at;
		text = NULL;
		ck_assert_int_eq(probe_report(&a, &text, &length), -EIO);
		ck_assert_uint_eq(isa.load_count, at);
		free(text);
	}
}
END_TEST

static struct region *open_simulated(void)
{
	struct region *r = made_up_region("sim", "isa", ACCESS_BOTH);

	made_up_open(&a, r);
	return r;
}

START_TEST(simulated)
{
	const struct sim *sim;

	open_simulated();
	sim = a.handle;
	check_report("0xa0000-0xbffff: empty\n"
		     "0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good\n"
		     "0xc8000-0xeffff: empty\n"
		     "0xf0000-0xfffff: ROM\n" NOT_TESTED);
	ck_assert_uint_eq(sim->stores, 0);
}
END_TEST

/* Claims are those of /proc/iomem; none of their bytes is touched. */
START_TEST(memory)
{
	made_up_size("dev/mem", 0x100000);
	made_up_bytes("dev/mem", 0xc0000, "\x55\xaa\x04", 3);
	made_up_bytes("dev/mem", 0xd0000, "\x55\xaa\x01", 3);
	made_up_bytes("dev/mem", 0xd01ff, "", 1);
	made_up_open(&a, made_up_region("memory", "0xa0000-0xfffff", ACCESS_READ));
	access_trace(seen_trace);
	check_report("0xa0000-0xbffff: empty\n"
		     "0xc0000-0xc8fff: claimed by PCI Bus 0000:00 > Video ROM\n"
		     "0xc9000-0xcffff: empty\n"
		     "0xd0000-0xd07ff: expansion ROM, 512 bytes, checksum good\n"
		     "0xd0800-0xfffff: empty\n" NOT_TESTED);
	ck_assert_uint_le(seen.n, seen.room);
	for (size_t i = 0; i < seen.n; i++)
		if (seen.v[i].store || seen.v[i].width != 1 ||
		    (seen.v[i].offset >= 0x20000 && seen.v[i].offset < 0x29000))
			ck_abort_msg("access %zu", i);
}
END_TEST

/* The file is there where it can do something. */
static const struct {
	const char *key, *value;
	enum direction access;
	unsigned int widths;
	bool there;
} files[] = {
	{ "sim", "isa", ACCESS_READ, 15, true },
	{ "sim", "isa", ACCESS_BOTH, 1, true },
	{ "sim", "isa", ACCESS_WRITE, 15, false },
	{ "sim", "isa", ACCESS_NONE, 15, false },
	{ "sim", "isa", ACCESS_READ, 14, false },
	{ "sim", "ram", ACCESS_READ, 15, false },
	{ "sim", "parport", ACCESS_READ, 15, false },
	{ "memory", "0xa0000+1", ACCESS_READ, 15, true },
	{ "memory", "0xfffff+1", ACCESS_READ, 15, true },
	{ "memory", "0xe0000-0xfffff", ACCESS_READ, 15, true },
	{ "memory", "0xd0000000+4k", ACCESS_READ, 15, false },
	{ "ports", "0xa000+8", ACCESS_READ, 15, false },
};

START_TEST(existence)
{
	struct region *r = made_up_region(files[_i].key, files[_i].value, files[_i].access);
	size_t i = 0;

	r->widths = (uint8_t)files[_i].widths;
	made_up_look_up();
	ck_assert_msg(!r->cause, "%s", r->cause);
	while (!views[i].report)
		i++;
	ck_assert_str_eq(views[i].name, "probe");
	ck_assert(views[i].exists(&views[i], r) == files[_i].there);
}
END_TEST

TCase *probe_tests(void)
{
	TCase *c = tcase_create("probe");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, kinds);
	tcase_add_test(c, claims);
	tcase_add_loop_test(c, expansion_rom, 0, (int)COUNT_OF(roms));
	tcase_add_test(c, near_misses);
	tcase_add_test(c, part_of_a_step);
	tcase_add_test(c, errors);
	tcase_add_test(c, simulated);
	tcase_add_test(c, memory);
	tcase_add_loop_test(c, existence, 0, (int)COUNT_OF(files));
	return c;
}
