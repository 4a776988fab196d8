/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that opens what a change brings: it opens a region anew each time it is asked. */
#include <errno.h>
#include <string.h>

#include "capture.h"
#include "made_up.h"
#include "options.h"
#include "unit.h"
#include "world.h"

static const char bar0[] = "sys/bus/pci/devices/0000:00:04.0/resource0";
static const struct made_up_bar bars[6] = { { 0xfe800000, 4096, BAR_MEMORY } };
static char nowhere[] = "/nowhere";
static const struct options options = { .mountpoint = nowhere };

static void setup(void)
{
	world_setup();
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	capture_begin();
}

static void teardown(void)
{
	made_up_keeper_end();
	capture_teardown();
	world_teardown();
}

/* The board of now, with all that it has open, by the keeper's hand. */
static void take_over(void)
{
	world_make("regions = ( { name = \"bar\"; pci = \"0000:00:04.0 bar0\"; } );");
	board_close(&world.board);
	made_up_keeper(&options, &world.wanted);
}

START_TEST(opens)
{
	made_up_fill(bar0, 4096);
	take_over();
	world_again();
	ck_assert_str_eq(world_at("bar")->backend, "pci-resource");
	ck_assert_ptr_nonnull(world_access("bar"));
}
END_TEST

/* The serving process may look more than once before the keeper looks again. */
START_TEST(opens_again)
{
	take_over();
	for (int i = 0; i < 3; i++) {
		world_again();
		ck_assert_ptr_nonnull(strstr(world_at("bar")->cause, strerror(ENOENT)));
	}
	made_up_fill(bar0, 4096);
	world_again();
	ck_assert_ptr_null(world_at("bar")->cause);
}
END_TEST

/* What the configuration does not name, and what is not there, it does not open. */
START_TEST(opens_no_more)
{
	made_up_fill(bar0, 4096);
	take_over();
	ck_assert_int_eq(made_up_kept("bar", "proc/iomem"), -EACCES);
	ck_assert_int_eq(made_up_kept("other", bar0), -EACCES);
}
END_TEST

TCase *keeper_tests(void)
{
	TCase *c = tcase_create("keeper");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, opens);
	tcase_add_test(c, opens_again);
	tcase_add_test(c, opens_no_more);
	return c;
}
