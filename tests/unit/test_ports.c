/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ports through files: /dev/port byte by byte, resourceN of an I/O BAR in transfers of each width.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "calls.h"
#include "capture.h"
#include "made_up.h"
#include "pci_file.h"
#include "seen.h"
#include "unit.h"
#include "view.h"

static const char port[] = "dev/port";
static const char bar2[] = "sys/bus/pci/devices/0000:00:03.0/resource2";
static const struct made_up_bar bars[6] = {
	[0] = { 0xfebd0000, 4096, BAR_MEMORY }, [2] = { 0xc040, 64, BAR_IO }
};
static struct access a;

static void setup(void)
{
	made_up_setup();
	made_up_function("0000:00:03.0", 0x8086, 0x100e, bars, 256);
	seen_clear();
}

static void teardown(void)
{
	calls_watched = false;
	access_trace(NULL);
	access_close(&a);
	capture_teardown();
	made_up_teardown();
}

/* Opens the region; returns what was logged meanwhile. */
static const char *open_region(struct region *r)
{
	made_up_look_up();
	ck_assert_msg(!r->cause, "%s", r->cause);
	capture_begin();
	access_open(&a, &made_up.all, r, &made_up.machine);
	return capture_end();
}

static struct region *open_devport(const char *key, const char *value, enum direction direction)
{
	struct region *r = made_up_region(key, value, direction);

	made_up_fill(port, 65536);
	open_region(r);
	ck_assert_msg(r->backend && strcmp(r->backend, "dev-port") == 0, "%s", r->cause);
	calls_watched = true;
	return r;
}

static struct region *open_pciio(enum direction direction)
{
	struct region *r = made_up_region("pci", "8086:100e bar2", direction);

	made_up_fill(bar2, 64);
	open_region(r);
	ck_assert_msg(r->backend && strcmp(r->backend, "pci-io") == 0, "%s", r->cause);
	calls_watched = true;
	return r;
}

/* The windows and fixed forms that are there, as one word each. */
static void check_views(const struct region *r, const char *wanted)
{
	char names[256] = "";

	for (size_t i = 0; i < view_count; i++)
		if (views[i].read && views[i].form.width && views[i].exists(&views[i], r)) {
			strcat(names, views[i].in ? "fifo/" : "");
			strcat(names, views[i].name);
			strcat(names, " ");
		}
	ck_assert_str_eq(names, wanted);
}

START_TEST(devport_reads)
{
	const struct region *r = open_devport("ports", "0x300+8", ACCESS_READ);
	uint8_t bytes[8], wanted[8];

	ck_assert_uint_eq(r->widths, WIDTH_B);
	check_views(r, "b bp fifo/b fifo/bp ");
	made_up_map(port, 0, 4096);
	memcpy(wanted, made_up_map(port, 0, 4096) + 0x300, 8);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 2, bytes, 9), 6);
	ck_assert_mem_eq(bytes, wanted + 2, 6);
	ck_seen(LOAD(1, 0x302, 0), LOAD(1, 0x303, 0), LOAD(1, 0x304, 0), LOAD(1, 0x305, 0),
		LOAD(1, 0x306, 0), LOAD(1, 0x307, 0));
	ck_assert_int_eq(access_read(&a, FIXED(1), 5, bytes, 3), 3);
	ck_assert(bytes[0] == wanted[5] && bytes[1] == wanted[5] && bytes[2] == wanted[5]);
	ck_seen(LOAD(1, 0x305, 0), LOAD(1, 0x305, 0), LOAD(1, 0x305, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(1), 8, bytes, 1), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(2), 0, bytes, 2), -EACCES);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 0, bytes, 1), -EACCES);
	ck_seen_nothing();
}
END_TEST

START_TEST(devport_writes)
{
	static uint8_t before[65536];
	const uint8_t *device;

	open_devport("ports", "0x300+8", ACCESS_BOTH);
	device = made_up_map(port, 0, sizeof(before));
	memcpy(before, device, sizeof(before));
	ck_assert_int_eq(access_write(&a, WINDOW(1), 1, "abc", 3), 3);
	ck_seen(STORE(1, 0x301, 0), STORE(1, 0x302, 0), STORE(1, 0x303, 0));
	memcpy(before + 0x301, "abc", 3);
	ck_assert_mem_eq(device, before, sizeof(before));
	/* Port writes are not posted. */
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
}
END_TEST

/* The pause is a byte to port 0x80, after each access. */
START_TEST(devport_pauses)
{
	static uint8_t before[65536];
	uint8_t bytes[2], *device;

	open_devport("ports", "0x300+8", ACCESS_BOTH);
	device = made_up_map(port, 0, sizeof(before));
	memcpy(before, device, sizeof(before));
	ck_assert_int_eq(access_read(&a, PAUSED(1), 3, bytes, 2), 2);
	ck_seen(LOAD(1, 0x303, 0), STORE(1, 0x80, 0), LOAD(1, 0x303, 0), STORE(1, 0x80, 0));
	ck_assert_int_eq(access_write(&a, (struct form){ .width = 1, .pause = true }, 3, "ab", 2),
			 2);
	ck_seen(STORE(1, 0x303, 0), STORE(1, 0x80, 0), STORE(1, 0x304, 0), STORE(1, 0x80, 0));
	memcpy(before + 0x303, "ab", 2);
	before[0x80] = device[0x80];
	ck_assert_mem_eq(device, before, sizeof(before));
}
END_TEST

START_TEST(devport_ends)
{
	uint8_t bytes[8];

	open_devport("ports", "0x300+8", ACCESS_READ);
	ck_assert_int_eq(truncate(made_up_path("%s", port), 0x304), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 2, bytes, 6), 2);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 4, bytes, 4), -EIO);
}
END_TEST

/* An I/O BAR without its file: /dev/port at the BAR's address. */
START_TEST(devport_for_a_bar)
{
	const struct region *r = open_devport("pci", "8086:100e bar2", ACCESS_BOTH);
	uint8_t byte;

	ck_assert_uint_eq(r->widths, WIDTH_B);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 5, &byte, 1), 1);
	ck_seen(LOAD(1, 0xc045, 0));
}
END_TEST

/* One transfer a unit, of its width, at its offset in the BAR. */
START_TEST(pciio_reads)
{
	const struct region *r = open_pciio(ACCESS_READ);
	const uint8_t *device = made_up_map(bar2, 0, 4096);
	uint8_t bytes[64];

	ck_assert_uint_eq(r->widths, WIDTH_B | WIDTH_W | WIDTH_L);
	check_views(r, "b w l bp wp lp fifo/b fifo/w fifo/l fifo/bp fifo/wp fifo/lp ");
	ck_assert_int_eq(access_read(&a, WINDOW(1), 3, bytes, 1), 1);
	ck_assert_int_eq(access_read(&a, WINDOW(2), 6, bytes + 1, 2), 2);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8, bytes + 3, 4), 4);
	ck_seen(LOAD(1, 3, 0), LOAD(2, 6, 0), LOAD(4, 8, 0));
	ck_assert(bytes[0] == device[3] && memcmp(bytes + 1, device + 6, 2) == 0);
	ck_assert_mem_eq(bytes + 3, device + 8, 4);
	/* Not a byte behind the BAR. */
	ck_assert_int_eq(access_read(&a, WINDOW(4), 56, bytes, 64), 8);
	ck_seen(LOAD(4, 56, 0), LOAD(4, 60, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(2), 64, bytes, 2), 0);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 0, bytes, 2), -EACCES);
	ck_seen_nothing();
}
END_TEST

START_TEST(pciio_writes)
{
	const uint32_t l = 0x44332211;
	const uint16_t w = 0x6655;
	const uint8_t wanted[] = { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77 }, b = 0x77;
	struct stat st;

	open_pciio(ACCESS_BOTH);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, &l, 4), 4);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 12, &w, 2), 2);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 14, &b, 1), 1);
	ck_seen(STORE(4, 8, 0), STORE(2, 12, 0), STORE(1, 14, 0));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	ck_assert_mem_eq(made_up_map(bar2, 0, 4096) + 8, wanted, sizeof(wanted));
#endif
	ck_assert_int_eq(access_write(&a, WINDOW(4), 64, &l, 4), -ENOSPC);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 60, &wanted[0], 7), 4);
	ck_seen(STORE(4, 60, 0));
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
	ck_assert_int_eq(stat(made_up_path("%s", bar2), &st), 0);
	ck_assert_int_eq(st.st_size, 64);
}
END_TEST

/* Nobody writes port 0x80: the pause is time, 2 microseconds each. */
START_TEST(pciio_pauses)
{
	enum { UNITS = 1000 };
	struct timespec before, after;
	uint8_t bytes[UNITS];
	long long ns;

	open_pciio(ACCESS_BOTH);
	clock_gettime(CLOCK_MONOTONIC, &before);
	ck_assert_int_eq(access_read(&a, PAUSED(1), 3, bytes, UNITS), UNITS);
	clock_gettime(CLOCK_MONOTONIC, &after);
	ns = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
	ck_assert_int_ge(ns, UNITS * 2000);
	ck_assert_uint_eq(seen.n, UNITS);
	for (size_t i = 0; i < seen.n; i++)
		ck_assert(!seen.v[i].store && seen.v[i].offset == 3);
}
END_TEST

/* A transfer that comes out short is none. */
START_TEST(pciio_ends)
{
	uint8_t bytes[16];

	open_pciio(ACCESS_BOTH);
	ck_assert_int_eq(truncate(made_up_path("%s", bar2), 10), 0);
	ck_assert_int_eq(access_read(&a, WINDOW(4), 4, bytes, 16), 4);
	ck_seen(LOAD(4, 4, 0), LOAD(4, 8, 0));
	ck_assert_int_eq(access_read(&a, WINDOW(4), 8, bytes, 16), -EIO);
	ck_assert_int_eq(access_read(&a, WINDOW(2), 8, bytes, 16), 2);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 10, bytes, 16), -EIO);
}
END_TEST

/* Where it is for reading only, so is the file: a locked down kernel permits that. */
START_TEST(pciio_read_only_file)
{
	struct region *r = made_up_region("pci", "8086:100e bar2", ACCESS_READ);

	made_up_fill(bar2, 64);
	open_region(r);
	ck_assert_str_eq(r->backend, "pci-io");
	ck_assert_int_eq(fcntl(a.fd, F_GETFL) & O_ACCMODE, O_RDONLY);
}
END_TEST

/* The kernel would open it for writing, and then refuse each write. */
START_TEST(pciio_locked_down)
{
	struct region *r = made_up_region("pci", "8086:100e bar2", ACCESS_BOTH);

	made_up_fill(bar2, 64);
	made_up_text("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
	open_region(r);
	ck_assert_ptr_null(r->backend);
	ck_assert_str_eq(pci_file_remedy(&made_up.machine, -EPERM),
			 "the kernel is locked down: access = \"ro\" works, or boot with "
			 "lockdown=none, or without Secure Boot");
}
END_TEST

TCase *ports_tests(void)
{
	TCase *c = tcase_create("ports");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, devport_reads);
	tcase_add_test(c, devport_writes);
	tcase_add_test(c, devport_pauses);
	tcase_add_test(c, devport_ends);
	tcase_add_test(c, devport_for_a_bar);
	tcase_add_test(c, pciio_reads);
	tcase_add_test(c, pciio_writes);
	tcase_add_test(c, pciio_pauses);
	tcase_add_test(c, pciio_ends);
	tcase_add_test(c, pciio_read_only_file);
	tcase_add_test(c, pciio_locked_down);
	return c;
}
