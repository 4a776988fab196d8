/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of a map's entries: told by real labels, and told apart without colours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map_kind.h"
#include "unit.h"

static const struct {
	const char *label, *word;
} labels[] = {
	{ "System RAM", "RAM" },
	{ "System RAM (kmem)", "RAM" },
	{ "Persistent Memory", "RAM" },
	{ "Kernel code", "kernel" },
	{ "Kernel bss", "kernel" },
	{ "Crash kernel", "kernel" },
	{ "Reserved", "reserved" },
	{ "reserved", "reserved" },
	{ "ACPI Tables", "reserved" },
	{ "ACPI Non-volatile Storage", "reserved" },
	{ "pnp 00:04", "reserved" },
	{ "RAM buffer", "reserved" },
	{ "PCI Bus 0000:00", "bus" },
	{ "PCI ECAM 0000 [bus 00-ff]", "bus" },
	{ "PCI MMCONFIG 0000 [bus 00-ff]", "bus" },
	{ "PCI conf1", "bus" },
	{ "pcie@7d500000", "bus" },
	{ "0000:00:1f.3", "BAR" },
	{ "10000:e1:00.7", "BAR" },
	{ "Video ROM", "ROM" },
	{ "System ROM", "ROM" },
	{ "Adapter ROM", "ROM" },
	{ "nvme", "device" },
	{ "HPET 0", "device" },
	{ "ACPI PM_TMR", "device" },
	{ "0000:00:1f.8", "device" },
	{ "0000:00:1f.3 and more", "device" },
	{ "000:00:1f.3", "device" },
	{ "0000:00:1f", "device" },
	{ "0000:", "device" },
	{ "ROM", "device" },
	{ "ROMs", "device" },
	{ "kernel", "device" },
	{ "", "device" },
};

START_TEST(by_label)
{
	ck_assert_str_eq(map_kind_of(labels[_i].label)->word, labels[_i].word);
}
END_TEST

/* The light of a component, 0 to 1: sRGB's curve. */
static double linear(long byte)
{
	double c = (double)byte / 255, power = (c + 0.055) / 1.055, square = power * power;

	/* c^2.4 without the mathematics library: c^2 times c^0.4, by Newton's method on x^5 = c^2.
	 */
	double root = 1;

	if (c <= 0.04045)
		return c / 12.92;
	for (int i = 0; i < 50; i++)
		root -= (root * root * root * root * root - square) /
			(5 * root * root * root * root);
	return square * root;
}

/* Of a colour, "#rrggbb", from 0 to 1. */
static double luminance(const char *fill)
{
	long rgb = strtol(fill + 1, NULL, 16);

	return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) +
	       0.0722 * linear(rgb & 255);
}

/* Lightness as the eye sees it, CIE L*: 0 is black, 100 is white. */
static double lightness(const char *fill)
{
	double y = luminance(fill), root = 1;

	for (int i = 0; i < 50; i++)
		root -= (root * root * root - y) / (3 * root * root);
	return 116 * root - 16;
}

START_TEST(lightness_is_right)
{
	ck_assert_double_eq_tol(lightness("#ffffff"), 100, 0.1);
	ck_assert_double_eq_tol(lightness("#777777"), 50.0, 0.2);
	ck_assert_double_eq_tol(lightness("#ff0000"), 53.2, 0.1);
}
END_TEST

/* Printed without colours, no two kinds look alike, and dark text can be read on each. */
START_TEST(in_grey)
{
	double text = luminance("#1c2229");

	for (size_t i = 0; i < MAP_KINDS; i++) {
		double light = luminance(map_kinds[i].fill);

		ck_assert_uint_eq(strlen(map_kinds[i].fill), 7);
		ck_assert_msg((light + 0.05) / (text + 0.05) >= 4.5, "%s is too dark for its text",
			      map_kinds[i].word);
		for (size_t j = 0; j < i; j++) {
			double step = lightness(map_kinds[i].fill) - lightness(map_kinds[j].fill);

			ck_assert_msg(step >= 5 || step <= -5, "%s and %s are as light: %f",
				      map_kinds[i].word, map_kinds[j].word, step);
		}
	}
}
END_TEST

START_TEST(rows_are_whole)
{
	for (size_t i = 0; i < MAP_KINDS; i++) {
		ck_assert_uint_le(strlen(map_kinds[i].word), 8);
		ck_assert_uint_gt(strlen(map_kinds[i].legend), 0);
		ck_assert_uint_gt(strlen(map_kinds[i].rest), 0);
	}
}
END_TEST

TCase *map_kind_tests(void)
{
	TCase *c = tcase_create("map_kind");

	tcase_add_loop_test(c, by_label, 0, COUNT_OF(labels));
	tcase_add_test(c, lightness_is_right);
	tcase_add_test(c, in_grey);
	tcase_add_test(c, rows_are_whole);
	return c;
}
