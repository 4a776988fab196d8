/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The safety rules: RAM, claimed ranges, and maps that cannot be read. */
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "policy.h"
#include "unit.h"

static const char video[] = "PCI Bus 0000:00 > Video ROM";
static const char parport[] = "PCI Bus 0000:00 > parport0";
static const char drm[] = "PCI Bus 0000:00 > 0000:00:02.0 > bochs-drm";

/* cause: part of the text, NULL for a region that may be opened. */
static const struct {
	const char *key, *value;
	enum direction access;
	bool force;
	const char *cause, *claimed_by;
} rules[] = {
	/* Low memory is RAM, whatever the map calls it, and force does not help. */
	{ "memory", "0+4k", ACCESS_READ, false, "0xa0000", NULL },
	{ "memory", "0x500+1", ACCESS_READ, true, "0xa0000", NULL },
	{ "memory", "0x9ffff+1", ACCESS_READ, false, "0xa0000", NULL },
	{ "memory", "0x9ffff+64k", ACCESS_READ, false, "0xa0000", NULL },
	{ "memory", "0xa0000+64k", ACCESS_READ, false, NULL, NULL },
	{ "memory", "0xa0000+64k", ACCESS_BOTH, false, NULL, NULL },
	/* RAM above it: one byte is enough, at either end. */
	{ "memory", "0x100000+4k", ACCESS_READ, false, "System RAM", NULL },
	{ "memory", "0x100000+4k", ACCESS_READ, true, "System RAM", NULL },
	{ "memory", "0xfffff+2", ACCESS_READ, false, "System RAM", NULL },
	{ "memory", "0x3fffffff+2", ACCESS_READ, false, "System RAM", NULL },
	{ "memory", "0xf0000000-0x100000000", ACCESS_READ, true, "System RAM", NULL },
	{ "memory", "0x13fffffff+1", ACCESS_WRITE, true, "System RAM", NULL },
	{ "memory", "0x140000000+1", ACCESS_BOTH, false, NULL, NULL },
	{ "memory", "0xfe000000-0x1fe000000", ACCESS_READ, false, "System RAM", NULL },
	/* What a driver has claimed may be read, and written by force only. */
	{ "memory", "0xc0000+4k", ACCESS_READ, false, NULL, video },
	{ "memory", "0xc0000+4k", ACCESS_NONE, false, NULL, video },
	{ "memory", "0xc0000+4k", ACCESS_BOTH, false, "claimed by PCI Bus 0000:00 > Video ROM",
	  video },
	{ "memory", "0xc0000+4k", ACCESS_WRITE, false, "claimed by", video },
	{ "memory", "0xc0000+4k", ACCESS_BOTH, true, NULL, video },
	{ "memory", "0xc8fff+1", ACCESS_BOTH, false, "claimed by", video },
	{ "memory", "0xc9000+1", ACCESS_BOTH, false, NULL, NULL },
	{ "memory", "0xa0000+384k", ACCESS_BOTH, false, "claimed by", video },
	{ "memory", "0xfe000000+4", ACCESS_BOTH, false, "bochs-drm", drm },
	{ "memory", "0xfea00000+4", ACCESS_BOTH, false, NULL, NULL },
	{ "iomem", "HPET 0", ACCESS_READ, false, NULL, "HPET 0" },
	{ "iomem", "HPET 0", ACCESS_BOTH, false, "claimed by HPET 0", "HPET 0" },
	{ "iomem", "System RAM@2", ACCESS_READ, true, "System RAM", NULL },
	/* The same for ports; low numbers are nothing special there. */
	{ "ports", "0x378+3", ACCESS_READ, false, NULL, parport },
	{ "ports", "0x378+3", ACCESS_BOTH, false, "claimed by", parport },
	{ "ports", "0x37a+1", ACCESS_WRITE, false, "claimed by", parport },
	{ "ports", "0x378+3", ACCESS_BOTH, true, NULL, parport },
	{ "ports", "0x37b+1", ACCESS_BOTH, false, NULL, NULL },
	{ "ports", "0x20+8", ACCESS_BOTH, false, NULL, NULL },
	{ "ports", "0xc000+16", ACCESS_BOTH, false, NULL, NULL },
	/* Other spaces have numbers of their own. */
	{ "sim", "ram+4k", ACCESS_BOTH, false, NULL, NULL },
	{ "sim", "isa", ACCESS_BOTH, false, NULL, NULL },
};

static void check_claim(const struct region *r, const char *claimed_by)
{
	/* One that is refused as RAM is not asked for its owner. */
	if (claimed_by)
		ck_assert_str_eq(r->claimed_by, claimed_by);
	else if (!r->cause)
		ck_assert_ptr_null(r->claimed_by);
}

START_TEST(rule)
{
	struct region *r = made_up_region(rules[_i].key, rules[_i].value, rules[_i].access);

	r->force = rules[_i].force;
	made_up_look_up();
	check_claim(r, rules[_i].claimed_by);
	if (!rules[_i].cause) {
		ck_assert_msg(!r->cause, "%s: %s", rules[_i].value, r->cause);
		return;
	}
	ck_assert_msg(r->cause != NULL, "%s: not refused", rules[_i].value);
	ck_assert_msg(strstr(r->cause, rules[_i].cause), "%s: %s", rules[_i].value, r->cause);
	ck_assert_ptr_nonnull(r->remedy);
}
END_TEST

/* Three regions that only the map decides about. */
static void add_three(void)
{
	made_up_region("memory", "0xd0000000+4k", ACCESS_READ);
	made_up_region("ports", "0x300+8", ACCESS_READ);
	made_up_region("sim", "ram", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_null(made_up.all.v[1].cause);
	ck_assert_ptr_null(made_up.all.v[2].cause);
}

START_TEST(readable_map)
{
	add_three();
	ck_assert_ptr_null(made_up.all.v[0].cause);
}
END_TEST

START_TEST(no_map)
{
	unlink(made_up_path("proc/iomem"));
	add_three();
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].cause, "/proc/iomem"));
}
END_TEST

START_TEST(map_of_zeros)
{
	made_up_text("proc/iomem",
		     "00000000-00000000 : Reserved\n00000000-00000000 : System RAM\n");
	add_three();
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].cause, "zeros"));
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].remedy, "CAP_SYS_ADMIN"));
}
END_TEST

START_TEST(empty_map)
{
	made_up_text("proc/iomem", "");
	add_three();
	ck_assert_ptr_nonnull(made_up.all.v[0].cause);
}
END_TEST

/* A claim that cannot be looked up counts as one: reading is allowed, writing by force. */
static void check_unknown_claims(void)
{
	made_up_region("ports", "0x300+8", ACCESS_READ);
	made_up_region("ports", "0x300+8", ACCESS_BOTH);
	made_up_region("ports", "0x300+8", ACCESS_BOTH)->force = true;
	made_up_look_up();
	ck_assert_ptr_null(made_up.all.v[0].cause);
	ck_assert_ptr_nonnull(strstr(made_up.all.v[1].cause, "/proc/ioports"));
	ck_assert_ptr_nonnull(made_up.all.v[1].remedy);
	ck_assert_ptr_null(made_up.all.v[2].cause);
}

START_TEST(no_ports_map)
{
	unlink(made_up_path("proc/ioports"));
	check_unknown_claims();
}
END_TEST

START_TEST(ports_map_of_zeros)
{
	made_up_text("proc/ioports", "0000-0000 : PCI Bus 0000:00\n  0000-0000 : dma1\n");
	check_unknown_claims();
}
END_TEST

START_TEST(first_cause_stays)
{
	struct region *r = made_up_region("memory", "0x100000+4k", ACCESS_READ);

	region_fail(r, "broken before", NULL);
	made_up_look_up();
	ck_assert_str_eq(r->cause, "broken before");
}
END_TEST

/* What to do: the file that unbinds the driver, if it is a PCI function's. */
static const struct {
	const char *key, *value, *remedy;
} remedies[] = {
	{ "memory", "0x500+1", "choose a device's range: see /proc/iomem" },
	{ "memory", "0x100000+4k", "choose a device's range: see /proc/iomem" },
	{ "memory", "0xfe000000+4",
	  "unbind the driver (echo 0000:00:02.0 >/sys/bus/pci/devices/0000:00:02.0/driver/unbind), "
	  "or say access = \"ro\", or force = true to write all the same" },
	{ "iomem", "bochs-drm",
	  "unbind the driver (echo 0000:00:02.0 >/sys/bus/pci/devices/0000:00:02.0/driver/unbind), "
	  "or say access = \"ro\", or force = true to write all the same" },
	{ "memory", "0xc0000+4k",
	  "unload or unbind the driver, or say access = \"ro\", or force = true to write all the "
	  "same" },
	{ "ports", "0x378+3",
	  "unload or unbind the driver, or say access = \"ro\", or force = true to write all the "
	  "same" },
};

START_TEST(remedy)
{
	struct region *r = made_up_region(remedies[_i].key, remedies[_i].value, ACCESS_BOTH);

	made_up_look_up();
	ck_assert_str_eq(r->remedy, remedies[_i].remedy);
	/* One line of a log. */
	ck_assert_ptr_null(strchr(r->cause, '\n'));
}
END_TEST

TCase *policy_tests(void)
{
	TCase *c = tcase_create("policy");

	tcase_add_checked_fixture(c, made_up_setup, made_up_teardown);
	tcase_add_loop_test(c, rule, 0, (int)COUNT_OF(rules));
	tcase_add_loop_test(c, remedy, 0, (int)COUNT_OF(remedies));
	tcase_add_test(c, readable_map);
	tcase_add_test(c, no_map);
	tcase_add_test(c, map_of_zeros);
	tcase_add_test(c, empty_map);
	tcase_add_test(c, no_ports_map);
	tcase_add_test(c, ports_map_of_zeros);
	tcase_add_test(c, first_cause_stays);
	return c;
}
