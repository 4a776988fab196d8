/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated 16550 with a plug that joins TX and RX: what is sent is received; reading pops. */
#include "region.h"
#include "sim.h"

/* Register names and bits as in the PC16550D data sheet. */
enum { RBR = 0, IER = 1, IIR = 2, LCR = 3, MCR = 4, LSR = 5, MSR = 6, SCR = 7, REGISTERS = 8 };
enum { LCR_DLAB = 0x80, FCR_ENABLE = 0x01, FCR_CLEAR_RX = 0x02 };
enum { LSR_DATA = 0x01, LSR_OVERRUN = 0x02, LSR_TX_EMPTY = 0x60 };
enum { IIR_NONE = 0x01, IIR_DATA = 0x04, IIR_FIFO_ON = 0xc0 };
enum { FIFO_SIZE = 16 };

struct uart {
	uint8_t fifo[FIFO_SIZE];
	unsigned int head, used;
	uint8_t r[REGISTERS]; /* those that read back what was written */
	uint8_t divisor[2];
	bool fifo_on, overrun;
};

static uint8_t pop(struct uart *u)
{
	uint8_t byte = u->fifo[u->head];

	if (u->used) {
		u->head = (u->head + 1) % FIFO_SIZE;
		u->used--;
	}
	return byte;
}

static void push(struct uart *u, uint8_t byte)
{
	/* Without the FIFO there is room for one byte, and a new one takes its place. */
	unsigned int room = u->fifo_on ? FIFO_SIZE : 1;

	if (u->used == room) {
		u->overrun = true;
		if (!u->fifo_on)
			u->fifo[u->head] = byte;
		return;
	}
	u->fifo[(u->head + u->used++) % FIFO_SIZE] = byte;
}

static uint8_t read_lsr(struct uart *u)
{
	uint8_t lsr =
		(uint8_t)(LSR_TX_EMPTY | (u->used ? LSR_DATA : 0) | (u->overrun ? LSR_OVERRUN : 0));

	u->overrun = false;
	return lsr;
}

static uint8_t read_register(void *state, uint64_t offset)
{
	struct uart *u = state;

	switch (offset) {
	case RBR:
	case IER:
		if (u->r[LCR] & LCR_DLAB)
			return u->divisor[offset];
		return offset == RBR ? pop(u) : u->r[IER];
	case IIR:
		return (uint8_t)((u->fifo_on ? IIR_FIFO_ON : 0) |
				 (u->used && u->r[IER] & 1 ? IIR_DATA : IIR_NONE));
	case LSR:
		return read_lsr(u);
	default:
		return u->r[offset];
	}
}

static void write_fcr(struct uart *u, uint8_t value)
{
	bool on = value & FCR_ENABLE;

	/* Switching the FIFO on or off empties it, as does the clear bit. */
	if (on != u->fifo_on || value & FCR_CLEAR_RX)
		u->head = u->used = 0;
	u->fifo_on = on;
}

static void write_register(void *state, uint64_t offset, uint8_t value)
{
	struct uart *u = state;

	switch (offset) {
	case RBR:
	case IER:
		if (u->r[LCR] & LCR_DLAB)
			u->divisor[offset] = value;
		else if (offset == RBR)
			push(u, value);
		else
			u->r[IER] = value & 0x0f;
		break;
	case IIR:
		write_fcr(u, value);
		break;
	case LSR:
	case MSR:
		break;
	default:
		u->r[offset] = value;
		break;
	}
}

static uint64_t load(struct sim *sim, uint64_t offset, unsigned int width)
{
	return sim_gather(sim_state(sim), offset, width, read_register);
}

static void store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	sim_spread(sim_state(sim), offset, width, value, write_register);
}

static void reset(struct sim *sim)
{
	struct uart *u = sim_state(sim);

	/* The demo is about the FIFO; a real chip starts with it off. */
	u->fifo_on = true;
	u->r[MSR] = 0xb0;
}

const struct sim_model sim_uart = {
	.name = "uart",
	.help = "a 16550 whose output is joined to its input; its FIFO of 16 bytes is on",
	.base = 0x3f8,
	.size = REGISTERS,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.ports = true,
	.state = sizeof(struct uart),
	.reset = reset,
	.load = load,
	.store = store,
};
