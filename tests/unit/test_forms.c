/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of a request: pauses, fixed addresses, strings; as the device and the tracer see them.
 */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

enum { LENGTH = 64 };

static struct bus bus;
static struct backend backend; /* a copy that tests change */
static struct region region;
static struct access a;

static void open_bus(const struct backend *b, uint64_t length)
{
	bus_reset(&bus);
	seen_clear();
	backend = *b;
	region = (struct region){
		.range = { 0, length }, .access = ACCESS_BOTH, .widths = WIDTHS_ALL, .stream = true
	};
	a = (struct access){ .region = &region, .backend = &backend, .handle = &bus };
}

static struct sim *open_sim(const char *model)
{
	made_up_open(&a, made_up_region("sim", model, ACCESS_BOTH));
	seen_attach(&a);
	return a.handle;
}

static void teardown(void)
{
	access_trace(NULL);
	if (a.backend && a.backend->close)
		access_close(&a);
	made_up_teardown();
}

static struct form paused_window(unsigned int width)
{
	return (struct form){ .width = (uint8_t)width, .pause = true };
}

/* After each access one pause, and it stands in the journal between them. */
START_TEST(pause_in_windows)
{
	const uint8_t bytes[] = { 0x12, 0x34, 0x56 };
	const uint16_t w[] = { 0x3412, 0 };
	struct sim *sim = open_sim("parport");
	uint8_t back[3];
	uint32_t l[2];

	ck_assert_int_eq(access_write(&a, paused_window(1), 0, bytes, 3), 3);
	ck_seen(STORE(1, 0, 0x12), PAUSE, STORE(1, 1, 0x34), PAUSE, STORE(1, 2, 0x56), PAUSE);
	ck_assert_int_eq(access_read(&a, paused_window(1), 0, back, 3), 3);
	ck_seen(LOAD(1, 0, 0x12), PAUSE, LOAD(1, 1, 0x9f), PAUSE, LOAD(1, 2, 0xd6), PAUSE);
	ck_assert_int_eq(access_write(&a, paused_window(2), 0, w, 3), 2);
	ck_seen(STORE(2, 0, 0x3412), PAUSE);
	ck_assert_uint_eq(sim->pauses, 7);
	access_close(&a);
	open_sim("uart");
	ck_assert_int_eq(access_read(&a, paused_window(4), 0, l, 8), 8);
	ck_seen(LOAD(4, 0, 0x00c10000), PAUSE, LOAD(4, 4, 0x00b06000), PAUSE);
}
END_TEST

START_TEST(pause_at_fixed_address)
{
	const uint8_t bytes[] = { 0x12, 0x34, 0x56 };
	uint8_t back[3];

	open_sim("uart");
	ck_assert_int_eq(access_write(&a, PAUSED(1), 0, bytes, 3), 3);
	ck_seen(STORE(1, 0, 0x12), PAUSE, STORE(1, 0, 0x34), PAUSE, STORE(1, 0, 0x56), PAUSE);
	ck_assert_int_eq(access_read(&a, PAUSED(1), 0, back, 3), 3);
	ck_seen(LOAD(1, 0, 0x12), PAUSE, LOAD(1, 0, 0x34), PAUSE, LOAD(1, 0, 0x56), PAUSE);
	ck_assert_mem_eq(back, bytes, 3);
}
END_TEST

/* The others have none, and the tracer prints none. */
START_TEST(no_pause)
{
	struct sim *sim = open_sim("uart");
	uint8_t bytes[4] = { 0 };

	access_write(&a, WINDOW(1), 0, bytes, 4);
	access_read(&a, FIXED(2), 4, bytes, 4);
	access_read(&a, STRING(1), 4, bytes, 4);
	ck_assert_uint_eq(sim->pauses, 0);
	sim->journal = NULL;
	seen_clear();
	access_trace(seen_trace);
	access_write(&a, PAUSED(1), 7, "xy", 2);
	access_read(&a, PAUSED(1), 7, bytes, 1);
	ck_seen(STORE(1, 7, 'x'), STORE(1, 7, 'y'), LOAD(1, 7, 'y'));
	ck_assert_uint_eq(sim->pauses, 3);
}
END_TEST

static void note_pause(struct access *access)
{
	seen_trace(access, ACCESS_LOAD, 0, 0, 0);
}

/* Nobody waits after an access that failed. */
START_TEST(no_pause_after_a_failure)
{
	uint8_t bytes[4] = { 0 };

	for (int store = 0; store < 2; store++) {
		open_bus(&bus_each, LENGTH);
		backend.pause = note_pause;
		bus.fail_at = 1;
		bus.error = -EIO;
		ck_assert_int_eq(store ? access_write(&a, PAUSED(1), 8, bytes, 4)
				       : access_read(&a, PAUSED(1), 8, bytes, 4),
				 1);
		ck_assert(seen.n == 3 && seen.v[0].width == 1 && seen.v[1].width == 0 &&
			  seen.v[2].width == 1);
	}
}
END_TEST

/* Every unit at the one offset, as many as are asked for: the region's end is no end. */
START_TEST(fixed)
{
	unsigned int width = 1u << _i % 4;
	uint64_t offset = LENGTH - width;
	uint8_t bytes[80], wanted[80];

	open_bus(_i < 4 ? &bus_each : &bus_runs, LENGTH);
	for (size_t i = 0; i < sizeof(bytes); i++)
		wanted[i] = bus.memory[offset + i % width];
	ck_assert_int_eq(access_read(&a, FIXED(width), offset, bytes, 80), 80);
	ck_assert_mem_eq(bytes, wanted, 80);
	for (size_t i = 0; i < seen.n; i++)
		ck_assert(seen.v[i].offset == offset && seen.v[i].width == width);
	ck_assert_uint_eq(seen.n, 80 / width);
	seen_clear();
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i + 1);
	ck_assert_int_eq(access_write(&a, FIXED(width), offset, bytes, 80), 80);
	ck_assert_uint_eq(seen.n, 80 / width);
	for (size_t i = 0; i < seen.n; i++) {
		ck_assert(seen.v[i].store && seen.v[i].offset == offset);
		ck_assert_uint_eq(seen.v[i].value & 0xff, i * width + 1);
		ck_assert_uint_eq(seen.v[i].value >> (8 * width - 8), (i + 1) * width);
	}
	ck_assert_mem_eq(bus.memory + offset, bytes + 80 - width, width);
	ck_assert_uint_eq(bus.runs, 0);
}
END_TEST

/* Of a region of `length` bytes; what a read and a write answer. */
static const struct {
	uint64_t length;
	unsigned int width;
	uint64_t offset;
	size_t size;
	ssize_t read, write;
} gate[] = {
	/* The region is the register. */
	{ 1, 1, 0, 9, 9, 9 },
	{ 2, 2, 0, 8, 8, 8 },
	{ 4, 4, 0, 40, 40, 40 },
	{ 8, 8, 0, 64, 64, 64 },
	/* Whole units and a short count; less than one is a mistake. */
	{ 4, 4, 0, 7, 4, 4 },
	{ 11, 2, 4, 5, 4, 4 },
	{ 11, 4, 4, 3, -EINVAL, -EINVAL },
	{ 11, 2, 4, 1, -EINVAL, -EINVAL },
	{ 11, 4, 4, 0, 0, 0 },
	{ 11, 4, 2, 8, -EINVAL, -EINVAL },
	{ 11, 8, 4, 8, -EINVAL, -EINVAL },
	/* No whole unit there, or nothing at all. */
	{ 11, 4, 8, 8, 0, -ENOSPC },
	{ 11, 2, 10, 2, 0, -ENOSPC },
	{ 11, 1, 11, 1, 0, -ENOSPC },
	{ 11, 8, UINT64_MAX - 7, 8, 0, -ENOSPC },
};

START_TEST(fixed_gate)
{
	ssize_t wanted = gate[_i].read;
	uint8_t bytes[64] = { 0 };

	open_bus(&bus_each, gate[_i].length);
	ck_assert_int_eq(
		access_read(&a, FIXED(gate[_i].width), gate[_i].offset, bytes, gate[_i].size),
		wanted);
	ck_assert_uint_eq(seen.n, wanted > 0 ? (size_t)wanted / gate[_i].width : 0);
	seen_clear();
	wanted = gate[_i].write;
	ck_assert_int_eq(
		access_write(&a, FIXED(gate[_i].width), gate[_i].offset, bytes, gate[_i].size),
		wanted);
	ck_assert_uint_eq(seen.n, wanted > 0 ? (size_t)wanted / gate[_i].width : 0);
}
END_TEST

START_TEST(fixed_directions)
{
	uint8_t bytes[8] = { 0 };

	open_bus(&bus_each, LENGTH);
	region.access = ACCESS_READ;
	ck_assert_int_eq(access_write(&a, FIXED(4), 8, bytes, 8), -EACCES);
	region.access = ACCESS_WRITE;
	ck_assert_int_eq(access_read(&a, FIXED(4), 8, bytes, 8), -EACCES);
	region.access = ACCESS_BOTH;
	region.widths = WIDTH_B;
	ck_assert_int_eq(access_read(&a, FIXED(4), 8, bytes, 8), -EACCES);
	ck_seen_nothing();
}
END_TEST

START_TEST(fixed_failure)
{
	uint8_t bytes[16] = { 0 };

	for (int store = 0; store < 2; store++) {
		open_bus(&bus_each, LENGTH);
		bus.fail_at = 3;
		bus.error = -ENODEV;
		ck_assert_int_eq(store ? access_write(&a, FIXED(2), 6, bytes, 16)
				       : access_read(&a, FIXED(2), 6, bytes, 16),
				 6);
		ck_assert_uint_eq(bus.calls, 4);
		ck_assert_int_eq(store ? access_write(&a, FIXED(2), 6, bytes, 16)
				       : access_read(&a, FIXED(2), 6, bytes, 16),
				 -ENODEV);
	}
}
END_TEST

/* A FIFO gives up each byte once, in order, and nobody reads ahead. */
START_TEST(uart_fifo)
{
	static const struct form forms[] = { { .width = 1, .fixed = true },
					     { .width = 1, .fixed = true, .pause = true },
					     { .width = 1, .fixed = true, .string = true } };
	static const char text[] = "sixteen bytes...";
	struct sim *sim = open_sim("uart");
	char back[16];
	uint8_t lsr;

	sim->journal = NULL;
	ck_assert_int_eq(access_write(&a, forms[_i], 0, text, 16), 16);
	ck_assert_uint_eq(sim->stores, 16);
	ck_assert_int_eq(access_read(&a, forms[_i], 0, back, 5), 5);
	ck_assert_int_eq(access_read(&a, forms[_i], 0, back + 5, 11), 11);
	ck_assert_mem_eq(back, text, 16);
	ck_assert_uint_eq(sim->loads, 16);
	ck_assert_int_eq(access_read(&a, FIXED(1), 5, &lsr, 1), 1);
	ck_assert_uint_eq(lsr, 0x60);
}
END_TEST

TCase *form_tests(void)
{
	TCase *c = tcase_create("forms");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, pause_in_windows);
	tcase_add_test(c, pause_at_fixed_address);
	tcase_add_test(c, no_pause);
	tcase_add_test(c, no_pause_after_a_failure);
	tcase_add_loop_test(c, fixed, 0, 8);
	tcase_add_loop_test(c, fixed_gate, 0, (int)COUNT_OF(gate));
	tcase_add_test(c, fixed_directions);
	tcase_add_test(c, fixed_failure);
	tcase_add_loop_test(c, uart_fifo, 0, 3);
	return c;
}
