/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The info text: its lines, their order, and what is left out. */
#include <stdlib.h>
#include <string.h>

#include "info.h"
#include "unit.h"

static void check(const struct region *r, const char *wanted)
{
	size_t length = 0;
	char *text = info_text(&(struct regions){ 0 }, r, &length);

	ck_assert_ptr_nonnull(text);
	ck_assert_str_eq(text, wanted);
	ck_assert_uint_eq(length, strlen(text));
	free(text);
}

START_TEST(everything)
{
	check(&(struct region){ .name = "edu",
				.space = SPACE_MEMORY,
				.device = "0000:00:04.0 bar0",
				.range = { 0xfea00000, 0x100000 },
				.access = ACCESS_BOTH,
				.widths = WIDTHS_ALL,
				.stream = true,
				.backend = "pci-resource",
				.claimed_by = "a > b" },
	      "name: edu\n"
	      "space: memory\n"
	      "device: 0000:00:04.0 bar0\n"
	      "range: 0xfea00000-0xfeafffff\n"
	      "length: 1048576\n"
	      "access: rw\n"
	      "views: b w l q cp fifo at\n"
	      "backend: pci-resource\n"
	      "mapping: uc\n"
	      "endian: little\n"
	      "claimed-by: a > b\n"
	      "state: ok\n");
}
END_TEST

START_TEST(unusable)
{
	check(&(struct region){ .name = "x",
				.space = SPACE_PORTS,
				.range = { 0x378, 3 },
				.access = ACCESS_READ,
				.widths = WIDTH_B,
				.cause = "claimed",
				.remedy = "unbind" },
	      "name: x\n"
	      "space: ports\n"
	      "range: 0x378-0x37a\n"
	      "length: 3\n"
	      "access: ro\n"
	      "state: unusable: claimed\n"
	      "remedy: unbind\n");
}
END_TEST

/* A region that was never found has no range. */
START_TEST(no_range)
{
	check(&(struct region){ .name = "y", .space = SPACE_PCI_CONFIG, .cause = "gone" },
	      "name: y\n"
	      "space: pci-config\n"
	      "access: none\n"
	      "state: unusable: gone\n");
}
END_TEST

START_TEST(none)
{
	check(&(struct region){ .name = "z",
				.space = SPACE_SIM,
				.device = "ram",
				.range = { 0, 1 },
				.widths = WIDTH_B,
				.stream = true },
	      "name: z\n"
	      "space: sim\n"
	      "device: ram\n"
	      "range: 0x0-0x0\n"
	      "length: 1\n"
	      "access: none\n"
	      "state: ok\n");
}
END_TEST

TCase *info_tests(void)
{
	TCase *c = tcase_create("info");

	tcase_add_test(c, everything);
	tcase_add_test(c, unusable);
	tcase_add_test(c, no_range);
	tcase_add_test(c, none);
	return c;
}
