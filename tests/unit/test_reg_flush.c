/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Flushing after a write to a register: by reading it, but not where that would do harm. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bus.h"
#include "capture.h"
#include "chip.h"
#include "conf.h"
#include "made_up.h"
#include "reg_access.h"
#include "seen.h"
#include "unit.h"

static const char registers[] =
	"{ name = \"RW\"; offset = \"0\"; },"
	"{ name = \"FIFO\"; offset = \"4\"; read-effect = \"modify\"; },"
	"{ name = \"OPEN\"; offset = \"8\"; read-effect = \"modify\"; read = \"allow\"; },"
	"{ name = \"WO\"; offset = \"0xc\"; access = \"wo\"; },"
	"{ name = \"WORD\"; offset = \"0x10\"; width = 16; }";

static struct bus bus;
static struct backend posted;
static struct access a;

/* The chip's registers on a bus that posts what is stored. */
static void setup(void)
{
	chip_setup();
	chip_ram("%s", registers);
	bus_reset(&bus);
	posted = bus_each;
	posted.posted = true;
	a = (struct access){ .region = chip.region, .backend = &posted, .handle = &bus };
	seen_clear();
}

static struct reg_place place(const char *path)
{
	const struct reg_list *list = chip.region->registers;
	const struct reg *reg = &list->v[chip_node(path).index];

	return (struct reg_place){ reg->offset, reg->width, list, reg };
}

static const struct {
	const char *path;
	int ret;
} rows[] = {
	{ "reg/RW", 0 },       { "reg/FIFO", -EACCES }, { "reg/OPEN", 0 },
	{ "reg/WO", -EACCES }, { "reg/WORD", 0 },
};

START_TEST(by_reading)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reg_place p = place(rows[i].path);

		ck_assert_int_eq(reg_write(&a, &p, 0x55), 0);
		ck_assert_msg(access_flush(&a) == rows[i].ret, "%s", rows[i].path);
		if (rows[i].ret == 0)
			ck_seen(STORE(p.width, p.offset, 0x55), LOAD(p.width, p.offset, 0x55));
		else
			ck_seen(STORE(p.width, p.offset, 0x55));
	}
}
END_TEST

/* What counts is the last write, by whatever file. */
START_TEST(last_write)
{
	struct reg_place fifo = place("reg/FIFO"), word = place("reg/WORD");
	const uint32_t value = 0x11223344;

	ck_assert_int_eq(reg_write(&a, &fifo, 1), 0);
	ck_assert_int_eq(reg_write(&a, &word, 2), 0);
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(STORE(4, 4, 1), STORE(2, 0x10, 2), LOAD(2, 0x10, 2));
	ck_assert_int_eq(reg_write(&a, &fifo, 1), 0);
	ck_assert_int_eq(access_write(&a, WINDOW(4), 0x20, &value, 4), 4);
	ck_assert_int_eq(access_flush(&a), 0);
	ck_seen(STORE(4, 4, 1), STORE(4, 0x20, 0x11223344), LOAD(4, 0x20, 0x11223344));
}
END_TEST

/* Where the region names a register to read, that one is read. */
START_TEST(named_place)
{
	struct reg_place fifo = place("reg/FIFO");

	chip.region->flush = FLUSH_OFFSET;
	chip.region->flush_offset = 0x20;
	ck_assert_int_eq(reg_write(&a, &fifo, 1), 0);
	ck_assert_uint_eq(seen.v[0].offset, 4);
	ck_assert_uint_eq(seen.v[seen.n - 1].offset, 0x20);
	for (size_t i = 1; i < seen.n; i++)
		ck_assert(seen.v[i].offset == 0x20 && !seen.v[i].store);
}
END_TEST

START_TEST(can_flush)
{
	ck_assert(access_can_flush(&a, true) && !access_can_flush(&a, false));
	chip.region->flush = FLUSH_OFFSET;
	ck_assert(access_can_flush(&a, true) && access_can_flush(&a, false));
	chip.region->access = ACCESS_WRITE;
	ck_assert(!access_can_flush(&a, true) && !access_can_flush(&a, false));
	posted.posted = false;
	ck_assert(access_can_flush(&a, false));
}
END_TEST

/* A region whose every write is read back cannot have registers that must not be. */
START_TEST(in_the_configuration)
{
	static const struct {
		const char *keys, *traits;
		bool wrong;
	} some[] = {
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";", "", false },
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";", "access = \"ro\";", false },
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";", "access = \"wo\";", true },
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";", "read-effect = \"set\";", true },
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";",
		  "read-effect = \"set\"; read = \"allow\";", false },
		{ "memory = \"0xd0000000+4k\"; flush = \"read\";",
		  "read-effect = \"set\"; access = \"ro\";", false },
		{ "memory = \"0xd0000000+4k\"; flush = \"0x10\";", "access = \"wo\";", false },
		{ "memory = \"0xd0000000+4k\";", "access = \"wo\";", false },
		{ "iomem = \"HPET 0\"; flush = \"read\";", "access = \"wo\";", true },
		{ "pci = \"0000:00:04.0 bar0\"; flush = \"read\";", "access = \"wo\";", false },
	};

	for (size_t i = 0; i < COUNT_OF(some); i++) {
		const char *printed;
		char text[512];
		int mistakes;

		snprintf(text, sizeof(text),
			 "regions = (\n{ name = \"x\"; access = \"rw\"; %s registers = (\n"
			 "{ name = \"R\"; offset = \"0\"; %s } ); } );",
			 some[i].keys, some[i].traits);
		regions_free(&made_up.all);
		mistakes = conf_load_text(&made_up.all, text, "a.conf");
		printed = capture_end();
		capture_begin();
		ck_assert_msg(mistakes == some[i].wrong, "%s: %s", text, printed);
		ck_assert_msg(!some[i].wrong ||
				      strncmp(printed, "a.conf:2: region \"x\": flush", 27) == 0,
			      "%s", printed);
		ck_assert(!some[i].wrong || strstr(printed, "register \"R\""));
	}
}
END_TEST

TCase *reg_flush_tests(void)
{
	TCase *c = tcase_create("reg_flush");

	tcase_add_checked_fixture(c, setup, chip_teardown);
	tcase_add_test(c, by_reading);
	tcase_add_test(c, last_write);
	tcase_add_test(c, named_place);
	tcase_add_test(c, can_flush);
	tcase_add_test(c, in_the_configuration);
	return c;
}
