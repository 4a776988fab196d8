/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probing by writing: one byte a step, changed and put back, on command only. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "isa.h"
#include "made_up.h"
#include "probe.h"
#include "sim.h"
#include "unit.h"

static const struct range whole = { ISA_BASE, ISA_SIZE };
static struct access a;

static void setup(void)
{
	made_up_setup();
	isa_reset();
}

static void teardown(void)
{
	if (a.backend && a.backend->close)
		access_close(&a);
	made_up_teardown();
}

static int command(const char *text)
{
	return probe_command(&a, text, strlen(text));
}

static void check_report(const char *wanted)
{
	size_t length = 0;
	char *text = NULL;

	ck_assert_int_eq(probe_report(&a, &text, &length), 0);
	ck_assert_str_eq(text, wanted);
	free(text);
}

/* A bit of everything; the claimed part is RAM that must not be touched. */
static const struct claim claim = { { 0xe0000, 0x1000 }, "driver" };

static void open_all(enum direction direction)
{
	isa_set(0xa0000, 0x10000, ISA_RAM);
	memset(isa.memory, 0x5a, 0x8000);
	isa_rom(0xc0000, 8, true);
	isa_set(0xd0000, 0x1000, ISA_ROM);
	isa_set(0xe0000, 0x2000, ISA_RAM);
	isa_open(&a, whole, direction, &claim, 1);
}

START_TEST(findings)
{
	open_all(ACCESS_BOTH);
	ck_assert_int_eq(command("write-test"), 0);
	/* Later reports know, and look at no RAM again. */
	memset(isa.loads, 0, sizeof(isa.loads));
	check_report("0xa0000-0xaffff: RAM\n"
		     "0xb0000-0xbffff: empty\n"
		     "0xc0000-0xc0fff: expansion ROM, 4096 bytes, checksum good\n"
		     "0xc1000-0xcffff: empty\n"
		     "0xd0000-0xd0fff: ROM\n"
		     "0xd1000-0xdffff: empty\n"
		     "0xe0000-0xe0fff: claimed by driver\n"
		     "0xe1000-0xe1fff: RAM\n"
		     "0xe2000-0xfffff: empty\n");
	ck_assert_uint_eq(isa_loads(0xa0000, 0x10000), 0);
}
END_TEST

/* Two stores to the first byte of each step that nobody has claimed, and none elsewhere. */
START_TEST(first_bytes_only)
{
	static uint8_t before[ISA_SIZE];

	open_all(ACCESS_BOTH);
	memcpy(before, isa.memory, sizeof(before));
	ck_assert_int_eq(command("write-test\n"), 0);
	ck_assert_mem_eq(isa.memory, before, sizeof(before));
	for (uint64_t at = 0; at < ISA_SIZE; at += ISA_STEP) {
		size_t wanted = at >= 0x40000 && at < 0x41000 ? 0 : 2;

		ck_assert_uint_eq(isa.stores[at], wanted);
		ck_assert_uint_eq(isa_stores(ISA_BASE + at, ISA_STEP), wanted);
	}
	ck_assert_uint_eq(isa_loads(0xe0000, 0x1000), 0);
	/* No signal can leave a byte changed; a bus fault must get through. */
	ck_assert(!isa.interruptible && !isa.deaf);
}
END_TEST

START_TEST(signal_mask)
{
	sigset_t mine, after;

	sigemptyset(&mine);
	sigaddset(&mine, SIGUSR2);
	ck_assert_int_eq(sigprocmask(SIG_SETMASK, &mine, NULL), 0);
	open_all(ACCESS_BOTH);
	ck_assert_int_eq(command("write-test"), 0);
	sigprocmask(SIG_SETMASK, NULL, &after);
	ck_assert(sigismember(&after, SIGUSR2) == 1 && sigismember(&after, SIGTERM) == 0);
	sigemptyset(&mine);
	sigprocmask(SIG_SETMASK, &mine, NULL);
}
END_TEST

/* A bus that nobody drives gives back what was last on it, for a while or for ever: no RAM. */
START_TEST(floating)
{
	static const uint8_t last[] = { 0x00, 0xff, 0x37 };
	static const enum isa_kind kinds[] = { ISA_HOLDS, ISA_FADES };

	isa_set(0xd0000, 0x10000, kinds[_i % 2]);
	isa.last = last[_i / 2];
	isa_open(&a, (struct range){ 0xd0000, 0x20000 }, ACCESS_BOTH, NULL, 0);
	ck_assert_int_eq(command("write-test"), 0);
	isa.last = 0xff;
	check_report("0xd0000-0xeffff: empty\n");
}
END_TEST

/* Every value that the byte may have; none passes for what it is not. */
START_TEST(values)
{
	for (unsigned int v = 0; v < 256; v++) {
		isa_reset();
		isa_set(0xd0000, 0x800, ISA_RAM);
		isa_set(0xd0800, 0x800, ISA_ROM);
		isa.memory[0x30000] = isa.memory[0x30800] = (uint8_t)v;
		isa_open(&a, (struct range){ 0xd0000, 0x1000 }, ACCESS_BOTH, NULL, 0);
		ck_assert_int_eq(command("write-test"), 0);
		check_report("0xd0000-0xd07ff: RAM\n0xd0800-0xd0fff: ROM\n");
	}
}
END_TEST

/* It takes a value and does not take it back: whatever that is, it is no RAM. */
START_TEST(not_put_back)
{
	size_t length;
	char *text;

	isa_set(0xd0000, 0x800, ISA_ONCE);
	isa_open(&a, (struct range){ 0xd0000, 0x800 }, ACCESS_BOTH, NULL, 0);
	ck_assert_int_eq(command("write-test"), 0);
	ck_assert_int_eq(probe_report(&a, &text, &length), 0);
	ck_assert_ptr_null(strstr(text, "RAM"));
	free(text);
}
END_TEST

START_TEST(part_of_a_step)
{
	isa_set(0xd0000, 0x1000, ISA_RAM);
	isa_open(&a, (struct range){ 0xd0200, 0x601 }, ACCESS_BOTH, NULL, 0);
	ck_assert_int_eq(command("write-test"), 0);
	ck_assert_uint_eq(isa.stores[0x30200], 2);
	/* A step of one byte has no other one to look at. */
	ck_assert_uint_eq(isa.store_count, 2);
	check_report("0xd0200-0xd07ff: RAM\n0xd0800-0xd0800: empty\n"
		     "# not tested by writing: RAM passes for ROM or empty\n");
}
END_TEST

static const char *const wrong[] = {
	"",
	"\n",
	"write-tes",
	"write-test ",
	"write-test\n\n",
	" write-test",
	"write-test\r\n",
	"WRITE-TEST",
	"write-testx",
	"write_test",
};

START_TEST(no_command)
{
	open_all(ACCESS_BOTH);
	ck_assert_int_eq(command(wrong[_i]), -EINVAL);
	ck_assert_int_eq(probe_command(&a, "write-test\0", 11), -EINVAL);
	ck_assert_int_eq(probe_command(&a, "write-test\n\0", 12), -EINVAL);
	ck_assert_uint_eq(isa.load_count + isa.store_count, 0);
}
END_TEST

START_TEST(not_allowed)
{
	open_all(_i ? ACCESS_READ : ACCESS_WRITE);
	ck_assert_int_eq(command("write-test"), -EACCES);
	ck_assert_uint_eq(isa.load_count + isa.store_count, 0);
}
END_TEST

/* Whichever access fails: the byte is what it was, its finding is none, and that was the last one.
 */
START_TEST(put_back_after_error)
{
	size_t n;

	isa_set(0xd0000, 0x1000, ISA_RAM);
	isa_open(&a, (struct range){ 0xd0000, 0x1000 }, ACCESS_BOTH, NULL, 0);
	ck_assert_int_eq(command("write-test"), 0);
	n = (isa.load_count + isa.store_count) / 2;
	for (size_t at = 1; at <= n; at++) {
		isa_reset();
		isa_set(0xd0000, 0x1000, ISA_RAM);
		isa.memory[0x30000] = 0x5a;
		isa_open(&a, (struct range){ 0xd0000, 0x1000 }, ACCESS_BOTH, NULL, 0);
		isa.fail_at = at;
		ck_assert_int_eq(command("write-test"), -EIO);
		/* A store that fails may have arrived or not; after any other it is put back. */
		if (!isa.store_failed)
			ck_assert(isa.store_count % 2 == 0 && isa.memory[0x30000] == 0x5a);
		ck_assert_uint_eq(isa.loads[0x30800], 0);
		ck_assert_uint_eq(a.region->legacy->found[0xd0000 / ISA_STEP % ISA_STEPS], 0);
	}
}
END_TEST

START_TEST(simulated)
{
	const struct sim *sim;
	static uint8_t before[ISA_SIZE];

	made_up_open(&a, made_up_region("sim", "isa", ACCESS_BOTH));
	sim = a.handle;
	memcpy(before, sim->memory, sizeof(before));
	ck_assert_int_eq(command("write-test\n"), 0);
	ck_assert_mem_eq(sim->memory, before, sizeof(before));
	check_report("0xa0000-0xbffff: RAM\n"
		     "0xc0000-0xc7fff: expansion ROM, 32768 bytes, checksum good\n"
		     "0xc8000-0xeffff: empty\n"
		     "0xf0000-0xfffff: ROM\n");
}
END_TEST

/* The window of a PC: what /proc/iomem says is claimed stays as it is, byte for byte. */
START_TEST(memory)
{
	struct region *r = made_up_region("memory", "0xa0000-0xfffff", ACCESS_BOTH);

	made_up_size("dev/mem", 0x100000);
	r->force = true;
	made_up_open(&a, r);
	ck_assert_int_eq(command("write-test\n"), 0);
	check_report("0xa0000-0xbffff: RAM\n"
		     "0xc0000-0xc8fff: claimed by PCI Bus 0000:00 > Video ROM\n"
		     "0xc9000-0xfffff: RAM\n");
}
END_TEST

TCase *probe_write_tests(void)
{
	TCase *c = tcase_create("probe_write");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, findings);
	tcase_add_test(c, first_bytes_only);
	tcase_add_test(c, signal_mask);
	tcase_add_loop_test(c, floating, 0, 6);
	tcase_add_test(c, values);
	tcase_add_test(c, not_put_back);
	tcase_add_test(c, part_of_a_step);
	tcase_add_loop_test(c, no_command, 0, (int)COUNT_OF(wrong));
	tcase_add_loop_test(c, not_allowed, 0, 2);
	tcase_add_test(c, put_back_after_error);
	tcase_add_test(c, simulated);
	tcase_add_test(c, memory);
	return c;
}
