/* SPDX-License-Identifier: GPL-2.0-or-later */
/* decode and dump, and the names of values, both ways. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bus.h"
#include "chip.h"
#include "made_up.h"
#include "reg_text.h"
#include "seen.h"
#include "unit.h"

START_TEST(decode)
{
	chip_ram("{ name = \"G\"; offset = \"0x40\"; registers = ("
		 "  { name = \"CTRL\"; offset = \"0x8\"; width = 16; fields = ("
		 "    { name = \"EN\"; bits = \"0\"; },"
		 "    { name = \"MODE\"; bits = \"3:1\"; values = ("
		 "      { name = \"slave\"; value = \"0\"; }, { name = \"master\"; value = \"1\"; "
		 "} ); },"
		 "    { name = \"GO\"; bits = \"4\"; access = \"wo\"; write-effect = "
		 "\"one-to-set\"; },"
		 "    { name = \"TOP\"; bits = \"15:12\"; } ); },"
		 "  { name = \"BARE\"; offset = \"0xc\"; width = 8; } ); }");
	chip_poke(0x48, 2, 0xa002);
	ck_reads("decode/G/CTRL", "G/CTRL 0xa002\n"
				  "EN [0] 0x0\n"
				  "MODE [3:1] 0x1 master\n"
				  "GO [4] write-only\n"
				  "TOP [15:12] 0xa\n");
	ck_seen(LOAD(2, 0x48, 0xa002));
	chip_poke(0x48, 2, 0x001f);
	ck_reads("decode/G/CTRL", "G/CTRL 0x001f\n"
				  "EN [0] 0x1\n"
				  "MODE [3:1] 0x7\n"
				  "GO [4] write-only\n"
				  "TOP [15:12] 0x0\n");
	ck_reads("decode/G/BARE", "G/BARE 0x00\n");
	ck_writes("decode/G/CTRL", "1", -EACCES);
}
END_TEST

/* What is known of the value after a reset: all, some, or nothing. */
static const struct {
	const char *keys, *text;
} resets[] = {
	{ "", "R 0x5a\nH [7:4] 0x5\nL [3:0] 0xa\n" },
	{ "reset = \"0x13\";",
	  "R 0x5a reset 0x13\nH [7:4] 0x5 reset 0x1\nL [3:0] 0xa reset 0x3\n" },
	{ "reset = \"0\";", "R 0x5a reset 0x00\nH [7:4] 0x5 reset 0x0\nL [3:0] 0xa reset 0x0\n" },
	{ "reset = \"0x13\"; reset-mask = \"0xff\";",
	  "R 0x5a reset 0x13\nH [7:4] 0x5 reset 0x1\nL [3:0] 0xa reset 0x3\n" },
	{ "reset = \"0x13\"; reset-mask = \"0xf0\";",
	  "R 0x5a reset 0x10:0xf0\nH [7:4] 0x5 reset 0x1\nL [3:0] 0xa\n" },
	{ "reset = \"0x13\"; reset-mask = \"0x3f\";",
	  "R 0x5a reset 0x13:0x3f\nH [7:4] 0x5\nL [3:0] 0xa reset 0x3\n" },
	{ "reset = \"0x13\"; reset-mask = \"0\";", "R 0x5a\nH [7:4] 0x5\nL [3:0] 0xa\n" },
};

START_TEST(reset_values)
{
	for (size_t i = 0; i < COUNT_OF(resets); i++) {
		chip_ram("{ name = \"R\"; offset = \"3\"; width = 8; %s fields = ("
			 "  { name = \"H\"; bits = \"7:4\"; }, { name = \"L\"; bits = \"3:0\"; } "
			 "); }",
			 resets[i].keys);
		chip_poke(3, 1, 0x5a);
		ck_reads("decode/R", resets[i].text);
	}
}
END_TEST

static const char values[] = "{ name = \"R\"; offset = \"0\"; fields = ("
			     "  { name = \"F\"; bits = \"7:0\"; values = ("
			     "    { name = \"off\"; value = \"0\"; },"
			     "    { name = \"low\"; value = \"1-3\"; },"
			     "    { name = \"idle\"; value = \"0x10\"; use = \"read\"; },"
			     "    { name = \"start\"; value = \"0x10\"; use = \"write\"; },"
			     "    { name = \"both\"; value = \"0x20\"; use = \"read\"; },"
			     "    { name = \"both\"; value = \"0x21\"; use = \"write\"; },"
			     "    { name = \"max\"; value = \"255\"; },"
			     "    { name = \"other\"; value = \"*\"; } ); },"
			     "  { name = \"G\"; bits = \"15:8\"; values = ("
			     "    { name = \"only\"; value = \"4-4\"; } ); },"
			     "  { name = \"H\"; bits = \"16\"; } ); }";

/* Names when read: in a range, of the read ones only, and of all that have none. */
START_TEST(value_names)
{
	static const struct {
		uint64_t value;
		const char *name;
	} rows[] = {
		{ 0, "off" },	{ 1, "low" },	  { 2, "low" },	    { 3, "low" },
		{ 4, "other" }, { 0x10, "idle" }, { 0x20, "both" }, { 0x21, "other" },
		{ 255, "max" }, { 254, "other" },
	};

	chip_ram("%s", values);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char wanted[128];

		chip_poke(0, 4, rows[i].value | 4 << 8);
		snprintf(wanted, sizeof(wanted),
			 "R 0x%08" PRIx64 "\nF [7:0] 0x%" PRIx64 " %s\nG [15:8] 0x4 only\n"
			 "H [16] 0x0\n",
			 rows[i].value | 4 << 8, rows[i].value, rows[i].name);
		ck_reads("decode/R", wanted);
	}
}
END_TEST

/* Names when written; a number always goes, also one that a name stands for. */
START_TEST(writing_names)
{
	static const struct {
		const char *text;
		int ret;
		uint64_t value;
	} rows[] = {
		{ "off", 0, 0 },	{ "off\n", 0, 0 },	 { "start", 0, 0x10 },
		{ "both", 0, 0x21 },	{ "max", 0, 255 },	 { "2", 0, 2 },
		{ "0x21", 0, 0x21 },	{ "low", -EINVAL, 0 },	 { "other", -EINVAL, 0 },
		{ "idle", -EINVAL, 0 }, { "OFF", -EINVAL, 0 },	 { "of", -EINVAL, 0 },
		{ "off ", -EINVAL, 0 }, { "off:1", -EINVAL, 0 }, { "off\noff", -EINVAL, 0 },
		{ "256", -ERANGE, 0 },	{ "only", -EINVAL, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		chip_ram("%s", values);
		chip_poke(0, 4, 0xffffff7f);
		ck_writes("field/R/F", rows[i].text, rows[i].ret);
		ck_assert_uint_eq(seen.n, rows[i].ret ? 0 : 2);
		ck_assert(!*chip.why == !rows[i].ret);
		if (rows[i].ret == 0)
			ck_assert_uint_eq(chip_peek(0, 4), 0xffffff00 | rows[i].value);
	}
	/* A range of one value is that value. */
	ck_writes("field/R/G", "only", 0);
	ck_writes("field/R/H", "off", -EINVAL);
	ck_assert_uint_eq(chip_peek(0, 4), 0xffff047f);
}
END_TEST

START_TEST(reasons)
{
	chip_ram("%s", values);
	ck_writes("field/R/F", "low", -EINVAL);
	ck_assert_ptr_nonnull(strstr(chip.why, "more than one value"));
	ck_writes("field/R/F", "none", -EINVAL);
	ck_assert_ptr_nonnull(strstr(chip.why, "no value of that name"));
	ck_writes("field/R/F", "1:1", -EINVAL);
	ck_assert_ptr_nonnull(strstr(chip.why, "no mask"));
	ck_writes("field/R/F", "1\n1", -EINVAL);
	ck_assert_ptr_nonnull(strstr(chip.why, "one line"));
	ck_writes("field/R/F", "0x100", -ERANGE);
	ck_assert_ptr_nonnull(strstr(chip.why, "wider"));
}
END_TEST

/* A wide name of more than one digit, a quad's value, and the names of a field with an array. */
START_TEST(arrays_of_fields)
{
	chip_ram("{ name = \"R\"; offset = \"0\"; width = 64; fields = ("
		 "  { name = \"P%%s\"; bits = \"1:0\"; count = 32; values = ("
		 "    { name = \"in\"; value = \"0\"; }, { name = \"out\"; value = \"1\"; } ); } "
		 "); }");
	ck_writes("field/R/P0", "out", 0);
	ck_writes("field/R/P31", "out", 0);
	ck_assert_uint_eq(chip_peek(0, 8), 0x4000000000000001);
	ck_assert_int_eq(chip_read("decode/R"), 0);
	ck_assert_ptr_nonnull(strstr(chip.text, "P31 [63:62] 0x1 out\n"));
	ck_assert_ptr_nonnull(strstr(chip.text, "P30 [61:60] 0x0 in\n"));
}
END_TEST

/* Ascending by offset, whatever the order of the list, and of two at one offset the first. */
START_TEST(dump)
{
	chip_ram("{ name = \"D\"; offset = \"0x1f8\"; width = 64; },"
		 "{ name = \"B\"; offset = \"0x10\"; },"
		 "{ name = \"WO\"; offset = \"0x14\"; access = \"wo\"; },"
		 "{ name = \"B2\"; offset = \"0x10\"; width = 16; },"
		 "{ name = \"FIFO\"; offset = \"0x18\"; read-effect = \"modify\"; },"
		 "{ name = \"OPEN\"; offset = \"0x1c\"; read-effect = \"modify\"; read = "
		 "\"allow\"; },"
		 "{ name = \"FLD\"; offset = \"0x20\"; fields = ("
		 "  { name = \"F\"; bits = \"0\"; read-effect = \"clear\"; } ); },"
		 "{ name = \"G%%s\"; offset = \"0x0\"; count = 2; stride = \"4\"; registers = ("
		 "  { name = \"A\"; offset = \"0\"; width = 8; } ); }");
	chip_poke(0x10, 4, 0x12345678);
	chip_poke(4, 1, 0x9a);
	ck_reads("dump", "0x000 G0/A 0x00\n"
			 "0x004 G1/A 0x9a\n"
			 "0x010 B 0x12345678\n"
			 "0x010 B2 0x5678\n"
			 "0x1f8 D 0x0000000000000000\n");
	/* What has an effect is not read, also where reading it is allowed. */
	ck_seen(LOAD(1, 0, 0), LOAD(1, 4, 0x9a), LOAD(4, 0x10, 0x12345678), LOAD(2, 0x10, 0x5678),
		LOAD(8, 0x1f8, 0));
	ck_assert_int_eq(chip_read("reg/OPEN"), 0);
	ck_writes("dump", "1", -EACCES);
}
END_TEST

START_TEST(dump_of_nothing)
{
	chip_ram("{ name = \"WO\"; offset = \"0x14\"; access = \"wo\"; }");
	ck_reads("dump", "");
	ck_seen_nothing();
	chip_ram("%s", "");
	ck_reads("dump", "");
	chip_ram("{ name = \"A\"; offset = \"0xf\"; width = 8; }");
	ck_reads("dump", "0x0f A 0x00\n");
}
END_TEST

/* One that fails has its line, and the others theirs; when the device is gone it is over. */
START_TEST(dump_of_what_fails)
{
	static struct bus bus;
	struct access a;
	char *text = NULL;
	size_t length;

	chip_ram("{ name = \"A\"; offset = \"0\"; width = 8; },"
		 "{ name = \"B\"; offset = \"1\"; width = 8; }");
	bus_reset(&bus);
	a = (struct access){ .region = chip.region, .backend = &bus_each, .handle = &bus };
	bus.fail_at = 1;
	bus.error = -EIO;
	ck_assert_int_eq(reg_text_dump(&a, chip.region->registers, &text, &length), 0);
	ck_assert_str_eq(text, "0x00 A 0x01\n0x01 B error: Input/output error\n");
	free(text);
	bus.calls = 0;
	bus.error = -ENODEV;
	ck_assert_int_eq(reg_text_dump(&a, chip.region->registers, &text, &length), -ENODEV);
	free(text);
}
END_TEST

TCase *reg_text_tests(void)
{
	TCase *c = tcase_create("reg_text");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, decode);
	tcase_add_test(c, reset_values);
	tcase_add_test(c, value_names);
	tcase_add_test(c, writing_names);
	tcase_add_test(c, reasons);
	tcase_add_test(c, arrays_of_fields);
	tcase_add_test(c, dump);
	tcase_add_test(c, dump_of_nothing);
	tcase_add_test(c, dump_of_what_fails);
	return c;
}
