/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Byte order of the registers: windows hold the register's value, copies the bytes of the bus. */
#include <string.h>

#include "bus.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

static struct bus bus;
static struct region region;
static struct access a;

/* The bytes of the device, and what its registers are worth in either order, by hand. */
static const uint8_t device[16] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
				    0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe };
static const uint16_t big_w[] = { 0x0123, 0x4567 };
static const uint32_t big_l[] = { 0x01234567, 0x89abcdef };
static const uint64_t big_q[] = { 0x0123456789abcdef, 0x1032547698badcfe };

static void open_bus(const struct backend *backend, bool big)
{
	bus_reset(&bus);
	memcpy(bus.memory + 16, device, sizeof(device));
	seen_clear();
	region = (struct region){ .range = { 0, 64 },
				  .access = ACCESS_BOTH,
				  .widths = WIDTHS_ALL,
				  .stream = true,
				  .big_endian = big };
	a = (struct access){ .region = &region, .backend = backend, .handle = &bus };
}

static const struct backend *const both[] = { &bus_each, &bus_runs };

static void teardown(void)
{
	access_trace(NULL);
}

/* What the device sees is as a little-endian bus has it, whatever the register means by it. */
START_TEST(big_windows_read)
{
	uint64_t q[2];
	uint32_t l[2];
	uint16_t w[2];
	uint8_t b[4];

	open_bus(both[_i], true);
	ck_assert_int_eq(access_read(&a, WINDOW(2), 16, w, 4), 4);
	ck_assert_mem_eq(w, big_w, 4);
	ck_seen(LOAD(2, 16, 0x2301), LOAD(2, 18, 0x6745));
	ck_assert_int_eq(access_read(&a, WINDOW(4), 16, l, 8), 8);
	ck_assert_mem_eq(l, big_l, 8);
	ck_seen(LOAD(4, 16, 0x67452301), LOAD(4, 20, 0xefcdab89));
	ck_assert_int_eq(access_read(&a, WINDOW(8), 16, q, 16), 16);
	ck_assert_mem_eq(q, big_q, 16);
	ck_seen(LOAD(8, 16, 0xefcdab8967452301), LOAD(8, 24, 0xfedcba9876543210));
	ck_assert_int_eq(access_read(&a, WINDOW(1), 16, b, 4), 4);
	ck_assert_mem_eq(b, device, 4);
	ck_seen(LOAD(1, 16, 0x01), LOAD(1, 17, 0x23), LOAD(1, 18, 0x45), LOAD(1, 19, 0x67));
}
END_TEST

START_TEST(big_windows_write)
{
	open_bus(both[_i], true);
	memset(bus.memory + 16, 0, 16);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 16, big_w, 4), 4);
	ck_seen(STORE(2, 16, 0x2301), STORE(2, 18, 0x6745));
	ck_assert_mem_eq(bus.memory + 16, device, 4);
	memset(bus.memory + 16, 0, 16);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 16, big_l, 8), 8);
	ck_seen(STORE(4, 16, 0x67452301), STORE(4, 20, 0xefcdab89));
	ck_assert_mem_eq(bus.memory + 16, device, 8);
	memset(bus.memory + 16, 0, 16);
	ck_assert_int_eq(access_write(&a, WINDOW(8), 16, big_q, 16), 16);
	ck_seen(STORE(8, 16, 0xefcdab8967452301), STORE(8, 24, 0xfedcba9876543210));
	ck_assert_mem_eq(bus.memory + 16, device, 16);
	memset(bus.memory + 16, 0, 16);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 16, device, 3), 3);
	ck_seen(STORE(1, 16, 0x01), STORE(1, 17, 0x23), STORE(1, 18, 0x45));
	ck_assert_mem_eq(bus.memory + 16, device, 3);
}
END_TEST

/* The same registers, little-endian: the contrast that shows that the tests above see a swap. */
START_TEST(little_windows)
{
	uint32_t l[2] = { 0 }, wanted[] = { 0x67452301, 0xefcdab89 };

	open_bus(both[_i], false);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 16, l, 8), 8);
	ck_assert_mem_eq(l, wanted, 8);
	ck_seen(LOAD(4, 16, 0x67452301), LOAD(4, 20, 0xefcdab89));
	ck_assert_int_eq(access_write(&a, WINDOW(4), 32, l, 8), 8);
	ck_seen(STORE(4, 32, 0x67452301), STORE(4, 36, 0xefcdab89));
}
END_TEST

START_TEST(copies_are_never_swapped)
{
	uint8_t bytes[16];

	open_bus(both[_i % 2], _i / 2);
	ck_assert_int_eq(access_copy_read(&a, 17, bytes, 15), 15);
	ck_assert_mem_eq(bytes, device + 1, 15);
	ck_seen(LOAD(1, 17, 0x23), LOAD(2, 18, 0x6745), LOAD(4, 20, 0xefcdab89),
		LOAD(8, 24, 0xfedcba9876543210));
	ck_assert_int_eq(access_copy_write(&a, 32, device, 15), 15);
	ck_assert_mem_eq(bus.memory + 32, device, 15);
	ck_seen(STORE(8, 32, 0xefcdab8967452301), STORE(4, 40, 0x76543210), STORE(2, 44, 0xba98),
		STORE(1, 46, 0xdc));
}
END_TEST

/* -d prints what was on the bus, not what the register means by it. */
START_TEST(traced)
{
	uint32_t l;

	open_bus(&bus_runs, true);
	access_trace(seen_trace);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 16, &l, 4), 4);
	ck_assert_uint_eq(l, 0x01234567);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 20, &l, 4), 4);
	/* The bus's own entry and the tracer's. */
	ck_seen(LOAD(4, 16, 0x67452301), LOAD(4, 16, 0x67452301), STORE(4, 20, 0x67452301),
		STORE(4, 20, 0x67452301));
}
END_TEST

/* A mapping does it too, behind the same table. */
START_TEST(mapped)
{
	char value[PATH_MAX + 16];
	struct region *r;
	uint32_t l[2];
	uint8_t bytes[8];

	made_up_setup();
	made_up_size("dump", 4096);
	made_up_bytes("dump", 16, device, sizeof(device));
	snprintf(value, sizeof(value), "%s", made_up_path("dump"));
	r = made_up_region("file", value, ACCESS_BOTH);
	r->big_endian = true;
	made_up_open(&a, r);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 16, l, 8), 8);
	ck_assert_mem_eq(l, big_l, 8);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 64, big_l, 8), 8);
	ck_assert_mem_eq((const uint8_t *)(uintptr_t)a.base + 64, device, 8);
	ck_assert_int_eq(access_copy_read(&a, 16, bytes, 8), 8);
	ck_assert_mem_eq(bytes, device, 8);
	ck_assert_int_eq(access_read(&a, FIXED(4), 16, bytes, 8), 8);
	ck_assert_mem_eq(bytes + 4, device, 4);
	access_close(&a);
	made_up_teardown();
}
END_TEST

TCase *endian_tests(void)
{
	TCase *c = tcase_create("endian");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_loop_test(c, big_windows_read, 0, 2);
	tcase_add_loop_test(c, big_windows_write, 0, 2);
	tcase_add_loop_test(c, little_windows, 0, 2);
	tcase_add_loop_test(c, copies_are_never_swapped, 0, 4);
	tcase_add_test(c, traced);
	tcase_add_test(c, mapped);
	return c;
}
