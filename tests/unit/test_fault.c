/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mapping cut short under us: what nobody answers is an error of its request, and we live on. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bus.h"
#include "fault.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"
#include "view.h"

/* The region begins inside a page; behind HOLE the file has ended. */
enum { PAGE = 4096, START = 40, LENGTH = 2 * PAGE, HOLE = PAGE - START };

static struct access a;
static volatile uint8_t *bytes; /* the file's, without the region's help */

static void resize(uint64_t size)
{
	ck_assert_int_eq(truncate(made_up_path("dump"), (off_t)size), 0);
}

static void setup(void)
{
	char value[PATH_MAX + 32];

	made_up_setup();
	made_up_size("dump", 3 * PAGE);
	bytes = made_up_map("dump", 0, 3 * PAGE);
	for (size_t i = 0; i < 3 * PAGE; i++)
		bytes[i] = (uint8_t)(i * 7 + i / 256 + 1);
	snprintf(value, sizeof(value), "%s@%d+%d", made_up_path("dump"), START, LENGTH);
	made_up_open(&a, made_up_region("file", value, ACCESS_BOTH));
	resize(PAGE);
	seen_clear();
}

static void teardown(void)
{
	access_trace(NULL);
	access_close(&a);
	made_up_teardown();
}

/* The loop's index is the width's place; traced or not, it goes another way through the core. */
static unsigned int width_of(int i)
{
	access_trace(i < 4 ? NULL : seen_trace);
	return 1u << i % 4;
}

/* Up to the page exactly, and then the error; before the hole and behind it nothing is amiss. */
START_TEST(reads)
{
	unsigned int width = width_of(_i);
	uint8_t buffer[512], wanted[512];
	uint64_t offset = HOLE - 30 * width;

	memset(buffer, 0xee, sizeof(buffer));
	for (size_t i = 0; i < 30 * width; i++)
		wanted[i] = bytes[START + offset + i];
	ck_assert_int_eq(access_read(&a, WINDOW(width), offset, buffer, 50 * width),
			 30 * (ssize_t)width);
	bus_order(buffer, 30 * width, width);
	ck_assert_mem_eq(buffer, wanted, 30 * width);
	ck_assert_uint_eq(seen.n, _i < 4 ? 0 : 30);
	seen_clear();
	ck_assert_int_eq(access_read(&a, WINDOW(width), HOLE, buffer, 50 * width), -EIO);
	ck_assert_int_eq(access_read(&a, WINDOW(width), HOLE, buffer, width), -EIO);
	ck_assert_int_eq(access_read(&a, WINDOW(width), HOLE + 800, buffer, width), -EIO);
	ck_seen_nothing();
	ck_assert_int_eq(access_read(&a, WINDOW(width), offset, buffer, 2 * width),
			 2 * (ssize_t)width);
	bus_order(buffer, 2 * width, width);
	ck_assert_mem_eq(buffer, wanted, 2 * width);
}
END_TEST

START_TEST(writes)
{
	unsigned int width = width_of(_i);
	uint8_t buffer[512];
	uint64_t offset = HOLE - 30 * width;

	memset(buffer, 0x5a, sizeof(buffer));
	ck_assert_int_eq(access_write(&a, WINDOW(width), offset, buffer, 50 * width),
			 30 * (ssize_t)width);
	for (size_t i = 0; i < 30 * width; i++)
		ck_assert_uint_eq(bytes[START + offset + i], 0x5a);
	ck_assert_uint_eq(seen.n, _i < 4 ? 0 : 30);
	seen_clear();
	ck_assert_int_eq(access_write(&a, WINDOW(width), HOLE, buffer, 50 * width), -EIO);
	ck_assert_int_eq(access_write(&a, WINDOW(width), HOLE, buffer, width), -EIO);
	ck_seen_nothing();
	/* The unit that arrived last is the one to be read back. */
	ck_assert_int_eq(a.posted, width);
	ck_assert_uint_eq(a.posted_at, HOLE - width);
	ck_assert_int_eq(access_flush(&a), 0);
}
END_TEST

/* Runs are counted by the fault's address, which qemu-user does not tell of an s390x. */
static bool faults_have_addresses(void)
{
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
}

START_TEST(copies)
{
	uint8_t buffer[512], wanted[512];

	if (!faults_have_addresses())
		return;
	width_of(_i * 4);
	for (size_t i = 0; i < 101; i++)
		wanted[i] = bytes[START + HOLE - 101 + i];
	ck_assert_int_eq(access_copy_read(&a, HOLE - 101, buffer, 300), 101);
	ck_assert_mem_eq(buffer, wanted, 101);
	ck_assert_int_eq(access_copy_read(&a, HOLE, buffer, 300), -EIO);
	ck_assert_int_eq(access_copy_read(&a, HOLE + 3, buffer, 300), -EIO);
	memset(buffer, 0x5a, sizeof(buffer));
	ck_assert_int_eq(access_copy_write(&a, HOLE - 101, buffer, 300), 101);
	for (size_t i = 0; i < 101; i++)
		ck_assert_uint_eq(bytes[START + HOLE - 101 + i], 0x5a);
	ck_assert_int_eq(access_copy_write(&a, HOLE, buffer, 300), -EIO);
}
END_TEST

START_TEST(fixed)
{
	unsigned int width = width_of(_i);
	uint8_t buffer[64];

	ck_assert_int_eq(access_read(&a, FIXED(width), HOLE, buffer, 64), -EIO);
	ck_assert_int_eq(access_write(&a, FIXED(width), HOLE, buffer, 64), -EIO);
	ck_assert_int_eq(access_read(&a, FIXED(width), HOLE - width, buffer, 64), 64);
}
END_TEST

/* When the file has grown again, so has the device. */
START_TEST(back_again)
{
	uint8_t buffer[64];

	ck_assert_int_eq(access_read(&a, WINDOW(4), HOLE, buffer, 4), -EIO);
	ck_assert_int_eq(access_write(&a, WINDOW(4), HOLE, buffer, 4), -EIO);
	resize(3 * PAGE);
	memset(buffer, 0xee, sizeof(buffer));
	ck_assert_int_eq(access_write(&a, WINDOW(4), HOLE, "abcd", 4), 4);
	ck_assert_int_eq(access_read(&a, WINDOW(4), HOLE, buffer, 8), 8);
	ck_assert_mem_eq(buffer, "abcd\0\0\0\0", 8);
	ck_assert_int_eq(access_read(&a, WINDOW(1), LENGTH - 1, buffer, 4), 1);
}
END_TEST

START_TEST(flush_that_faults)
{
	uint8_t byte = 0;

	ck_assert_int_eq(access_write(&a, WINDOW(1), 0, &byte, 1), 1);
	resize(0);
	ck_assert_int_eq(access_flush(&a), -EIO);
	resize(PAGE);
	ck_assert_int_eq(access_flush(&a), 0);
}
END_TEST

/* Faults leave nothing behind: the mask is what it was, and there is no end to them. */
START_TEST(signal_mask)
{
	sigset_t before, after;
	uint8_t byte;

	sigemptyset(&before);
	sigaddset(&before, SIGUSR1);
	ck_assert_int_eq(sigprocmask(SIG_SETMASK, &before, NULL), 0);
	for (unsigned int i = 0; i < 1000; i++)
		ck_assert_int_eq(access_read(&a, WINDOW(1), HOLE + i, &byte, 1), -EIO);
	ck_assert_int_eq(sigprocmask(SIG_SETMASK, NULL, &after), 0);
	ck_assert(sigismember(&after, SIGUSR1) == 1 && sigismember(&after, SIGBUS) == 0);
	ck_assert_int_eq(fault_expected, 0);
	sigemptyset(&before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}
END_TEST

/* How a child ends that does this; it leaves no core behind. */
static int end_of(void (*act)(void))
{
	struct rlimit none = { 0 };
	pid_t child = fork();
	int status;

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		setrlimit(RLIMIT_CORE, &none);
		act();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void touch(void)
{
	(void)a.base[HOLE];
}

static void fault_and_touch(void)
{
	uint8_t byte;

	if (access_read(&a, WINDOW(1), HOLE, &byte, 1) == -EIO &&
	    access_read(&a, WINDOW(1), 0, &byte, 1) == 1)
		touch();
}

static void send(void)
{
	raise(SIGBUS);
}

static void be_sent(void)
{
	kill(getpid(), SIGBUS);
}

/* An access may be under way when it is sent. */
static void be_sent_while_guarded(void)
{
	if (fault_begin())
		_exit(1);
	raise(SIGBUS);
	fault_end();
}

/* It makes a long report of each such end, and its own of the signal. */
static bool under_valgrind(void)
{
	const char *preload = getenv("LD_PRELOAD");

	return preload && strstr(preload, "vgpreload");
}

/* A bus error that is nobody's request ends the program, as it does everywhere. */
START_TEST(other_faults_kill)
{
	if (under_valgrind())
		return;
	ck_assert_int_eq(end_of(touch), SIGBUS);
	ck_assert_int_eq(end_of(fault_and_touch), SIGBUS);
}
END_TEST

START_TEST(sent_signal_kills)
{
	if (under_valgrind())
		return;
	ck_assert_int_eq(end_of(send), SIGBUS);
	ck_assert_int_eq(end_of(be_sent), SIGBUS);
	ck_assert_int_eq(end_of(be_sent_while_guarded), SIGBUS);
}
END_TEST

TCase *fault_tests(void)
{
	TCase *c = tcase_create("fault");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, reads, 0, 8);
	tcase_add_loop_test(c, writes, 0, 8);
	tcase_add_loop_test(c, copies, 0, 2);
	tcase_add_loop_test(c, fixed, 0, 8);
	tcase_add_test(c, back_again);
	tcase_add_test(c, flush_that_faults);
	tcase_add_test(c, signal_mask);
	tcase_add_test(c, other_faults_kill);
	tcase_add_test(c, sent_signal_kills);
	return c;
}
