/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated devices with effects: uart, edu, parport. */
#include <stddef.h>

#include "sim.h"
#include "unit.h"

static struct sim *sim;

static void teardown(void)
{
	sim_free(sim);
	sim = NULL;
}

static void make(const struct sim_model *model)
{
	teardown();
	sim = sim_new(model, model->size);
	ck_assert_ptr_nonnull(sim);
}

static uint64_t in(uint64_t port)
{
	return sim_load(sim, port, 1);
}

static void out(uint64_t port, uint64_t value)
{
	sim_store(sim, port, 1, value);
}

/* Registers of the 16550 by their data sheet's names, and bits of LSR. */
enum { RBR = 0, IER = 1, IIR = 2, FCR = 2, LCR = 3, MCR = 4, LSR = 5, MSR = 6, SCR = 7 };
enum { DATA_READY = 0x01, OVERRUN = 0x02, SENT = 0x60 };

START_TEST(uart_pops)
{
	make(&sim_uart);
	ck_assert_uint_eq(in(LSR), SENT);
	for (unsigned int i = 0; i < 16; i++)
		out(RBR, 0xa0 + i);
	for (unsigned int i = 0; i < 16; i++) {
		ck_assert_uint_eq(in(LSR), SENT | DATA_READY);
		ck_assert_uint_eq(in(RBR), 0xa0 + i);
	}
	ck_assert_uint_eq(in(LSR), SENT);
}
END_TEST

START_TEST(uart_overruns)
{
	make(&sim_uart);
	for (unsigned int i = 0; i < 16; i++)
		out(RBR, i);
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY);
	out(RBR, 16);
	/* Said once, then forgotten; the 17th byte is lost, the others are not. */
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY | OVERRUN);
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY);
	for (unsigned int i = 0; i < 16; i++)
		ck_assert_uint_eq(in(RBR), i);
	ck_assert_uint_eq(in(LSR), SENT);
}
END_TEST

/* More bytes than the FIFO has room for, but never at once: the ring goes round. */
START_TEST(uart_ring)
{
	make(&sim_uart);
	for (unsigned int i = 0; i < 100; i++) {
		out(RBR, i);
		out(RBR, i + 100);
		ck_assert_uint_eq(in(RBR), i);
		ck_assert_uint_eq(in(RBR), i + 100);
	}
	ck_assert_uint_eq(in(LSR), SENT);
}
END_TEST

START_TEST(uart_without_fifo)
{
	make(&sim_uart);
	out(RBR, 1);
	out(FCR, 0);
	ck_assert_uint_eq(in(LSR), SENT);
	ck_assert_uint_eq(in(IIR)&0xc0, 0);
	out(RBR, 2);
	out(RBR, 3);
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY | OVERRUN);
	ck_assert_uint_eq(in(RBR), 3);
	ck_assert_uint_eq(in(LSR), SENT);
}
END_TEST

START_TEST(uart_clear)
{
	make(&sim_uart);
	out(RBR, 1);
	out(FCR, 0x01);
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY);
	out(FCR, 0x03);
	ck_assert_uint_eq(in(LSR), SENT);
	ck_assert_uint_eq(in(IIR)&0xc0, 0xc0);
}
END_TEST

START_TEST(uart_registers)
{
	make(&sim_uart);
	out(SCR, 0x5a);
	out(LCR, 0x83);
	out(RBR, 0x0c);
	out(IER, 0x12);
	/* Behind DLAB is the divisor, and nothing is sent. */
	ck_assert(in(RBR) == 0x0c && in(IER) == 0x12 && in(LCR) == 0x83);
	out(LCR, 0x03);
	ck_assert_uint_eq(in(LSR), SENT);
	out(IER, 0xff);
	ck_assert_uint_eq(in(IER), 0x0f);
	ck_assert_uint_eq(in(IIR)&0x0f, 0x01);
	out(RBR, 7);
	ck_assert_uint_eq(in(IIR)&0x0f, 0x04);
	out(LSR, 0);
	out(MSR, 0);
	ck_assert_uint_eq(in(LSR), SENT | DATA_READY);
	ck_assert(in(MSR) != 0 && in(SCR) == 0x5a);
}
END_TEST

/* One wide access is one access to neighbouring registers: it pops once. */
START_TEST(uart_wide)
{
	make(&sim_uart);
	out(RBR, 0x11);
	out(RBR, 0x22);
	ck_assert_uint_eq(sim_load(sim, 0, 2), 0x0011);
	ck_assert_uint_eq(sim_load(sim, 0, 4), 0x00c10022);
	ck_assert_uint_eq(sim->loads, 2);
	ck_assert_uint_eq(in(LSR), SENT);
}
END_TEST

static uint32_t get(uint64_t offset)
{
	return (uint32_t)sim_load(sim, offset, 4);
}

static void set(uint64_t offset, uint32_t value)
{
	sim_store(sim, offset, 4, value);
}

/* Offsets as in QEMU's docs/specs/edu.rst. */
enum { ID = 0, LIVENESS = 4, FACTORIAL = 8, STATUS = 0x20, IRQ = 0x24, RAISE = 0x60, ACK = 0x64 };

START_TEST(edu_identity)
{
	make(&sim_edu);
	ck_assert_uint_eq(get(ID), 0x010000ed);
	set(ID, 5);
	ck_assert_uint_eq(get(ID), 0x010000ed);
	set(LIVENESS, 0x12345678);
	ck_assert_uint_eq(get(LIVENESS), 0xedcba987);
}
END_TEST

static void wait_for_edu(void)
{
	int looks = 0;

	ck_assert_uint_eq(get(STATUS) & 1, 1);
	while (get(STATUS) & 1)
		ck_assert_int_lt(looks++, 100);
}

static const uint32_t factorials[][2] = {
	{ 0, 1 },	    { 1, 1 },		{ 2, 2 },  { 5, 120 },	      { 12, 479001600 },
	{ 13, 1932053504 }, { 33, 0x80000000 }, { 34, 0 }, { UINT32_MAX, 0 },
};

START_TEST(edu_factorial)
{
	make(&sim_edu);
	set(FACTORIAL, factorials[_i][0]);
	wait_for_edu();
	ck_assert_uint_eq(get(FACTORIAL), factorials[_i][1]);
	ck_assert_uint_eq(get(IRQ), 0);
}
END_TEST

START_TEST(edu_is_busy)
{
	make(&sim_edu);
	set(FACTORIAL, 5);
	ck_assert_uint_eq(get(FACTORIAL), 5);
	/* While it computes it takes no other number. */
	set(FACTORIAL, 3);
	wait_for_edu();
	ck_assert_uint_eq(get(FACTORIAL), 120);
}
END_TEST

START_TEST(edu_interrupts)
{
	make(&sim_edu);
	set(STATUS, 0x80);
	ck_assert_uint_eq(get(STATUS), 0x80);
	set(FACTORIAL, 4);
	wait_for_edu();
	ck_assert_uint_eq(get(IRQ), 1);
	set(RAISE, 0xf0);
	ck_assert_uint_eq(get(IRQ), 0xf1);
	/* Ones clear, zeros leave. */
	set(IRQ, 0x11);
	ck_assert_uint_eq(get(IRQ), 0xe0);
	set(ACK, 0x20);
	ck_assert_uint_eq(get(IRQ), 0xc0);
	set(IRQ, 0);
	ck_assert_uint_eq(get(IRQ), 0xc0);
}
END_TEST

START_TEST(edu_is_32_bits_wide)
{
	make(&sim_edu);
	ck_assert_uint_eq(sim_load(sim, ID, 1), 0xff);
	ck_assert_uint_eq(sim_load(sim, ID, 2), 0xffff);
	ck_assert_uint_eq(sim_load(sim, ID, 8), UINT64_MAX);
	ck_assert_uint_eq(get(0x40), UINT32_MAX);
	set(LIVENESS, 0);
	sim_store(sim, LIVENESS, 1, 0x55);
	sim_store(sim, LIVENESS, 2, 0x5555);
	sim_store(sim, ID, 8, 0);
	ck_assert_uint_eq(get(LIVENESS), UINT32_MAX);
}
END_TEST

START_TEST(parport)
{
	make(&sim_parport);
	out(0, 0x5a);
	ck_assert_uint_eq(in(0), 0x5a);
	ck_assert_uint_eq(in(1) & 0x40, 0);
	out(0, 0x80);
	ck_assert_uint_eq(in(1) & 0x40, 0x40);
	out(1, 0);
	ck_assert_uint_eq(in(1), 0xdf);
	out(2, 0x0c);
	ck_assert_uint_eq(in(2) & 0x3f, 0x0c);
	sim_store(sim, 0, 2, 0x3412);
	ck_assert_uint_eq(sim_load(sim, 0, 2), 0x9f12);
}
END_TEST

TCase *sim_device_tests(void)
{
	TCase *c = tcase_create("sim_device");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, uart_pops);
	tcase_add_test(c, uart_overruns);
	tcase_add_test(c, uart_ring);
	tcase_add_test(c, uart_without_fifo);
	tcase_add_test(c, uart_clear);
	tcase_add_test(c, uart_registers);
	tcase_add_test(c, uart_wide);
	tcase_add_test(c, edu_identity);
	tcase_add_loop_test(c, edu_factorial, 0, (int)COUNT_OF(factorials));
	tcase_add_test(c, edu_is_busy);
	tcase_add_test(c, edu_interrupts);
	tcase_add_test(c, edu_is_32_bits_wide);
	tcase_add_test(c, parport);
	return c;
}
