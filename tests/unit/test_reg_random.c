/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random registers with fields of random traits, and random writes: every other bit is checked. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "chip.h"
#include "made_up.h"
#include "reg_access.h"
#include "reg_build.h"
#include "seen.h"
#include "target.h"
#include "unit.h"

/* What the test itself knows of a bit, which it made up before it told anybody. */
struct bit {
	int field; /* -1: reserved */
	unsigned int access;
	bool once;
	unsigned int write_effect;
	bool read_effect;
};

static struct bit bits[64], rest;
static struct reg_field fields[64];
static int n_fields;
static unsigned int width; /* bytes */

static struct bit random_traits(int field)
{
	static const unsigned int some[] = { ACCESS_READ, ACCESS_WRITE };
	struct bit b = { .field = field, .access = ACCESS_BOTH };

	/* Mostly harmless: else nearly all would be refused. */
	if (random_below(12) == 0)
		b.access = some[random_below(2)];
	b.once = random_below(40) == 0;
	if (random_below(2))
		b.write_effect = (unsigned int)random_below(
			random_below(8) ? WRITE_ZERO_TO_TOGGLE + 1 : WRITE_MODIFIES + 1);
	b.read_effect = random_below(100) == 0;
	return b;
}

static struct reg_traits traits_of(const struct bit *b)
{
	return (struct reg_traits){ .access = b->access & 3,
				    .once = b->once,
				    .read_effect = b->read_effect ? READ_CLEARS : READ_PLAIN,
				    .write_effect = b->write_effect & 15 };
}

/* Fields from bit 0 up, with gaps; what is in no field is as the register is. */
static void make_fields(void)
{
	unsigned int low = (unsigned int)random_below(4);

	n_fields = 0;
	for (unsigned int i = 0; i < 64; i++)
		bits[i] = rest;
	while (low < 8 * width) {
		unsigned int left = 8 * width - low;
		unsigned int length = 1 + (unsigned int)random_below(left < 9 ? left : 9);
		struct bit traits = random_traits(n_fields);

		for (unsigned int i = 0; i < length; i++)
			bits[low + i] = traits;
		fields[n_fields++] = (struct reg_field){ .low = (uint8_t)low,
							 .bits = (uint8_t)length,
							 .traits = traits_of(&traits) };
		low += length + (unsigned int)random_below(3);
	}
}

static const struct reg_list *make_list(void)
{
	static const unsigned int widths[] = { 1, 2, 4, 8 };
	struct reg_builder b;
	struct reg r;
	char name[16];
	uint32_t member;

	width = widths[random_below(4)];
	rest = random_traits(-1);
	make_fields();
	ck_assert_int_eq(reg_build_start(&b), 0);
	member = reg_build_members(&b, 0, 1);
	r = (struct reg){ .offset = 16 * width,
			  .width = (uint8_t)width,
			  .name = reg_build_text(&b, "R"),
			  .traits = traits_of(&rest) };
	if (reg_build_put(&b, member, &r) < 0)
		ck_abort_msg("the register");
	for (int i = 0; i < n_fields; i++) {
		snprintf(name, sizeof(name), "F%d", i);
		fields[i].name = reg_build_text(&b, name);
		if (reg_build_field(&b, member, fields[i]) < 0)
			ck_abort_msg("field %d", i);
	}
	return reg_build_finish(&b, &made_up.all);
}

/* By the contract, bit by bit: 0 and what is written, or the error. */
static int oracle(uint64_t mask, uint64_t value, uint64_t old, uint64_t *written)
{
	bool whole = mask == reg_ones(8 * width), closed = rest.read_effect;

	*written = 0;
	for (int i = 0; i < n_fields; i++)
		closed |= fields[i].traits.read_effect != READ_PLAIN;
	if (closed || (!(rest.access & ACCESS_READ) && !whole))
		return -EPERM;
	for (unsigned int i = 0; i < 8 * width; i++) {
		const struct bit *b = &bits[i];
		uint64_t one = UINT64_C(1) << i;

		if (mask & one) {
			*written |= value & one;
			continue;
		}
		if (b->once)
			return -EPERM;
		if (b->write_effect >= WRITE_CLEARS)
			return -EPERM;
		if (b->write_effect >= WRITE_ZERO_TO_CLEAR)
			*written |= one;
		else if (b->write_effect == WRITE_PLAIN && !(b->access & ACCESS_READ))
			return -EPERM;
		else if (b->write_effect == WRITE_PLAIN)
			*written |= old & one;
	}
	return 0;
}

static uint64_t random_mask(void)
{
	uint64_t all = reg_ones(8 * width);
	const struct reg_field *f;

	if (!n_fields || random_below(4) == 0)
		return random_below(8) ? random_number() & random_number() & all : all;
	f = &fields[random_below((uint64_t)n_fields)];
	return reg_field_mask(f);
}

/* One change. Check's assertions write a file each time, so only a failure gets there. */
static int change(const struct reg_list *list)
{
	const struct reg *r = &list->v[1];
	struct reg_place p = { r->offset, r->width, list, r };
	uint64_t all = reg_ones(8 * width), old = random_number() & all, written;
	uint64_t mask = random_mask(), value = random_number() & mask;
	bool reads = rest.access & ACCESS_READ;
	char why[REG_WHY] = "";
	int wanted = oracle(mask, value, old, &written), ret;
	size_t n = wanted ? 0 : 1 + (size_t)reads;

	chip_poke(p.offset, width, old);
	seen_clear();
	ret = reg_change(&chip.a, &p, value, mask, why);
	if (ret != wanted || seen.n != n || (ret < 0) != (*why != '\0'))
		ck_abort_msg("0x%" PRIx64 ":0x%" PRIx64 ": %d, not %d; %zu accesses, \"%s\"", value,
			     mask, ret, wanted, seen.n, why);
	if (ret == 0 && (seen.v[n - 1].value != written || !seen.v[n - 1].store ||
			 seen.v[n - 1].width != width || seen.v[n - 1].offset != p.offset ||
			 (reads && (seen.v[0].store || seen.v[0].offset != p.offset ||
				    seen.v[0].width != width))))
		ck_abort_msg("0x%" PRIx64 ":0x%" PRIx64 " over 0x%" PRIx64 ": written 0x%" PRIx64
			     ", not 0x%" PRIx64,
			     value, mask, old, seen.v[n - 1].value, written);
	if (ret < 0 && chip_peek(p.offset, width) != old)
		ck_abort_msg("refused, but changed");
	return ret;
}

enum { LISTS = 3000, CHANGES = 20 };

START_TEST(changes)
{
	int done = 0, refused = 0;

	random_seed(0x726567);
	chip_ram("{ name = \"R\"; offset = \"0\"; }");
	for (int i = 0; i < LISTS; i++) {
		const struct reg_list *list = make_list();

		if (!list)
			ck_abort_msg("no list");
		for (int k = 0; k < CHANGES; k++)
			if (change(list) == 0)
				done++;
			else
				refused++;
	}
	/* The random numbers are not such that only one of the two is tested. */
	ck_assert_msg(done > LISTS && refused > LISTS, "%d done, %d refused", done, refused);
}
END_TEST

/* Without a list nothing is known, and what is not in the mask is kept. */
START_TEST(changes_without_a_name)
{
	random_seed(0x6174);
	chip_ram("{ name = \"R\"; offset = \"0\"; }");
	for (int i = 0; i < 20000; i++) {
		struct reg_place p = { .width = 1u << random_below(4) };
		uint64_t all = reg_ones(8 * p.width), old = random_number() & all;
		uint64_t mask = random_number() & all, value = random_number() & all;
		char why[REG_WHY];

		p.offset = random_below(100) * p.width;
		chip_poke(p.offset, p.width, old);
		seen_clear();
		if (reg_change(&chip.a, &p, value, mask, why) != 0 || seen.n != 2 ||
		    seen.v[0].store || !seen.v[1].store || seen.v[1].width != p.width ||
		    seen.v[1].value != ((old & ~mask) | (value & mask)) ||
		    chip_peek(p.offset, p.width) != seen.v[1].value)
			ck_abort_msg("0x%" PRIx64 ":0x%" PRIx64 " over 0x%" PRIx64, value, mask,
				     old);
	}
}
END_TEST

TCase *reg_random_tests(void)
{
	TCase *c = tcase_create("reg_random");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, changes);
	tcase_add_test(c, changes_without_a_name);
	return c;
}
