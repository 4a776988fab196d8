/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configurations with every kind of mistake: each is reported with its file and line, and counted.
 */
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

/*
 * Each line that is printed is "FILE:LINE: message"; the lines' numbers in order are wanted in
 * `lines`, and as many as there are is returned.
 */
static void check_lines(const char *printed, const char *path, const char *lines, int mistakes)
{
	char found[256] = "";
	int n = 0;

	for (const char *p = printed; *p; p = strchr(p, '\n') + 1, n++) {
		size_t length = strlen(path), used = strlen(found);

		ck_assert_msg(strncmp(p, path, length) == 0 && p[length] == ':', "%s", p);
		snprintf(found + used, sizeof(found) - used, "%s%d", n ? " " : "",
			 atoi(p + length + 1));
		p += length + 1 + strspn(p + length + 1, "0123456789");
		ck_assert_msg(strncmp(p, ": ", 2) == 0 && strchr(p, '\n') > p + 2, "%s", p);
		ck_assert_ptr_nonnull(strchr(p, '\n'));
	}
	ck_assert_msg(strcmp(found, lines) == 0, "lines %s, not %s:\n%s", found, lines, printed);
	ck_assert_msg(n == mistakes, "%d mistakes returned, but printed:\n%s", mistakes, printed);
}

static void load(const char *text, const char *lines, const char *says)
{
	const char *printed;
	int mistakes;

	made_up_text("a.conf", text);
	mistakes = conf_load(&made_up.all, made_up_path("a.conf"));
	printed = capture_end();
	check_lines(printed, made_up_path("a.conf"), lines, mistakes);
	ck_assert_msg(strstr(printed, says), "\"%s\" is not in:\n%s", says, printed);
}

/* Keys on the third line of a region whose name is on the second. */
static const struct {
	const char *keys, *says;
} keys[] = {
	{ "memory = \"0xfee00000-0xfed00000\";", "end is before the start" },
	{ "memory = \"0xd0000000+0\";", "size is 0" },
	{ "memory = \"0xfffffffffffffff0+0x100\";", "64 bits" },
	{ "memory = \"0x10000000000000000+1\";", "64 bits" },
	{ "memory = \"0xd0000000+99999999999G\";", "64 bits" },
	{ "memory = \"fee00000+4k\";", "not a number" },
	{ "memory = \"0xd0000000+4T\";", "k, M or G" },
	{ "memory = \"0xd0000000\";", "START-END" },
	{ "memory = \"\";", "not a number" },
	{ "memory = 0xfee00000;", "string" },
	{ "memory = 4096L;", "string" },
	{ "memory = true;", "string" },
	{ "memory = [ \"0xd0000000+4k\" ];", "string" },
	{ "ports = 0x378;", "string" },
	{ "ports = \"0xfff0+0x11\";", "0xffff" },
	{ "ports = \"0x378..0x37a\";", "START-END" },
	{ "pci = \"04.0 bar0\";", "not a PCI function" },
	{ "pci = \"0000:00:04.0\";", "not a PCI function" },
	{ "pci = \"0000:00:04.0 bar6\";", "no such part" },
	{ "pci = \"1234:11e8@0 bar0\";", "not a PCI function" },
	{ "iomem = \"\";", "label" },
	{ "iomem = \"HPET 0@0\";", "label" },
	{ "file = \"dump\";", "start with /" },
	{ "file = \"/dump@5-4\";", "end is before the start" },
	{ "sim = \"vga\";", "parport, uart, isa, edu, ram, rom" },
	{ "sim = \"edu+4k\";", "fixed size" },
	{ "sim = \"ram+0\";", "size" },
	{ "sim = \"ram+2G\";", "1 GiB" },
	{ "sim = \"ram\"; access = \"yes\";", "\"rw\"" },
	{ "sim = \"ram\"; access = \"\";", "no such access" },
	{ "sim = \"ram\"; access = 1;", "wrong type" },
	{ "sim = \"ram\"; widths = \"bx\";", "b, w, l and q" },
	{ "sim = \"ram\"; widths = \"\";", "no width" },
	{ "sim = \"ram\"; widths = 4;", "wrong type" },
	{ "sim = \"uart\"; widths = \"q\";", "none of these" },
	{ "ports = \"0x300+8\"; widths = \"bq\";", "q does not exist" },
	{ "widths = \"q\"; ports = \"0x300+8\";", "q does not exist" },
	{ "pci = \"0000:00:04.0 config\"; widths = \"q\";", "q does not exist" },
	{ "memory = 0xfee00000; widths = \"q\";", "string" },
	{ "sim = \"ram\"; mode = \"0999\";", "mode" },
	{ "sim = \"ram\"; mode = \"0755\";", "mode" },
	{ "sim = \"ram\"; mode = \"04600\";", "mode" },
	{ "sim = \"ram\"; mode = \"\";", "mode" },
	{ "sim = \"ram\"; mode = \"rw\";", "mode" },
	{ "sim = \"ram\"; mode = 0640;", "string" },
	{ "sim = \"ram\"; owner = \"no such user!\";", "no such user" },
	{ "sim = \"ram\"; group = \"no such group!\";", "no such group" },
	{ "sim = \"ram\"; owner = 0;", "user's name" },
	{ "sim = \"ram\"; map = \"wt\";", "user space cannot have" },
	{ "sim = \"ram\"; map = \"np\";", "user space cannot have" },
	{ "sim = \"ram\"; map = \"cache\";", "user space cannot have" },
	{ "sim = \"ram\"; map = \"fast\";", "no such value" },
	{ "sim = \"ram\"; endian = \"middle\";", "no such value" },
	{ "sim = \"ram\"; quad = \"double\";", "no such value" },
	{ "sim = \"ram\"; order = \"random\";", "no such value" },
	{ "sim = \"ram\"; flush = \"toilet\";", "no such value" },
	{ "sim = \"ram\"; force = \"true\";", "true or false" },
	{ "sim = \"ram\"; exclusive = 1;", "true or false" },
	{ "sim = \"ram\"; colour = \"red\";", "unknown key \"colour\"" },
	{ "sim = \"ram\"; Access = \"rw\";", "unknown key \"Access\"" },
	{ "sim = \"ram\"; memory = \"0xd0000000+4k\";", "address already" },
	{ "sim = \"ram\"; sim = \"ram\";", "duplicate" },
	{ "sim = \"ram\" access = ;", "syntax error" },
};

START_TEST(key)
{
	char text[512];

	snprintf(text, sizeof(text), "regions = (\n{ name = \"x\";\n%s }\n);\n", keys[_i].keys);
	load(text, "3", keys[_i].says);
}
END_TEST

/* Names on the second line. */
static const struct {
	const char *name, *says;
} names[] = {
	{ "\"\"", "empty" },
	{ "\".x\"", "dot" },
	{ "\"a/b\"", "letters" },
	{ "\"a b\"", "letters" },
	{ "\"\xc3\xa4\"", "letters" },
	{ "\"a\\n\"", "letters" },
	{ "\"iomem\"", "itself" },
	{ "\"ioports\"", "itself" },
	{ "\"pci\"", "itself" },
	{ "\"..\"", "dot" },
	{ "5", "string" },
	{ "[ \"x\" ]", "string" },
};

START_TEST(name)
{
	char text[512];

	snprintf(text, sizeof(text), "regions = ( {\nname = %s;\nsim = \"ram\"; } );\n",
		 names[_i].name);
	load(text, "2", names[_i].says);
}
END_TEST

START_TEST(name_too_long)
{
	char text[512];

	snprintf(text, sizeof(text), "regions = (\n{ name = \"%0256d\"; sim = \"ram\"; } );\n", 0);
	load(text, "2", "255");
}
END_TEST

/* Whole files. */
static const struct {
	const char *text, *lines, *says;
} files[] = {
	{ "regions = (\n{ sim = \"ram\"; }\n);", "2", "without a name" },
	{ "regions = (\n\n{ name = \"x\"; }\n);", "3", "no address" },
	{ "regions = (\n{ },\n{ }\n);", "2 2 3 3", "no address" },
	{ "regions = (\n5, \"x\" );", "2 2", "a region is a group" },
	{ "regions = { name = \"x\"; sim = \"ram\"; };", "1", "regions is a list" },
	{ "regions = 5;", "1", "regions is a list" },
	{ "\n\nzones = ( );", "3", "unknown key \"zones\"" },
	{ "\nregions = (\n", "3", "syntax error" },
	{ "regions = ( { name = \"x; } );\n", "2", "syntax error" },
	{ "}", "1", "syntax error" },
	{ "\n@include \"none.conf\"\n", "2", "include" },
	{ "regions = (\n{ name = \"x\"; sim = \"ram\"; },\n{ name = \"y\"; sim = \"ram\"; },\n"
	  "{ name = \"x\"; sim = \"rom\"; },\n{ name = \"x\"; sim = \"rom\"; } );",
	  "4 5", "the name is taken by line 2" },
};

START_TEST(file)
{
	load(files[_i].text, files[_i].lines, files[_i].says);
}
END_TEST

static const char all_at_once[] = "regions = (\n"
				  "{ name = \"a b\"; sim = \"ram\"; access = \"all\"; },\n"
				  "{ name = \"x\"; memory = 0xd0000000;\n"
				  "  widths = \"z\"; colour = 1;\n"
				  "  force = 7; },\n"
				  "{ name = \"x\"; sim = \"ram\"; ports = \"1-0\"; },\n"
				  "{ name = \"ok\"; sim = \"ram\"; } );\n"
				  "zones = 1;\n";

/* One run shows them all: nobody should have to mend them one by one. */
START_TEST(every_mistake_at_once)
{
	load(all_at_once, "2 2 3 4 4 5 6 6 8 6", "the name is taken by line 3");
}
END_TEST

START_TEST(from_text)
{
	int n = conf_load_text(&made_up.all, "\nregions = ( { sim = \"ram\"; } );", "built-in");

	check_lines(capture_end(), "built-in", "2", n);
}
END_TEST

START_TEST(mistake_in_an_include)
{
	const char *printed;
	int n;

	made_up_text("more.conf",
		     "{ name = \"b\"; sim = \"rom\"; },\n{ name = \"c\";\nsim = 1; },\n");
	made_up_text("a.conf", "regions = (\n@include \"more.conf\"\n"
			       "{ name = \"a\"; sim = \"ram\"; } );");
	n = conf_load(&made_up.all, made_up_path("a.conf"));
	printed = capture_end();
	/* libconfig 1.5 names it as it is written, later ones with the folder. */
	check_lines(printed, *printed == '/' ? made_up_path("more.conf") : "more.conf", "3", n);
}
END_TEST

TCase *conf_mistake_tests(void)
{
	TCase *c = tcase_create("conf_mistakes");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, key, 0, (int)COUNT_OF(keys));
	tcase_add_loop_test(c, name, 0, (int)COUNT_OF(names));
	tcase_add_test(c, name_too_long);
	tcase_add_loop_test(c, file, 0, (int)COUNT_OF(files));
	tcase_add_test(c, every_mistake_at_once);
	tcase_add_test(c, from_text);
	tcase_add_test(c, mistake_in_an_include);
	return c;
}
