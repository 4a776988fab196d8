/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Flushing: one read of the unit last written, when it is asked for, and only if there is reason.
 */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

static struct bus bus;
static struct backend backend;
static struct region region;
static struct access a;

/* A bus whose stores are posted. */
static void open_bus(const struct backend *b, enum flush flush)
{
	bus_reset(&bus);
	memset(bus.memory, 0, sizeof(bus.memory));
	seen_clear();
	backend = *b;
	backend.posted = true;
	region = (struct region){ .range = { 0, 64 },
				  .access = ACCESS_BOTH,
				  .widths = WIDTHS_ALL,
				  .stream = true,
				  .flush = (uint8_t)flush };
	a = (struct access){ .region = &region, .backend = &backend, .handle = &bus };
}

static const struct backend *const both[] = { &bus_each, &bus_runs };
static const uint8_t zeros[64];

static void teardown(void)
{
	access_trace(NULL);
	if (a.backend && a.backend->close)
		access_close(&a);
	made_up_teardown();
}

START_TEST(asked_for)
{
	uint32_t l;

	open_bus(both[_i], FLUSH_NONE);
	/* Nothing has been written. */
	ck_assert_int_eq(access_flush(&a), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8, &l, 4), 4);
	seen_clear();
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, zeros, 8), 8);
	ck_seen(STORE(4, 8, 0), STORE(4, 12, 0));
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(4, 12, 0));
	/* And nothing since. */
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
	/* A read in between is none of the unit, and does not count as one. */
	ck_assert_int_eq(access_write(&a, WINDOW(2), 6, zeros, 2), 2);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8, &l, 4), 4);
	seen_clear();
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(2, 6, 0));
}
END_TEST

/* The unit last written, in its width; the writer waits for it. */
START_TEST(after_each_write)
{
	open_bus(both[_i], FLUSH_READ);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 3, zeros, 2), 2);
	ck_seen(STORE(1, 3, 0), STORE(1, 4, 0), LOAD(1, 4, 0));
	ck_assert_int_eq(access_write(&a, WINDOW(2), 4, zeros, 2), 2);
	ck_seen(STORE(2, 4, 0), LOAD(2, 4, 0));
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, zeros, 13), 12);
	ck_seen(STORE(4, 8, 0), STORE(4, 12, 0), STORE(4, 16, 0), LOAD(4, 16, 0));
	ck_assert_int_eq(access_write(&a, WINDOW(8), 8, zeros, 16), 16);
	ck_seen(STORE(8, 8, 0), STORE(8, 16, 0), LOAD(8, 16, 0));
	ck_assert_int_eq(access_write(&a, FIXED(4), 20, zeros, 8), 8);
	ck_seen(STORE(4, 20, 0), STORE(4, 20, 0), LOAD(4, 20, 0));
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
}
END_TEST

START_TEST(after_a_copy)
{
	open_bus(both[_i], FLUSH_READ);
	ck_assert_int_eq(access_copy_write(&a, 32, zeros, 15), 15);
	ck_seen(STORE(8, 32, 0), STORE(4, 40, 0), STORE(2, 44, 0), STORE(1, 46, 0), LOAD(1, 46, 0));
	ck_assert_int_eq(access_copy_write(&a, 12, zeros, 20), 20);
	ck_seen(STORE(4, 12, 0), STORE(8, 16, 0), STORE(8, 24, 0), LOAD(8, 24, 0));
	/* Nothing was written, so nothing is read, even if something is still on its way. */
	a.posted = WIDTH_B;
	ck_assert_int_eq(access_copy_write(&a, 64, zeros, 1), -ENOSPC);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 2, zeros, 4), -EINVAL);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 4, zeros, 0), 0);
	ck_seen_nothing();
}
END_TEST

/* Of a quad by halves: the half last written, not the quad. */
START_TEST(halves)
{
	uint64_t second;

	open_bus(both[_i / 4], FLUSH_READ);
	region.quad = _i & 1 ? QUAD_HI_LO : QUAD_LO_HI;
	region.big_endian = _i & 2;
	second = (region.quad == QUAD_LO_HI) != region.big_endian ? 12 : 8;
	ck_assert_int_eq(access_write(&a, WINDOW(8), 8, zeros, 8), 8);
	ck_seen(STORE(4, 20 - second, 0), STORE(4, second, 0), LOAD(4, second, 0));
}
END_TEST

static size_t stores_left;

static int store_some(struct access *access, uint64_t offset, unsigned int width, uint64_t value)
{
	return stores_left-- ? bus_each.store(access, offset, width, value) : -EIO;
}

/* What did arrive of a write is flushed too; of one that failed at once, nothing. */
START_TEST(short_writes)
{
	open_bus(&bus_each, FLUSH_READ);
	backend.store = store_some;
	stores_left = 2;
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, zeros, 16), 8);
	ck_seen(STORE(4, 8, 0), STORE(4, 12, 0), LOAD(4, 12, 0));
	stores_left = 0;
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, zeros, 16), -EIO);
	ck_seen_nothing();
}
END_TEST

/* The read that fails is the write's error, and it is still to be done. */
START_TEST(failure)
{
	open_bus(&bus_each, _i ? FLUSH_OFFSET : FLUSH_READ);
	bus.fail_at = 2;
	bus.error = -ENODEV;
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0, zeros, 8), -ENODEV);
	ck_assert_uint_eq(seen.n, 3);
	ck_assert_int_eq(access_flush(&a), -ENODEV);
	bus.error = 0;
	seen_clear();
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(4, _i ? 0 : 4, 0));
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
}
END_TEST

/* The register that is named, in the width of the write if it is there so, else in the widest. */
static const struct {
	unsigned int widths;
	uint64_t offset;
	unsigned int store, load;
} offsets[] = {
	{ 15, 16, 1, 1 }, { 15, 16, 2, 2 }, { 15, 16, 4, 4 }, { 15, 16, 8, 8 },
	{ 15, 0, 4, 4 },  { 15, 20, 8, 4 }, { 15, 18, 4, 2 }, { 15, 18, 8, 2 },
	{ 15, 17, 8, 1 }, { 15, 60, 4, 2 }, { 15, 56, 8, 4 }, { 15, 62, 2, 1 },
	{ 15, 62, 1, 1 }, { 9, 20, 8, 1 },  { 6, 20, 2, 2 },  { 12, 20, 8, 4 },
};

START_TEST(offset)
{
	unsigned int width = offsets[_i].store;

	open_bus(&bus_runs, FLUSH_OFFSET);
	region.widths = (uint8_t)offsets[_i].widths;
	region.flush_offset = offsets[_i].offset;
	region.range.length = 63;
	ck_assert_int_eq(access_write(&a, WINDOW(width), 8, zeros, width), (ssize_t)width);
	ck_seen(STORE(width, 8, 0), LOAD(offsets[_i].load, offsets[_i].offset, 0));
	/* fsync reads the same one. */
	region.flush = FLUSH_OFFSET;
	a.posted = (uint8_t)width;
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(offsets[_i].load, offsets[_i].offset, 0));
}
END_TEST

/* A quad by halves is no width to read the named register in. */
START_TEST(offset_with_halves)
{
	open_bus(&bus_each, FLUSH_OFFSET);
	region.quad = QUAD_LO_HI;
	region.flush_offset = 16;
	ck_assert_int_eq(access_write(&a, WINDOW(8), 8, zeros, 8), 8);
	ck_seen(STORE(4, 8, 0), STORE(4, 12, 0), LOAD(4, 16, 0));
	region.widths = WIDTH_B | WIDTH_Q;
	ck_assert_int_eq(access_write(&a, WINDOW(8), 8, zeros, 8), 8);
	ck_seen(STORE(4, 8, 0), STORE(4, 12, 0), LOAD(1, 16, 0));
}
END_TEST

/* Found out before anything is written. */
START_TEST(offset_of_no_width)
{
	static const struct {
		unsigned int widths;
		uint64_t offset;
		bool good;
	} rows[] = { { 15, 4095, true },  { 4, 4092, true }, { 12, 4, true },	{ 4, 2, false },
		     { 14, 4095, false }, { 8, 4, false },   { 1, 4096, false } };
	struct region *r;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		r = made_up_region("sim", "ram+4k", ACCESS_BOTH);
		r->widths = (uint8_t)rows[i].widths;
		r->flush = FLUSH_OFFSET;
		r->flush_offset = rows[i].offset;
	}
	made_up_look_up();
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		r = &made_up.all.v[i];
		ck_assert_msg(!r->cause == rows[i].good, "row %zu: %s", i,
			      r->cause ? r->cause : "no cause");
		ck_assert(!r->cause || (strstr(r->cause, "flush") && r->remedy));
	}
}
END_TEST

TCase *flush_tests(void)
{
	TCase *c = tcase_create("flush");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, asked_for, 0, 2);
	tcase_add_loop_test(c, after_each_write, 0, 2);
	tcase_add_loop_test(c, after_a_copy, 0, 2);
	tcase_add_loop_test(c, halves, 0, 8);
	tcase_add_test(c, short_writes);
	tcase_add_loop_test(c, failure, 0, 2);
	tcase_add_loop_test(c, offset, 0, (int)COUNT_OF(offsets));
	tcase_add_test(c, offset_with_halves);
	tcase_add_test(c, offset_of_no_width);
	return c;
}
