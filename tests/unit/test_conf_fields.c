/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields and the names of their values in the configuration: mistakes, defaults, arrays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "chip.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"

/* Fields, on the fourth line and after it, of a register R of 16 bits, and what is wrong there. */
static const struct {
	const char *fields;
	int line;
	const char *says;
} wrong[] = {
	{ "{ bits = \"0\"; }", 4, "needs a name" },
	{ "{ name = \"F\"; }", 4, "field \"F\" has no bits; add bits = \"MSB:LSB\"" },
	{ "{ name = \"F\"; bits = 0; }", 4, "\"F\": bits: the value has the wrong type" },
	{ "{ name = \"F\";\nbits = \"\"; }", 5, "bits: not a number" },
	{ "{ name = \"F\"; bits = \"a\"; }", 4, "bits: not a number" },
	{ "{ name = \"F\"; bits = \"3:\"; }", 4, "bits: not a number" },
	{ "{ name = \"F\"; bits = \":3\"; }", 4, "bits: not a number" },
	{ "{ name = \"F\"; bits = \"3-1\"; }", 4, "no digit follows" },
	{ "{ name = \"F\"; bits = \"3:1:0\"; }", 4, "no digit follows" },
	{ "{ name = \"F\"; bits = \"1:3\"; }", 4, "the higher bit comes first" },
	{ "{ name = \"F\"; bits = \"64\"; }", 4, "64 bits at most" },
	{ "{ name = \"F\"; bits = \"18446744073709551615:0\"; }", 4, "64 bits at most" },
	{ "{ name = \"F\"; bits = \"4294967296:4294967296\"; }", 4, "64 bits at most" },
	{ "{ name = \"F\"; bits = \"00000000000000000000000000000001\"; }", 4, "not a bit's" },
	{ "{ name = \"F\"; bits = \"16\"; }", 4, "bit 16 is not in a register of 16 bits" },
	{ "{ name = \"F\"; bits = \"16:15\"; }", 4, "bit 16 is not in a register of 16 bits" },
	{ "{ name = \"F\"; bits = \"63:0\"; }", 4, "bit 63 is not in a register of 16 bits" },
	{ "{ name = \"F\"; bits = \"3:0\"; },\n{ name = \"G\"; bits = \"3\"; }", 5,
	  "field \"G\" overlaps field \"F\"" },
	{ "{ name = \"F\"; bits = \"15:0\"; },\n{ name = \"G\"; bits = \"8\"; access = \"ro\"; }",
	  5, "overlaps" },
	{ "{ name = \"F\"; bits = \"0\"; access = \"wo\"; },\n"
	  "{ name = \"G\"; bits = \"0\"; access = \"wo-once\"; }",
	  5, "overlaps" },
	{ "{ name = \"F\"; bits = \"0\"; },\n{ name = \"F\"; bits = \"1\"; }", 5,
	  "the name \"F\" is taken" },
	{ "{ name = \"F1\"; bits = \"0\"; },\n{ name = \"F%s\"; bits = \"4\"; count = 2; }", 5,
	  "the name \"F1\" is taken" },
	{ "{ name = \"F\"; bits = \"0\"; count = 2; }", 4, "needs a %s" },
	{ "{ name = \"F%s\"; bits = \"0\"; }", 4, "no count" },
	{ "{ name = \"F%s\"; bits = \"0\"; count = 17; }", 4, "bit 16 is not in a register" },
	{ "{ name = \"F%s\"; bits = \"1:0\"; count = 2; stride = \"1\"; }", 4,
	  "field \"F1\" overlaps field \"F0\"" },
	{ "{ name = \"F%s\"; bits = \"0\"; count = 2; stride = \"65\"; }", 4,
	  "the stride is in bits, up to 64" },
	{ "{ name = \"F%s\"; bits = \"0\"; count = 2; stride = \"64\"; }", 4,
	  "\"F1\" is not in the register" },
	{ "{ name = \"F%s\"; bits = \"0\"; count = 2; stride = 1; }", 4, "wrong type" },
	{ "{ name = \"F\"; bits = \"0\";\noffset = \"0\"; }", 5, "offset does not belong here" },
	{ "{ name = \"F\"; bits = \"0\";\nread = \"allow\"; }", 5, "read does not belong here" },
	{ "{ name = \"F\"; bits = \"0\";\nreset = \"0\"; }", 5, "reset does not belong here" },
	{ "{ name = \"F\"; bits = \"0\";\nwidth = 8; }", 5, "width does not belong here" },
	{ "{ name = \"F\"; bits = \"0\";\nfields = ( ); }", 5, "fields does not belong here" },
	{ "{ name = \"F\"; bits = \"0\";\nsize = 1; }", 5, "unknown key \"size\"" },
	{ "{ name = \"F\"; bits = \"0\";\nvalues = [ ]; }", 5, "values: not a list" },
	{ "{ name = \"F/\"; bits = \"0\"; }", 4, "letters, digits" },
	{ "5", 4, "a group" },
};

/* Values of a field F of 4 bits, on the fourth line and after it. */
static const struct {
	const char *values;
	int line;
	const char *says;
} wrong_values[] = {
	{ "5", 4, "a value is { name = \"on\"; value = \"1\"; }" },
	{ "{ }", 4, "a value is" },
	{ "{ name = \"on\"; }", 4, "a value is" },
	{ "{ value = \"1\"; }", 4, "a value is" },
	{ "{ name = \"on\"; value = 1; }", 4, "a value is" },
	{ "{ name = 1; value = \"1\"; }", 4, "a value is" },
	{ "{ name = \"on\"; value = \"1\"; help = \"x\"; }", 4, "unknown key" },
	{ "{ name = \"on\"; value = \"1\"; use = \"both\"; }", 4, "use is \"read\" or \"write\"" },
	{ "{ name = \"on\"; value = \"1\"; use = 1; }", 4, "use is \"read\" or \"write\"" },
	{ "{ name = \"on\"; value = \"\"; }", 4, "not a number" },
	{ "{ name = \"on\"; value = \"on\"; }", 4, "not a number" },
	{ "{ name = \"on\"; value = \"1-\"; }", 4, "not a number" },
	{ "{ name = \"on\"; value = \"-1\"; }", 4, "not a number" },
	{ "{ name = \"on\"; value = \"**\"; }", 4, "not a number" },
	{ "{ name = \"on\"; value = \"2-1\"; }", 4, "the end is before the start" },
	{ "{ name = \"on\"; value = \"16\"; }", 4,
	  "\"on\" = \"16\": it does not fit into the field" },
	{ "{ name = \"on\"; value = \"15-16\"; }", 4, "it does not fit into the field" },
	{ "{ name = \"on\"; value = \"1-18446744073709551616\"; }", 4, "64 bits" },
	{ "{ name = \"1\"; value = \"1\"; }", 4, "value \"1\": the name is a number" },
	{ "{ name = \"0x1f\"; value = \"1\"; }", 4, "the name is a number" },
	{ "{ name = \"07\"; value = \"1\"; }", 4, "the name is a number" },
	{ "{ name = \"\"; value = \"1\"; }", 4, "the name is empty" },
	{ "{ name = \"on off\"; value = \"1\"; }", 4, "letters, digits" },
	{ "{ name = \"on\"; value = \"1\"; },\n{ name = \"on\"; value = \"2\"; }", 5,
	  "two values are named \"on\"" },
	{ "{ name = \"on\"; value = \"1\"; use = \"read\"; },\n{ name = \"on\"; value = \"2\"; }",
	  5, "two values are named \"on\"" },
};

/* One line, at `line`, that says so. */
static void check(const char *before, const char *text, const char *behind, int line,
		  const char *says)
{
	char start[64], *all = NULL;
	const char *printed;
	int mistakes;

	ck_assert_int_ge(asprintf(&all,
				  "regions = ( { name = \"x\"; sim = \"ram\"; registers = (\n"
				  "{ name = \"R\"; offset = \"0\"; width = 16;\nfields = ( "
				  "%s\n%s%s ); } ); } );",
				  before, text, behind),
			 0);
	regions_free(&made_up.all);
	mistakes = conf_load_text(&made_up.all, all, "a.conf");
	printed = capture_end();
	capture_begin();
	snprintf(start, sizeof(start), "a.conf:%d: region \"x\": R: ", line);
	ck_assert_msg(mistakes == 1, "%s: %d mistakes: %s", text, mistakes, printed);
	ck_assert_msg(strncmp(printed, start, strlen(start)) == 0, "%s: %s", text, printed);
	ck_assert_msg(strstr(printed, says), "%s: not \"%s\": %s", text, says, printed);
	ck_assert_msg(strchr(printed, '\n') == printed + strlen(printed) - 1, "%s", printed);
	free(all);
}

START_TEST(mistakes_in_fields)
{
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		check("", wrong[i].fields, "", wrong[i].line, wrong[i].says);
}
END_TEST

START_TEST(mistakes_in_values)
{
	for (size_t i = 0; i < COUNT_OF(wrong_values); i++)
		check("{ name = \"F\"; bits = \"3:0\"; values = (", wrong_values[i].values, "); }",
		      wrong_values[i].line, wrong_values[i].says);
}
END_TEST

static const struct reg_field *field(const char *path)
{
	return &chip.region->registers->fields[chip_node(path).index];
}

/* What a field does not say its register does. */
START_TEST(defaults)
{
	const struct reg_field *f;

	chip_ram("{ name = \"R\"; offset = \"0\"; access = \"rw-once\"; read-effect = \"set\";"
		 "  write-effect = \"zero-to-set\"; read = \"allow\"; fields = ("
		 "  { name = \"AS\"; bits = \"0\"; },"
		 "  { name = \"OWN\"; bits = \"3:2\"; access = \"ro\"; read-effect = \"none\";"
		 "    write-effect = \"modify\"; } ); }");
	f = field("field/R/AS");
	ck_assert(f->traits.access == ACCESS_BOTH && f->traits.once);
	ck_assert(f->traits.read_effect == READ_SETS &&
		  f->traits.write_effect == WRITE_ZERO_TO_SET);
	ck_assert(f->low == 0 && f->bits == 1 && f->values == 0);
	f = field("field/R/OWN");
	ck_assert(f->traits.access == ACCESS_READ && !f->traits.once);
	ck_assert(f->traits.read_effect == READ_PLAIN && f->traits.write_effect == WRITE_MODIFIES);
	ck_assert(f->low == 2 && f->bits == 2);
}
END_TEST

/* Words of the configuration, each as what it means. */
START_TEST(words)
{
	static const char *const reads[] = { "none", "clear", "set", "modify", "external" };
	static const char *const writes[] = { "none",		"one-to-clear",	 "one-to-set",
					      "one-to-toggle",	"zero-to-clear", "zero-to-set",
					      "zero-to-toggle", "clear",	 "set",
					      "modify" };

	for (unsigned int i = 0; i < COUNT_OF(writes); i++) {
		chip_ram("{ name = \"R\"; offset = \"0\"; fields = ("
			 "  { name = \"F\"; bits = \"0\"; write-effect = \"%s\";"
			 "    read-effect = \"%s\"; } ); }",
			 writes[i], reads[i % COUNT_OF(reads)]);
		ck_assert_uint_eq(field("field/R/F")->traits.write_effect, WRITE_PLAIN + i);
		ck_assert_uint_eq(field("field/R/F")->traits.read_effect, i % COUNT_OF(reads));
	}
}
END_TEST

START_TEST(arrays)
{
	chip_ram("{ name = \"R\"; offset = \"0\"; fields = ("
		 "  { name = \"A%%s\"; bits = \"1:0\"; count = 3; },"
		 "  { name = \"B%%sX\"; bits = \"0x08:010\"; count = 2; stride = \"4\"; },"
		 "  { name = \"C%%s\"; bits = \"31\"; count = 1; } ); }");
	ck_assert(field("field/R/A0")->low == 0 && field("field/R/A0")->bits == 2);
	ck_assert(field("field/R/A2")->low == 4 && field("field/R/A2")->bits == 2);
	ck_assert(field("field/R/B0X")->low == 8 && field("field/R/B0X")->bits == 1);
	ck_assert(field("field/R/B1X")->low == 12);
	ck_assert(field("field/R/C0")->low == 31);
}
END_TEST

/* Read by the one and written by the other, bits may have two names; so may values. */
START_TEST(shared)
{
	chip_ram("{ name = \"R\"; offset = \"0\"; fields = ("
		 "  { name = \"IN\"; bits = \"7:0\"; access = \"ro\"; },"
		 "  { name = \"OUT\"; bits = \"3:0\"; access = \"wo\"; values = ("
		 "    { name = \"on\"; value = \"1\"; use = \"read\"; },"
		 "    { name = \"on\"; value = \"2\"; use = \"write\"; },"
		 "    { name = \"up\"; value = \"1\"; } ); } ); }");
	ck_assert(field("field/R/IN")->bits == 8 && field("field/R/OUT")->values != 0);
}
END_TEST

TCase *conf_fields_tests(void)
{
	TCase *c = tcase_create("conf_fields");

	tcase_add_checked_fixture(c, chip_setup, chip_teardown);
	tcase_add_test(c, mistakes_in_fields);
	tcase_add_test(c, mistakes_in_values);
	tcase_add_test(c, defaults);
	tcase_add_test(c, words);
	tcase_add_test(c, arrays);
	tcase_add_test(c, shared);
	return c;
}
