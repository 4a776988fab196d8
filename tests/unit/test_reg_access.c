/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers by name: exactly one read or write each, one of both for some bits, by the journal. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "chip.h"
#include "seen.h"
#include "unit.h"

static const char widths[] = "{ name = \"B\"; offset = \"0x11\"; width = 8; },"
			     "{ name = \"W\"; offset = \"0x12\"; width = 16; },"
			     "{ name = \"L\"; offset = \"0x14\"; },"
			     "{ name = \"Q\"; offset = \"0x18\"; width = 64; fields = ("
			     "  { name = \"TOP\"; bits = \"63:60\"; },"
			     "  { name = \"ALL\"; bits = \"59:0\"; } ); }";

static const struct {
	const char *name, *text;
	uint64_t offset, value;
	unsigned int width;
} registers[] = {
	{ "B", "0x0e\n", 0x11, 0x0e, 1 },
	{ "W", "0x00ef\n", 0x12, 0xef, 2 },
	{ "L", "0x0000a5f0\n", 0x14, 0xa5f0, 4 },
	{ "Q", "0x00000000deadbeef\n", 0x18, 0xdeadbeef, 8 },
	{ "Q", "0x8000000000000001\n", 0x18, 0x8000000000000001, 8 },
};

static const char *path_of(const char *folder, const char *name)
{
	static char path[64];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

/* reg, decode and at are one read each, and the value has all its digits. */
START_TEST(one_read)
{
	static const char letters[] = "?bw?l???q";

	chip_ram("%s", widths);
	for (size_t i = 0; i < COUNT_OF(registers); i++) {
		unsigned int width = registers[i].width;
		uint64_t offset = registers[i].offset, value = registers[i].value;
		char at[32];

		chip_poke(offset, width, value);
		snprintf(at, sizeof(at), "at/0x%" PRIx64 ".%c", offset, letters[width]);
		ck_reads(path_of("reg", registers[i].name), registers[i].text);
		ck_seen(LOAD(width, offset, value));
		ck_reads(at, registers[i].text);
		ck_seen(LOAD(width, offset, value));
		ck_assert_int_eq(chip_read(path_of("decode", registers[i].name)), 0);
		ck_seen(LOAD(width, offset, value));
	}
}
END_TEST

START_TEST(one_write)
{
	chip_ram("%s", widths);
	for (size_t i = 0; i < COUNT_OF(registers); i++) {
		unsigned int width = registers[i].width;
		uint64_t all = reg_ones(8 * width), offset = registers[i].offset;
		char text[32];

		chip_poke(offset, width, all);
		snprintf(text, sizeof(text), "%" PRIu64 "%s", registers[i].value,
			 i % 2 ? "\n" : "");
		ck_writes(path_of("reg", registers[i].name), text, 0);
		ck_seen(STORE(width, offset, registers[i].value));
	}
	ck_writes("at/0x12.w", "0x1234\n", 0);
	ck_seen(STORE(2, 0x12, 0x1234));
}
END_TEST

/* VALUE:MASK is one read, one write; what the mask does not have is what was read. */
START_TEST(masked)
{
	chip_ram("%s", widths);
	for (size_t i = 0; i < COUNT_OF(registers); i++) {
		unsigned int width = registers[i].width;
		uint64_t all = reg_ones(8 * width), offset = registers[i].offset;
		uint64_t old = 0x5aa55aa55aa55aa5 & all, mask = 0xf00000000ff000f0 & all;
		uint64_t value = 0x9900000009900099 & all;
		char text[64];

		chip_poke(offset, width, old);
		snprintf(text, sizeof(text), "0x%" PRIx64 ":0x%" PRIx64, value, mask);
		ck_writes(path_of("reg", registers[i].name), text, 0);
		ck_seen(LOAD(width, offset, old),
			STORE(width, offset, (old & ~mask) | (value & mask)));
		/* Nothing in the mask: still both, and all is as it was. */
		chip_poke(offset, width, old);
		ck_writes(path_of("reg", registers[i].name), "0:0", 0);
		ck_seen(LOAD(width, offset, old), STORE(width, offset, old));
	}
	chip_poke(0x12, 2, 0xffff);
	ck_writes("at/0x12.w", "0x5:0xf\n", 0);
	ck_seen(LOAD(2, 0x12, 0xffff), STORE(2, 0x12, 0xfff5));
}
END_TEST

START_TEST(fields_at_both_ends)
{
	chip_ram("%s", widths);
	chip_poke(0x18, 8, 0xa123456789abcdef);
	ck_reads("field/Q/TOP", "0xa\n");
	ck_seen(LOAD(8, 0x18, 0xa123456789abcdef));
	ck_reads("field/Q/ALL", "0x123456789abcdef\n");
	ck_seen(LOAD(8, 0x18, 0xa123456789abcdef));
	ck_writes("field/Q/TOP", "5", 0);
	ck_seen(LOAD(8, 0x18, 0xa123456789abcdef), STORE(8, 0x18, 0x5123456789abcdef));
	ck_writes("field/Q/ALL", "0xfffffffffffffff", 0);
	ck_seen(LOAD(8, 0x18, 0x5123456789abcdef), STORE(8, 0x18, 0x5fffffffffffffff));
	ck_writes("field/Q/ALL", "0x1000000000000000", -ERANGE);
	ck_writes("field/Q/TOP", "16", -ERANGE);
	ck_seen_nothing();
}
END_TEST

/* A field as wide as its register: shifts by 64 are not defined in C. */
START_TEST(field_of_all_bits)
{
	chip_ram("{ name = \"R\"; offset = \"8\"; width = 64;"
		 "  fields = ( { name = \"F\"; bits = \"63:0\"; } ); }");
	chip_poke(8, 8, 0x8000000000000003);
	ck_reads("field/R/F", "0x8000000000000003\n");
	ck_writes("field/R/F", "0xffffffffffffffff", 0);
	ck_seen(LOAD(8, 8, 0x8000000000000003), LOAD(8, 8, 0x8000000000000003),
		STORE(8, 8, UINT64_MAX));
	ck_writes("reg/R", "0x0:0xffffffffffffffff", 0);
	ck_seen(LOAD(8, 8, UINT64_MAX), STORE(8, 8, 0));
	ck_writes("reg/R", "0x10000000000000000", -ERANGE);
	ck_seen_nothing();
}
END_TEST

/* What is wrong with a text is found before the device is touched, and the reason is told. */
static const struct {
	const char *path, *text;
	int error;
} wrong[] = {
	{ "reg/B", "", -EINVAL },
	{ "reg/B", "\n", -EINVAL },
	{ "reg/B", "1 2", -EINVAL },
	{ "reg/B", "1\n2\n", -EINVAL },
	{ "reg/B", "1\n\n", -EINVAL },
	{ "reg/B", " 1", -EINVAL },
	{ "reg/B", "-1", -EINVAL },
	{ "reg/B", "0x", -EINVAL },
	{ "reg/B", "09", -EINVAL },
	{ "reg/B", "1k", -EINVAL },
	{ "reg/B", ":1", -EINVAL },
	{ "reg/B", "1:", -EINVAL },
	{ "reg/B", "1:1:1", -EINVAL },
	{ "reg/B", "256", -ERANGE },
	{ "reg/B", "1:0x100", -ERANGE },
	{ "reg/B", "0x100:1", -ERANGE },
	{ "reg/W", "0x10000", -ERANGE },
	{ "reg/L", "0x100000000", -ERANGE },
	{ "reg/Q", "18446744073709551616", -ERANGE },
	{ "field/Q/TOP", "on", -EINVAL },
	{ "field/Q/TOP", "1:1", -EINVAL },
	{ "field/Q/TOP", "", -EINVAL },
	{ "at/0x11.b", "256", -ERANGE },
	{ "at/0x11.b", "1 2", -EINVAL },
	{ "wait/B", "1:0x100 1ms", -ERANGE },
	{ "wait/B", "0x100:1 1ms", -ERANGE },
};

START_TEST(wrong_texts)
{
	chip_ram("%s", widths);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		ck_writes(wrong[i].path, wrong[i].text, wrong[i].error);
		ck_assert_msg(*chip.why, "%s: \"%s\"", wrong[i].path, wrong[i].text);
	}
	ck_seen_nothing();
}
END_TEST

START_TEST(big_endian)
{
	chip_make("sim = \"ram+64k\"; access = \"rw\"; endian = \"big\";", "%s", widths);
	chip_poke(0x18, 8, 0xefcdab89674523a1);
	ck_reads("reg/Q", "0xa123456789abcdef\n");
	ck_reads("field/Q/TOP", "0xa\n");
	ck_writes("field/Q/TOP", "6", 0);
	ck_seen(LOAD(8, 0x18, 0xefcdab89674523a1), LOAD(8, 0x18, 0xefcdab89674523a1),
		LOAD(8, 0x18, 0xefcdab89674523a1), STORE(8, 0x18, 0xefcdab8967452361));
	ck_writes("reg/L", "0x11223344:0xff0000ff", 0);
	ck_seen(LOAD(4, 0x14, 0), STORE(4, 0x14, 0x44000011));
	ck_writes("reg/W", "0x1234", 0);
	ck_seen(STORE(2, 0x12, 0x3412));
}
END_TEST

/* A quad by halves is two accesses, of a change two reads and then two writes. */
START_TEST(quad_by_halves)
{
	chip_make("sim = \"ram+64k\"; access = \"rw\"; quad = \"hi-lo\";", "%s", widths);
	chip_poke(0x18, 8, 0xa123456789abcdef);
	ck_reads("reg/Q", "0xa123456789abcdef\n");
	ck_seen(LOAD(4, 0x1c, 0xa1234567), LOAD(4, 0x18, 0x89abcdef));
	ck_writes("field/Q/TOP", "0", 0);
	ck_seen(LOAD(4, 0x1c, 0xa1234567), LOAD(4, 0x18, 0x89abcdef), STORE(4, 0x1c, 0x01234567),
		STORE(4, 0x18, 0x89abcdef));
}
END_TEST

static const char both[] = "{ name = \"RW\"; offset = \"0\";"
			   "  fields = ( { name = \"F\"; bits = \"3:0\"; } ); },"
			   "{ name = \"RO\"; offset = \"4\"; access = \"ro\"; },"
			   "{ name = \"WO\"; offset = \"8\"; access = \"wo\"; }";

/* What the region does not allow no register does, and what neither does is no access. */
START_TEST(read_only_region)
{
	chip_make("sim = \"ram+64k\";", "%s", both);
	ck_assert_uint_eq(chip_allows("reg/RW"), ACCESS_READ);
	ck_assert_uint_eq(chip_allows("reg/WO"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("field/RW/F"), ACCESS_READ);
	ck_assert_uint_eq(chip_allows("wait/RW"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("wait/WO"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("decode/WO"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("dump"), ACCESS_READ);
	ck_writes("reg/RW", "1", -EACCES);
	ck_writes("reg/RW", "1:1", -EACCES);
	ck_writes("field/RW/F", "1", -EACCES);
	ck_seen_nothing();
	ck_reads("reg/RO", "0x00000000\n");
	ck_writes("wait/RW", "0:1 1s", 0);
}
END_TEST

START_TEST(write_only_region)
{
	chip_make("sim = \"ram+64k\"; access = \"wo\";", "%s", both);
	ck_assert_uint_eq(chip_allows("reg/RW"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("reg/RO"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("field/RW/F"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("wait/RW"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("decode/RW"), ACCESS_NONE);
	ck_assert_uint_eq(chip_allows("dump"), ACCESS_NONE);
	/* A change would have to read. */
	ck_writes("reg/RW", "1:1", -EACCES);
	ck_writes("field/RW/F", "1", -EACCES);
	ck_writes("at/0x0.l", "1:1", -EACCES);
	ck_seen_nothing();
	ck_writes("reg/RW", "7", 0);
	ck_writes("reg/WO", "8", 0);
	ck_seen(STORE(4, 0, 7), STORE(4, 8, 8));
}
END_TEST

TCase *reg_access_tests(void)
{
	TCase *c = tcase_create("reg_access");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, one_read);
	tcase_add_test(c, one_write);
	tcase_add_test(c, masked);
	tcase_add_test(c, fields_at_both_ends);
	tcase_add_test(c, field_of_all_bits);
	tcase_add_test(c, wrong_texts);
	tcase_add_test(c, big_endian);
	tcase_add_test(c, quad_by_halves);
	tcase_add_test(c, read_only_region);
	tcase_add_test(c, write_only_region);
	return c;
}
