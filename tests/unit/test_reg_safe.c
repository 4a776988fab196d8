/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changing some bits of a register: what its neighbours get, and where it is refused untouched. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "chip.h"
#include "seen.h"
#include "unit.h"

/* What a field is whatever its register is. */
static const char plain[] = "access = \"rw\"; write-effect = \"none\";";

/* F is bits 15:8; its neighbours are A, bits 3:0, and what no field has. */
static void make(const char *of_register, const char *of_neighbour)
{
	chip_ram("{ name = \"R\"; offset = \"0x10\"; %s fields = ("
		 "  { name = \"F\"; bits = \"15:8\"; %s }, { name = \"A\"; bits = \"3:0\"; %s } ); "
		 "}",
		 of_register, plain, *of_neighbour ? of_neighbour : plain);
	chip_poke(0x10, 4, 0xa5a5a5a5);
}

/* What is written to A (bits 3:0, which held 5), when F is. */
static const struct {
	const char *traits;
	uint64_t written;
} neighbours[] = {
	{ "", 0x5 },
	{ "write-effect = \"one-to-clear\";", 0x0 },
	{ "write-effect = \"one-to-set\";", 0x0 },
	{ "write-effect = \"one-to-toggle\";", 0x0 },
	{ "write-effect = \"zero-to-clear\";", 0xf },
	{ "write-effect = \"zero-to-set\";", 0xf },
	{ "write-effect = \"zero-to-toggle\";", 0xf },
	{ "access = \"ro\";", 0x5 },
	/* One that cannot be read need not be, where a neutral value is known. */
	{ "access = \"wo\"; write-effect = \"one-to-clear\";", 0x0 },
	{ "access = \"wo\"; write-effect = \"one-to-set\";", 0x0 },
	{ "access = \"wo\"; write-effect = \"zero-to-clear\";", 0xf },
};

START_TEST(neutral_values)
{
	for (size_t i = 0; i < COUNT_OF(neighbours); i++) {
		uint64_t left = neighbours[i].written;

		make("", neighbours[i].traits);
		ck_writes("field/R/F", "0x3c", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, 0xa5a53ca0 | left));
		/* The same by a mask, in which one bit of A is: that one gets what is written. */
		chip_poke(0x10, 4, 0xa5a5a5a5);
		ck_writes("reg/R", "0x3c08:0xff08", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, 0xa5a53ca8 | (left & 7)));
		/* All of it is in the mask: nobody is spared. */
		chip_poke(0x10, 4, 0xa5a5a5a5);
		ck_writes("reg/R", "0x6:0xf", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, 0xa5a5a5a6));
	}
}
END_TEST

/* What no field has is as the register is: reserved bits of an interrupt status get the neutral. */
START_TEST(reserved_bits)
{
	static const struct {
		const char *traits;
		uint64_t written;
	} rest[] = {
		{ "", 0xa5a500a0 },
		{ "write-effect = \"one-to-clear\";", 0 },
		{ "write-effect = \"one-to-set\";", 0 },
		{ "write-effect = \"one-to-toggle\";", 0 },
		{ "write-effect = \"zero-to-clear\";", 0xffff00f0 },
		{ "write-effect = \"zero-to-set\";", 0xffff00f0 },
		{ "write-effect = \"zero-to-toggle\";", 0xffff00f0 },
	};

	for (size_t i = 0; i < COUNT_OF(rest); i++) {
		make(rest[i].traits, "");
		ck_writes("field/R/F", "0x7e", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, rest[i].written | 0x7e05));
		chip_poke(0x10, 4, 0xa5a5a5a5);
		ck_writes("reg/R", "0x0:0x80000000", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5),
			STORE(4, 0x10, (rest[i].written & 0x7fffffff) | 0xa505));
	}
}
END_TEST

/* A field is what it says, not what its register says: both ways. */
START_TEST(field_against_its_register)
{
	make("write-effect = \"one-to-clear\";", "");
	ck_writes("field/R/A", "0xf", 0);
	ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, 0xa50f));
	chip_ram("{ name = \"R\"; offset = \"0\"; write-effect = \"one-to-clear\"; fields = ("
		 "  { name = \"F\"; bits = \"0\"; }, { name = \"G\"; bits = \"1\"; } ); }");
	chip_poke(0, 4, 3);
	ck_writes("field/R/F", "1", 0);
	ck_seen(LOAD(4, 0, 3), STORE(4, 0, 1));
}
END_TEST

/* Why F cannot be written, and what the reason names. */
static const struct {
	const char *of_register, *of_neighbour, *says;
} refused[] = {
	{ "", "access = \"wo\";", "A cannot be read back" },
	{ "", "access = \"wo-once\";", "A can be written only once" },
	{ "", "access = \"rw-once\";", "A can be written only once" },
	{ "", "access = \"rw-once\"; write-effect = \"one-to-set\";", "only once" },
	{ "", "write-effect = \"clear\";", "A is changed by any write" },
	{ "", "write-effect = \"set\";", "A is changed by any write" },
	{ "", "write-effect = \"modify\";", "A is changed by any write" },
	{ "", "read-effect = \"clear\";", "reading the register has an effect" },
	{ "", "read-effect = \"set\";", "reading the register has an effect" },
	{ "", "read-effect = \"modify\";", "reading the register has an effect" },
	{ "", "read-effect = \"external\";", "reading the register has an effect" },
	{ "read-effect = \"clear\";", "", "reading the register has an effect" },
	{ "read-effect = \"external\";", "", "reading the register has an effect" },
	/* Reading may be allowed; that it changes nothing is another matter. */
	{ "read-effect = \"modify\"; read = \"allow\";", "", "reading the register has an effect" },
	{ "access = \"wo\";", "", "the register cannot be read back" },
	{ "access = \"rw-once\";", "", "the rest of it can be written only once" },
	{ "access = \"wo-once\";", "", "the register cannot be read back" },
	{ "write-effect = \"clear\";", "", "the rest of it is changed by any write" },
	{ "write-effect = \"set\";", "", "the rest of it is changed by any write" },
	{ "write-effect = \"modify\";", "", "the rest of it is changed by any write" },
};

START_TEST(refusals)
{
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		make(refused[i].of_register, refused[i].of_neighbour);
		ck_writes("field/R/F", "1", -EPERM);
		ck_assert_msg(strstr(chip.why, refused[i].says), "%zu: %s", i, chip.why);
		ck_assert_ptr_nonnull(strstr(chip.why, "write the whole register"));
		ck_writes("reg/R", "0x100:0xff00", -EPERM);
		ck_assert_msg(strstr(chip.why, refused[i].says), "%zu: %s", i, chip.why);
		ck_seen_nothing();
		/* The whole register can be written all the same, with one write. */
		ck_writes("reg/R", "0x12345678", 0);
		ck_seen(STORE(4, 0x10, 0x12345678));
	}
}
END_TEST

/* In a mask that covers it the neighbour is no neighbour. */
START_TEST(refused_neighbour_in_the_mask)
{
	for (size_t i = 0; i < 7; i++) {
		make("", refused[i].of_neighbour);
		ck_writes("reg/R", "0x0106:0xff0f", 0);
		ck_seen(LOAD(4, 0x10, 0xa5a5a5a5), STORE(4, 0x10, 0xa5a501a6));
		chip_poke(0x10, 4, 0xa5a5a5a5);
		ck_writes("reg/R", "0x0106:0xff07", -EPERM);
		ck_seen_nothing();
	}
}
END_TEST

/* A register that cannot be read, with a mask of all of it: one write, and no read. */
START_TEST(whole_without_a_read)
{
	chip_ram("{ name = \"B\"; offset = \"1\"; width = 8; access = \"wo\";"
		 "  fields = ( { name = \"F\"; bits = \"7:0\"; } ); },"
		 "{ name = \"Q\"; offset = \"8\"; width = 64; access = \"wo\"; },"
		 "{ name = \"L\"; offset = \"4\"; access = \"wo-once\"; }");
	ck_writes("field/B/F", "0x81", 0);
	ck_seen(STORE(1, 1, 0x81));
	ck_writes("reg/B", "0x18:0xff", 0);
	ck_seen(STORE(1, 1, 0x18));
	ck_writes("reg/B", "0x18:0x7f", -EPERM);
	ck_writes("reg/Q", "0x18:0xffffffffffffffff", 0);
	ck_seen(STORE(8, 8, 0x18));
	ck_writes("reg/Q", "0x18:0xffffffff", -EPERM);
	ck_writes("reg/L", "0x18:0xffffffff", 0);
	ck_seen(STORE(4, 4, 0x18));
	ck_assert_int_eq(chip_read("reg/L"), -EACCES);
	ck_seen_nothing();
}
END_TEST

/* What cannot be read or written has no such file; nothing reads a closed one unasked. */
START_TEST(directions)
{
	static const struct {
		const char *traits;
		unsigned int reg, field, decode;
	} rows[] = {
		{ "", 3, 3, 1 },
		{ "access = \"ro\";", 1, 1, 1 },
		{ "access = \"wo\";", 2, 2, 0 },
		{ "access = \"rw-once\";", 3, 3, 1 },
		{ "access = \"wo-once\";", 2, 2, 0 },
		{ "read-effect = \"clear\";", 2, 2, 0 },
		{ "read-effect = \"set\";", 2, 2, 0 },
		{ "read-effect = \"modify\";", 2, 2, 0 },
		{ "read-effect = \"external\";", 2, 2, 0 },
		{ "read-effect = \"clear\"; read = \"allow\";", 3, 3, 1 },
		{ "access = \"ro\"; read-effect = \"clear\";", 0, 0, 0 },
		{ "access = \"ro\"; read-effect = \"clear\"; read = \"allow\";", 1, 1, 1 },
		{ "read = \"allow\";", 3, 3, 1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		chip_ram("{ name = \"R\"; offset = \"0\"; %s"
			 "  fields = ( { name = \"F\"; bits = \"0\"; } ); }",
			 rows[i].traits);
		ck_assert_msg(chip_allows("reg/R") == rows[i].reg, "%s", rows[i].traits);
		ck_assert_msg(chip_allows("field/R/F") == rows[i].field, "%s", rows[i].traits);
		ck_assert_msg(chip_allows("decode/R") == rows[i].decode, "%s", rows[i].traits);
		ck_assert_msg(chip_allows("wait/R") == 2 * rows[i].decode, "%s", rows[i].traits);
		ck_assert_int_eq(chip_read("reg/R"), rows[i].reg & 1 ? 0 : -EACCES);
		ck_assert_uint_eq(seen.n, rows[i].reg & 1);
		seen_clear();
	}
}
END_TEST

/* A field with a direction of its own. */
START_TEST(directions_of_fields)
{
	chip_ram("{ name = \"R\"; offset = \"0\"; fields = ("
		 "  { name = \"RO\"; bits = \"0\"; access = \"ro\"; },"
		 "  { name = \"WO\"; bits = \"0\"; access = \"wo\"; write-effect = \"one-to-set\"; "
		 "} ); },"
		 "{ name = \"S\"; offset = \"4\"; access = \"ro\"; fields = ("
		 "  { name = \"RW\"; bits = \"0\"; access = \"rw\"; } ); }");
	ck_assert_uint_eq(chip_allows("field/R/RO"), ACCESS_READ);
	ck_assert_uint_eq(chip_allows("field/R/WO"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("field/S/RW"), ACCESS_READ);
	/* They share their bit: to write the one is no harm to the other, which is only read. */
	ck_writes("field/R/WO", "1", 0);
	ck_seen(LOAD(4, 0, 0), STORE(4, 0, 1));
	ck_assert_int_eq(chip_read("field/R/WO"), -EACCES);
	ck_writes("field/R/RO", "1", -EACCES);
	ck_seen_nothing();
}
END_TEST

TCase *reg_safe_tests(void)
{
	TCase *c = tcase_create("reg_safe");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, neutral_values);
	tcase_add_test(c, reserved_bits);
	tcase_add_test(c, field_against_its_register);
	tcase_add_test(c, refusals);
	tcase_add_test(c, refused_neighbour_in_the_mask);
	tcase_add_test(c, whole_without_a_read);
	tcase_add_test(c, directions);
	tcase_add_test(c, directions_of_fields);
	return c;
}
