/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two regions that can both be written must not share a byte. */
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

static const struct {
	const char *first, *second;
	bool overlap;
} pairs[] = {
	{ "memory = \"0xd0000000+4k\"; access = \"rw\";",
	  "memory = \"0xd0000fff+1\"; access = \"rw\";", true },
	{ "memory = \"0xd0000fff+1\"; access = \"wo\";",
	  "memory = \"0xd0000000+4k\"; access = \"rw\";", true },
	{ "memory = \"0xd0000000+4k\"; access = \"rw\";",
	  "memory = \"0xd0001000+1\"; access = \"rw\";", false },
	{ "memory = \"0xd0000000+4k\"; access = \"rw\";", "memory = \"0xd0000000+4k\";", false },
	{ "memory = \"0xd0000000+4k\";", "memory = \"0xd0000000+4k\";", false },
	{ "memory = \"0xd0000000+4k\"; access = \"rw\";",
	  "memory = \"0xd0000000+4k\"; access = \"none\";", false },
	{ "memory = \"0x300+8\"; access = \"rw\";", "ports = \"0x300+8\"; access = \"rw\";",
	  false },
	{ "ports = \"0x300+8\"; access = \"rw\";", "ports = \"0x307+1\"; access = \"wo\";", true },
	{ "file = \"/a@0+8\"; access = \"rw\";", "file = \"/a@4+8\"; access = \"rw\";", true },
	{ "file = \"/a@0+8\"; access = \"rw\";", "file = \"/b@4+8\"; access = \"rw\";", false },
	{ "sim = \"ram\"; access = \"rw\";", "sim = \"ram\"; access = \"rw\";", false },
};

START_TEST(pair)
{
	const char *printed;
	char text[512];
	int mistakes;

	snprintf(text, sizeof(text),
		 "regions = (\n{ name = \"one\"; %s },\n{ name = \"two\"; %s }\n);",
		 pairs[_i].first, pairs[_i].second);
	mistakes = conf_load_text(&made_up.all, text, "conf");
	if (!pairs[_i].overlap) {
		ck_assert_int_eq(mistakes, 0);
		return;
	}
	ck_assert_int_eq(mistakes, 1);
	/* The later one is the mistake; both are named. */
	printed = capture_end();
	ck_assert_int_eq(strncmp(printed, "conf:3: ", 8), 0);
	ck_assert(strstr(printed, "\"two\"") && strstr(printed, "\"one\" (line 2"));
}
END_TEST

/* A small one inside a large one hides neither from a third. */
START_TEST(nested)
{
	int n = conf_load_text(
		&made_up.all,
		"regions = (\n"
		"{ name = \"large\"; memory = \"0xd0000000+64k\"; access = \"rw\"; },\n"
		"{ name = \"small\"; memory = \"0xd0000100+4\"; access = \"rw\"; },\n"
		"{ name = \"other\"; memory = \"0xd0008000+4\"; access = \"rw\"; },\n"
		"{ name = \"free\"; memory = \"0xd0010000+4\"; access = \"rw\"; } );",
		"conf");
	const char *printed = capture_end();

	ck_assert_int_eq(n, 2);
	ck_assert_ptr_nonnull(strstr(printed, "conf:3: "));
	ck_assert_ptr_nonnull(strstr(printed, "conf:4: "));
	ck_assert_ptr_null(strstr(printed, "free"));
}
END_TEST

static struct region *writable(const char *key, const char *value)
{
	struct region *r = made_up_region(key, value, ACCESS_BOTH);

	r->file = "conf";
	r->line = (unsigned int)made_up.all.n;
	return r;
}

/* BARs and configuration spaces show only after the look-up that two names mean one place. */
START_TEST(after_the_look_up)
{
	const struct made_up_bar bars[6] = { { 0xfea00000, 1 << 20, BAR_MEMORY } };
	const char *printed;
	int n;

	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	made_up_function("0000:00:05.0", 0x1234, 0x11e9, bars, 256);
	writable("pci", "1234:11e8 bar0");
	writable("memory", "0xfea00800+4");
	writable("pci", "1234:11e8 config");
	writable("pci", "0000:00:04.0 config");
	writable("pci", "0000:00:05.0 config");
	ck_assert_int_eq(conf_check_overlaps(&made_up.all), 0);
	made_up_look_up();
	n = conf_check_overlaps(&made_up.all);
	printed = capture_end();
	ck_assert_msg(n == 2, "%d overlaps:\n%s", n, printed);
	ck_assert_ptr_nonnull(strstr(printed, "conf:2: "));
	ck_assert_ptr_nonnull(strstr(printed, "conf:4: "));
}
END_TEST

START_TEST(unusable_ones_do_no_harm)
{
	region_fail(writable("memory", "0xd0000000+4k"), "broken", NULL);
	writable("memory", "0xd0000000+4k");
	made_up_look_up();
	ck_assert_int_eq(conf_check_overlaps(&made_up.all), 0);
}
END_TEST

TCase *overlap_tests(void)
{
	TCase *c = tcase_create("overlap");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, pair, 0, (int)COUNT_OF(pairs));
	tcase_add_test(c, nested);
	tcase_add_test(c, after_the_look_up);
	tcase_add_test(c, unusable_ones_do_no_harm);
	return c;
}
