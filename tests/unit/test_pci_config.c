/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configuration space: each unit is one transfer of the kernel, of its width, and nothing else. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "capture.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"

static const char config[] = "sys/bus/pci/devices/0000:00:04.0/config";
static const struct made_up_bar no_bars[6];
static struct access a;

static void setup(void)
{
	uint8_t bytes[256];

	made_up_setup();
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, no_bars, 256);
	for (unsigned int i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i + 0x10);
	made_up_bytes(config, 0, bytes, sizeof(bytes));
	capture_begin();
}

static void teardown(void)
{
	calls_watched = false;
	access_close(&a);
	capture_teardown();
	made_up_teardown();
}

static void open_config(enum direction direction)
{
	made_up_open(&a, made_up_region("pci", "1234:11e8 config", direction));
	ck_assert_str_eq(a.region->backend, "pci-config");
	seen_clear();
	calls_watched = true;
}

START_TEST(opening_transfers_nothing)
{
	made_up_region("pci", "1234:11e8 config", ACCESS_BOTH);
	made_up_look_up();
	seen_clear();
	calls_watched = true;
	ck_assert_int_eq(access_open(&a, &made_up.all, made_up.all.v, &made_up.machine), 0);
	access_close(&a);
	for (size_t i = 0; i < seen.n; i++)
		ck_assert_uint_eq(seen.v[i].width, 0);
}
END_TEST

START_TEST(reads)
{
	uint32_t l[2];
	uint16_t w[2];
	uint8_t b[3];

	open_config(ACCESS_READ);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8, l, sizeof(l)), 8);
	ck_assert(l[0] == 0x1b1a1918 && l[1] == 0x1f1e1d1c);
	ck_seen(LOAD(4, 8, 0), LOAD(4, 12, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(2), 0x3e, w, sizeof(w)), 4);
	ck_assert(w[0] == 0x4f4e && w[1] == 0x5150);
	ck_seen(LOAD(2, 0x3e, 0), LOAD(2, 0x40, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(1), 253, b, sizeof(b)), 3);
	ck_assert(b[0] == 0x0d && b[1] == 0x0e && b[2] == 0x0f);
	ck_seen(LOAD(1, 253, 0), LOAD(1, 254, 0), LOAD(1, 255, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(1), 256, b, 1), 0);
	ck_seen_nothing();
}
END_TEST

START_TEST(writes)
{
	const uint32_t l = 0x11223344;
	const uint16_t w = 0x5566;
	const uint8_t b = 0x77, wanted[] = { 0x44, 0x33, 0x22, 0x11, 0x66, 0x55, 0x77, 0x57 };

	open_config(ACCESS_BOTH);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0x40, &l, 4), 4);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 0x44, &w, 2), 2);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 0x46, &b, 1), 1);
	ck_seen(STORE(4, 0x40, 0), STORE(2, 0x44, 0), STORE(1, 0x46, 0));
	ck_assert_mem_eq(made_up_map(config, 0, 256) + 0x40, wanted, sizeof(wanted));
	ck_assert_int_eq(access_write(&a, WINDOW(1), 256, &b, 1), -ENOSPC);
	ck_seen_nothing();
}
END_TEST

START_TEST(read_only)
{
	const uint8_t b = 0;

	open_config(ACCESS_READ);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 0x46, &b, 1), -EACCES);
	ck_seen_nothing();
}
END_TEST

/* As a kernel does that shows an ordinary user 64 bytes: a short count, then the error. */
START_TEST(ends_early)
{
	uint8_t buffer[256];

	open_config(ACCESS_BOTH);
	ck_assert_int_eq(truncate(made_up_path("%s", config), 64), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 56, buffer, 16), 8);
	ck_seen(LOAD(4, 56, 0), LOAD(4, 60, 0), LOAD(4, 64, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(4), 64, buffer, 16), -EIO);
	ck_seen(LOAD(4, 64, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(1), 63, buffer, 1), 1);
}
END_TEST

/* Whatever the region asks for, the kernel does 1, 2 or 4 bytes. */
START_TEST(no_views_of_memory)
{
	made_up_region("pci", "1234:11e8 config", ACCESS_BOTH);
	made_up_look_up();
	made_up.all.v[0].widths = WIDTHS_ALL;
	ck_assert_int_eq(access_open(&a, &made_up.all, made_up.all.v, &made_up.machine), 0);
	ck_assert_uint_eq(a.region->widths, WIDTH_B | WIDTH_W | WIDTH_L);
	ck_assert(!a.region->stream);
}
END_TEST

/* To be read only: the kernel would open it for writing, and then refuse each write. */
START_TEST(locked_down)
{
	made_up_text("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
	made_up_region("pci", "1234:11e8 config", ACCESS_BOTH);
	made_up_region("pci", "1234:11e8 config", ACCESS_READ);
	made_up_look_up();
	ck_assert_int_eq(access_open(&a, &made_up.all, made_up.all.v, &made_up.machine), -EPERM);
	ck_assert_ptr_nonnull(
		strstr(made_up.all.v[0].remedy, "locked down: access = \"ro\" works"));
	ck_assert_int_eq(access_open(&a, &made_up.all, made_up.all.v + 1, &made_up.machine), 0);
}
END_TEST

TCase *pci_config_tests(void)
{
	TCase *c = tcase_create("pci_config");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, opening_transfers_nothing);
	tcase_add_test(c, reads);
	tcase_add_test(c, writes);
	tcase_add_test(c, read_only);
	tcase_add_test(c, ends_early);
	tcase_add_test(c, no_views_of_memory);
	tcase_add_test(c, locked_down);
	return c;
}
