/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = "FILE:LIST": every mistake in the file or the reference is one line, with its place.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"

static const char chip[] =
	"lists = (\n"
	"{ name = \"A\"; registers = ( { name = \"R\"; offset = \"0\"; } ); },\n"
	"{ name = \"B\"; registers = ( { name = \"S\"; offset = \"4\"; } ); } );\n";

static void setup(void)
{
	made_up_setup();
	made_up_text("chip.conf", chip);
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

/* One line, about that file and line of it, that says so. */
static void check(const char *registers, const char *file, int line, const char *says)
{
	char text[1024], start[2 * PATH_MAX];
	const char *printed;
	int mistakes;

	snprintf(text, sizeof(text),
		 "regions = (\n{ name = \"x\"; sim = \"ram\"; registers = %s; } );\n", registers);
	made_up_text("a.conf", text);
	regions_free(&made_up.all);
	mistakes = conf_load(&made_up.all, made_up_path("a.conf"));
	printed = capture_end();
	capture_begin();
	snprintf(start, sizeof(start), "%s:%d: ", made_up_path("%s", file), line);
	ck_assert_msg(mistakes == 1, "%s: %d mistakes: %s", registers, mistakes, printed);
	/* libconfig 1.5 names an included file as it is written, later ones with the folder. */
	ck_assert_msg(strncmp(printed, start, strlen(start)) == 0 ||
			      strncmp(printed, file, strlen(file)) == 0,
		      "%s: not at %s: %s", registers, start, printed);
	ck_assert_msg(strstr(printed, says), "%s: not \"%s\": %s", registers, says, printed);
	ck_assert_msg(strchr(printed, '\n') == printed + strlen(printed) - 1, "%s", printed);
}

/* What is in a file, and what is wrong with it; "chip.conf" is the file that holds it. */
static const struct {
	const char *text;
	int line;
	const char *says;
} files[] = {
	{ "", 0, "a file of registers holds lists" },
	{ "lists = 5;", 0, "holds lists" },
	{ "lists = [ ];", 0, "holds lists" },
	{ "registers = ( );", 0, "holds lists" },
	{ "lists = ( );\nregions = ( );", 0, "and nothing else" },
	{ "lists = (", 1, "syntax error" },
	{ "lists = (\n5 );", 2, "a list of registers is {" },
	{ "lists = (\n{ } );", 2, "a list of registers is {" },
	{ "lists = (\n{ name = \"A\"; } );", 2, "a list of registers is {" },
	{ "lists = (\n{ registers = ( ); } );", 2, "a list of registers is {" },
	{ "lists = (\n{ name = \"\"; registers = ( ); } );", 2, "a list of registers is {" },
	{ "lists = (\n{ name = 1; registers = ( ); } );", 2, "a list of registers is {" },
	{ "lists = (\n{ name = \"A\"; registers = ( ); help = \"\"; } );", 2,
	  "a list of registers is {" },
	{ "lists = (\n{ name = \"A\"; registers = ( ); },\n{ name = \"A\"; registers = ( ); } );",
	  3, "list \"A\": the name is taken" },
	{ "lists = (\n{ name = \"A\"; registers = (\n{ name = \"R\"; offset = 0; } ); } );", 3,
	  "list \"A\": \"R\": offset: the value has the wrong type" },
	{ "lists = (\n{ name = \"A\"; registers = 5; } );", 2, "list \"A\": registers is a list" },
	{ "lists = (\n{ name = \"A\"; registers = \"none.conf:A\"; } );", 2,
	  "list \"A\": registers: cannot read none.conf: No such file" },
	{ "lists = (\n{ name = \"A\"; registers = \"chip.conf:A\"; } );", 2,
	  "is not known yet: it comes later, or the two hold each other" },
	{ "lists = (\n{ name = \"A\"; registers = (\n"
	  "{ name = \"G\"; offset = \"0\"; registers = \"chip.conf:A\"; } ); } );",
	  3, "is not known yet: it comes later, or the two hold each other" },
};

START_TEST(mistakes_in_files)
{
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		made_up_text("chip.conf", files[i].text);
		check("\"chip.conf:A\"", "chip.conf", files[i].line, files[i].says);
	}
}
END_TEST

static const struct {
	const char *registers, *says;
} references[] = {
	{ "5", "registers is a list, ( { name = \"...\"; ... }, ... ), or where one is" },
	{ "true", "registers is a list" },
	{ "{ }", "registers is a list" },
	{ "[ ]", "registers is a list" },
	{ "\"\"", "\"FILE:LIST\"" },
	{ "\"chip.conf\"", "\"FILE:LIST\"" },
	{ "\":A\"", "\"FILE:LIST\"" },
	{ "\"chip.conf:\"", "\"FILE:LIST\"" },
	{ "\"chip.conf:C\"", "there is no list \"C\" in" },
	{ "\"chip.conf:a\"", "there are: A B\n" },
	{ "\"16550.conf:8250\"", "there is no list \"8250\" in 16550.conf; there are: 16550\n" },
	{ "\"none.conf:A\"", "cannot read none.conf: No such file or directory; put it beside" },
};

START_TEST(mistakes_in_references)
{
	for (size_t i = 0; i < COUNT_OF(references); i++)
		check(references[i].registers, "a.conf", 2, references[i].says);
}
END_TEST

/* What cannot be used is not passed over for what is shipped, nor the XML for what is not there. */
START_TEST(files_of_others)
{
	made_up_text("16550.conf", "}");
	check("\"16550.conf:16550\"", "16550.conf", 1, "syntax error");
	made_up_text("alone.svd", "<device/>\n");
	check("\"alone.svd:A\"", "a.conf", 2, "make it: svd2devmemfs -o alone.svd.conf alone.svd");
	check("\"none.svd:A\"", "a.conf", 2, "svd2devmemfs -o none.svd.conf none.svd");
}
END_TEST

/* Two files that need each other. */
START_TEST(circles)
{
	made_up_text("b.conf", "lists = ( { name = \"B\"; registers = \"c.conf:C\"; } );");
	made_up_text("c.conf", "lists = ( { name = \"C\"; registers = \"b.conf:B\"; } );");
	check("\"b.conf:B\"", "c.conf", 1,
	      "is not known yet: it comes later, or the two hold each other");
}
END_TEST

/* A list that comes later in its own file is not there yet. */
START_TEST(forward)
{
	made_up_text("chip.conf", "lists = (\n{ name = \"A\"; registers = \"chip.conf:B\"; },\n"
				  "{ name = \"B\"; registers = ( ); } );");
	check("\"chip.conf:A\"", "chip.conf", 2, "it comes later");
	check("\"chip.conf:B\"", "chip.conf", 2, "it comes later");
}
END_TEST

/* Whoever uses the file, its mistakes are told once, and nothing is said of what is right in it. */
START_TEST(used_twice)
{
	const char *printed;

	made_up_text("chip.conf",
		     "lists = ( { name = \"A\"; registers = (\n"
		     "{ name = \"R\"; offset = 0; } ); },\n"
		     "{ name = \"B\"; registers = ( { name = \"R\"; offset = \"0\"; } ); } );");
	made_up_text("a.conf", "regions = (\n"
			       "{ name = \"x\"; sim = \"ram\"; registers = \"chip.conf:A\"; },\n"
			       "{ name = \"y\"; sim = \"ram\"; registers = \"chip.conf:A\"; },\n"
			       "{ name = \"z\"; sim = \"ram\"; registers = \"chip.conf:B\"; } );");
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("a.conf")), 1);
	printed = capture_end();
	ck_assert_msg(strstr(printed, "chip.conf:2: list \"A\": \"R\": offset: "), "%s", printed);
	ck_assert_msg(strchr(printed, '\n') == printed + strlen(printed) - 1, "%s", printed);
}
END_TEST

/* A list is as trusted as the configuration. */
START_TEST(others_can_write_it)
{
	ck_assert_int_eq(chmod(made_up_path("chip.conf"), 0646), 0);
	check("\"chip.conf:A\"", "chip.conf", 0, "refused: others can write it; chmod o-w");
	ck_assert_int_eq(chmod(made_up_path("chip.conf"), 0644), 0);
	made_up_text("part.conf", "{ name = \"A\"; registers = ( ); }\n");
	made_up_text("chip.conf", "lists = (\n@include \"part.conf\"\n);");
	ck_assert_int_eq(chmod(made_up_path("part.conf"), 0646), 0);
	check("\"chip.conf:A\"", "part.conf", 1, "chmod o-w");
}
END_TEST

TCase *conf_lists_mistakes_tests(void)
{
	TCase *c = tcase_create("conf_lists_mistakes");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, mistakes_in_files);
	tcase_add_test(c, mistakes_in_references);
	tcase_add_test(c, files_of_others);
	tcase_add_test(c, circles);
	tcase_add_test(c, forward);
	tcase_add_test(c, used_twice);
	tcase_add_test(c, others_can_write_it);
	return c;
}
