/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which backend stands in for which, what is told of it, and that none leads out of a made-up
 * machine. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "made_up.h"
#include "unit.h"

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
}

static void teardown(void)
{
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

/* Who stands in, and why, is told. */
START_TEST(told)
{
	static const struct {
		const char *key, *value, *file, *line, *also;
	} rows[] = {
		{ "ports", "0x300+8", port, "dev-port is used instead (8-bit accesses only)\n",
		  NULL },
		{ "pci", "8086:100e bar2", bar2, "pci-io is used instead\n", NULL },
		{ "pci", "8086:100e bar2", bar2, "pci-io is used instead\n", port },
		{ "pci", "8086:100e bar2", port, "dev-port is used instead (8-bit accesses only)\n",
		  NULL },
	};
	struct region *r = made_up_region(rows[_i].key, rows[_i].value, ACCESS_READ);
	char wanted[256];

	made_up_fill(rows[_i].file, 65536);
	if (rows[_i].also)
		made_up_fill(rows[_i].also, 65536);
	snprintf(wanted, sizeof(wanted), "devmemfs: region \"r1\": port-io: %s; %s",
		 strerror(ENOTSUP), rows[_i].line);
	ck_assert_str_eq(open_region(r), wanted);
	ck_assert(!r->cause && !r->remedy);
}
END_TEST

static void expect_failure(struct region *r, const char *cause, const char *remedy)
{
	ck_assert_str_eq(open_region(r), "");
	ck_assert(!a.backend && !r->backend);
	ck_assert_ptr_nonnull(r->cause);
	ck_assert_msg(strstr(r->cause, cause) == r->cause, "%s", r->cause);
	ck_assert_msg(r->remedy && strstr(r->remedy, remedy), "%s", r->remedy ? r->remedy : "none");
}

/* None opens it: the first one's reason is told, not the last one's. */
START_TEST(first_reason)
{
	expect_failure(made_up_region(_i ? "pci" : "ports", _i ? "8086:100e bar2" : "0x300+8",
				      ACCESS_READ),
		       "port-io: ", "");
	ck_assert_ptr_null(strstr(made_up.all.v->remedy, "/dev/port"));
}
END_TEST

/* Bytes are no substitute for a region that allows none. */
START_TEST(no_width_left)
{
	struct region *r = made_up_region("ports", "0x300+8", ACCESS_BOTH);

	made_up_fill(port, 65536);
	r->widths = WIDTH_L;
	expect_failure(r, "port-io: ", "");
}
END_TEST

/* Links of a made-up tree lead to no device of this machine, nor to a file that is one. */
static const struct {
	const char *key, *value, *file, *leads_to, *cause;
} links[] = {
	{ "ports", "0x300+8", port, "/dev/null", "port-io: " },
	{ "ports", "0x300+8", port, "/proc/self/comm", "port-io: " },
	{ "memory", "0xd0000000+4k", "dev/mem", "/dev/zero", "devmem: " },
	{ "memory", "0xd0000000+4k", "dev/mem", "/proc/self/mem", "devmem: " },
	{ "pci", "8086:100e bar2", bar2, "/dev/null", "port-io: " },
	{ "pci", "8086:100e bar0", "sys/bus/pci/devices/0000:00:03.0/resource0", "/dev/zero",
	  "pci-resource: " },
	{ "pci", "8086:100e bar0", "sys/bus/pci/devices/0000:00:03.0/resource0", "/proc/self/comm",
	  "pci-resource: " },
};

START_TEST(no_way_out)
{
	struct region *r = made_up_region(links[_i].key, links[_i].value, ACCESS_BOTH);

	/* The folder is made with it. */
	made_up_size(links[_i].file, 0);
	ck_assert_int_eq(unlink(made_up_path("%s", links[_i].file)), 0);
	ck_assert_int_eq(symlink(links[_i].leads_to, made_up_path("%s", links[_i].file)), 0);
	expect_failure(r, links[_i].cause, "");
	ck_assert_ptr_nonnull(strstr(r->cause, strerror(ENOTSUP)));
}
END_TEST

/* libpci opens what it likes, so the file is looked at before. */
START_TEST(no_way_out_by_config)
{
	static const char config[] = "sys/bus/pci/devices/0000:00:03.0/config";
	struct region *r = made_up_region("pci", "8086:100e bar0", ACCESS_BOTH);

	made_up_size("sys/bus/pci/devices/0000:00:03.0/resource0", 4096);
	ck_assert_int_eq(unlink(made_up_path("%s", config)), 0);
	ck_assert_int_eq(symlink("/proc/self/comm", made_up_path("%s", config)), 0);
	expect_failure(r, "pci-resource: ", "config");
}
END_TEST

TCase *fallback_tests(void)
{
	TCase *c = tcase_create("fallback");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, told, 0, 4);
	tcase_add_loop_test(c, first_reason, 0, 2);
	tcase_add_test(c, no_width_left);
	tcase_add_loop_test(c, no_way_out, 0, (int)COUNT_OF(links));
	tcase_add_test(c, no_way_out_by_config);
	return c;
}
