/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Capabilities that are another with the kind of function, and where one ends for the next. */
#include <string.h>

#include "made_up.h"
#include "seen.h"
#include "space.h"

/* True if the group of the region's list has a register of that name. */
static bool has(const char *group, const char *name)
{
	const struct reg_list *list = world_at("c")->registers;
	uint32_t number = reg_find(list, 0, group);

	ck_assert_msg(number != 0, "there is no %s", group);
	return reg_find(list, number, name);
}

START_TEST(pci_x)
{
	space_capability(0x40, 0x07, 0, 0);
	ck_assert_str_eq(space_found(256), "CAP_PCIX=40 ");
	ck_assert(has("CAP_PCIX", "CMD") && !has("CAP_PCIX", "BRIDGE_STATUS"));
	space[0x0e] = 0x81;
	ck_assert_str_eq(space_found(256), "CAP_PCIX=40 ");
	ck_assert(!has("CAP_PCIX", "CMD") && has("CAP_PCIX", "BRIDGE_STATUS"));
}
END_TEST

/* Only root ports and event collectors have the registers of the root. */
START_TEST(errors_of_the_root)
{
	space_extended(0x100, 0x0001, 0);
	for (unsigned int type = 0; type < 16; type++) {
		space_capability(0x40, 0x10, 0, type << 4 | 2);
		ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_EXP=40 ECAP_AER=100 ");
		ck_assert(has("ECAP_AER", "CAP"));
		ck_assert_msg(has("ECAP_AER", "ROOT_COMMAND") == (type == 4 || type == 10), "%u",
			      type);
	}
	/* Without the capability that says the type it is taken for none. */
	space[0x34] = 0;
	ck_assert_str_eq(space_found(SPACE_SIZE), "ECAP_AER=100 ");
	ck_assert(!has("ECAP_AER", "ROOT_COMMAND"));
}
END_TEST

/* CardBus bridges have the pointer where others have an address. */
START_TEST(cardbus)
{
	space[0x0e] = 0x02;
	space[0x14] = 0x80;
	space_capability(0x40, 0x09, 0, 0);
	space_capability(0x80, 0x01, 0, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=80 ");
	ck_seen(LOAD(1, 0x0e, 0), LOAD(2, 0x06, 0), LOAD(1, 0x14, 0), LOAD(2, 0x80, 0));
	ck_assert_uint_eq(space_reg("", "CB_CARDBUS_NUMBER")->offset, 0x19);
}
END_TEST

/* A list may be longer than the capability: what the next one begins with is its own. */
START_TEST(cut_by_the_next)
{
	space_capability(0x40, 0x01, 0x44, 0);
	space_capability(0x44, 0x09, 0, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_VNDR=44 ");
	ck_assert(has("CAP_PM", "PMC") && !has("CAP_PM", "CTRL"));
	/* In whichever order they are linked. */
	space[0x34] = 0x44;
	space_capability(0x44, 0x09, 0x40, 0);
	space_capability(0x40, 0x01, 0, 0);
	ck_assert_str_eq(space_found(256), "CAP_VNDR=44 CAP_PM=40 ");
	ck_assert(has("CAP_PM", "PMC") && !has("CAP_PM", "CTRL"));
	/* Nor does one reach into the extended space, or behind the end of this one. */
	space[0x34] = 0xfc;
	space_capability(0xfc, 0x01, 0, 0);
	ck_assert_str_eq(space_found(SPACE_SIZE), "CAP_PM=fc ");
	ck_assert(has("CAP_PM", "PMC") && !has("CAP_PM", "CTRL"));
	for (size_t i = 1; i < world_at("c")->registers->n; i++) {
		const struct reg *r = &world_at("c")->registers->v[i];

		ck_assert(reg_is_group(r) || r->offset + r->width <= 0x100);
	}
}
END_TEST

/* As many of one name in the extended space, each 4 bytes behind the one before. */
START_TEST(extended_names)
{
	space[0x34] = 0;
	space_extended(0x100, 0x0023, 0x104);
	space_extended(0x104, 0x0025, 0x108);
	space_extended(0x108, 0x0023, 0x10c);
	space_extended(0x10c, 0x0000, 0x110);
	space_extended(0x110, 0xffff, 0x000);
	ck_assert_str_eq(space_found(SPACE_SIZE),
			 "ECAP_DVSEC=100 ECAP_DLNK=104 ECAP_DVSEC@2=108 ECAP=10c ECAP@2=110 ");
	/* One that never ends. */
	for (unsigned int at = 0x100; at < SPACE_SIZE; at += 4)
		space_extended(at, 0x0003, at + 4 < SPACE_SIZE ? at + 4 : 0x100);
	ck_assert_ptr_nonnull(strstr(space_found(SPACE_SIZE), "ECAP_DSN@64=1fc "));
	ck_assert_ptr_null(strstr(space_groups(), "ECAP_DSN@65="));
	ck_assert_uint_lt(seen.n, 2 + 64 + 4);
}
END_TEST

TCase *reg_pci_kind_tests(void)
{
	TCase *c = tcase_create("reg_pci_kind");

	tcase_add_checked_fixture(c, space_setup, space_teardown);
	tcase_add_test(c, pci_x);
	tcase_add_test(c, errors_of_the_root);
	tcase_add_test(c, cardbus);
	tcase_add_test(c, cut_by_the_next);
	tcase_add_test(c, extended_names);
	return c;
}
