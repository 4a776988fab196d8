/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bus that fails at the n-th access: what ran before is a short count, the error comes next. */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "seen.h"
#include "unit.h"

enum { UNITS = 6 };

static struct bus bus;
static struct region region;
static struct access a;

static void open_failing(size_t fail_at, int error)
{
	bus_reset(&bus);
	bus.fail_at = fail_at;
	bus.error = error;
	seen_clear();
	region = (struct region){
		.range = { 0, 4096 }, .access = ACCESS_BOTH, .widths = WIDTHS_ALL, .stream = true
	};
	a = (struct access){ .region = &region, .backend = &bus_each, .handle = &bus };
}

static const int errors[] = { -EIO, -ENODEV, -EPERM, -ETIMEDOUT };

/* The failed unit was tried once, nothing after it was tried at all. */
static void check_tries(bool store, unsigned int width, size_t wanted)
{
	ck_assert_uint_eq(seen.n, wanted);
	for (size_t i = 0; i < seen.n; i++)
		ck_assert(seen.v[i].store == store && seen.v[i].width == width &&
			  seen.v[i].offset == 64 + i * width);
	seen_clear();
}

START_TEST(window_read)
{
	uint8_t buffer[8 * UNITS];
	int error = errors[_i % (int)COUNT_OF(errors)];

	for (unsigned int width = 1; width <= 8; width *= 2)
		for (size_t at = 0; at < UNITS; at++) {
			open_failing(at, error);
			ck_assert_int_eq(access_read(&a, WINDOW(width), 64, buffer, UNITS * width),
					 at ? (ssize_t)(at * width) : error);
			bus_order(buffer, at * width, width);
			ck_assert_mem_eq(buffer, bus.memory + 64, at * width);
			check_tries(false, width, at + 1);
			ck_assert_int_eq(
				access_read(&a, WINDOW(width), 64 + at * width, buffer, width),
				error);
		}
}
END_TEST

START_TEST(window_write)
{
	uint8_t buffer[8 * UNITS], before[BUS_SIZE];
	int error = errors[_i % (int)COUNT_OF(errors)];

	memset(buffer, 0x77, sizeof(buffer));
	for (unsigned int width = 1; width <= 8; width *= 2)
		for (size_t at = 0; at < UNITS; at++) {
			open_failing(at, error);
			memcpy(before, bus.memory, sizeof(before));
			ck_assert_int_eq(access_write(&a, WINDOW(width), 64, buffer, UNITS * width),
					 at ? (ssize_t)(at * width) : error);
			memset(before + 64, 0x77, at * width);
			ck_assert_mem_eq(before, bus.memory, sizeof(before));
			check_tries(true, width, at + 1);
		}
}
END_TEST

/* Nine units: 1, 2, 4, then 8 three times, 4, 2, 1; where each begins, and the end. */
static const size_t starts[] = { 0, 1, 3, 7, 15, 23, 31, 35, 37, 38 };

START_TEST(copy)
{
	uint8_t buffer[38];

	for (size_t at = 0; at <= COUNT_OF(starts) - 1; at++) {
		ssize_t wanted = at ? (ssize_t)starts[at] : -EIO;

		open_failing(at, -EIO);
		ck_assert_int_eq(access_copy_read(&a, 65, buffer, 38), wanted);
		ck_assert_mem_eq(buffer, bus.memory + 65, wanted < 0 ? 0 : (size_t)wanted);
		ck_assert_uint_eq(seen.n, at < 9 ? at + 1 : 9);
		open_failing(at, -EIO);
		ck_assert_int_eq(access_copy_write(&a, 65, buffer, 38), wanted);
		ck_assert_uint_eq(seen.n, at < 9 ? at + 1 : 9);
		ck_assert(at == 9 || seen.v[at].offset == 65 + starts[at]);
	}
}
END_TEST

START_TEST(failed_accesses_are_not_traced)
{
	uint8_t buffer[8] = { 0 };

	for (int store = 0; store < 2; store++) {
		open_failing(2, -EIO);
		access_trace(seen_trace);
		ck_assert_int_eq(store ? access_write(&a, WINDOW(1), 0, buffer, 8)
				       : access_read(&a, WINDOW(1), 0, buffer, 8),
				 2);
		access_trace(NULL);
		/* Twice two that worked, from bus and tracer, and the bus's one that failed. */
		ck_assert_uint_eq(seen.n, 5);
		seen_clear();
	}
}
END_TEST

/* What the gate refuses never reaches the bus, so the bus's error cannot show. */
START_TEST(the_gate_comes_first)
{
	uint8_t buffer[8];

	open_failing(0, -EIO);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 2, buffer, 4), -EINVAL);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 4096, buffer, 4), -ENOSPC);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 4096, buffer, 4), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 0, buffer, 0), 0);
	ck_assert_uint_eq(bus.calls, 0);
}
END_TEST

TCase *error_tests(void)
{
	TCase *c = tcase_create("error");

	tcase_add_loop_test(c, window_read, 0, (int)COUNT_OF(errors));
	tcase_add_loop_test(c, window_write, 0, (int)COUNT_OF(errors));
	tcase_add_test(c, copy);
	tcase_add_test(c, failed_accesses_are_not_traced);
	tcase_add_test(c, the_gate_comes_first);
	return c;
}
