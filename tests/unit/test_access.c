/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate of the core: direction, alignment, clipping; and one access a unit, in order. */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "seen.h"
#include "unit.h"

static struct bus bus;
static struct region region;
static struct access a;

static void open_bus(const struct backend *backend, uint64_t length, enum direction direction)
{
	bus_reset(&bus);
	seen_clear();
	region = (struct region){ .name = "bus",
				  .space = SPACE_MEMORY,
				  .range = { 0x1000, length },
				  .access = (uint8_t)direction,
				  .widths = WIDTHS_ALL,
				  .stream = true };
	a = (struct access){ .region = &region, .backend = backend, .handle = &bus };
}

static void teardown(void)
{
	access_trace(NULL);
}

/* Of a region of 11 bytes: what a read and a write answer. Bytes are answered in whole units. */
static const struct {
	unsigned int width;
	uint64_t offset;
	size_t length;
	ssize_t read, write;
} gate[] = {
	{ 1, 0, 1, 1, 1 },
	{ 1, 10, 1, 1, 1 },
	{ 1, 0, 11, 11, 11 },
	{ 2, 0, 2, 2, 2 },
	{ 2, 8, 2, 2, 2 },
	{ 4, 4, 4, 4, 4 },
	{ 8, 0, 8, 8, 8 },
	/* Nothing asked, nothing done. */
	{ 1, 0, 0, 0, 0 },
	{ 4, 4, 0, 0, 0 },
	/* Not a multiple of the width, or fewer bytes than one unit. */
	{ 2, 1, 2, -EINVAL, -EINVAL },
	{ 4, 1, 4, -EINVAL, -EINVAL },
	{ 4, 2, 4, -EINVAL, -EINVAL },
	{ 4, 3, 8, -EINVAL, -EINVAL },
	{ 8, 4, 8, -EINVAL, -EINVAL },
	{ 2, 0, 1, -EINVAL, -EINVAL },
	{ 4, 0, 3, -EINVAL, -EINVAL },
	{ 8, 0, 7, -EINVAL, -EINVAL },
	/* Whole units and a short count. */
	{ 2, 0, 3, 2, 2 },
	{ 4, 0, 7, 4, 4 },
	{ 2, 4, 5, 4, 4 },
	/* Across the end, also where the last unit does not fit. */
	{ 1, 5, 100, 6, 6 },
	{ 1, 10, 2, 1, 1 },
	{ 2, 6, 100, 4, 4 },
	{ 4, 0, 12, 8, 8 },
	{ 4, 4, 16, 4, 4 },
	{ 8, 0, 16, 8, 8 },
	{ 1, 1, SIZE_MAX / 2, 10, 10 },
	/* At the end and past it; for a wide unit that is where no whole one is left. */
	{ 1, 11, 1, 0, -ENOSPC },
	{ 1, 12, 1, 0, -ENOSPC },
	{ 2, 10, 2, 0, -ENOSPC },
	{ 4, 8, 4, 0, -ENOSPC },
	{ 8, 8, 8, 0, -ENOSPC },
	{ 2, 12, 2, 0, -ENOSPC },
	{ 1, INT64_MAX - 1, 4, 0, -ENOSPC },
	{ 8, (UINT64_C(1) << 63) - 8, 8, 0, -ENOSPC },
	{ 8, UINT64_C(1) << 63, 16, 0, -ENOSPC },
	{ 8, UINT64_MAX - 7, 8, 0, -ENOSPC },
	{ 1, UINT64_MAX, 1, 0, -ENOSPC },
	{ 1, UINT64_MAX, SIZE_MAX / 2, 0, -ENOSPC },
};

/* Which accesses there must have been, counted from a result. */
static void check_accesses(bool store, unsigned int width, uint64_t offset, ssize_t done,
			   const uint8_t *buffer)
{
	struct sim_access wanted[16];
	size_t n = 0;

	for (ssize_t i = 0; i < done; i += width) {
		uint64_t value = 0;

		memcpy(&value, buffer + i, width);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		value >>= 64 - 8 * width;
#endif
		wanted[n++] =
			(struct sim_access){ offset + (uint64_t)i, value, (uint8_t)width, store };
	}
	seen_check(wanted, n, __FILE__, __LINE__);
}

static void check_gate(const struct backend *backend, int i)
{
	uint8_t buffer[32];
	ssize_t ret;

	open_bus(backend, 11, ACCESS_BOTH);
	memset(buffer, 0xee, sizeof(buffer));
	ret = access_read(&a, WINDOW(gate[i].width), gate[i].offset, buffer, gate[i].length);
	ck_assert_int_eq(ret, gate[i].read);
	check_accesses(false, gate[i].width, gate[i].offset, ret, buffer);
	bus_order(buffer, ret < 0 ? 0 : (size_t)ret, gate[i].width);
	for (ssize_t k = 0; k < ret; k++)
		ck_assert_uint_eq(buffer[k], bus.memory[gate[i].offset + (uint64_t)k]);
	for (size_t k = ret < 0 ? 0 : (size_t)ret; k < sizeof(buffer); k++)
		ck_assert_uint_eq(buffer[k], 0xee);
	memcpy(buffer, "abcdefghijklmnopqrstuvwxyz012345", sizeof(buffer));
	ret = access_write(&a, WINDOW(gate[i].width), gate[i].offset, buffer, gate[i].length);
	ck_assert_int_eq(ret, gate[i].write);
	check_accesses(true, gate[i].width, gate[i].offset, ret, buffer);
}

START_TEST(gate_each)
{
	check_gate(&bus_each, _i);
	ck_assert_uint_eq(bus.runs, 0);
}
END_TEST

START_TEST(gate_runs)
{
	check_gate(&bus_runs, _i);
	/* A host of the other byte order has each unit to turn. */
	if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
		ck_assert_uint_eq(bus.calls, 0);
}
END_TEST

/* With a tracer each access is told after it was made, with its value. */
START_TEST(gate_traced)
{
	struct sim_access *first = &seen.v[0], *second = &seen.v[1];
	uint16_t w = 0x1234;

	open_bus(&bus_runs, 11, ACCESS_BOTH);
	access_trace(seen_trace);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 4, &w, 2), 2);
	/* The bus itself noted it first, then the tracer. */
	ck_assert_uint_eq(seen.n, 2);
	ck_assert_uint_eq(bus.runs, 0);
	ck_assert(first->store && second->store && first->value == 0x1234);
	ck_assert(second->value == 0x1234 && second->offset == 4 && second->width == 2);
	seen_clear();
	ck_assert_int_eq(access_read(&a, WINDOW(2), 4, &w, 2), 2);
	ck_assert_uint_eq(seen.n, 2);
	ck_assert(!second->store && second->value == 0x1234 && second->offset == 4);
}
END_TEST

static const struct {
	enum direction direction;
	bool reads, writes;
} directions[] = {
	{ ACCESS_NONE, false, false },
	{ ACCESS_READ, true, false },
	{ ACCESS_WRITE, false, true },
	{ ACCESS_BOTH, true, true },
};

START_TEST(direction)
{
	uint8_t b[4] = { 0 };
	ssize_t read = directions[_i].reads ? 4 : -EACCES;
	ssize_t write = directions[_i].writes ? 4 : -EACCES;

	open_bus(&bus_each, 64, directions[_i].direction);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 0, b, 4), read);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 0, b, 4), read);
	ck_assert_int_eq(access_copy_read(&a, 0, b, 4), read);
	ck_assert_uint_eq(seen.n, directions[_i].reads ? 6 : 0);
	seen_clear();
	ck_assert_int_eq(access_write(&a, WINDOW(1), 0, b, 4), write);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0, b, 4), write);
	ck_assert_int_eq(access_copy_write(&a, 0, b, 4), write);
	ck_assert_uint_eq(seen.n, directions[_i].writes ? 6 : 0);
}
END_TEST

/* Direction comes before everything else: a write that is not allowed is never ENOSPC. */
START_TEST(direction_first)
{
	uint8_t b[4] = { 0 };

	open_bus(&bus_each, 64, ACCESS_READ);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 64, b, 4), -EACCES);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 1, b, 4), -EACCES);
	ck_assert_int_eq(access_copy_write(&a, 64, b, 4), -EACCES);
	ck_seen_nothing();
}
END_TEST

/* A width that the region does not have is not let through, however it was asked for. */
START_TEST(other_widths)
{
	uint8_t b[8] = { 0 };

	for (unsigned int widths = 0; widths <= WIDTHS_ALL; widths++)
		for (unsigned int width = 1; width <= 8; width *= 2) {
			ssize_t wanted = widths & width ? 8 : -EACCES;

			open_bus(&bus_each, 64, ACCESS_BOTH);
			region.widths = (uint8_t)widths;
			ck_assert_int_eq(access_read(&a, WINDOW(width), 8, b, 8), wanted);
			ck_assert_int_eq(access_write(&a, WINDOW(width), 8, b, 8), wanted);
			ck_assert_uint_eq(seen.n, widths & width ? 16 / width : 0);
		}
}
END_TEST

START_TEST(closed)
{
	uint8_t b[4] = { 0 };

	open_bus(NULL, 64, ACCESS_BOTH);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 0, b, 4), -EACCES);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 0, b, 4), -EACCES);
	ck_assert_int_eq(access_copy_read(&a, 0, b, 4), -EACCES);
	ck_assert_int_eq(access_copy_write(&a, 0, b, 4), -EACCES);
	access_close(&a);
}
END_TEST

/* Ranges as long as numbers go: offsets do not wrap round to the region's start. */
START_TEST(far_offsets)
{
	const uint64_t far[] = { UINT64_C(1) << 32, (UINT64_C(1) << 63) - 8, UINT64_C(1) << 63,
				 UINT64_MAX - 15 };
	uint64_t q[2];

	for (size_t i = 0; i < COUNT_OF(far); i++) {
		open_bus(&bus_each, UINT64_MAX, ACCESS_BOTH);
		ck_assert_int_eq(access_read(&a, WINDOW(8), far[i], q, 8), 8);
		ck_seen(LOAD(8, far[i], bus_unit(&bus, far[i], 8)));
		ck_assert_int_eq(access_copy_read(&a, far[i] + 4, q, 4), 4);
		ck_seen(LOAD(4, far[i] + 4, bus_unit(&bus, far[i] + 4, 4)));
	}
	/* The last whole unit, and what is left behind it. */
	ck_assert_int_eq(access_read(&a, WINDOW(8), UINT64_MAX - 15, q, 16), 8);
	ck_assert_int_eq(access_write(&a, WINDOW(8), UINT64_MAX - 7, q, 8), -ENOSPC);
	ck_assert_int_eq(access_read(&a, WINDOW(1), UINT64_MAX - 1, q, 16), 1);
	ck_assert_int_eq(access_read(&a, WINDOW(1), UINT64_MAX, q, 16), 0);
}
END_TEST

START_TEST(long_requests)
{
	static uint8_t buffer[BUS_SIZE + 16];

	for (unsigned int width = 1; width <= 8; width *= 2) {
		open_bus(width & 5 ? &bus_each : &bus_runs, BUS_SIZE, ACCESS_BOTH);
		/* The user's buffer may lie anywhere. */
		ck_assert_int_eq(access_read(&a, WINDOW(width), 0, buffer + 1, BUS_SIZE + 10),
				 BUS_SIZE);
		ck_assert_uint_eq(seen.n, BUS_SIZE / width);
		for (size_t i = 0; i < seen.n; i++) {
			ck_assert_uint_eq(seen.v[i].offset, i * width);
			ck_assert_uint_eq(seen.v[i].width, width);
		}
		bus_order(buffer + 1, BUS_SIZE, width);
		ck_assert_mem_eq(buffer + 1, bus.memory, BUS_SIZE);
	}
}
END_TEST

TCase *access_tests(void)
{
	TCase *c = tcase_create("access");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_loop_test(c, gate_each, 0, (int)COUNT_OF(gate));
	tcase_add_loop_test(c, gate_runs, 0, (int)COUNT_OF(gate));
	tcase_add_test(c, gate_traced);
	tcase_add_loop_test(c, direction, 0, (int)COUNT_OF(directions));
	tcase_add_test(c, direction_first);
	tcase_add_test(c, other_widths);
	tcase_add_test(c, closed);
	tcase_add_test(c, far_offsets);
	tcase_add_test(c, long_requests);
	return c;
}
