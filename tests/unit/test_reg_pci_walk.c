/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk along lists of capabilities, which may be broken, endless, or end where nothing is. */
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "seen.h"
#include "space.h"

static const struct made_up_bar no_bars[6];

/* Lists that are broken end where they break. */
START_TEST(broken_lists)
{
	space_capability(0x40, 0x01, 0x50, 0);
	space_capability(0x50, 0x09, 0x40, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 ");
	space_capability(0x50, 0x09, 0x50, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 ");
	/* Into the header, to nothing, to what is not there; the lowest two bits do not count. */
	space_capability(0x50, 0x09, 0x3c, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 ");
	space_capability(0x50, 0x09, 0x04, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 ");
	space_capability(0x50, 0x09, 0x63, 0);
	space_capability(0x60, 0xff, 0x70, 0);
	space_capability(0x70, 0x01, 0x00, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 ");
	space_capability(0x60, 0x0d, 0x00, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=50 CAP_SSVID=60 ");
	space[0x34] = 0x00;
	ck_assert_str_eq(space_found(256), "");
	space[0x34] = 0x3c;
	ck_assert_str_eq(space_found(256), "");
	space[0x34] = 0xff;
	ck_assert_str_eq(space_found(256), "CAP=fc ");
}
END_TEST

/* As many as there may be, also if they never end. */
START_TEST(longest_list)
{
	const struct reg_list *list;

	for (unsigned int at = 0x40; at < 0x100; at += 4)
		space_capability(at, 0x0d, at + 4 < 0x100 ? at + 4 : 0x40, 0);
	ck_assert_ptr_nonnull(strstr(space_found(256), "CAP_SSVID@47=f8 "));
	/* The last one has no room for more than its head. */
	ck_assert_ptr_nonnull(strstr(space_groups(), "CAP_SSVID@48=fc "));
	ck_assert_uint_eq(space_reg("CAP_SSVID@48", "NEXT")->offset, 0xfd);
	list = world_at("c")->registers;
	ck_assert_uint_eq(reg_find(list, reg_find(list, 0, "CAP_SSVID@48"), "VENDOR_ID"), 0);
	/* The type, the status, the pointer, each head. */
	ck_assert_uint_lt(seen.n, 3 + 48 + 20);
}
END_TEST

START_TEST(extended_ones)
{
	space_capability(0x40, 0x01, 0x00, 0);
	space_extended(0x100, 0x0001, 0x140);
	space_extended(0x140, 0x0003, 0x150);
	space_extended(0x150, 0x0bad, 0x160);
	space_extended(0x160, 0x000b, 0x170);
	space_extended(0x170, 0x000b, 0x000);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ECAP_AER=100 ECAP_DSN=140 ECAP=150 "
						  "ECAP_VNDR=160 ECAP_VNDR@2=170 ");
	ck_assert_uint_eq(space_reg("ECAP_AER", "CAP")->offset, 0x118);
	/* In 256 bytes there are none, and none is looked for. */
	ck_assert_str_eq(space_found(256), "CAP_PM=40 ");
	/* In a circle, into the low part, all ones, and the last place that there is. */
	space_extended(0x170, 0x000b, 0x100);
	ck_assert_ptr_nonnull(strstr(space_found(SPACE_SIZE), "ECAP_VNDR@2=170 "));
	space_extended(0x140, 0x0003, 0x040);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ECAP_AER=100 ECAP_DSN=140 ");
	space_extended(0x140, 0x0003, 0xffc);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ECAP_AER=100 ECAP_DSN=140 ");
	space_extended(0xffc, 0x0bad, 0x000);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ECAP_AER=100 ECAP_DSN=140 ECAP=ffc ");
	memset(space + 0x100, 0xff, 4);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ");
	/* What does not fit behind its place is left out of it, and the walk goes on. */
	space_extended(0x100, 0x0bad, 0xff8);
	space_extended(0xff8, 0x0001, 0x200);
	space_extended(0x200, 0x0003, 0x000);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=40 ECAP=100 ECAP_AER=ff8 ECAP_DSN=200 ");
}
END_TEST

/* What an ordinary user sees: 64 bytes, with pointers to what cannot be read. */
START_TEST(sixty_four_bytes)
{
	ck_assert_str_eq(space_found(64), "");
	ck_assert_uint_eq(space_reg("", "INTERRUPT_LINE")->offset, 0x3c);
	/* The file may also end before its size says. */
	space_capability(0x40, 0x01, 0x00, 0);
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, no_bars, 256);
	board_free(&world.board);
	regions_free(&world.wanted);
	world_make(space_configuration);
	ck_assert_int_eq(truncate(made_up_path("sys/bus/pci/devices/0000:00:04.0/config"), 0), 0);
	board_open(&world.board);
	ck_assert_str_eq(space_groups(), "none");
}
END_TEST

TCase *reg_pci_walk_tests(void)
{
	TCase *c = tcase_create("reg_pci_walk");

	tcase_add_checked_fixture(c, space_setup, space_teardown);
	tcase_add_test(c, broken_lists);
	tcase_add_test(c, longest_list);
	tcase_add_test(c, extended_ones);
	tcase_add_test(c, sixty_four_bytes);
	return c;
}
