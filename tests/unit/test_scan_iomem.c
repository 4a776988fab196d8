/* SPDX-License-Identifier: GPL-2.0-or-later */
/* iomem = "LABEL": labels that are there, and what is said of one that is not. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "unit.h"

static const char map[] = "d0000000-d0000fff : HPET 0\n"
			  "d0001000-d0001fff : HPET 1\n"
			  "d0002000-d0002fff : HPET 1\n"
			  "d0003000-d00fffff : PCI Bus 0000:00\n"
			  "  d0004000-d0004fff : 0000:00:04.0\n"
			  "    d0004000-d0004fff : driver\n"
			  "d0100000-d0100fff : \n"
			  "d0101000-d0101fff : serial@7e201000\n"
			  "d0102000-d0102fff : gpio@1000\n";

static const struct region *look_up(const char *label)
{
	const struct region *r;

	made_up_text("proc/iomem", map);
	r = made_up_region("iomem", label, ACCESS_READ);
	made_up_look_up();
	return r;
}

static const struct {
	const char *label;
	uint64_t base;
} found[] = {
	{ "HPET 0", 0xd0000000 },	   { "HPET 0@1", 0xd0000000 },
	{ "HPET 1", 0xd0001000 },	   { "HPET 1@2", 0xd0002000 },
	{ "serial@7e201000", 0xd0101000 }, { "serial@7e201000@1", 0xd0101000 },
	{ "0000:00:04.0", 0xd0004000 },	   { "PCI Bus 0000:00", 0xd0003000 },
	{ "gpio@1000", 0xd0102000 },	   { "gpio@1000@1", 0xd0102000 },
};

START_TEST(labels)
{
	const struct region *r = look_up(found[_i].label);

	ck_assert_msg(!r->cause, "%s", r->cause);
	ck_assert_uint_eq(r->range.base, found[_i].base);
}
END_TEST

/* Those that are alike come first; each once, in the map's order. */
static const struct {
	const char *label, *cause, *remedy;
} missing[] = {
	{ "HPET", "/proc/iomem has no \"HPET\"",
	  "write one as it prints it: \"HPET 0\", \"HPET 1\"" },
	{ "hpet 1", "/proc/iomem has no \"hpet 1\"", "write one as it prints it: \"HPET 1\"" },
	{ "DRIVER.ko", "/proc/iomem has no \"DRIVER.ko\"",
	  "write one as it prints it: \"driver\"" },
	{ "bus", "/proc/iomem has no \"bus\"", "write one as it prints it: \"PCI Bus 0000:00\"" },
	{ "HPET 1@3", "/proc/iomem has only 2 of \"HPET 1\"", "write \"HPET 1@2\" or less" },
	{ "nothing", "/proc/iomem has no \"nothing\"",
	  "write one as it prints it: \"HPET 0\", \"HPET 1\", \"PCI Bus 0000:00\", "
	  "\"0000:00:04.0\", \"driver\", \"\", \"serial@7e201000\", \"gpio@1000\"" },
};

START_TEST(candidates)
{
	const struct region *r = look_up(missing[_i].label);

	ck_assert_str_eq(r->cause, missing[_i].cause);
	ck_assert_str_eq(r->remedy, missing[_i].remedy);
	ck_assert_uint_eq(r->range.length, 0);
}
END_TEST

/* A message is one line, not a map. */
START_TEST(many_candidates)
{
	char text[40 * 64];
	const struct region *r;
	size_t used = 0;

	for (unsigned int i = 0; i < 40; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "d00%02x000-d00%02xfff : uart %u\n", i, i, i);
	made_up_text("proc/iomem", text);
	r = made_up_region("iomem", "uart", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_nonnull(strstr(r->remedy, "\"uart 0\", \"uart 1\", "));
	ck_assert_ptr_nonnull(strstr(r->remedy, "\"uart 11\", ..."));
	ck_assert_ptr_null(strstr(r->remedy, "\"uart 12\""));
}
END_TEST

START_TEST(zeros)
{
	const struct region *r;

	made_up_text("proc/iomem", "00000000-00000000 : HPET 0\n");
	r = made_up_region("iomem", "HPET 0", ACCESS_READ);
	made_up_look_up();
	ck_assert_str_eq(r->cause, "/proc/iomem shows only zeros");
	ck_assert_ptr_nonnull(strstr(r->remedy, "CAP_SYS_ADMIN"));
}
END_TEST

START_TEST(unreadable)
{
	const struct region *r;

	ck_assert_int_eq(unlink(made_up_path("proc/iomem")), 0);
	r = made_up_region("iomem", "HPET 0", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_nonnull(strstr(r->cause, "cannot read /proc/iomem (No such file"));
	ck_assert_str_eq(r->remedy, "make /proc/iomem readable");
}
END_TEST

/* Its addresses are a function's, which can be taken away. */
START_TEST(function)
{
	const struct region *r = look_up("driver");

	ck_assert(r->of_function);
	ck_assert_uint_eq(r->pci.device, 4);
	ck_assert_str_eq(r->claimed_by, "PCI Bus 0000:00 > 0000:00:04.0 > driver");
	ck_assert(!look_up("HPET 0")->of_function);
}
END_TEST

TCase *scan_iomem_tests(void)
{
	TCase *c = tcase_create("scan_iomem");

	tcase_add_checked_fixture(c, made_up_setup, made_up_teardown);
	tcase_add_loop_test(c, labels, 0, (int)COUNT_OF(found));
	tcase_add_loop_test(c, candidates, 0, (int)COUNT_OF(missing));
	tcase_add_test(c, many_candidates);
	tcase_add_test(c, zeros);
	tcase_add_test(c, unreadable);
	tcase_add_test(c, function);
	return c;
}
