/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mistakes in lists of registers: each is one line, with its place, the register's path, the cause.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"

static void setup(void)
{
	made_up_setup();
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

/* What a list on the fourth line is wrong with: one line, at `line`, that says so. */
static void check(const char *registers, int line, const char *says)
{
	char start[64], *text = NULL;
	const char *printed;
	int mistakes;

	ck_assert_int_ge(
		asprintf(&text,
			 "regions = (\n{ name = \"x\"; sim = \"ram+64k\";\nregisters = (\n%s"
			 ");\n} );",
			 registers),
		0);
	regions_free(&made_up.all);
	mistakes = conf_load_text(&made_up.all, text, "a.conf");
	printed = capture_end();
	capture_begin();
	snprintf(start, sizeof(start), "a.conf:%d: region \"x\": ", line);
	ck_assert_msg(mistakes == 1, "%s: %d mistakes: %s", registers, mistakes, printed);
	ck_assert_msg(strncmp(printed, start, strlen(start)) == 0, "%s: %s", registers, printed);
	ck_assert_msg(strstr(printed, says), "%s: not \"%s\": %s", registers, says, printed);
	ck_assert_msg(strchr(printed, '\n') == printed + strlen(printed) - 1, "%s", printed);
	free(text);
}

/* Keys of a register, on the fifth line; its name and offset are on the fourth. */
static const struct {
	const char *keys, *says;
} keys[] = {
	{ "width = 24;", "\"R\": width: no single access is as wide; write 8, 16, 32 or 64" },
	{ "width = 0;", "8, 16, 32 or 64" },
	{ "width = -8;", "8, 16, 32 or 64" },
	{ "width = 128;", "8, 16, 32 or 64" },
	{ "width = \"32\";", "width: the value has the wrong type" },
	{ "width = 32L;", "wrong type" },
	{ "width = 32.0;", "wrong type" },
	{ "access = \"rx\";", "access: no such value; write \"rw\"" },
	{ "access = \"RW\";", "no such value" },
	{ "access = \"\";", "no such value" },
	{ "access = 3;", "wrong type" },
	{ "read-effect = \"pop\";", "read-effect: no such value; write \"none\"" },
	{ "read-effect = true;", "wrong type" },
	{ "write-effect = \"one-to-clears\";", "write-effect: no such value" },
	{ "write-effect = \"two-to-clear\";", "no such value" },
	{ "write-effect = 1;", "wrong type" },
	{ "read = \"deny\";", "read: no such value; write \"allow\"" },
	{ "read = true;", "wrong type" },
	{ "reset = 0;", "reset: the value has the wrong type; write a number as a string" },
	{ "reset = \"zero\";", "reset: not a number" },
	{ "reset = \"0x10000000000000000\";", "64 bits" },
	{ "reset-mask = 1;", "reset-mask: the value has the wrong type" },
	{ "reset-mask = \"f\";", "reset-mask: not a number" },
	{ "stride = 4;", "stride: the value has the wrong type" },
	{ "stride = \"x\";", "stride: not a number" },
	{ "fields = { };", "fields: not a list" },
	{ "fields = \"none\";", "fields: not a list" },
	{ "fields = [ ];", "fields: not a list" },
	{ "values = ( );", "\"R\": values does not belong here" },
	{ "bits = \"0\";", "\"R\": bits does not belong here" },
	{ "colour = \"red\";", "\"R\": unknown key \"colour\"" },
	{ "Width = 32;", "unknown key \"Width\"" },
	{ "registers = 5;", "registers is a list" },
};

START_TEST(register_keys)
{
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		char text[256];

		snprintf(text, sizeof(text), "{ name = \"R\"; offset = \"0\";\n%s }", keys[i].keys);
		check(text, 5, keys[i].says);
	}
}
END_TEST

/* Whole lists that begin on the fourth line, and the line of the mistake. */
static const struct {
	const char *text;
	int line;
	const char *says;
} lists[] = {
	/* Names and places. */
	{ "{ offset = \"0\"; }", 4, "needs a name" },
	{ "{ name = \"\"; offset = \"0\"; }", 4, "the name is empty" },
	{ "{\nname = \".R\"; offset = \"0\"; }", 5, "\".R\": the name starts with a dot" },
	{ "{ name = \"A/B\"; offset = \"0\"; }", 4, "letters, digits" },
	{ "{ name = \"\xc3\xa4\"; offset = \"0\"; }", 4, "letters, digits" },
	{ "{ name = \"R\"; }", 4, "\"R\" has no offset" },
	{ "{ name = \"R\";\noffset = 0; }", 5, "\"R\": offset: the value has the wrong type" },
	{ "{ name = \"R\"; offset = \"\"; }", 4, "offset: not a number" },
	{ "{ name = \"R\"; offset = \"-4\"; }", 4, "offset: not a number" },
	{ "{ name = \"R\"; offset = \"08\"; }", 4, "no digit follows the number" },
	{ "{ name = \"R\"; offset = \"4k\"; }", 4, "no digit follows the number" },
	{ "{ name = \"R\"; offset = \"0x10000000000000000\"; }", 4, "64 bits" },
	{ "{ name = \"R\"; offset = \"0xffffffffffffffff\"; width = 8; }", 4, "too large" },
	{ "5", 4, "a group" },
	{ "\"R\"", 4, "a group" },
	{ "( )", 4, "a group" },
	{ "{ name = 5;\noffset = \"0\"; }", 4, "needs a name" },
	/* Alignment and the region's end, also of those that are copies. */
	{ "{ name = \"G%s\"; offset = \"0\"; count = 2; stride = \"2\"; registers = ("
	  "{ name = \"R\"; offset = \"0\"; } ); }",
	  2, "register \"G1/R\" is at 0x2, which is no multiple of its width" },
	{ "{ name = \"G\"; offset = \"1\"; registers = \"edu.conf:edu\"; }", 2,
	  "which is no multiple of its width" },
	{ "{ name = \"A\"; offset = \"0x3fffffffffffffff\"; registers = ("
	  "{ name = \"B\"; offset = \"0x3fffffffffffffff\"; registers = ("
	  "{ name = \"C\"; offset = \"0x3fffffffffffffff\"; registers = ("
	  "{ name = \"D\"; offset = \"0x3fffffffffffffff\"; registers = ("
	  "{ name = \"R\"; offset = \"4\"; } ); } ); } ); } ); }",
	  4, "the offset is too large" },
	{ "{ name = \"R\"; offset = \"2\"; }", 4, "no multiple of its width" },
	{ "{ name = \"R\"; offset = \"4\"; width = 64; }", 4, "no multiple of its width" },
	{ "{ name = \"R\"; offset = \"1\"; width = 16; }", 4, "no multiple of its width" },
	{ "{ name = \"R%s\"; offset = \"0\"; count = 2; stride = \"2\"; }", 4,
	  "no multiple of its width" },
	{ "{ name = \"G\"; offset = \"2\"; registers = (\n{ name = \"R\"; offset = \"4\"; } ); }",
	  5, "G: register \"R\": its offset is no multiple of its width" },
	{ "{ name = \"R\"; offset = \"0x10000\"; width = 8; }", 2,
	  "register \"R\" at 0x10000 is not in the region, which is 0x10000 bytes long" },
	{ "{ name = \"R%s\"; offset = \"0xfffc\"; count = 2; }", 2,
	  "register \"R1\" at 0x10000 is not in the region" },
	{ "{ name = \"G\"; offset = \"0xff00\"; registers = ( { name = \"I\"; offset = \"0x80\";\n"
	  "registers = ( { name = \"R\"; offset = \"0x80\"; width = 8; } ); } ); }",
	  2, "register \"G/I/R\" at 0x10000 is not in the region" },
	{ "{ name = \"R\"; offset = \"0x3ffffffffffffffe\"; width = 8; }", 2, "not in the region" },
	/* Reset values. */
	{ "{ name = \"R\"; offset = \"0\"; width = 8; reset = \"256\"; }", 4,
	  "\"R\": the reset value is wider than the register" },
	{ "{ name = \"R\"; offset = \"0\"; width = 16; reset = \"1\"; reset-mask = \"0x10000\"; }",
	  4, "the reset value is wider" },
	{ "{ name = \"R\"; offset = \"0\"; reset = \"0x100000000\"; }", 4,
	  "the reset value is wider" },
	/* Two of one name. */
	{ "{ name = \"R\"; offset = \"0\"; },\n{ name = \"R\"; offset = \"4\"; }", 5,
	  "the name \"R\" is taken" },
	{ "{ name = \"R\"; offset = \"0\"; },\n{ name = \"R\"; offset = \"4\"; registers = ( ); }",
	  5, "the name \"R\" is taken" },
	{ "{ name = \"G\"; offset = \"0\"; registers = ( { name = \"R\"; offset = \"0\"; },\n"
	  "{ name = \"R\"; offset = \"0\"; } ); }",
	  5, "G: the name \"R\" is taken" },
	{ "{ name = \"R1\"; offset = \"0\"; },\n{ name = \"R%s\"; offset = \"8\"; count = 3; }", 5,
	  "the name \"R1\" is taken" },
	/* Arrays. */
	{ "{ name = \"R\"; offset = \"0\"; count = 2; }", 4, "\"R\": the name needs a %s" },
	{ "{ name = \"R%s\"; offset = \"0\"; }", 4, "holds a %s, but there is no count" },
	{ "{ name = \"R%s%s\"; offset = \"0\"; count = 2; }", 4, "letters, digits" },
	{ "{ name = \"R%s\"; offset = \"0\";\ncount = 0; }", 5,
	  "count: not a count from 1 to 65536" },
	{ "{ name = \"R%s\"; offset = \"0\";\ncount = 65537; }", 5, "from 1 to 65536" },
	{ "{ name = \"R%s\"; offset = \"0\";\ncount = -1; }", 5, "from 1 to 65536" },
	{ "{ name = \"R%s\"; offset = \"0\";\ncount = \"2\"; }", 5, "wrong type" },
	{ "{ name = \"R%s\"; offset = \"0\"; count = 2; stride = \"0x4000000000000000\"; }", 4,
	  "too large" },
	{ "{ name = \"G%s\"; offset = \"0\"; count = 2; registers = ( ); }", 4, "need a stride" },
	/* Groups: of one with a mistake in it there are no copies, and of too many not one. */
	{ "{ name = \"G%s\"; offset = \"0\"; count = 2; stride = \"8\"; registers = (\n"
	  "{ name = \"R\"; offset = 0; } ); }",
	  5, "G0: \"R\": offset" },
	{ "{ name = \"G%s\"; offset = \"0\"; count = 300; stride = \"8\"; registers = ("
	  "{ name = \"H%s\"; offset = \"0\"; count = 65536; stride = \"8\"; registers = ("
	  "{ name = \"R%s\"; offset = \"0\"; count = 300; } ); } ); }",
	  4, "too many registers" },
	{ "{ name = \"G\"; registers = ( ); }", 4, "\"G\" has no offset" },
	{ "{ name = \"G\"; offset = \"0\"; registers = ( );\nwidth = 8; }", 5,
	  "width does not belong here" },
	{ "{ name = \"G\"; offset = \"0\"; registers = ( );\naccess = \"ro\"; }", 5,
	  "access does not belong here" },
	{ "{ name = \"G\"; offset = \"0\"; registers = ( );\nfields = ( ); }", 5,
	  "fields does not belong here" },
	{ "{ name = \"G\"; offset = \"0\"; registers = (\n{ name = \"H\"; offset = \"0\"; "
	  "registers = "
	  "(\n{ name = \"R\"; offset = \"0\"; width = 7; } ); } ); }",
	  6, "G/H: \"R\": width" },
};

START_TEST(whole_lists)
{
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		check(lists[i].text, lists[i].line, lists[i].says);
}
END_TEST

START_TEST(long_names)
{
	char text[512];

	snprintf(text, sizeof(text), "{ name = \"R%0255d\"; offset = \"0\"; }", 1);
	check(text, 4, "longer");
	snprintf(text, sizeof(text), "{ name = \"R%0250d%%s\"; offset = \"0\"; count = 65536; }",
		 1);
	check(text, 4, "longer");
}
END_TEST

START_TEST(nested_too_deep)
{
	char text[8192] = "";

	for (int i = 0; i < 40; i++)
		strcat(text, "{ name = \"G\"; offset = \"0\"; registers = (");
	for (int i = 0; i < 40; i++)
		strcat(text, "); }");
	check(text, 4, "nested too deep");
}
END_TEST

/* One run shows them all. */
START_TEST(all_at_once)
{
	static const char text[] = "regions = ( { name = \"x\"; sim = \"ram\"; registers = (\n"
				   "{ name = \"A\"; offset = 0;\nwidth = 7; },\n"
				   "{ name = \"B\"; offset = \"0\"; colour = 1; },\n"
				   "{ name = \"C\"; offset = \"0\"; } );\n"
				   "access = \"all\"; } );";
	static const char *const lines[] = { "a.conf:2: ", "a.conf:3: ", "a.conf:4: ",
					     "a.conf:6: " };
	int mistakes = conf_load_text(&made_up.all, text, "a.conf");
	const char *p = capture_end();

	ck_assert_msg(mistakes == (int)COUNT_OF(lines), "%s", p);
	for (size_t i = 0; i < COUNT_OF(lines); i++, p = strchr(p, '\n') + 1)
		ck_assert_msg(strncmp(p, lines[i], strlen(lines[i])) == 0, "%s", p);
	ck_assert_str_eq(p, "");
}
END_TEST

/* A region's widths, or the device's, that a register would need. */
START_TEST(width_of_the_region)
{
	static const struct {
		const char *keys, *says;
	} rows[] = {
		{ "sim = \"ram\"; widths = \"bw\";", "needs 32-bit accesses" },
		{ "sim = \"edu\"; widths = \"l\";", NULL },
		{ "sim = \"ram\"; widths = \"l\";", NULL },
		{ "sim = \"uart\"; widths = \"b\";", "needs 32-bit accesses" },
		{ "ports = \"0x300+4\"; widths = \"b\";", "(no \"l\")" },
		{ "memory = \"0xd0000000+2\";", "not in the region" },
		{ "sim = \"ram\"; quad = \"lo-hi\";", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *printed;
		char text[256];
		int mistakes;

		snprintf(text, sizeof(text),
			 "regions = ( { name = \"x\"; %s registers = (\n"
			 "{ name = \"R\"; offset = \"0\"; } ); } );",
			 rows[i].keys);
		regions_free(&made_up.all);
		mistakes = conf_load_text(&made_up.all, text, "a.conf");
		printed = capture_end();
		capture_begin();
		ck_assert_msg(mistakes == (rows[i].says ? 1 : 0), "%s: %s", rows[i].keys, printed);
		ck_assert_msg(!rows[i].says || strstr(printed, rows[i].says), "%s", printed);
	}
}
END_TEST

TCase *conf_registers_mistakes_tests(void)
{
	TCase *c = tcase_create("conf_registers_mistakes");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, register_keys);
	tcase_add_test(c, whole_lists);
	tcase_add_test(c, long_names);
	tcase_add_test(c, nested_too_deep);
	tcase_add_test(c, all_at_once);
	tcase_add_test(c, width_of_the_region);
	return c;
}
