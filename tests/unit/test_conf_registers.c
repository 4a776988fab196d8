/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of registers in the configuration: what each key makes of a register, groups, arrays. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "chip.h"
#include "unit.h"

static const struct reg *reg_of(const char *path)
{
	return &chip.region->registers->v[chip_node(path).index];
}

START_TEST(defaults)
{
	const struct reg *r;

	chip_ram("{ name = \"R\"; offset = \"0x10\"; }");
	r = reg_of("reg/R");
	ck_assert(r->offset == 0x10 && r->width == 4 && r->count == 0);
	ck_assert(r->known == 0 && r->traits.access == ACCESS_BOTH && !r->traits.once);
	ck_assert(r->traits.read_effect == READ_PLAIN && r->traits.write_effect == WRITE_PLAIN);
	ck_assert(!r->traits.allowed && !r->traits.closed);
}
END_TEST

START_TEST(numbers)
{
	static const struct {
		const char *keys;
		uint64_t offset, width;
	} rows[] = {
		{ "offset = \"0x1f\"; width = 8;", 31, 1 },
		{ "offset = \"036\"; width = 16;", 30, 2 },
		{ "offset = \"28\"; width = 32;", 28, 4 },
		{ "offset = \"0X18\"; width = 64;", 24, 8 },
		{ "offset = \"0xfff8\"; width = 64;", 0xfff8, 8 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		chip_ram("{ name = \"R\"; %s }", rows[i].keys);
		ck_assert_uint_eq(reg_of("reg/R")->offset, rows[i].offset);
		ck_assert_uint_eq(reg_of("reg/R")->width, rows[i].width);
	}
}
END_TEST

/* Each word as what it means. */
START_TEST(words)
{
	static const char *const reads[] = { "none", "clear", "set", "modify", "external" };
	static const struct {
		const char *name;
		unsigned int access, once;
	} directions[] = {
		{ "rw", ACCESS_BOTH, 0 },	{ "ro", ACCESS_READ, 0 },
		{ "wo", ACCESS_WRITE, 0 },	{ "rw-once", ACCESS_BOTH, 1 },
		{ "wo-once", ACCESS_WRITE, 1 },
	};
	static const char *const writes[] = { "none",		"one-to-clear",	 "one-to-set",
					      "one-to-toggle",	"zero-to-clear", "zero-to-set",
					      "zero-to-toggle", "clear",	 "set",
					      "modify" };

	for (unsigned int i = 0; i < COUNT_OF(writes); i++) {
		unsigned int k = i % COUNT_OF(reads);
		const struct reg *r;

		chip_ram("{ name = \"R\"; offset = \"0\"; write-effect = \"%s\"; read-effect = "
			 "\"%s\";"
			 "  access = \"%s\"; %s }",
			 writes[i], reads[k], directions[k].name, i % 2 ? "read = \"allow\";" : "");
		r = reg_of("reg/R");
		ck_assert_uint_eq(r->traits.write_effect, WRITE_PLAIN + i);
		ck_assert_uint_eq(r->traits.read_effect, k);
		ck_assert_uint_eq(r->traits.access, directions[k].access);
		ck_assert_uint_eq(r->traits.once, directions[k].once);
		ck_assert_uint_eq(r->traits.allowed, i % 2);
		ck_assert_uint_eq(r->traits.closed, k != 0);
	}
}
END_TEST

START_TEST(arrays)
{
	static const struct {
		const char *path;
		uint64_t offset;
	} rows[] = {
		{ "reg/CH0", 0x50 },
		{ "reg/CH1", 0x54 },
		{ "reg/CH3", 0x5c },
		{ "reg/W0_X", 0x80 },
		{ "reg/W2_X", 0x90 },
		{ "reg/ONE0", 0 },
		{ "reg/G0/R", 0x104 },
		{ "reg/G2/R", 0x144 },
		{ "reg/G1/IN1/D9", 0x10 + 0x120 + 4 + 9 },
		{ "reg/SAME1", 0x60 },
		{ "reg/SAME0", 0x60 },
	};
	struct node node;

	chip_ram(
		"{ name = \"CH%%s\"; offset = \"0x50\"; count = 4; },"
		"{ name = \"W%%s_X\"; offset = \"0x80\"; width = 16; count = 3; stride = \"8\"; },"
		"{ name = \"ONE%%s\"; offset = \"0\"; count = 1; },"
		"{ name = \"G%%s\"; offset = \"0x100\"; count = 3; stride = \"0x20\"; registers = ("
		"  { name = \"R\"; offset = \"4\"; },"
		"  { name = \"IN%%s\"; offset = \"0x10\"; count = 2; stride = \"4\"; registers = ("
		"    { name = \"D%%s\"; offset = \"0\"; width = 8; count = 10; } ); } ); },"
		/* Two at one place are alternate registers. */
		"{ name = \"SAME0\"; offset = \"0x60\"; }, { name = \"SAME1\"; offset = \"0x60\"; "
		"}");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		ck_assert_msg(reg_of(rows[i].path)->offset == rows[i].offset, "%s", rows[i].path);
	ck_assert(!chip_find("reg/CH4", &node) && !chip_find("reg/ONE1", &node));
	ck_assert(!chip_find("reg/G3", &node) && !chip_find("reg/G0/IN0/D10", &node));
}
END_TEST

/* What is said once of an array is so of each: width, traits, fields and their values. */
START_TEST(arrays_of_everything)
{
	chip_ram("{ name = \"G%%s\"; offset = \"0\"; count = 3; stride = \"0x100\"; registers = ("
		 "  { name = \"R%%s\"; offset = \"0\"; width = 16; count = 3; access = \"ro\";"
		 "    reset = \"0x1234\"; reset-mask = \"0xfff0\"; fields = ("
		 "    { name = \"F\"; bits = \"1\"; values = ( { name = \"on\"; value = \"1\"; } "
		 "); }"
		 "  ); } ); }");
	for (int g = 0; g < 3; g++)
		for (int i = 0; i < 3; i++) {
			char path[64], wanted[128];
			const struct reg *r;

			snprintf(path, sizeof(path), "reg/G%d/R%d", g, i);
			r = reg_of(path);
			ck_assert(r->width == 2 && r->traits.access == ACCESS_READ);
			ck_assert(r->reset == 0x1234 && r->known == 0xfff0 && r->count == 1);
			snprintf(path, sizeof(path), "decode/G%d/R%d", g, i);
			snprintf(wanted, sizeof(wanted),
				 "G%d/R%d 0x0%d%d2 reset 0x1230:0xfff0\nF [1] 0x1 on\n", g, i, g,
				 i);
			chip_poke(r->offset, 2, 0x100 * (uint64_t)g + 0x10 * (uint64_t)i + 2);
			ck_reads(path, wanted);
		}
}
END_TEST

/* Groups of groups: offsets add up, and names are the group's own. */
START_TEST(nested)
{
	char text[4096] = "", path[256] = "reg", *p = path + 3;
	int n = 30;

	for (int i = 0; i < n; i++)
		strcat(text, "{ name = \"G\"; offset = \"0x10\"; registers = (");
	strcat(text, "{ name = \"R\"; offset = \"8\"; }");
	for (int i = 0; i < n; i++, p += 2) {
		strcat(text, "); }");
		strcpy(p, "/G");
	}
	chip_ram("%s", text);
	strcpy(p, "/R");
	ck_assert_uint_eq(reg_of(path)->offset, 0x10 * (uint64_t)n + 8);
}
END_TEST

/* No registers, no fields, no values: lists may be empty, as a converter makes them. */
START_TEST(empty_lists)
{
	struct node node;

	chip_ram("{ name = \"G\"; offset = \"0\"; registers = ( ); },"
		 "{ name = \"R\"; offset = \"0\"; fields = ( ); },"
		 "{ name = \"S\"; offset = \"0\"; fields = ( { name = \"F\"; bits = \"0\"; values "
		 "= ( ); } "
		 "); }");
	ck_assert(chip_find("reg/G", &node) && name_is_directory(node));
	ck_reads("decode/R", "R 0x00000000\n");
	ck_reads("decode/S", "S 0x00000000\nF [0] 0x0\n");
	chip_ram("%s", "");
	ck_assert_ptr_nonnull(chip.region->registers);
	ck_assert_uint_eq(chip.region->registers->n, 1);
}
END_TEST

/* What shares bytes with a register of effect is closed, across groups too. */
START_TEST(closed_by_others)
{
	chip_ram("{ name = \"FIFO\"; offset = \"0x13\"; width = 8; read-effect = \"modify\"; },"
		 "{ name = \"WORD\"; offset = \"0x10\"; },"
		 "{ name = \"QUAD\"; offset = \"0x10\"; width = 64; read = \"allow\"; },"
		 "{ name = \"NEXT\"; offset = \"0x14\"; },"
		 "{ name = \"LOW\"; offset = \"0x12\"; width = 8; },"
		 "{ name = \"G\"; offset = \"0x10\"; registers = ("
		 "  { name = \"HALF\"; offset = \"2\"; width = 16; } ); }");
	ck_assert_uint_eq(chip_allows("reg/FIFO"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("reg/WORD"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("reg/G/HALF"), ACCESS_WRITE);
	ck_assert_uint_eq(chip_allows("reg/QUAD"), ACCESS_BOTH);
	ck_assert_uint_eq(chip_allows("reg/NEXT"), ACCESS_BOTH);
	ck_assert_uint_eq(chip_allows("reg/LOW"), ACCESS_BOTH);
	ck_reads("dump", "0x12 LOW 0x00\n0x14 NEXT 0x00000000\n");
	ck_writes("reg/QUAD", "1:1", -EPERM);
}
END_TEST

TCase *conf_registers_tests(void)
{
	TCase *c = tcase_create("conf_registers");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, defaults);
	tcase_add_test(c, numbers);
	tcase_add_test(c, words);
	tcase_add_test(c, arrays);
	tcase_add_test(c, arrays_of_everything);
	tcase_add_test(c, nested);
	tcase_add_test(c, empty_lists);
	tcase_add_test(c, closed_by_others);
	return c;
}
