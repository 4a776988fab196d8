/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The instructions themselves: mapped memory is touched by plain loads and stores, never memcpy. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "made_up.h"
#include "seen.h"
#include "trap.h"
#include "unit.h"

enum { LENGTH = 4000, IN_PAGE = 56, BLOCK = 1003 };

static struct access a;

static void teardown(void)
{
	access_close(&a);
	made_up_teardown();
}

/* Two backends with loops of their own; compilers treat them differently. */
static volatile uint8_t *base;

static void open_file(void)
{
	char value[PATH_MAX + 64];

	made_up_size("dump", 16384);
	snprintf(value, sizeof(value), "%s@%d+%d", made_up_path("dump"), IN_PAGE, LENGTH);
	made_up_open(&a, made_up_region("file", value, ACCESS_BOTH));
	base = a.base;
}

static void open_sim(void)
{
	made_up_open(&a, made_up_region("sim", "ram+4k", ACCESS_BOTH));
	base = ((struct sim *)a.handle)->memory;
}

static void begin(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	trap_begin((volatile uint8_t *)((uintptr_t)base & ~(page - 1)), page, base);
}

/* What access_copy_* must do, unit by unit, for widths of all kinds. */
static unsigned int wanted_width(unsigned int width, uint64_t offset, uint64_t end)
{
	if (width)
		return width;
	for (width = 8; offset % width || offset + width > end; width /= 2)
		;
	return width;
}

/* width 0: the copy. */
static void check_instructions(unsigned int width, bool store, uint64_t offset, uint64_t end)
{
	for (size_t i = 0; i < seen.n; i++) {
		const struct sim_access *s = &seen.v[i];

		ck_assert_msg(s->width == wanted_width(width, offset, end) && s->store == store &&
				      s->offset == offset,
			      "instruction %zu: %s of %u bytes at %ju; wanted %s of %u at %ju", i,
			      s->store ? "store" : "load", s->width, (uintmax_t)s->offset,
			      store ? "store" : "load", wanted_width(width, offset, end),
			      (uintmax_t)offset);
		offset += s->width;
	}
	ck_assert_uint_eq(offset, end);
	seen_clear();
}

static void run(unsigned int width, bool store)
{
	static uint8_t buffer[BLOCK + 1];
	uint64_t start = width ? 3 * width : 3, end = start + BLOCK - (width ? BLOCK % width : 0);
	ssize_t n;

	begin();
	/* One byte beside its alignment: the user's buffer is no device. */
	if (width)
		n = store ? access_write(&a, WINDOW(width), start, buffer + 1, BLOCK)
			  : access_read(&a, WINDOW(width), start, buffer + 1, BLOCK);
	else
		n = store ? access_copy_write(&a, start, buffer + 1, BLOCK)
			  : access_copy_read(&a, start, buffer + 1, BLOCK);
	trap_end();
	ck_assert_int_eq(n, (ssize_t)(end - start));
	check_instructions(width, store, start, end);
}

/* The loop's index: which width, 4 is the copy; loads, then stores; a file, then a device. */
START_TEST(runs)
{
	if (!trap_works())
		return;
	if (_i < 10)
		open_file();
	else
		open_sim();
	run(_i % 5 == 4 ? 0 : 1u << _i % 5, _i % 10 >= 5);
}
END_TEST

/* A traced access goes another way through the core, to the same instructions. */
START_TEST(traced)
{
	uint32_t l[3] = { 0 };

	if (!trap_works())
		return;
	open_file();
	begin();
	access_read(&a, WINDOW(4), 8, l, sizeof(l));
	access_write(&a, WINDOW(4), 8, l, sizeof(l));
	a.backend->load(&a, 0, 8, &(uint64_t){ 0 });
	a.backend->store(&a, 2, 2, 0);
	trap_end();
	ck_seen(LOAD(4, 8, 0), LOAD(4, 12, 0), LOAD(4, 16, 0), STORE(4, 8, 0), STORE(4, 12, 0),
		STORE(4, 16, 0), LOAD(8, 0, 0), STORE(2, 2, 0));
}
END_TEST

/* What the gate refuses, and opening and closing, touch nothing at all. */
START_TEST(nothing_else)
{
	uint8_t buffer[8] = { 0 };

	if (!trap_works())
		return;
	open_file();
	begin();
	access_read(&a, WINDOW(4), 2, buffer, 4);
	access_write(&a, WINDOW(4), 0, buffer, 3);
	access_write(&a, WINDOW(1), LENGTH, buffer, 1);
	access_read(&a, WINDOW(1), LENGTH, buffer, 1);
	access_read(&a, WINDOW(1), 0, buffer, 0);
	access_close(&a);
	trap_end();
	ck_seen_nothing();
}
END_TEST

/* The witness is awake: it calls a memcpy no plain access. */
START_TEST(memcpy_is_found_out)
{
	/* Behind this pointer no compiler can make anything else of it. */
	static void *(*volatile copy)(void *, const void *, size_t) = memcpy;
	static uint8_t buffer[BLOCK];
	size_t plain = 0;

	if (!trap_works())
		return;
	open_file();
	begin();
	copy(buffer, (const void *)(uintptr_t)a.base, BLOCK);
	trap_end();
	ck_assert_uint_gt(seen.n, 0);
	for (size_t i = 0; i < seen.n; i++)
		plain += seen.v[i].width;
	ck_assert_uint_ne(plain, BLOCK);
	seen_clear();
}
END_TEST

TCase *trap_tests(void)
{
	TCase *c = tcase_create("trap");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_loop_test(c, runs, 0, 20);
	tcase_add_test(c, traced);
	tcase_add_test(c, nothing_else);
	tcase_add_test(c, memcpy_is_found_out);
	return c;
}
