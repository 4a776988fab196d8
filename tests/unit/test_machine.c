/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine below a root: its maps, its paths, and that nothing leads out of it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

START_TEST(maps_are_read)
{
	made_up_power_on();
	ck_assert_int_eq(made_up.machine.iomem_error, 0);
	ck_assert_int_eq(made_up.machine.ioports_error, 0);
	ck_assert_ptr_nonnull(resmap_label(&made_up.machine.iomem, "HPET 0", 1));
	ck_assert_ptr_nonnull(resmap_label(&made_up.machine.ioports, "parport0", 1));
	ck_assert_ptr_null(resmap_label(&made_up.machine.ioports, "HPET 0", 1));
	ck_assert(!machine_is_real(&made_up.machine));
}
END_TEST

START_TEST(missing_maps)
{
	unlink(made_up_path("proc/iomem"));
	made_up_power_on();
	ck_assert_int_eq(made_up.machine.iomem_error, -ENOENT);
	ck_assert_int_eq(made_up.machine.ioports_error, 0);
}
END_TEST

START_TEST(damaged_map_is_told)
{
	made_up_text("proc/iomem", "nonsense\nfed00000-fed003ff : HPET 0\n");
	capture_begin();
	made_up_power_on();
	ck_assert_ptr_nonnull(
		strstr(capture_end(), "iomem:1: not \"START-END : LABEL\"; the line is left out"));
	ck_assert_int_eq(made_up.machine.iomem_error, 0);
	ck_assert_uint_eq(made_up.machine.iomem.n, 1);
}
END_TEST

START_TEST(paths_are_below_the_root)
{
	char path[PATH_MAX];

	made_up_power_on();
	ck_assert_str_eq(machine_path(&made_up.machine, path, "/dev/%s", "mem"),
			 made_up_path("dev/mem"));
}
END_TEST

/* A path cut short could name another file; no path at all cannot. */
START_TEST(paths_that_do_not_fit)
{
	char path[PATH_MAX], *name = malloc(PATH_MAX + 2);

	made_up_power_on();
	memset(name, 'x', PATH_MAX + 2);
	for (size_t length = PATH_MAX + 1; length >= PATH_MAX; length--) {
		name[length - strlen(made_up.root)] = '\0';
		ck_assert_int_eq(*machine_path(&made_up.machine, path, "%s", name), '\0');
	}
	name[PATH_MAX - 1 - strlen(made_up.root)] = '\0';
	ck_assert_uint_eq(strlen(machine_path(&made_up.machine, path, "%s", name)), PATH_MAX - 1);
	free(name);
}
END_TEST

static const struct {
	const char *text;
	bool locked;
} lockdowns[] = {
	{ "[none] integrity confidentiality\n", false },
	{ "none [integrity] confidentiality\n", true },
	{ "none integrity [confidentiality]\n", true },
	{ "[integrity] confidentiality\n", true },
	{ "", false },
	{ "none\n", false },
};

START_TEST(lockdown)
{
	made_up_power_on();
	ck_assert(!machine_locked_down(&made_up.machine));
	made_up_text("sys/kernel/security/lockdown", lockdowns[_i].text);
	ck_assert_int_eq(machine_locked_down(&made_up.machine), lockdowns[_i].locked);
}
END_TEST

TCase *machine_tests(void)
{
	TCase *c = tcase_create("machine");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, maps_are_read);
	tcase_add_test(c, missing_maps);
	tcase_add_test(c, damaged_map_is_told);
	tcase_add_test(c, paths_are_below_the_root);
	tcase_add_test(c, paths_that_do_not_fit);
	tcase_add_loop_test(c, lockdown, 0, (int)COUNT_OF(lockdowns));
	return c;
}
