/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard names of configuration space: headers, capabilities and which of their forms it is. */
#include <stdio.h>

#include "made_up.h"
#include "seen.h"
#include "space.h"

static const struct made_up_bar no_bars[6];

START_TEST(header)
{
	space[0x06] = 0;
	ck_assert_str_eq(space_found(256), "");
	ck_assert(space_reg("", "VENDOR_ID")->offset == 0 &&
		  space_reg("", "VENDOR_ID")->width == 2);
	ck_assert(space_reg("", "COMMAND")->offset == 4 && space_reg("", "COMMAND")->width == 2);
	ck_assert_uint_eq(space_reg("", "BASE_ADDRESS_5")->offset, 0x24);
	ck_assert_uint_eq(reg_find(world_at("c")->registers, 0, "PRIMARY_BUS"), 0);
	/* The type, whether there are capabilities, and no more; nothing is extended in 256 bytes.
	 */
	ck_seen(LOAD(1, 0x0e, 0), LOAD(2, 0x06, 0));
	/* Of several functions, which bit 7 says, the type is the same. */
	space[0x0e] = 0x80;
	ck_assert_str_eq(space_found(256), "");
	space[0x0e] = 0x01;
	ck_assert_str_eq(space_found(256), "");
	ck_assert_uint_eq(space_reg("", "PRIMARY_BUS")->offset, 0x18);
	ck_assert_uint_eq(reg_find(world_at("c")->registers, 0, "BASE_ADDRESS_5"), 0);
	/* A CardBus bridge, of which the first pointer is elsewhere. */
	space[0x0e] = 0x02;
	ck_assert_str_eq(space_found(256), "");
	ck_assert_uint_eq(space_reg("", "CB_CARDBUS_NUMBER")->offset, 0x19);
	/* Other types have other registers, and what is not there reads as ones. */
	space[0x0e] = 0x03;
	ck_assert_str_eq(space_found(256), "none");
	space[0x0e] = 0xff;
	ck_assert_str_eq(space_found(256), "none");
}
END_TEST

START_TEST(capabilities)
{
	space_capability(0x40, 0x01, 0x50, 0);
	space_capability(0x50, 0x10, 0xa0, 0x0002);
	space_capability(0xa0, 0x11, 0x00, 0);
	ck_assert_str_eq(space_found(256), "CAP_PM=40 CAP_EXP=50 CAP_MSIX=a0 ");
	ck_assert_uint_eq(space_reg("CAP_PM", "PMC")->offset, 0x42);
	ck_assert_uint_eq(space_reg("CAP_EXP", "DEVCAP")->offset, 0x54);
	ck_assert_uint_eq(space_reg("CAP_MSIX", "FLAGS")->offset, 0xa2);
	/* Each head is read once, and the flags of the one that comes in two versions. */
	ck_seen(LOAD(1, 0x0e, 0), LOAD(2, 0x06, 0), LOAD(1, 0x34, 0), LOAD(2, 0x40, 0),
		LOAD(2, 0x50, 0), LOAD(2, 0x52, 0), LOAD(2, 0xa0, 0));
	/* The list does not count if the status says that there is none. */
	space[0x06] = 0xef;
	ck_assert_str_eq(space_found(256), "");
}
END_TEST

/* Where the registers of a capability are depends on its flags. */
START_TEST(variants)
{
	static const struct {
		unsigned int flags, data;
		const char *name;
	} msi[] = {
		{ 0x000, 0x48, "DATA_32" },
		{ 0x080, 0x4c, "DATA_64" },
		{ 0x100, 0x48, "DATA_32" },
		{ 0x180, 0x4c, "DATA_64" },
	};

	for (size_t i = 0; i < COUNT_OF(msi); i++) {
		const struct reg_list *list;

		space_capability(0x40, 0x05, 0, msi[i].flags);
		ck_assert_str_eq(space_found(256), "CAP_MSI=40 ");
		ck_assert_uint_eq(space_reg("CAP_MSI", msi[i].name)->offset, msi[i].data);
		list = world_at("c")->registers;
		ck_assert(!reg_find(list, reg_find(list, 0, "CAP_MSI"),
				    i & 1 ? "MASK_64" : "MASK_32") == !(i & 2));
	}
	for (unsigned int version = 1; version <= 2; version++) {
		const struct reg_list *list;

		space_capability(0x40, 0x10, 0, version);
		ck_assert_str_eq(space_found(256), "CAP_EXP=40 ");
		list = world_at("c")->registers;
		ck_assert(!reg_find(list, reg_find(list, 0, "CAP_EXP"), "DEVCAP2") ==
			  (version == 1));
	}
}
END_TEST

/* Several of one kind, and kinds that nobody knows. */
START_TEST(names)
{
	space_capability(0x40, 0x09, 0x50, 0);
	space_capability(0x50, 0x09, 0x60, 0);
	space_capability(0x60, 0x77, 0x70, 0);
	space_capability(0x70, 0x09, 0x80, 0);
	space_capability(0x80, 0x78, 0x00, 0);
	ck_assert_str_eq(space_found(256),
			 "CAP_VNDR=40 CAP_VNDR@2=50 CAP=60 CAP_VNDR@3=70 CAP@2=80 ");
	ck_assert_uint_eq(space_reg("CAP@2", "NEXT")->offset, 0x81);
	ck_assert_uint_eq(space_reg("CAP_VNDR@3", "LENGTH")->offset, 0x72);
}
END_TEST

/* Functions that are alike share their list; who brings a list of his own has that one. */
START_TEST(shared)
{
	const struct reg_list *first;

	space_capability(0x40, 0x01, 0x00, 0);
	for (int i = 4; i < 7; i++) {
		char name[32], path[64];

		snprintf(name, sizeof(name), "0000:00:%02x.0", i);
		snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/config", name);
		made_up_function(name, 0x1234, 0x11e8, no_bars, 256);
		space[0x40] = i == 6 ? 0x09 : 0x01;
		made_up_bytes(path, 4, space + 4, 252);
	}
	world_make("regions = ( { name = \"c\"; pci = \"0000:00:04.0 config\"; },"
		   "{ name = \"d\"; pci = \"0000:00:05.0 config\"; },"
		   "{ name = \"e\"; pci = \"0000:00:06.0 config\"; },"
		   "{ name = \"f\"; pci = \"0000:00:04.0 config\"; registers = ("
		   "  { name = \"OWN\"; offset = \"0\"; } ); } );");
	board_open(&world.board);
	first = world_at("c")->registers;
	ck_assert_str_eq(space_groups(), "CAP_PM=40 ");
	ck_assert_ptr_eq(world_at("d")->registers, first);
	ck_assert_ptr_ne(world_at("e")->registers, first);
	ck_assert_uint_ne(reg_find(world_at("f")->registers, 0, "OWN"), 0);
	ck_assert_uint_eq(reg_find(world_at("f")->registers, 0, "VENDOR_ID"), 0);
	/* Looked at again, they are the same. */
	world_again();
	ck_assert_ptr_eq(world_at("c")->registers, first);
}
END_TEST

TCase *reg_pci_tests(void)
{
	TCase *c = tcase_create("reg_pci");

	tcase_add_checked_fixture(c, space_setup, space_teardown);
	tcase_add_test(c, header);
	tcase_add_test(c, capabilities);
	tcase_add_test(c, variants);
	tcase_add_test(c, names);
	tcase_add_test(c, shared);
	return c;
}
