/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = "FILE:LIST": where files are looked for, what they hold, and what is wrong with them.
 */
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "reg.h"
#include "reg_shelf.h"
#include "shipped.h"
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

/* Loads a region with these registers from ROOT/a.conf; the mistakes' number. */
static int load(const char *registers, const char **printed)
{
	char text[1024];
	int mistakes;

	snprintf(text, sizeof(text),
		 "regions = (\n{ name = \"x\"; sim = \"ram\"; registers = %s; } );\n", registers);
	made_up_text("a.conf", text);
	regions_free(&made_up.all);
	mistakes = conf_load(&made_up.all, made_up_path("a.conf"));
	*printed = capture_end();
	capture_begin();
	return mistakes;
}

static const struct reg_list *list_of(const char *registers)
{
	const char *printed;
	int mistakes = load(registers, &printed);

	ck_assert_msg(mistakes == 0, "%s: %s", registers, printed);
	ck_assert_ptr_nonnull(made_up.all.v[0].registers);
	return made_up.all.v[0].registers;
}

START_TEST(beside_the_configuration)
{
	const struct reg_list *list = list_of("\"chip.conf:A\"");

	ck_assert_uint_eq(list->n, 2);
	ck_assert_uint_ne(reg_find(list, 0, "R"), 0);
	list = list_of("\"chip.conf:B\"");
	ck_assert_uint_ne(reg_find(list, 0, "S"), 0);
	made_up_text("more/chip.conf", chip);
	ck_assert_uint_eq(list_of("\"more/chip.conf:A\"")->n, 2);
}
END_TEST

START_TEST(absolute_path)
{
	char registers[2 * PATH_MAX];

	snprintf(registers, sizeof(registers), "\"%s:A\"", made_up_path("chip.conf"));
	ck_assert_uint_eq(list_of(registers)->n, 2);
}
END_TEST

/* Who has the same list has the same memory, and the file was read once. */
START_TEST(shared)
{
	const char *path;

	made_up_text("a.conf",
		     "regions = ( { name = \"x\"; sim = \"ram\"; registers = \"chip.conf:A\"; },"
		     "{ name = \"y\"; sim = \"ram\"; registers = \"chip.conf:A\"; },"
		     "{ name = \"z\"; sim = \"ram\"; registers = \"chip.conf:B\"; } );");
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("a.conf")), 0);
	ck_assert_ptr_nonnull(made_up.all.v[0].registers);
	ck_assert_ptr_eq(made_up.all.v[0].registers, made_up.all.v[1].registers);
	ck_assert_ptr_ne(made_up.all.v[0].registers, made_up.all.v[2].registers);
	path = made_up_path("chip.conf");
	ck_assert_str_eq(reg_shelf_name(made_up.all.shelf, path, 0), "A");
	ck_assert_str_eq(reg_shelf_name(made_up.all.shelf, path, 1), "B");
	ck_assert_ptr_null(reg_shelf_name(made_up.all.shelf, path, 2));
}
END_TEST

/* A file beside the configuration goes before the one that comes with the program. */
START_TEST(shipped_or_own)
{
	const struct reg_list *list = list_of("\"16550.conf:16550\"");

	ck_assert_uint_ne(reg_find(list, 0, "THR"), 0);
	made_up_text("16550.conf", "lists = ( { name = \"16550\"; registers = (\n"
				   "{ name = \"OWN\"; offset = \"0\"; } ); } );");
	list = list_of("\"16550.conf:16550\"");
	ck_assert_uint_eq(reg_find(list, 0, "THR"), 0);
	ck_assert_uint_ne(reg_find(list, 0, "OWN"), 0);
}
END_TEST

/* A configuration that is built in has no directory, but has the shipped files. */
START_TEST(from_text)
{
	ck_assert_int_eq(conf_load_text(&made_up.all,
					"regions = ( { name = \"x\"; sim = \"uart\";"
					" registers = \"16550.conf:16550\"; } );",
					"built-in"),
			 0);
	ck_assert_ptr_nonnull(made_up.all.v[0].registers);
	regions_free(&made_up.all);
	ck_assert_int_eq(conf_load_text(&made_up.all,
					"regions = ( { name = \"x\"; sim = \"uart\";"
					" registers = \"chip.conf:A\"; } );",
					"built-in"),
			 1);
}
END_TEST

/* Each file that is shipped holds lists, and all of them are right. */
START_TEST(all_shipped)
{
	size_t n = 0;

	for (const struct shipped *s = shipped; s->file; s++) {
		char registers[256];
		const char *printed;

		if (!strstr(s->text, "lists ="))
			continue;
		snprintf(registers, sizeof(registers), "\"%s:none\"", s->file);
		/* Only this one is not there; the others are listed. */
		ck_assert_int_eq(load(registers, &printed), 1);
		ck_assert_msg(strstr(printed, "there is no list \"none\""), "%s", printed);
		ck_assert_msg(!strstr(printed, "there are:\n"), "%s", printed);
		n++;
	}
	ck_assert_uint_ge(n, 7);
}
END_TEST

/* svd2devmemfs writes chip.svd.conf; who names chip.svd means that one. */
START_TEST(converted)
{
	made_up_text("chip.svd", "<?xml version=\"1.0\"?>\n<device/>\n");
	made_up_text("chip.svd.conf", chip);
	ck_assert_uint_eq(list_of("\"chip.svd:A\"")->n, 2);
	made_up_text("chip.svd", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<device/>\n");
	ck_assert_uint_eq(list_of("\"chip.svd:A\"")->n, 2);
	made_up_text("only.svd.conf", chip);
	ck_assert_uint_eq(list_of("\"only.svd:B\"")->n, 2);
}
END_TEST

START_TEST(parts)
{
	const struct reg_list *list;
	uint32_t group;

	made_up_text("d.conf",
		     "lists = (\n"
		     "{ name = \"D\"; registers = \"chip.conf:B\"; },\n"
		     "{ name = \"E\"; registers = (\n"
		     "{ name = \"CH%s\"; offset = \"0x10\"; count = 2; stride = \"8\";"
		     "  registers = \"chip.conf:B\"; },\n"
		     "{ name = \"D\"; offset = \"0\"; registers = \"d.conf:D\"; } ); } );");
	list = list_of("\"d.conf:E\"");
	group = reg_find(list, 0, "CH1");
	ck_assert_uint_eq(list->v[reg_find(list, group, "S")].offset, 0x10 + 8 + 4);
	group = reg_find(list, 0, "D");
	ck_assert_uint_eq(list->v[reg_find(list, group, "S")].offset, 4);
}
END_TEST

TCase *conf_lists_tests(void)
{
	TCase *c = tcase_create("conf_lists");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, beside_the_configuration);
	tcase_add_test(c, absolute_path);
	tcase_add_test(c, shared);
	tcase_add_test(c, shipped_or_own);
	tcase_add_test(c, from_text);
	tcase_add_test(c, all_shipped);
	tcase_add_test(c, converted);
	tcase_add_test(c, parts);
	return c;
}
