/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers whose accesses fail: no write follows a read that failed, and nothing is told as read.
 */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "chip.h"
#include "reg_text.h"
#include "seen.h"
#include "unit.h"

static struct bus bus;
static struct access a;
static char why[REG_WHY];

static void setup(void)
{
	chip_setup();
	chip_ram("{ name = \"R\"; offset = \"8\"; fields = ("
		 "  { name = \"F\"; bits = \"7:4\"; } ); },"
		 "{ name = \"LAST\"; offset = \"0xfffc\"; }");
	bus_reset(&bus);
	a = (struct access){ .region = chip.region, .backend = &bus_each, .handle = &bus };
	seen_clear();
}

static struct reg_place place(const char *path)
{
	const struct reg_list *list = chip.region->registers;
	const struct reg *reg = &list->v[chip_node(path).index];

	return (struct reg_place){ reg->offset, reg->width, list, reg };
}

static const int errors[] = { -EIO, -ENODEV, -ETIMEDOUT };

START_TEST(read_fails)
{
	struct reg_place p = place("reg/R");

	for (size_t i = 0; i < COUNT_OF(errors); i++) {
		uint64_t value = 77;
		char *text = NULL;
		size_t length;

		bus.error = errors[i];
		ck_assert_int_eq(reg_read(&a, &p, &value), errors[i]);
		ck_assert_uint_eq(value, 77);
		ck_assert_int_eq(reg_text_decode(&a, &p, &text, &length), errors[i]);
		ck_assert_ptr_null(text);
		ck_assert_int_eq(reg_change(&a, &p, 0x10, 0xf0, why), errors[i]);
		/* One try each, and above all no store. */
		ck_seen(LOAD(4, 8, 0), LOAD(4, 8, 0), LOAD(4, 8, 0));
	}
}
END_TEST

START_TEST(write_fails)
{
	struct reg_place p = place("reg/R");

	for (size_t i = 0; i < COUNT_OF(errors); i++) {
		bus.error = errors[i];
		bus.calls = 0;
		bus.fail_at = 0;
		ck_assert_int_eq(reg_write(&a, &p, 1), errors[i]);
		ck_seen(STORE(4, 8, 0));
		bus.calls = 0;
		bus.fail_at = 1;
		ck_assert_int_eq(reg_change(&a, &p, 0x10, 0xf0, why), errors[i]);
		ck_assert(seen.n == 2 && !seen.v[0].store && seen.v[1].store);
		seen_clear();
	}
}
END_TEST

/* A region that has become shorter: the place is outside, and no neighbour is touched. */
START_TEST(outside)
{
	struct reg_place p = place("reg/LAST");
	uint64_t value;

	chip.region->range.length = 0xfffc;
	ck_assert_int_eq(reg_read(&a, &p, &value), -EIO);
	ck_assert_int_lt(reg_write(&a, &p, 1), 0);
	ck_assert_int_lt(reg_change(&a, &p, 1, 1, why), 0);
	chip.region->range.length = 0xfffe;
	ck_assert_int_lt(reg_read(&a, &p, &value), 0);
	ck_assert_int_lt(reg_write(&a, &p, 1), 0);
	ck_seen_nothing();
}
END_TEST

/* A width that the region has not, or an offset that it cannot reach at once. */
START_TEST(impossible)
{
	struct reg_place p = place("reg/R");
	uint64_t value;

	p.offset = 6;
	ck_assert_int_eq(reg_read(&a, &p, &value), -EINVAL);
	ck_assert_int_eq(reg_write(&a, &p, 1), -EINVAL);
	ck_assert_int_eq(reg_change(&a, &p, 1, 1, why), -EINVAL);
	p.offset = 8;
	chip.region->widths = WIDTH_B | WIDTH_W;
	ck_assert_int_eq(reg_read(&a, &p, &value), -EACCES);
	ck_assert_int_eq(reg_write(&a, &p, 1), -EACCES);
	ck_assert_int_eq(reg_change(&a, &p, 1, 1, why), -EACCES);
	ck_seen_nothing();
}
END_TEST

/* Without access, or with a cause, a region has none of these files. */
START_TEST(no_such_files)
{
	static const char *const paths[] = { "reg", "field", "decode", "wait", "dump", "at" };
	struct node node;

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		ck_assert(chip_find(paths[i], &node));
		chip.region->access = ACCESS_NONE;
		ck_assert_msg(!chip_find(paths[i], &node), "%s", paths[i]);
		chip.region->access = ACCESS_BOTH;
		chip.region->cause = "broken";
		ck_assert_msg(!chip_find(paths[i], &node), "%s", paths[i]);
		chip.region->cause = NULL;
	}
}
END_TEST

/* A device with a FIFO: reading its register pops a byte, and nothing else does. */
START_TEST(fifo)
{
	chip_make("sim = \"uart\"; access = \"rw\";",
		  "{ name = \"RBR\"; offset = \"0\"; width = 8; access = \"ro\";"
		  "  read-effect = \"modify\"; read = \"allow\"; },"
		  "{ name = \"THR\"; offset = \"0\"; width = 8; access = \"wo\"; },"
		  "{ name = \"LSR\"; offset = \"5\"; width = 8; access = \"ro\"; },"
		  "{ name = \"MCR\"; offset = \"4\"; width = 8; }");
	ck_writes("reg/MCR", "0x10:0x10", 0);
	ck_writes("reg/THR", "0x41", 0);
	ck_writes("reg/THR", "0x42", 0);
	seen_clear();
	ck_assert_int_eq(chip_read("dump"), 0);
	ck_assert_ptr_null(strstr(chip.text, "RBR"));
	ck_assert_ptr_null(strstr(chip.text, "THR"));
	ck_assert_uint_eq(seen.n, 2);
	seen_clear();
	ck_assert_int_eq(chip_read("reg/THR"), -EACCES);
	ck_seen_nothing();
	ck_reads("reg/RBR", "0x41\n");
	ck_reads("reg/RBR", "0x42\n");
	ck_seen(LOAD(1, 0, 0x41), LOAD(1, 0, 0x42));
}
END_TEST

TCase *reg_error_tests(void)
{
	TCase *c = tcase_create("reg_error");

	tcase_add_checked_fixture(c, setup, chip_teardown);
	tcase_add_test(c, read_fails);
	tcase_add_test(c, write_fails);
	tcase_add_test(c, outside);
	tcase_add_test(c, impossible);
	tcase_add_test(c, no_such_files);
	tcase_add_test(c, fifo);
	return c;
}
