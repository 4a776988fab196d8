/* SPDX-License-Identifier: GPL-2.0-or-later */
/* order = "relaxed" leaves barriers out, and changes no access: the same ones, one after the other.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "seen.h"
#include "trap.h"
#include "unit.h"

enum { PAGE = 4096, BYTES = 203 };

static struct access a;

static void teardown(void)
{
	access_trace(NULL);
	access_close(&a);
	made_up_teardown();
}

/* Every kind of request once; what was read is added up in `bytes`. */
static void all_requests(uint8_t *bytes)
{
	for (unsigned int width = 1; width <= WIDTHS_HOST / 2 + 1; width *= 2) {
		memset(bytes, (int)width, BYTES);
		access_write(&a, WINDOW(width), 8 * width, bytes, BYTES);
		access_read(&a, WINDOW(width), 4 * width, bytes, BYTES);
		access_write(&a, FIXED(width), 8, bytes, 3 * width);
		access_read(&a, FIXED(width), 8, bytes, 3 * width);
	}
	access_copy_write(&a, 3, bytes, BYTES);
	access_copy_read(&a, 2, bytes, BYTES);
	access_flush(&a);
}

struct record {
	uint8_t read[BYTES], device[PAGE];
	struct sim_access v[4096];
	size_t n;
};

/* On a fresh file; the witness is the tracer, or that of the instructions. */
static void make(struct record *record, bool relaxed, bool big_endian, bool traced)
{
	struct region *r;
	bool trapped = !traced && trap_works();

	made_up_size("dump", 0);
	made_up_fill("dump", PAGE);
	r = made_up_region("file", made_up_path("dump"), ACCESS_BOTH);
	r->relaxed = relaxed;
	r->big_endian = big_endian;
	made_up_open(&a, r);
	seen_clear();
	access_trace(traced ? seen_trace : NULL);
	if (trapped)
		trap_begin(a.base, PAGE, a.base);
	all_requests(record->read);
	if (trapped)
		trap_end();
	access_trace(NULL);
	memcpy(record->device, (const uint8_t *)(uintptr_t)a.base, PAGE);
	ck_assert_uint_le(seen.n, COUNT_OF(record->v));
	record->n = seen.n;
	memcpy(record->v, seen.v, seen.n * sizeof(*seen.v));
	access_close(&a);
	regions_free(&made_up.all);
}

/* The loop's index: byte order, witness. */
START_TEST(same_accesses)
{
	static struct record strict, relaxed;
	bool big_endian = _i & 1, traced = _i & 2;

	make(&strict, false, big_endian, traced);
	make(&relaxed, true, big_endian, traced);
	ck_assert_mem_eq(strict.read, relaxed.read, sizeof(strict.read));
	ck_assert_mem_eq(strict.device, relaxed.device, sizeof(strict.device));
	ck_assert(!traced || strict.n > 300);
	ck_assert_uint_eq(strict.n, relaxed.n);
	for (size_t i = 0; i < strict.n; i++) {
		const struct sim_access *s = &strict.v[i], *r = &relaxed.v[i];

		ck_assert_msg(s->offset == r->offset && s->width == r->width &&
				      s->store == r->store && s->value == r->value && s->width,
			      "access %zu", i);
	}
}
END_TEST

TCase *order_tests(void)
{
	TCase *c = tcase_create("order");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, same_accesses, 0, 4);
	return c;
}
