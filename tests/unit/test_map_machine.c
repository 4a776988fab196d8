/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map.txt of machines without maps, with hidden ones, with simulated devices, and that change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_up.h"
#include "map.h"
#include "unit.h"
#include "world.h"

static char *text;

static void teardown(void)
{
	free(text);
	text = NULL;
	world_teardown();
}

static void draw(void)
{
	size_t length;

	free(text);
	text = map_text_file(&world.board.regions, NULL, &length);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(strlen(text), length);
}

static void make(const char *iomem, const char *ioports, const char *configuration)
{
	made_up_text("proc/iomem", iomem);
	made_up_text("proc/ioports", ioports);
	world_make(configuration);
	draw();
}

/* How often a text is there. */
static unsigned int count(const char *part)
{
	unsigned int n = 0;

	for (const char *p = text; (p = strstr(p, part)); p++)
		n++;
	return n;
}

static const char map[] = "d0000000-d00fffff : PCI Bus 0000:00\n"
			  "  d0000000-d0000fff : card\n"
			  "d0200000-d02fffff : other\n";

START_TEST(simulated_devices_alone)
{
	make("", "",
	     "regions = ( { name = \"a\"; sim = \"ram+4k\"; },\n"
	     "{ name = \"b\"; sim = \"uart\"; } );");
	ck_assert_int_eq(strncmp(text, "a\n", 2), 0);
	ck_assert_uint_eq(count("* a"), 1);
	ck_assert_uint_eq(count("* b"), 1);
	ck_assert_uint_eq(count("memory\n"), 0);
	ck_assert_uint_eq(count("not readable"), 0);
}
END_TEST

/* Beside a machine they come last, each with addresses of its own. */
START_TEST(simulated_devices_too)
{
	make(map, "0300-0307 : port\n",
	     "regions = ( { name = \"scratch\"; sim = \"ram+4k\"; },\n"
	     "{ name = \"mine\"; memory = \"0xd0100000+4k\"; } );");
	ck_assert(strstr(text, "I/O ports\n") && strstr(text, "memory\n"));
	ck_assert(strstr(text, "\nscratch\n") > strstr(text, "* mine"));
	ck_assert_uint_eq(count("* scratch"), 1);
}
END_TEST

/* A few are shown, more would fill the page. */
START_TEST(too_many_simulated_devices)
{
	char configuration[32 * 64] = "regions = (";
	size_t used = strlen(configuration);

	for (unsigned int i = 0; i < 17; i++)
		used += (size_t)snprintf(configuration + used, sizeof(configuration) - used,
					 "%s{ name = \"sim%u\"; sim = \"ram+4k\"; }", i ? "," : "",
					 i);
	snprintf(configuration + used, sizeof(configuration) - used, ");");
	make(map, "", configuration);
	ck_assert_uint_eq(count("sim"), 0);
	ck_assert_uint_eq(count("| card"), 1);
}
END_TEST

START_TEST(why_there_is_nothing)
{
	ck_assert_int_eq(remove(made_up_path("proc/ioports")), 0);
	made_up_text("proc/iomem", "00000000-00000000 : System RAM\n");
	world_make("browse = ( { tree = \"iomem\"; }, { tree = \"ioports\"; } );");
	draw();
	ck_assert_uint_eq(count("/proc/iomem shows only zeros; run with CAP_SYS_ADMIN"), 1);
	ck_assert_uint_eq(count("/proc/ioports cannot be read: No such file"), 1);
}
END_TEST

/* Among entries that are hidden, a region would say that the rest is free. */
START_TEST(region_in_a_hidden_map)
{
	make("00000000-00000000 : System RAM\n", "",
	     "regions = ( { name = \"mine\"; memory = \"0xd0000000+4k\"; },\n"
	     "{ name = \"scratch\"; sim = \"ram+4k\"; } );");
	ck_assert_uint_eq(count("/proc/iomem shows only zeros"), 1);
	ck_assert_uint_eq(count("* mine"), 0);
	ck_assert_uint_eq(count("* scratch"), 1);
}
END_TEST

/* A device that is gone is not drawn. */
START_TEST(gone)
{
	make(map, "", "browse = ( { tree = \"iomem\"; } );");
	ck_assert_uint_eq(count("other"), 1);
	ck_assert_uint_eq(count("| card"), 1);
	made_up_text("proc/iomem", "d0000000-d00fffff : PCI Bus 0000:00\n");
	world_again();
	draw();
	ck_assert_uint_eq(count("other"), 0);
	ck_assert_uint_eq(count("| card"), 0);
	ck_assert_uint_eq(count("PCI Bus"), 1);
}
END_TEST

TCase *map_machine_tests(void)
{
	TCase *c = tcase_create("map_machine");

	tcase_add_checked_fixture(c, world_setup, teardown);
	tcase_add_test(c, simulated_devices_alone);
	tcase_add_test(c, simulated_devices_too);
	tcase_add_test(c, too_many_simulated_devices);
	tcase_add_test(c, why_there_is_nothing);
	tcase_add_test(c, region_in_a_hidden_map);
	tcase_add_test(c, gone);
	return c;
}
