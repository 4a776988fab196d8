/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and closing: what fails names its cause and remedy, and nothing is left behind. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "config.h"
#include "made_up.h"
#include "sim.h"
#include "unit.h"

static struct access a;

static void teardown(void)
{
	access_close(&a);
	made_up_teardown();
}

static void expect_failure(struct region *r, int error, const char *cause, const char *remedy)
{
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), error);
	ck_assert_ptr_null(a.backend);
	ck_assert_ptr_null(r->backend);
	ck_assert_ptr_nonnull(r->cause);
	ck_assert_msg(strstr(r->cause, cause), "%s", r->cause);
	ck_assert_msg(r->remedy && strstr(r->remedy, remedy), "%s", r->remedy ? r->remedy : "none");
	ck_assert(!region_usable(r));
}

START_TEST(no_dev_mem)
{
	struct region *r = made_up_region("memory", "0xd0000000+4k", ACCESS_READ);

	made_up_look_up();
	expect_failure(r, -ENOENT, "devmem: No such file", "CONFIG_DEVMEM");
}
END_TEST

/* Where the machine is made of files, ports are out of reach; without in and out they all are. */
START_TEST(no_ports)
{
	struct region *r = made_up_region("ports", "0x300+8", ACCESS_READ);

	made_up_look_up();
	ck_assert_ptr_null(r->cause);
#ifdef HAVE_SYS_IO_H
	expect_failure(r, -ENOTSUP, "port-io: ", "real machine");
#else
	expect_failure(r, -ENOTSUP, "port-io: ", "x86 only");
#endif
}
END_TEST

START_TEST(cause_names_the_driver)
{
	struct region *r = made_up_region("iomem", "HPET 0", ACCESS_READ);

	made_up_look_up();
	expect_failure(r, -ENOENT, "claimed by HPET 0", "CONFIG_DEVMEM");
}
END_TEST

START_TEST(too_much_memory)
{
	struct region *r = made_up_region("sim", "ram", ACCESS_READ);

	made_up_look_up();
	r->range.length = UINT64_C(1) << 62;
	expect_failure(r, -ENOMEM, "sim: ", "smaller");
}
END_TEST

/* Offsets that mmap cannot be given must not wrap round to others. */
START_TEST(too_far)
{
	static const struct range far[] = {
		{ UINT64_C(1) << 63, 4096 },
		{ UINT64_MAX - 8192, 4096 },
		{ UINT64_MAX - 4096 - 1, 4096 },
		{ 4095, UINT64_MAX - 4095 },
	};
	struct region r;

	made_up_text("dump", "x");
	made_up_power_on();
	for (size_t i = 0; i < COUNT_OF(far); i++) {
		r = (struct region){ .name = "far",
				     .device = made_up_path("dump"),
				     .space = SPACE_FILE,
				     .source = SOURCE_FILE,
				     .range = far[i],
				     .access = ACCESS_READ,
				     .widths = WIDTHS_ALL };
		ck_assert_int_lt(access_open(&a, &made_up.all, &r, &made_up.machine), 0);
		ck_assert_ptr_nonnull(r.cause);
	}
	ck_assert_int_eq(access_open(&a, &made_up.all,
				     &(struct region){ .device = made_up_path("dump"),
						       .space = SPACE_FILE,
						       .source = SOURCE_FILE,
						       .range = far[0],
						       .access = ACCESS_READ },
				     &made_up.machine),
			 -EOVERFLOW);
}
END_TEST

START_TEST(nobody_opens_it)
{
	struct region r = { .name = "x",
			    .space = SPACE_SIM,
			    .source = SOURCE_FILE,
			    .range = { 0, 8 },
			    .access = ACCESS_READ };

	made_up_power_on();
	ck_assert_int_eq(access_open(&a, &made_up.all, &r, &made_up.machine), -ENOTSUP);
	ck_assert_ptr_nonnull(r.cause);
	ck_assert_ptr_null(a.backend);
}
END_TEST

/* Left closed, without a word: unusable before, and access = none. */
START_TEST(not_to_be_opened)
{
	struct region *r = made_up_region("sim", "ram", ACCESS_NONE);

	made_up_look_up();
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert(!a.backend && !r->backend && !r->cause);
	r->access = ACCESS_BOTH;
	region_fail(r, "broken", NULL);
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert(!a.backend && !r->backend);
	ck_assert_str_eq(r->cause, "broken");
}
END_TEST

static struct region *file_region(enum direction access)
{
	char value[PATH_MAX + 64];

	made_up_size("dump", 16384);
	snprintf(value, sizeof(value), "%s@4000+5000", made_up_path("dump"));
	return made_up_region("file", value, access);
}

/* The kernel answers EFAULT where a store would fault. */
static ssize_t store_by_kernel(volatile uint8_t *p)
{
	int fds[2];
	ssize_t ret;

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(write(fds[1], "x", 1), 1);
	ret = read(fds[0], (void *)(uintptr_t)p, 1);
	close(fds[0]);
	close(fds[1]);
	return ret;
}

START_TEST(read_only_mapping)
{
	made_up_open(&a, file_region(ACCESS_READ));
	errno = 0;
	ck_assert_int_eq(store_by_kernel(a.base), -1);
	ck_assert_int_eq(errno, EFAULT);
	access_close(&a);
	regions_free(&made_up.all);
	made_up_open(&a, file_region(ACCESS_BOTH));
	ck_assert_int_eq(store_by_kernel(a.base), 1);
}
END_TEST

/* mincore tells whether a page is mapped. */
START_TEST(closing_unmaps)
{
	uint8_t *page, state;

	made_up_open(&a, file_region(ACCESS_READ));
	page = (uint8_t *)((uintptr_t)a.base - 4000);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(mincore(page + 4096 * i, 4096, &state), 0);
	access_close(&a);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(mincore(page + 4096 * i, 4096, &state), -1);
		ck_assert_int_eq(errno, ENOMEM);
	}
	ck_assert_ptr_null(a.backend);
	/* Twice does no harm. */
	access_close(&a);
}
END_TEST

/* Open, look up and close touch no device. */
START_TEST(opening_is_no_access)
{
	struct region *r = made_up_region("sim", "edu", ACCESS_BOTH);

	made_up_open(&a, r);
	ck_assert(((struct sim *)a.handle)->loads == 0 && ((struct sim *)a.handle)->stores == 0);
}
END_TEST

TCase *open_tests(void)
{
	TCase *c = tcase_create("open");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, no_dev_mem);
	tcase_add_test(c, no_ports);
	tcase_add_test(c, cause_names_the_driver);
	tcase_add_test(c, too_much_memory);
	tcase_add_test(c, too_far);
	tcase_add_test(c, nobody_opens_it);
	tcase_add_test(c, not_to_be_opened);
	tcase_add_test(c, read_only_mapping);
	tcase_add_test(c, closing_unmaps);
	tcase_add_test(c, opening_is_no_access);
	return c;
}
