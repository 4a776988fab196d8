/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions to wait for: what a text means, what can never be, and one read a look. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "bus.h"
#include "chip.h"
#include "reg_wait.h"
#include "seen.h"
#include "unit.h"

enum { MS = 1000000 };

static const struct {
	const char *text;
	uint64_t value, mask, timeout, interval;
} good[] = {
	{ "0:0x80 500ms", 0, 0x80, 500 * (uint64_t)MS, MS },
	{ "0:0x80 500ms\n", 0, 0x80, 500 * (uint64_t)MS, MS },
	{ "0x80:0x80 2s", 0x80, 0x80, 2000 * (uint64_t)MS, MS },
	{ "017:255 0ns", 15, 255, 0, MS },
	{ "0xffff:0xffff 10us 5us", 0xffff, 0xffff, 10000, 5000 },
	{ "1:1 1s 0s", 1, 1, 1000 * (uint64_t)MS, 0 },
	{ "0:0 1ns 1s", 0, 0, 1, 1000 * (uint64_t)MS },
};

static const struct {
	const char *text;
	int error;
	const char *says;
} bad[] = {
	{ "", -EINVAL, "VALUE:MASK TIMEOUT" },
	{ "0:0x80", -EINVAL, "VALUE:MASK TIMEOUT" },
	{ "0x80 500ms", -EINVAL, "VALUE:MASK TIMEOUT" },
	{ "0:0x80 ", -EINVAL, "not a time" },
	{ "0:0x80  500ms", -EINVAL, "not a time" },
	{ " 0:0x80 500ms", -EINVAL, "not a number" },
	{ "0:0x80 500", -EINVAL, "not a time" },
	{ "0:0x80 500ms 1", -EINVAL, "not a time" },
	{ "0:0x80 500ms 1ms 1ms", -EINVAL, "VALUE:MASK TIMEOUT" },
	{ "0:0x80 500ms ", -EINVAL, "not a time" },
	{ "0:0x80 500ms\n0:0x80 500ms", -EINVAL, "VALUE:MASK TIMEOUT" },
	{ "1:0x80 500ms", -EINVAL, "never be so" },
	{ "0x81:0x80 500ms", -EINVAL, "never be so" },
	{ "1:0 500ms", -EINVAL, "never be so" },
	{ "0x10000:0xffff 1s", -ERANGE, "wider" },
	{ "0:0x10000 1s", -ERANGE, "wider" },
	{ "0:1 9223372037s", -ERANGE, "too long" },
	{ "0:1 1s 18446744073709551616ns", -ERANGE, "64 bits" },
	{ "on:1 1s", -EINVAL, "not a number" },
	{ ":1 1s", -EINVAL, "not a number" },
	{ "1: 1s", -EINVAL, "not a number" },
	{ "0:0x80\t500ms", -EINVAL, "VALUE:MASK TIMEOUT" },
};

static const struct reg_place place = { .offset = 8, .width = 2 };

START_TEST(texts)
{
	char why[REG_WHY] = "";

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		const char *text = good[i].text;
		struct reg_condition c;

		ck_assert_msg(reg_wait_parse(&place, text, strlen(text), &c, why) == 0, "%s: %s",
			      text, why);
		ck_assert_msg(c.value == good[i].value && c.mask == good[i].mask &&
				      c.timeout == good[i].timeout &&
				      c.interval == good[i].interval,
			      "%s: %" PRIx64 ":%" PRIx64 " %" PRIu64 " %" PRIu64, text, c.value,
			      c.mask, c.timeout, c.interval);
		ck_assert(c.place.offset == 8 && c.place.width == 2);
	}
}
END_TEST

START_TEST(mistakes)
{
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		const char *text = bad[i].text;
		char why[REG_WHY] = "";
		struct reg_condition c;
		int ret = reg_wait_parse(&place, text, strlen(text), &c, why);

		ck_assert_msg(ret == bad[i].error, "\"%s\": %d", text, ret);
		ck_assert_msg(strstr(why, bad[i].says), "\"%s\": %s", text, why);
	}
}
END_TEST

/* By its file: the number of bits is the register's, and parsing touches nothing. */
START_TEST(file)
{
	chip_ram("{ name = \"B\"; offset = \"1\"; width = 8; },"
		 "{ name = \"Q\"; offset = \"8\"; width = 64; }");
	ck_writes("wait/B", "0:0x80 1ms", 0);
	ck_writes("wait/B", "0:0x100 1ms", -ERANGE);
	ck_writes("wait/Q", "0:0x8000000000000000 1ms\n", 0);
	ck_writes("wait/Q", "1:0x8000000000000000 1ms\n", -EINVAL);
	ck_assert_int_eq(chip_read("wait/B"), -EACCES);
	ck_seen_nothing();
}
END_TEST

/* Holds exactly if the masked value is the wanted one; each look is one read. */
START_TEST(looks)
{
	static const struct {
		uint64_t held, value, mask;
		int wanted;
	} rows[] = {
		{ 0x80, 0, 0x80, 0 },
		{ 0x7f, 0, 0x80, 1 },
		{ 0xff, 0x80, 0x80, 1 },
		{ 0xff7f, 0x80, 0x80, 0 },
		{ 0, 0, 0, 1 },
		{ 0xffff, 0, 0, 1 },
		{ 0x1234, 0x34, 0xff, 1 },
		{ 0x1235, 0x34, 0xff, 0 },
		{ 0x1234, 0x1200, 0xff00, 1 },
		{ 0x1234, 0x1234, 0xffff, 1 },
	};

	chip_ram("{ name = \"W\"; offset = \"8\"; width = 16; }");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reg_condition c = { .place = place,
					   .value = rows[i].value,
					   .mask = rows[i].mask };

		chip_poke(8, 2, rows[i].held);
		ck_assert_int_eq(reg_wait_look(&chip.a, &c), rows[i].wanted);
		ck_seen(LOAD(2, 8, rows[i].held));
	}
}
END_TEST

START_TEST(look_fails)
{
	static struct bus bus;
	struct region region = { .range = { 0, 64 }, .access = ACCESS_BOTH, .widths = WIDTHS_ALL };
	struct access a = { .region = &region, .backend = &bus_each, .handle = &bus };
	struct reg_condition c = { .place = place };

	bus_reset(&bus);
	bus.error = -EIO;
	ck_assert_int_eq(reg_wait_look(&a, &c), -EIO);
	c.place.offset = 64;
	ck_assert_int_eq(reg_wait_look(&a, &c), -EIO);
	region.access = ACCESS_WRITE;
	ck_assert_int_eq(reg_wait_look(&a, &c), -EACCES);
	ck_assert_uint_eq(bus.calls, 1);
}
END_TEST

TCase *reg_wait_tests(void)
{
	TCase *c = tcase_create("reg_wait");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, texts);
	tcase_add_test(c, mistakes);
	tcase_add_test(c, file);
	tcase_add_test(c, looks);
	tcase_add_test(c, look_fails);
	return c;
}
