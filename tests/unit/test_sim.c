/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated bus: it counts and journals every access; and the memories: ram, rom, isa. */
#include <endian.h>
#include <string.h>

#include "seen.h"
#include "sim.h"
#include "unit.h"

static struct sim *sim;

static void make(const struct sim_model *model, uint64_t size)
{
	sim = sim_new(model, size);
	ck_assert_ptr_nonnull(sim);
	seen_clear();
}

static void teardown(void)
{
	sim_free(sim);
	sim = NULL;
}

START_TEST(counters)
{
	uint8_t buffer[64];

	make(&sim_ram, 4096);
	ck_assert(sim->loads == 0 && sim->stores == 0);
	sim_load(sim, 0, 4);
	sim_store(sim, 0, 8, 1);
	sim_store(sim, 0, 1, 1);
	ck_assert(sim->loads == 1 && sim->stores == 2);
	sim_load_run(sim, 0, 4, 4, buffer, 16);
	sim_store_run(sim, 0, 2, 2, buffer, 32);
	ck_assert(sim->loads == 17 && sim->stores == 34);
	sim->journal = &seen;
	sim_load_run(sim, 0, 8, 8, buffer, 8);
	sim_store_run(sim, 0, 1, 1, buffer, 64);
	ck_assert(sim->loads == 25 && sim->stores == 98);
	ck_assert_uint_eq(seen.n, 72);
	/* Ignored ones count too: the bus saw them. */
	teardown();
	make(&sim_rom, 4096);
	sim_store_run(sim, 0, 1, 1, buffer, 64);
	ck_assert_uint_eq(sim->stores, 64);
}
END_TEST

START_TEST(journal)
{
	uint32_t l[2] = { htole32(0x11223344), htole32(0x55667788) };

	make(&sim_ram, 4096);
	sim->journal = &seen;
	sim_store(sim, 8, 2, 0xbeef);
	ck_assert_uint_eq(sim_load(sim, 8, 4), 0xbeef);
	sim_store_run(sim, 16, 4, 4, (const uint8_t *)l, 2);
	sim_load_run(sim, 20, 2, 2, (uint8_t *)l, 2);
	ck_seen(STORE(2, 8, 0xbeef), LOAD(4, 8, 0xbeef), STORE(4, 16, 0x11223344),
		STORE(4, 20, 0x55667788), LOAD(2, 20, 0x7788), LOAD(2, 22, 0x5566));
}
END_TEST

START_TEST(full_journal_goes_on_counting)
{
	struct sim_access v[3] = { 0 };
	struct sim_journal small = { .v = v, .room = 2 };

	make(&sim_ram, 4096);
	sim->journal = &small;
	for (unsigned int i = 0; i < 5; i++)
		sim_store(sim, i, 1, i);
	ck_assert_uint_eq(small.n, 5);
	ck_assert_uint_eq(v[1].offset, 1);
	ck_assert_uint_eq(v[2].width, 0);
}
END_TEST

/* Little end first, as the buses of these devices have it. */
START_TEST(ram_keeps_bytes)
{
	make(&sim_ram, 4096);
	ck_assert_uint_eq(sim_load(sim, 4088, 8), 0);
	sim_store(sim, 0, 8, 0x8877665544332211);
	for (unsigned int i = 0; i < 8; i++)
		ck_assert_uint_eq(sim_load(sim, i, 1), 0x11 * (i + 1));
	ck_assert_uint_eq(sim_load(sim, 2, 2), 0x4433);
	ck_assert_uint_eq(sim_load(sim, 4, 4), 0x88776655);
	sim_store(sim, 2, 2, 0xffffaaaa);
	ck_assert_uint_eq(sim_load(sim, 0, 8), 0x88776655aaaa2211);
}
END_TEST

static unsigned int sum(uint64_t from, uint64_t length)
{
	unsigned int total = 0;

	for (uint64_t i = from; i < from + length; i++)
		total += (unsigned int)sim_load(sim, i, 1);
	return total & 0xff;
}

static const uint64_t rom_sizes[] = { 512, 1000, 4096, 64 << 10, 200 << 10 };

START_TEST(rom)
{
	uint64_t size = rom_sizes[_i];

	make(&sim_rom, size);
	ck_assert_uint_eq(sim_load(sim, 0, 2), 0xaa55);
	ck_assert_uint_eq(sim_load(sim, 2, 1), size / 512 % 256);
	ck_assert_uint_eq(sum(0, size), 0);
}
END_TEST

START_TEST(rom_ignores_writes)
{
	static uint8_t before[4096];

	make(&sim_rom, sizeof(before));
	memcpy(before, sim->memory, sizeof(before));
	for (unsigned int width = 1; width <= 8; width *= 2)
		for (uint64_t i = 0; i < sizeof(before); i += width)
			sim_store(sim, i, width, 0x123456789abcdef0);
	sim_store_run(sim, 0, 1, 1, before + 1, 100);
	ck_assert_mem_eq(before, sim->memory, sizeof(before));
}
END_TEST

/* Too small for a header, but still a ROM of that many bytes. */
START_TEST(tiny_rom)
{
	make(&sim_rom, 1);
	ck_assert_uint_eq(sim_load(sim, 0, 1), 0x55);
}
END_TEST

START_TEST(isa_window)
{
	make(&sim_isa, sim_isa.size);
	ck_assert_uint_eq(sim->size, 0x60000);
	ck_assert_uint_eq(sim_load(sim, 0x20000, 2), 0xaa55);
	ck_assert_uint_eq(sim_load(sim, 0x20002, 1) * 512, 0x8000);
	ck_assert_uint_eq(sum(0x20000, 0x8000), 0);
	ck_assert_uint_eq(sim_load(sim, 0x28000, 8), UINT64_MAX);
	ck_assert_uint_eq(sim_load(sim, 0x4fff8, 8), UINT64_MAX);
	ck_assert_uint_ne(sim_load(sim, 0x50000, 8), UINT64_MAX);
	ck_assert_uint_ne(sim_load(sim, 0x5fff8, 8), UINT64_MAX);
	ck_assert_uint_eq(sim_load(sim, 0, 8), 0);
}
END_TEST

START_TEST(isa_only_ram_is_written)
{
	static const uint64_t fixed[] = { 0x20000, 0x27ff8, 0x28000, 0x40000, 0x50000, 0x5fff8 };

	make(&sim_isa, sim_isa.size);
	sim_store(sim, 0, 8, 1);
	sim_store(sim, 0x1fff8, 8, 2);
	ck_assert_uint_eq(sim_load(sim, 0, 8), 1);
	ck_assert_uint_eq(sim_load(sim, 0x1fff8, 8), 2);
	for (size_t i = 0; i < COUNT_OF(fixed); i++) {
		uint64_t before = sim_load(sim, fixed[i], 8);

		sim_store(sim, fixed[i], 8, ~before);
		ck_assert_uint_eq(sim_load(sim, fixed[i], 8), before);
	}
}
END_TEST

START_TEST(find)
{
	ck_assert_ptr_eq(sim_model_find("ram+4k", 3), &sim_ram);
	ck_assert_ptr_eq(sim_model_find("rom", 3), &sim_rom);
	ck_assert_ptr_null(sim_model_find("ram", 2));
	ck_assert_ptr_null(sim_model_find("rams", 4));
	ck_assert_ptr_null(sim_model_find("", 0));
}
END_TEST

START_TEST(too_large)
{
	/* No machine has 2^62 bytes of addresses to give away. */
	ck_assert_ptr_null(sim_new(&sim_ram, UINT64_C(1) << 62));
	sim_free(NULL);
}
END_TEST

TCase *sim_tests(void)
{
	TCase *c = tcase_create("sim");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, counters);
	tcase_add_test(c, journal);
	tcase_add_test(c, full_journal_goes_on_counting);
	tcase_add_test(c, ram_keeps_bytes);
	tcase_add_loop_test(c, rom, 0, (int)COUNT_OF(rom_sizes));
	tcase_add_test(c, rom_ignores_writes);
	tcase_add_test(c, tiny_rom);
	tcase_add_test(c, isa_window);
	tcase_add_test(c, isa_only_ram_is_written);
	tcase_add_test(c, find);
	tcase_add_test(c, too_large);
	return c;
}
