/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Byte streams at a fixed address: strings of units, in the order of the bus, swapped nowhere. */
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

static void teardown(void)
{
	access_trace(NULL);
	if (a.backend && a.backend->close)
		access_close(&a);
	made_up_teardown();
}

static struct sim *open_uart(bool big_endian)
{
	struct region *r = made_up_region("sim", "uart", ACCESS_BOTH);

	r->big_endian = big_endian;
	made_up_open(&a, r);
	seen_attach(&a);
	return a.handle;
}

/* Scratch, modem status and line status do not change by being read; see the data sheet's offsets.
 */
START_TEST(accesses)
{
	const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	uint8_t back[8];

	open_uart(_i);
	ck_assert_int_eq(access_write(&a, STRING(1), 7, bytes, 3), 3);
	ck_seen(STORE(1, 7, 1), STORE(1, 7, 2), STORE(1, 7, 3));
	ck_assert_int_eq(access_write(&a, STRING(2), 6, bytes, 6), 6);
	ck_seen(STORE(2, 6, 0x0201), STORE(2, 6, 0x0403), STORE(2, 6, 0x0605));
	ck_assert_int_eq(access_write(&a, STRING(4), 4, bytes, 8), 8);
	ck_seen(STORE(4, 4, 0x04030201), STORE(4, 4, 0x08070605));
	ck_assert_int_eq(access_read(&a, STRING(1), 7, back, 2), 2);
	ck_seen(LOAD(1, 7, 8), LOAD(1, 7, 8));
	ck_assert_int_eq(access_read(&a, STRING(2), 6, back, 4), 4);
	ck_seen(LOAD(2, 6, 0x08b0), LOAD(2, 6, 0x08b0));
	ck_assert_mem_eq(back, "\xb0\x08\xb0\x08", 4);
	ck_assert_int_eq(access_read(&a, STRING(4), 4, back, 8), 8);
	ck_seen(LOAD(4, 4, 0x08b06005), LOAD(4, 4, 0x08b06005));
	ck_assert_mem_eq(back, "\x05\x60\xb0\x08\x05\x60\xb0\x08", 8);
}
END_TEST

START_TEST(partial_units)
{
	uint8_t bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	open_uart(false);
	ck_assert_int_eq(access_write(&a, STRING(4), 4, bytes, 7), 4);
	ck_seen(STORE(4, 4, 0x04030201));
	ck_assert_int_eq(access_write(&a, STRING(2), 6, bytes, 7), 6);
	ck_assert_uint_eq(seen.n, 3);
	seen_clear();
	memset(bytes, 0xee, sizeof(bytes));
	ck_assert_int_eq(access_read(&a, STRING(2), 6, bytes, 3), 2);
	ck_assert_uint_eq(seen.n, 1);
	ck_assert_uint_eq(bytes[2], 0xee);
	seen_clear();
	ck_assert_int_eq(access_read(&a, STRING(4), 4, bytes, 3), -EINVAL);
	ck_assert_int_eq(access_write(&a, STRING(2), 6, bytes, 1), -EINVAL);
	ck_assert_int_eq(access_read(&a, STRING(2), 5, bytes, 2), -EINVAL);
	ck_assert_int_eq(access_read(&a, STRING(1), 8, bytes, 2), 0);
	ck_assert_int_eq(access_write(&a, STRING(1), 8, bytes, 2), -ENOSPC);
	ck_seen_nothing();
}
END_TEST

/* The tracer is told of each unit, with what was on the bus, although nobody made it singly. */
START_TEST(traced)
{
	struct sim *sim = open_uart(_i);
	uint8_t back[4];

	sim->journal = NULL;
	access_trace(seen_trace);
	ck_assert_int_eq(access_write(&a, STRING(2), 6, "abcd", 4), 4);
	ck_seen(STORE(2, 6, 0x6261), STORE(2, 6, 0x6463));
	ck_assert_int_eq(access_read(&a, STRING(2), 6, back, 4), 4);
	ck_seen(LOAD(2, 6, 0x64b0), LOAD(2, 6, 0x64b0));
}
END_TEST

static size_t calls;
static ssize_t result;

static ssize_t load_string(struct access *access, uint64_t offset, unsigned int width,
			   uint8_t *buffer, size_t count)
{
	(void)access;
	ck_assert(offset == 4 && width == 2 && count == 8);
	memset(buffer, 0x33, count * width);
	calls++;
	return result;
}

static ssize_t store_string(struct access *access, uint64_t offset, unsigned int width,
			    const uint8_t *buffer, size_t count)
{
	(void)access;
	ck_assert(offset == 4 && width == 2 && count == 8 && buffer[15] == 15);
	calls++;
	return result;
}

static void open_bus(const struct backend *b)
{
	bus_reset(&bus);
	seen_clear();
	backend = *b;
	region = (struct region){
		.range = { 0, 64 }, .access = ACCESS_BOTH, .widths = WIDTHS_ALL, .big_endian = true
	};
	a = (struct access){ .region = &region, .backend = &backend, .handle = &bus };
}

/* One call of the backend for the request, and its answer is passed on. */
START_TEST(one_string)
{
	static const struct {
		ssize_t units, answer;
	} answers[] = { { 8, 16 }, { 5, 10 }, { -EIO, -EIO } };
	uint8_t bytes[16];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	for (size_t i = 0; i < COUNT_OF(answers); i++) {
		open_bus(&bus_runs);
		backend.load_string = load_string;
		backend.store_string = store_string;
		result = answers[i].units;
		calls = 0;
		ck_assert_int_eq(access_write(&a, STRING(2), 4, bytes, 16), answers[i].answer);
		ck_assert_int_eq(access_read(&a, STRING(2), 4, bytes, 16), answers[i].answer);
		ck_assert(calls == 2 && bus.calls == 0 && bus.runs == 0);
		for (size_t k = 0; k < sizeof(bytes); k++)
			bytes[k] = (uint8_t)k;
	}
}
END_TEST

/* Fixed units of a big-endian region: the bytes as they are on the bus, the tracer's values too. */
START_TEST(fixed_is_never_swapped)
{
	const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	uint8_t back[8];

	open_bus(&bus_each);
	region.big_endian = _i;
	ck_assert_int_eq(access_write(&a, FIXED(2), 2, bytes, 4), 4);
	ck_seen(STORE(2, 2, 0x0201), STORE(2, 2, 0x0403));
	ck_assert_int_eq(access_write(&a, FIXED(4), 4, bytes, 8), 8);
	ck_seen(STORE(4, 4, 0x04030201), STORE(4, 4, 0x08070605));
	ck_assert_int_eq(access_write(&a, FIXED(8), 8, bytes, 8), 8);
	ck_seen(STORE(8, 8, 0x0807060504030201));
	ck_assert_mem_eq(bus.memory + 8, bytes, 8);
	ck_assert_int_eq(access_read(&a, FIXED(2), 10, back, 4), 4);
	ck_assert_mem_eq(back, "\x03\x04\x03\x04", 4);
	ck_assert_int_eq(access_read(&a, FIXED(4), 12, back, 4), 4);
	ck_assert_mem_eq(back, bytes + 4, 4);
	ck_assert_int_eq(access_read(&a, FIXED(8), 8, back, 8), 8);
	ck_assert_mem_eq(back, bytes, 8);
	ck_seen(LOAD(2, 10, 0x0403), LOAD(2, 10, 0x0403), LOAD(4, 12, 0x08070605),
		LOAD(8, 8, 0x0807060504030201));
}
END_TEST

TCase *string_tests(void)
{
	TCase *c = tcase_create("string");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, accesses, 0, 2);
	tcase_add_test(c, partial_units);
	tcase_add_loop_test(c, traced, 0, 2);
	tcase_add_test(c, one_string);
	tcase_add_loop_test(c, fixed_is_never_swapped, 0, 2);
	return c;
}
