/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of browse with every kind of mistake: each is one line with its place. */
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "conf.h"
#include "unit.h"

static struct regions all;

static void teardown(void)
{
	capture_teardown();
	regions_free(&all);
}

/* One mistake, on that line. */
static void check(const char *text, unsigned int line, const char *says)
{
	const char *printed;
	char place[32];
	int n;

	capture_begin();
	n = conf_load_text(&all, text, "a.conf");
	printed = capture_end();
	snprintf(place, sizeof(place), "a.conf:%u: ", line);
	ck_assert_msg(n == 1, "%d mistakes:\n%s", n, printed);
	ck_assert_msg(strncmp(printed, place, strlen(place)) == 0, "%s", printed);
	ck_assert_msg(strchr(printed, '\n') == printed + strlen(printed) - 1, "%s", printed);
	ck_assert_msg(strstr(printed, says), "\"%s\" is not in:\n%s", says, printed);
}

static const char names_of_trees[] = "\"iomem\", \"ioports\" or \"pci\"";

/* Whole files. */
static const struct {
	const char *text;
	unsigned int line;
	const char *says;
} files[] = {
	{ "browse = 5;", 1, "browse is a list" },
	{ "\nbrowse = { tree = \"iomem\"; };", 2, "browse is a list" },
	{ "browse = [ \"iomem\" ];", 1, "browse is a list" },
	{ "browse = (\n\"iomem\" );", 2, "a row of browse is a group" },
	{ "browse = (\n{ access = \"ro\"; } );", 2, "a row without a tree" },
	{ "browse = (\n{ } );", 2, names_of_trees },
	{ "browse = ( {\ntree = \"usb\"; } );", 2, "there is no such tree" },
	{ "browse = ( {\ntree = \"\"; } );", 2, names_of_trees },
	{ "browse = ( {\ntree = \"IOMEM\"; } );", 2, "there is no such tree" },
	{ "browse = ( {\ntree = 5; } );", 2, names_of_trees },
	{ "browse = ( {\ntree = [ \"pci\" ]; } );", 2, names_of_trees },
	{ "browse = ( { tree = \"pci\";\ntree = \"iomem\"; } );", 2, "duplicate" },
};

START_TEST(file)
{
	check(files[_i].text, files[_i].line, files[_i].says);
}
END_TEST

/* Keys on the third line of a row. */
static const struct {
	const char *tree, *keys, *says;
} keys[] = {
	{ "iomem", "colour = \"red\";", "unknown key \"colour\"" },
	{ "iomem", "name = \"x\";", "unknown key \"name\"" },
	{ "iomem", "registers = ( );", "registers is a key of regions" },
	{ "iomem", "memory = \"0xd0000000+4k\";", "memory is a key of regions" },
	{ "iomem", "iomem = \"HPET 0\";", "iomem is a key of regions" },
	{ "ioports", "ports = \"0x300+8\";", "ports is a key of regions" },
	{ "pci", "pci = \"1234:11e8 bar0\";", "pci is a key of regions" },
	{ "pci", "file = \"/x\";", "file is a key of regions" },
	{ "pci", "sim = 5;", "sim is a key of regions" },
	{ "iomem", "access = \"yes\";", "no such access" },
	{ "iomem", "access = 1;", "wrong type" },
	{ "iomem", "force = \"true\";", "true or false" },
	{ "iomem", "owner = \"no such user!\";", "no such user" },
	{ "iomem", "mode = \"0755\";", "mode" },
	{ "iomem", "widths = \"x\";", "b, w, l and q" },
	{ "ioports", "widths = \"bq\";", "q does not exist" },
	{ "ioports", "quad = \"lo-hi\";", "no 64-bit registers" },
	{ "iomem", "map = \"wc\";", "prefetchable" },
	{ "pci", "map = \"np\";", "user space cannot have" },
	{ "iomem", "only = \"HPET*\";", "list of patterns" },
	{ "iomem", "only = 5;", "list of patterns" },
	{ "iomem", "only = { a = \"b\"; };", "list of patterns" },
	{ "iomem", "only = [ ];", "list of patterns" },
	{ "iomem", "only = ( );", "list of patterns" },
	{ "iomem", "only = [ 5, 6 ];", "list of patterns" },
	{ "iomem", "only = ( \"a\", 5 );", "list of patterns" },
	{ "iomem", "only = ( \"a\", ( \"b\" ) );", "list of patterns" },
};

START_TEST(key)
{
	char text[512];

	snprintf(text, sizeof(text), "browse = (\n{ tree = \"%s\";\n%s }\n);\n", keys[_i].tree,
		 keys[_i].keys);
	check(text, 3, keys[_i].says);
}
END_TEST

/* flush reads, and this row has forbidden it. */
START_TEST(keys_that_contradict)
{
	check("browse = (\n{ tree = \"iomem\"; access = \"wo\"; flush = \"read\"; } );", 2,
	      "access = \"wo\" forbids");
}
END_TEST

/* Which tree, where there are several. */
START_TEST(the_tree_is_named)
{
	check("browse = ( { tree = \"pci\"; },\n{ tree = \"ioports\"; only = 5; } );", 2,
	      "browse \"ioports\": ");
}
END_TEST

START_TEST(all_at_once)
{
	capture_begin();
	ck_assert_int_eq(conf_load_text(&all,
					"browse = (\n{ tree = \"usb\"; },\n5,\n"
					"{ tree = \"pci\"; only = 5;\ncolour = 1; },\n{ } );",
					"a.conf"),
			 5);
	capture_end();
	/* The rows with mistakes do not show their trees wider open than they say. */
	for (const struct browse *b = all.browse; b; b = b->next)
		ck_assert_int_eq(b->policy.access, ACCESS_NONE);
}
END_TEST

TCase *browse_mistakes_tests(void)
{
	TCase *c = tcase_create("browse_mistakes");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_loop_test(c, file, 0, (int)COUNT_OF(files));
	tcase_add_loop_test(c, key, 0, (int)COUNT_OF(keys));
	tcase_add_test(c, keys_that_contradict);
	tcase_add_test(c, the_tree_is_named);
	tcase_add_test(c, all_at_once);
	return c;
}
