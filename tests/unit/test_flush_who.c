/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who flushes by what: memory by itself, a BAR by configuration space, ports by nothing; and who
 * may not. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bus.h"
#include "calls.h"
#include "made_up.h"
#include "seen.h"
#include "trap.h"
#include "unit.h"

static const char bar0[] = "sys/bus/pci/devices/0000:00:04.0/resource0";
static const char config[] = "sys/bus/pci/devices/0000:00:04.0/config";
static const struct made_up_bar bars[6] = { { 0xfebd0000, 4096, BAR_MEMORY },
					    { 0xc040, 64, BAR_IO } };
static struct access a;

/* What the tracer was told last. */
static enum access_kind last_kind;
static size_t kinds[3];

static void note_kind(const struct access *access, enum access_kind kind, unsigned int width,
		      uint64_t offset, uint64_t value)
{
	last_kind = kind;
	kinds[kind]++;
	seen_trace(access, kind, width, offset, value);
}

static void setup(void)
{
	made_up_setup();
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	made_up_size(bar0, 4096);
	seen_clear();
	memset(kinds, 0, sizeof(kinds));
}

static void teardown(void)
{
	calls_watched = false;
	access_trace(NULL);
	access_close(&a);
	made_up_teardown();
}

static void open_bar(enum direction direction, enum flush flush, uint64_t offset)
{
	struct region *r = made_up_region("pci", "1234:11e8 bar0", direction);

	r->flush = (uint8_t)flush;
	r->flush_offset = offset;
	made_up_open(&a, r);
	ck_assert_str_eq(r->backend, "pci-resource");
}

/* One transfer of 4 bytes at 0 of the function's configuration space. */
START_TEST(bar)
{
	const uint32_t l = 0x55667788;

	open_bar(_i ? ACCESS_WRITE : ACCESS_BOTH, FLUSH_NONE, 0);
	ck_assert(access_can_flush(&a, a.region->access & ACCESS_READ));
	calls_watched = true;
	ck_assert_int_eq(access_flush(&a), 0);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, &l, 4), 4);
	ck_seen_nothing();
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(4, 0, 0));
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen_nothing();
}
END_TEST

START_TEST(bar_after_each_write)
{
	const uint32_t l[2] = { 0x55667788, 0x99aabbcc };

	open_bar(_i ? ACCESS_WRITE : ACCESS_BOTH, FLUSH_READ, 0);
	access_trace(note_kind);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0, l, 8), 8);
	/* The identity, not what is at 0 of the BAR. */
	ck_seen(STORE(4, 0, 0x55667788), STORE(4, 4, 0x99aabbcc), LOAD(4, 0, 0x11e81234));
	ck_assert_int_eq(last_kind, ACCESS_FLUSH);
	access_trace(NULL);
	calls_watched = true;
	ck_assert_int_eq(access_copy_write(&a, 3, l, 8), 8);
	ck_seen(LOAD(4, 0, 0));
}
END_TEST

/* The BAR itself sees the store and nothing else. */
START_TEST(bar_is_not_read)
{
	const uint32_t l = 0x55667788;

	if (!trap_works())
		return;
	open_bar(ACCESS_BOTH, FLUSH_READ, 0);
	trap_begin(a.base, 4096, a.base);
	access_write(&a, WINDOW(4), 8, &l, 4);
	trap_end();
	ck_seen(STORE(4, 8, 0));
}
END_TEST

/* Unless a register is named: then it is that one, and configuration space is left alone. */
START_TEST(bar_with_offset)
{
	const uint32_t l = 0x55667788;

	open_bar(ACCESS_BOTH, FLUSH_OFFSET, 4);
	access_trace(note_kind);
	calls_watched = true;
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, &l, 4), 4);
	ck_seen(STORE(4, 8, 0x55667788), LOAD(4, 4, 0));
	ck_assert_int_eq(last_kind, ACCESS_LOAD);
	ck_assert_uint_eq(kinds[ACCESS_FLUSH], 0);
}
END_TEST

START_TEST(bar_without_configuration_space)
{
	const uint32_t l = 0;
	struct region *r;

	open_bar(ACCESS_BOTH, FLUSH_READ, 0);
	r = made_up.all.v;
	ck_assert_int_eq(truncate(made_up_path("%s", config), 2), 0);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 8, &l, 4), -EIO);
	access_close(&a);
	/* It is not there when the region is opened: who writes needs it, who reads does not. */
	ck_assert_int_eq(unlink(made_up_path("%s", config)), 0);
	ck_assert_int_lt(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert(!a.backend && strstr(r->cause, "pci-resource: ") && strstr(r->remedy, "config"));
	r->cause = NULL;
	r->access = ACCESS_READ;
	ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
	ck_assert(access_can_flush(&a, a.region->access & ACCESS_READ));
	ck_assert_int_eq(access_flush(&a), 0);
}
END_TEST

START_TEST(memory)
{
	const uint16_t w[] = { 0x6261, 0x6463 };
	struct region *r;

	made_up_size("dev/mem", 0xd0002000);
	r = made_up_region("memory", "0xd0000100+4k", ACCESS_BOTH);
	r->flush = FLUSH_READ;
	made_up_open(&a, r);
	access_trace(note_kind);
	ck_assert_int_eq(access_write(&a, WINDOW(2), 8, w, 4), 4);
	ck_seen(STORE(2, 8, 0x6261), STORE(2, 10, 0x6463), LOAD(2, 10, 0x6463));
	ck_assert_int_eq(last_kind, ACCESS_LOAD);
}
END_TEST

START_TEST(file)
{
	made_up_size("dump", 4096);
	made_up_open(&a, made_up_region("file", made_up_path("dump"), ACCESS_BOTH));
	access_copy_write(&a, 8, "abcd", 3);
	access_trace(note_kind);
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(LOAD(1, 10, 'c'));
}
END_TEST

/* Port writes are not posted, nor is configuration space. */
START_TEST(ports)
{
	static const char *const rows[][2] = { { "sim", "parport" },
					       { "pci", "1234:11e8 config" } };
	struct region *r = made_up_region(rows[_i][0], rows[_i][1], ACCESS_BOTH);

	r->flush = FLUSH_READ;
	made_up_open(&a, r);
	access_trace(note_kind);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 2, "a", 1), 1);
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(STORE(1, 2, 'a'));
	r->access = ACCESS_WRITE;
	ck_assert(access_can_flush(&a, a.region->access & ACCESS_READ));
}
END_TEST

START_TEST(port_strings)
{
	struct region *r = made_up_region("sim", "uart", ACCESS_BOTH);

	r->flush = FLUSH_READ;
	made_up_open(&a, r);
	seen_attach(&a);
	ck_assert_int_eq(access_write(&a, STRING(1), 7, "ab", 2), 2);
	ck_assert_int_eq(access_write(&a, PAUSED(1), 7, "a", 1), 1);
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(STORE(1, 7, 'a'), STORE(1, 7, 'b'), STORE(1, 7, 'a'), PAUSE);
}
END_TEST

static struct region region;
static struct backend backend;

static int no_flush(struct access *access, uint64_t *value)
{
	(void)access;
	(void)value;
	return -EIO;
}

/* Reading what may not be read is refused; who need not read is not. */
static const struct {
	enum direction access;
	enum flush flush;
	bool posted, ports, own_way, can;
} rights[] = {
	{ ACCESS_BOTH, FLUSH_NONE, true, false, false, true },
	{ ACCESS_READ, FLUSH_NONE, true, false, false, true },
	{ ACCESS_WRITE, FLUSH_NONE, true, false, false, false },
	{ ACCESS_WRITE, FLUSH_OFFSET, true, false, false, false },
	{ ACCESS_WRITE, FLUSH_NONE, true, true, false, true },
	{ ACCESS_WRITE, FLUSH_NONE, false, false, false, true },
	{ ACCESS_WRITE, FLUSH_NONE, true, false, true, true },
	{ ACCESS_WRITE, FLUSH_READ, true, false, true, true },
	{ ACCESS_WRITE, FLUSH_OFFSET, true, false, true, false },
	{ ACCESS_BOTH, FLUSH_OFFSET, true, false, true, true },
};

START_TEST(who_can)
{
	static struct bus bus;
	uint8_t byte = 0;

	bus_reset(&bus);
	backend = bus_each;
	backend.posted = rights[_i].posted;
	backend.flush = rights[_i].own_way ? no_flush : NULL;
	region = (struct region){ .range = { 0, 64 },
				  .access = (uint8_t)rights[_i].access,
				  .flush = (uint8_t)rights[_i].flush,
				  .ports = rights[_i].ports,
				  .widths = WIDTHS_ALL };
	a = (struct access){ .region = &region, .backend = &backend, .handle = &bus };
	ck_assert(access_can_flush(&a, a.region->access & ACCESS_READ) == rights[_i].can);
	/* access_flush agrees, once there is something to flush. */
	ck_assert_int_eq(access_flush(&a), 0);
	access_write(&a, WINDOW(1), 0, &byte, 1);
	seen_clear();
	ck_assert((access_flush(&a) == -EACCES) == !rights[_i].can);
	ck_assert(rights[_i].can || seen.n == 0);
	a.backend = NULL;
}
END_TEST

TCase *flush_who_tests(void)
{
	TCase *c = tcase_create("flush_who");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, bar, 0, 2);
	tcase_add_loop_test(c, bar_after_each_write, 0, 2);
	tcase_add_test(c, bar_is_not_read);
	tcase_add_test(c, bar_with_offset);
	tcase_add_test(c, bar_without_configuration_space);
	tcase_add_test(c, memory);
	tcase_add_test(c, file);
	tcase_add_loop_test(c, ports, 0, 2);
	tcase_add_test(c, port_strings);
	tcase_add_loop_test(c, who_can, 0, (int)COUNT_OF(rights));
	return c;
}
