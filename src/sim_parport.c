/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated PC parallel port: data at 0, status at 1, control at 2. */
#include "region.h"
#include "sim.h"

enum { DATA, STATUS, CONTROL, REGISTERS };

/* No printer: not busy, no paper end, selected, no error. */
enum { STATUS_IDLE = 0x9f, STATUS_ACK = 0x40 };

/* A plug joins data bit 7 (pin 9) with ACK (pin 10). */
static uint8_t read_register(void *state, uint64_t offset)
{
	const uint8_t *r = state;

	switch (offset) {
	case DATA:
		return r[DATA];
	case STATUS:
		return (uint8_t)(STATUS_IDLE | (r[DATA] & 0x80 ? STATUS_ACK : 0));
	default:
		return (uint8_t)(0xc0 | r[CONTROL]);
	}
}

static void write_register(void *state, uint64_t offset, uint8_t value)
{
	uint8_t *r = state;

	if (offset != STATUS)
		r[offset] = value;
}

static uint64_t load(struct sim *sim, uint64_t offset, unsigned int width)
{
	return sim_gather(sim_state(sim), offset, width, read_register);
}

static void store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	sim_spread(sim_state(sim), offset, width, value, write_register);
}

const struct sim_model sim_parport = {
	.name = "parport",
	.help = "a parallel port: data (reads back what was written), status, control",
	.base = 0x378,
	.size = REGISTERS,
	.widths = WIDTH_B | WIDTH_W,
	.ports = true,
	.state = REGISTERS,
	.load = load,
	.store = store,
};
