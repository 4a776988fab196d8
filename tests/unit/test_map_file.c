/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What map.txt draws: the kernel's entries with the configured regions among them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "made_up.h"
#include "map.h"
#include "unit.h"
#include "world.h"

static char *text;

static void teardown(void)
{
	free(text);
	text = NULL;
	capture_teardown();
	world_teardown();
}

static const char map[] = "d0000000-d00fffff : PCI Bus 0000:00\n"
			  "  d0000000-d0000fff : 0000:00:04.0\n"
			  "    d0000000-d0000fff : driver\n"
			  "  d0002000-d0003fff : 0000:00:05.0\n"
			  "d0200000-d02fffff : other\n";

/* Draws a machine of that map and of regions "name = memory range". */
static void draw(const char *regions)
{
	size_t length;

	made_up_text("proc/iomem", map);
	made_up_text("proc/ioports", "0300-0307 : card\n");
	world_make(regions);
	text = map_text_file(&world.board.regions, NULL, &length);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(strlen(text), length);
}

/* The nth line that has this text, with its end, from its start on; "" if there is none. */
static const char *line_of(const char *part)
{
	static char line[512];
	const char *at = strstr(text, part), *start = at, *end;

	if (!at)
		return "";
	while (start > text && start[-1] != '\n')
		start--;
	end = strchr(start, '\n');
	ck_assert(end && end - start < (ptrdiff_t)sizeof(line));
	memcpy(line, start, (size_t)(end - start));
	line[end - start] = '\0';
	return line;
}

static void check_line(const char *part, const char *wanted)
{
	const char *line = line_of(part);

	ck_assert_msg(strstr(line, wanted) != NULL, "\"%s\" is not in \"%s\" of\n%s", wanted, line,
		      text);
}

/* How often a text is there. */
static unsigned int count(const char *part)
{
	unsigned int n = 0;

	for (const char *p = text; (p = strstr(p, part)); p++)
		n++;
	return n;
}

#define REGION(name, range) "{ name = \"" name "\"; memory = \"" range "\"; }"

START_TEST(at_an_entry)
{
	draw("regions = (" REGION("mine", "0xd0200000+1M") " );");
	check_line("d0200000-d02fffff", "other  * mine");
	ck_assert_int_eq(*line_of("d0200000-d02fffff"), '*');
	ck_assert_int_eq(*line_of("d0000000-d00fffff"), ' ');
	ck_assert_uint_eq(count("mine"), 1);
}
END_TEST

/* Of a BAR and its driver at one range the outer one has the mark. */
START_TEST(at_two_entries)
{
	draw("regions = (" REGION("mine", "0xd0000000+4k") "," REGION("again",
								      "0xd0000000+4k") ");");
	check_line("0000:00:04.0", "0000:00:04.0  * mine, again");
	ck_assert_int_eq(*line_of("driver"), ' ');
	ck_assert_uint_eq(count("mine"), 1);
}
END_TEST

START_TEST(inside_an_entry)
{
	draw("regions = (" REGION("mine", "0xd0003000+16") ");");
	check_line("d0003000-d000300f", "| | mine  * mine");
	ck_assert_int_eq(*line_of("d0003000-d000300f"), '*');
	ck_assert_int_eq(*line_of("0000:00:05.0"), ' ');
}
END_TEST

START_TEST(in_a_gap)
{
	draw("regions = (" REGION("mine", "0xd0100000+4k") ");");
	check_line("d0100000-d0100fff", "mine  * mine");
	ck_assert_ptr_null(strstr(line_of("d0100000-d0100fff"), "|"));
	ck_assert(strstr(text, "d0100000") > strstr(text, "d0002000"));
	ck_assert(strstr(text, "d0100000") < strstr(text, "d0200000"));
}
END_TEST

/* One that holds entries is drawn around them. */
START_TEST(around_entries)
{
	draw("regions = (" REGION("mine", "0xd0000000+32k") ");");
	check_line("d0000000-d0007fff", "| mine  * mine");
	check_line("0000:00:04.0", "| | 0000:00:04.0");
	check_line("driver", "| | | driver");
	check_line("0000:00:05.0", "| | 0000:00:05.0");
}
END_TEST

/* It cannot be drawn beside what it shares bytes with, so it is a remark there. */
static const char *const crossings[] = { "0xd0001000+8k", "0xd0003000+8k" };

START_TEST(across_the_end_of_an_entry)
{
	char regions[128];

	snprintf(regions, sizeof(regions), "regions = ( { name = \"mine\"; memory = \"%s\"; } );",
		 crossings[_i]);
	draw(regions);
	check_line("0000:00:05.0", "0000:00:05.0  * mine");
	ck_assert_uint_eq(count("mine"), 1);
}
END_TEST

START_TEST(across_the_outer_one)
{
	draw("regions = (" REGION("mine", "0xd00ff000+8k") ");");
	check_line("d0000000-d00fffff", "PCI Bus 0000:00  * mine");
	ck_assert_uint_eq(count("mine"), 1);
}
END_TEST

START_TEST(two_that_cross)
{
	draw("regions = (" REGION("one", "0xd0100000+8k") "," REGION(
		"two", "0xd0101000+8k") "," REGION("three", "0xd0102000+8k") ");");
	check_line("d0100000-d0101fff", "one  * one, two");
	check_line("d0102000-d0103fff", "three  * three");
	ck_assert_uint_eq(count("two"), 1);
}
END_TEST

START_TEST(one_in_another)
{
	draw("regions = (" REGION("inner", "0xd0101000+16") "," REGION("outer",
								       "0xd0100000+8k") ");");
	check_line("d0100000-d0101fff", "  outer  * outer");
	check_line("d0101000-d010100f", "| inner  * inner");
}
END_TEST

START_TEST(ports)
{
	draw("regions = ( { name = \"card\"; ports = \"0x300+8\"; },\n"
	     "{ name = \"one\"; ports = \"0x301+1\"; }, { name = \"far\"; ports = \"0x400+4\"; } "
	     ");");
	check_line("0300-0307", "card  * card");
	check_line("0301-0301", "| one  * one");
	check_line("0400-0403", "far  * far");
	ck_assert(strstr(text, "I/O ports\n") < strstr(text, "0300-0307"));
	ck_assert(strstr(text, "0400-0403") < strstr(text, "memory\n"));
}
END_TEST

/* A BAR, a ROM and an entry are addresses like others; files and configuration space have none. */
START_TEST(other_spaces)
{
	const struct made_up_bar bars[6] = { [0] = { 0xd0200000, 0x100000, BAR_MEMORY } };

	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	draw("regions = ( { name = \"bar\"; pci = \"1234:11e8 bar0\"; },\n"
	     "{ name = \"entry\"; iomem = \"driver\"; },\n"
	     "{ name = \"space\"; pci = \"1234:11e8 config\"; },\n"
	     "{ name = \"missing\"; pci = \"9999:11e8 bar0\"; } );");
	check_line("other", "* bar");
	check_line("0000:00:04.0", "* entry");
	ck_assert_uint_eq(count("space"), 0);
	ck_assert_uint_eq(count("missing"), 0);
}
END_TEST

/* Also where the tree is not shown, and those of the PCI tree are not configured ones. */
START_TEST(trees)
{
	const struct made_up_bar bars[6] = { [0] = { 0xd0200000, 0x100000, BAR_MEMORY } };

	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	draw("browse = ( { tree = \"pci\"; } );");
	ck_assert_int_eq(*line_of("other"), ' ');
	ck_assert_ptr_null(strstr(line_of("other"), "* "));
	ck_assert_uint_eq(count("card"), 1);
	ck_assert_uint_eq(count("bar0"), 0);
}
END_TEST

TCase *map_file_tests(void)
{
	TCase *c = tcase_create("map_file");

	tcase_add_checked_fixture(c, world_setup, teardown);
	tcase_add_test(c, at_an_entry);
	tcase_add_test(c, at_two_entries);
	tcase_add_test(c, inside_an_entry);
	tcase_add_test(c, in_a_gap);
	tcase_add_test(c, around_entries);
	tcase_add_loop_test(c, across_the_end_of_an_entry, 0, (int)COUNT_OF(crossings));
	tcase_add_test(c, across_the_outer_one);
	tcase_add_test(c, two_that_cross);
	tcase_add_test(c, one_in_another);
	tcase_add_test(c, ports);
	tcase_add_test(c, other_spaces);
	tcase_add_test(c, trees);
	return c;
}
