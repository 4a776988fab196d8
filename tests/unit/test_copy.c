/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Block copies: every byte once, ascending, in the widest aligned units that are allowed. */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "seen.h"
#include "unit.h"

enum { LENGTH = 43 };

static struct bus bus;
static struct region region;
static struct access a;

static void open_bus(unsigned int widths)
{
	bus_reset(&bus);
	seen_clear();
	region = (struct region){ .range = { 0, LENGTH },
				  .access = ACCESS_BOTH,
				  .widths = (uint8_t)widths,
				  .stream = true };
	a = (struct access){ .region = &region, .backend = &bus_each, .handle = &bus };
}

START_TEST(all_widths)
{
	uint8_t buffer[32];

	open_bus(WIDTHS_ALL);
	ck_assert_int_eq(access_copy_read(&a, 1, buffer, 30), 30);
	ck_seen(LOAD(1, 1, bus_unit(&bus, 1, 1)), LOAD(2, 2, bus_unit(&bus, 2, 2)),
		LOAD(4, 4, bus_unit(&bus, 4, 4)), LOAD(8, 8, bus_unit(&bus, 8, 8)),
		LOAD(8, 16, bus_unit(&bus, 16, 8)), LOAD(4, 24, bus_unit(&bus, 24, 4)),
		LOAD(2, 28, bus_unit(&bus, 28, 2)), LOAD(1, 30, bus_unit(&bus, 30, 1)));
}
END_TEST

START_TEST(bytes_stay_bytes)
{
	static const char text[] = "the quick brown fox jumps";
	char back[sizeof(text)];

	open_bus(WIDTHS_ALL);
	ck_assert_int_eq(access_copy_write(&a, 3, text, sizeof(text)), (int)sizeof(text));
	ck_assert_mem_eq(bus.memory + 3, text, sizeof(text));
	ck_assert_int_eq(access_copy_read(&a, 3, back, sizeof(back)), (int)sizeof(back));
	ck_assert_str_eq(back, text);
}
END_TEST

/* With gaps in the set of widths: the next narrower that there is. */
START_TEST(some_widths)
{
	uint8_t buffer[32];

	open_bus(WIDTH_B | WIDTH_L);
	ck_assert_int_eq(access_copy_read(&a, 2, buffer, 12), 12);
	ck_seen(LOAD(1, 2, bus_unit(&bus, 2, 1)), LOAD(1, 3, bus_unit(&bus, 3, 1)),
		LOAD(4, 4, bus_unit(&bus, 4, 4)), LOAD(4, 8, bus_unit(&bus, 8, 4)),
		LOAD(1, 12, bus_unit(&bus, 12, 1)), LOAD(1, 13, bus_unit(&bus, 13, 1)));
	open_bus(WIDTH_W | WIDTH_Q);
	ck_assert_int_eq(access_copy_read(&a, 4, buffer, 14), 14);
	ck_seen(LOAD(2, 4, bus_unit(&bus, 4, 2)), LOAD(2, 6, bus_unit(&bus, 6, 2)),
		LOAD(8, 8, bus_unit(&bus, 8, 8)), LOAD(2, 16, bus_unit(&bus, 16, 2)));
}
END_TEST

static unsigned int narrowest(unsigned int widths)
{
	unsigned int w = 1;

	while (!(widths & w))
		w *= 2;
	return w;
}

/* True if a wider unit than the one seen would have been aligned and have fit. */
static bool could_be_wider(const struct sim_access *s, unsigned int widths, uint64_t end)
{
	for (unsigned int w = 2u * s->width; w <= WIDTH_Q; w *= 2)
		if ((widths & w) && s->offset % w == 0 && s->offset + w <= end)
			return true;
	return false;
}

/* The promise itself, whatever way the units were found. */
static void check_promise(unsigned int widths, bool store, uint64_t offset, ssize_t done)
{
	uint64_t next = offset, end = offset + (uint64_t)done;

	for (size_t i = 0; i < seen.n; i++) {
		const struct sim_access *s = &seen.v[i];

		ck_assert(s->store == store && (s->width & widths) == s->width);
		ck_assert_uint_eq(s->offset, next);
		ck_assert_uint_eq(s->offset % s->width, 0);
		ck_assert(!could_be_wider(s, widths, end));
		next += s->width;
	}
	ck_assert_uint_eq(next, end);
	seen_clear();
}

static ssize_t wanted_result(unsigned int unit, bool store, uint64_t offset, size_t length)
{
	size_t left = offset < LENGTH ? LENGTH - offset : 0;

	if (length == 0)
		return 0;
	if (left == 0)
		return store ? -ENOSPC : 0;
	if (offset % unit || length < unit)
		return -EINVAL;
	length = length < left ? length : left;
	length -= length % unit;
	return length ? (ssize_t)length : store ? -ENOSPC : 0;
}

static void check_copy(unsigned int widths, uint64_t offset, size_t length)
{
	uint8_t buffer[64], before[BUS_SIZE];
	ssize_t n, wanted = wanted_result(narrowest(widths), false, offset, length);

	n = access_copy_read(&a, offset, buffer, length);
	ck_assert_msg(n == wanted, "widths %u at %ju length %zu: %zd, not %zd", widths,
		      (uintmax_t)offset, length, n, wanted);
	if (n > 0)
		ck_assert_mem_eq(buffer, bus.memory + offset, (size_t)n);
	check_promise(widths, false, offset, n > 0 ? n : 0);
	memset(buffer, 0x99, sizeof(buffer));
	memcpy(before, bus.memory, sizeof(before));
	n = access_copy_write(&a, offset, buffer, length);
	ck_assert_int_eq(n, wanted_result(narrowest(widths), true, offset, length));
	if (n > 0)
		memset(before + offset, 0x99, (size_t)n);
	ck_assert_mem_eq(before, bus.memory, sizeof(before));
	check_promise(widths, true, offset, n > 0 ? n : 0);
}

/* All sets of widths, all offsets, all lengths. */
START_TEST(every_copy)
{
	open_bus((unsigned int)_i);
	for (uint64_t offset = 0; offset < LENGTH + 3; offset++)
		for (size_t length = 0; length < LENGTH + 3; length++)
			check_copy((unsigned int)_i, offset, length);
}
END_TEST

START_TEST(no_widths)
{
	uint8_t buffer[8];

	open_bus(0);
	ck_assert_int_eq(access_copy_read(&a, 0, buffer, 8), -EACCES);
	ck_assert_int_eq(access_copy_write(&a, 0, buffer, 8), -EACCES);
	ck_seen_nothing();
}
END_TEST

TCase *copy_tests(void)
{
	TCase *c = tcase_create("copy");

	tcase_add_test(c, all_widths);
	tcase_add_test(c, bytes_stay_bytes);
	tcase_add_test(c, some_widths);
	tcase_add_loop_test(c, every_copy, 1, WIDTHS_ALL + 1);
	tcase_add_test(c, no_widths);
	return c;
}
