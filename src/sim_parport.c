/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated PC parallel port: data at 0, status at 1, control at 2. */
#include "region.h"
#include "sim.h"

enum { DATA, STATUS, CONTROL, REGISTERS };

/* No printer: not busy, no paper end, selected, no error. */
enum { STATUS_IDLE = 0x9f, STATUS_ACK = 0x40 };

/* A plug joins data bit 7 (pin 9) with ACK (pin 10). */
static uint8_t read_register(const uint8_t *r, uint64_t offset)
{
	switch (offset) {
	case DATA:
		return r[DATA];
	case STATUS:
		return (uint8_t)(STATUS_IDLE | (r[DATA] & 0x80 ? STATUS_ACK : 0));
	default:
		return (uint8_t)(0xc0 | r[CONTROL]);
	}
}

/* A wider access is one access to neighbouring registers, the lowest in the lowest byte. */
static uint64_t load(struct sim *sim, uint64_t offset, unsigned int width)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < width; i++)
		value |= (uint64_t)read_register(sim->state, offset + i) << 8 * i;
	return value;
}

static void store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t *r = sim->state;

	for (unsigned int i = 0; i < width; i++)
		if (offset + i != STATUS)
			r[offset + i] = (uint8_t)(value >> 8 * i);
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
