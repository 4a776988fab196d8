/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 64-bit registers by two accesses of 32 bits: their order, places and values, and what fails. */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "capture.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"
#include "view.h"

static struct bus bus;
static struct region region;
static struct access a;

static const uint8_t device[8] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef };

static void open_bus(const struct backend *backend, enum quad quad, bool big)
{
	bus_reset(&bus);
	memcpy(bus.memory + 16, device, sizeof(device));
	seen_clear();
	region = (struct region){ .range = { 0, 64 },
				  .access = ACCESS_BOTH,
				  .widths = WIDTHS_ALL,
				  .stream = true,
				  .quad = (uint8_t)quad,
				  .big_endian = big };
	a = (struct access){ .region = &region, .backend = backend, .handle = &bus };
}

static void setup(void)
{
	made_up_setup();
	seen_clear();
}

static void teardown(void)
{
	access_trace(NULL);
	if (a.backend && a.backend->close)
		access_close(&a);
	capture_teardown();
	made_up_teardown();
}

/* By hand, of the eight bytes above: the register's value, and which half comes first. */
static const struct {
	enum quad quad;
	bool big;
	uint64_t value;
	uint64_t first, second;		    /* where the halves are */
	uint32_t first_value, second_value; /* as the bus has them */
} orders[] = {
	{ QUAD_LO_HI, false, 0xefcdab8967452301, 16, 20, 0x67452301, 0xefcdab89 },
	{ QUAD_HI_LO, false, 0xefcdab8967452301, 20, 16, 0xefcdab89, 0x67452301 },
	{ QUAD_LO_HI, true, 0x0123456789abcdef, 20, 16, 0xefcdab89, 0x67452301 },
	{ QUAD_HI_LO, true, 0x0123456789abcdef, 16, 20, 0x67452301, 0xefcdab89 },
};

enum { ORDERS = COUNT_OF(orders) };

/* The loop's index: the order, on a bus without and with runs. */
static void open_order(int i)
{
	open_bus(i < ORDERS ? &bus_each : &bus_runs, orders[i % ORDERS].quad,
		 orders[i % ORDERS].big);
}

START_TEST(reads)
{
	int i = _i % ORDERS;
	uint64_t q[2];

	open_order(_i);
	ck_assert_int_eq(access_read(&a, WINDOW(8), 16, q, 8), 8);
	ck_assert_uint_eq(q[0], orders[i].value);
	ck_seen(LOAD(4, orders[i].first, orders[i].first_value),
		LOAD(4, orders[i].second, orders[i].second_value));
	ck_assert_uint_eq(bus.runs, 0);
}
END_TEST

START_TEST(writes)
{
	int i = _i % ORDERS;

	open_order(_i);
	memset(bus.memory + 16, 0, 8);
	ck_assert_int_eq(access_write(&a, WINDOW(8), 16, &orders[i].value, 8), 8);
	ck_seen(STORE(4, orders[i].first, orders[i].first_value),
		STORE(4, orders[i].second, orders[i].second_value));
	ck_assert_mem_eq(bus.memory + 16, device, 8);
}
END_TEST

/* Several units: both halves of one before those of the next. */
START_TEST(units_in_order)
{
	int i = _i % ORDERS;
	uint64_t q[3];

	open_order(_i);
	ck_assert_int_eq(access_read(&a, WINDOW(8), 16, q, 24), 24);
	ck_assert_uint_eq(seen.n, 6);
	for (size_t k = 0; k < 3; k++) {
		ck_assert_uint_eq(seen.v[2 * k].offset, orders[i].first + 8 * k);
		ck_assert_uint_eq(seen.v[2 * k + 1].offset, orders[i].second + 8 * k);
	}
	/* The other widths are what they ever were. */
	seen_clear();
	ck_assert_int_eq(access_read(&a, WINDOW(4), 16, q, 4), 4);
	ck_seen(LOAD(4, 16, 0x67452301));
}
END_TEST

/* A half that fails takes its unit with it; what came before is a short count. */
START_TEST(failure)
{
	uint64_t q[3];

	for (int store = 0; store < 2; store++)
		for (size_t at = 0; at < 6; at++) {
			open_bus(&bus_each, _i ? QUAD_HI_LO : QUAD_LO_HI, false);
			bus.fail_at = at;
			bus.error = -EIO;
			memset(q, 0x11, sizeof(q));
			ck_assert_int_eq(store ? access_write(&a, WINDOW(8), 16, q, 24)
					       : access_read(&a, WINDOW(8), 16, q, 24),
					 at < 2 ? -EIO : (ssize_t)(at / 2 * 8));
			ck_assert_uint_eq(bus.calls, at + 1);
			/* Nothing is put into the buffer of a unit that failed. */
			if (!store)
				ck_assert_uint_eq(q[at / 2], 0x1111111111111111);
			ck_assert_int_eq(store ? access_write(&a, WINDOW(8), 16, q, 8)
					       : access_read(&a, WINDOW(8), 16, q, 8),
					 -EIO);
		}
}
END_TEST

/* The tracer is told of two accesses, with the values on the bus. */
START_TEST(traced)
{
	int i = _i % ORDERS;
	uint64_t q;

	open_order(_i);
	bus.fail_at = 1;
	access_trace(seen_trace);
	ck_assert_int_eq(access_read(&a, WINDOW(8), 16, &q, 8), 8);
	ck_seen(LOAD(4, orders[i].first, orders[i].first_value),
		LOAD(4, orders[i].first, orders[i].first_value),
		LOAD(4, orders[i].second, orders[i].second_value),
		LOAD(4, orders[i].second, orders[i].second_value));
}
END_TEST

/* A copy has no 64-bit units where the region has them by halves only, nor has a fixed address. */
START_TEST(no_eight_bytes)
{
	uint8_t bytes[32];

	open_order(_i);
	ck_assert_int_eq(access_copy_read(&a, 14, bytes, 26), 26);
	ck_assert_uint_eq(seen.v[0].width, 2);
	ck_assert_uint_eq(seen.n, 7);
	for (size_t i = 1; i < seen.n; i++)
		ck_assert(seen.v[i].width == 4 && seen.v[i].offset == 12 + 4 * i);
	ck_assert_mem_eq(bytes, bus.memory + 14, 26);
	seen_clear();
	ck_assert_int_eq(access_copy_write(&a, 32, bytes, 16), 16);
	for (size_t i = 0; i < 4; i++)
		ck_assert(seen.v[i].width == 4 && seen.v[i].offset == 32 + 4 * i);
	for (size_t i = 0; i < view_count; i++)
		if (views[i].form.width == WIDTH_Q)
			ck_assert(views[i].exists(&views[i], &region) == !views[i].form.fixed);
}
END_TEST

/* Only q is left: neither a copy nor a folder of fixed addresses. */
START_TEST(halves_alone)
{
	uint8_t bytes[8] = { 0 };

	open_bus(&bus_each, QUAD_LO_HI, false);
	region.widths = WIDTH_Q;
	ck_assert_int_eq(access_copy_read(&a, 0, bytes, 8), -EACCES);
	ck_assert_int_eq(access_copy_write(&a, 0, bytes, 8), -EACCES);
	ck_seen_nothing();
	ck_assert_int_eq(access_read(&a, WINDOW(8), 0, bytes, 8), 8);
	for (size_t i = 0; i < view_count; i++)
		if (strcmp(views[i].name, "cp") == 0 || strcmp(views[i].name, "fifo") == 0 ||
		    views[i].form.fixed)
			ck_assert_msg(!views[i].exists(&views[i], &region), "%s", views[i].name);
}
END_TEST

/* At an address that is a multiple of 4 only, opened as the program does. */
START_TEST(base_aligned_to_a_half)
{
	char value[PATH_MAX + 16];
	struct region *r;
	uint64_t q[2];

	made_up_size("dump", 4096);
	made_up_bytes("dump", 20, device, sizeof(device));
	snprintf(value, sizeof(value), "%s@12+24", made_up_path("dump"));
	r = made_up_region("file", value, ACCESS_BOTH);
	r->quad = QUAD_HI_LO;
	made_up_open(&a, r);
	ck_assert_uint_eq(r->widths, WIDTHS_ALL);
	access_trace(seen_trace);
	ck_assert_int_eq(access_read(&a, WINDOW(8), 8, q, 16), 16);
	ck_assert_uint_eq(q[0], 0xefcdab8967452301);
	ck_seen(LOAD(4, 12, 0xefcdab89), LOAD(4, 8, 0x67452301), LOAD(4, 20, 0), LOAD(4, 16, 0));
	ck_assert_int_eq(access_copy_read(&a, 0, q, 8), 8);
	ck_seen(LOAD(4, 0, 0), LOAD(4, 4, 0));
	access_close(&a);
	/* As one access it does not fit there. */
	r->quad = QUAD_SINGLE;
	region_trim_widths(r);
	ck_assert_uint_eq(r->widths, WIDTH_B | WIDTH_W | WIDTH_L);
}
END_TEST

/* Without 32-bit accesses there are no halves. */
START_TEST(narrow_device)
{
	struct region *r = made_up_region("pci", "1234:11e8 bar2", ACCESS_READ);
	const struct made_up_bar bars[6] = { [2] = { 0xc040, 64, BAR_IO } };

	r->quad = QUAD_LO_HI;
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	made_up_size("sys/bus/pci/devices/0000:00:04.0/resource2", 64);
	made_up_look_up();
	capture_begin();
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	capture_end();
	/* It has turned out to be ports, and these have no q at all. */
	ck_assert_uint_eq(r->widths, WIDTH_B | WIDTH_W | WIDTH_L);
}
END_TEST

TCase *halves_tests(void)
{
	TCase *c = tcase_create("halves");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, reads, 0, 2 * ORDERS);
	tcase_add_loop_test(c, writes, 0, 2 * ORDERS);
	tcase_add_loop_test(c, units_in_order, 0, 2 * ORDERS);
	tcase_add_loop_test(c, failure, 0, 2);
	tcase_add_loop_test(c, traced, 0, 2 * ORDERS);
	tcase_add_loop_test(c, no_eight_bytes, 0, 2 * ORDERS);
	tcase_add_test(c, halves_alone);
	tcase_add_test(c, base_aligned_to_a_half);
	tcase_add_test(c, narrow_device);
	return c;
}
