/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated PCI device, after QEMU's "edu": its registers are 32 bits wide and nothing else. */
#include "region.h"
#include "sim.h"

/* Offsets and meaning: QEMU's docs/specs/edu.rst; writing IRQ_STATUS to clear it is our addition.
 */
enum {
	ID = 0x00,
	LIVENESS = 0x04,
	FACTORIAL = 0x08,
	STATUS = 0x20,
	IRQ_STATUS = 0x24,
	IRQ_RAISE = 0x60,
	IRQ_ACK = 0x64,
};

enum { ID_VALUE = 0x010000ed, STATUS_BUSY = 0x01, STATUS_RAISE = 0x80 };

/* How often the unit is looked at before a factorial is ready: often enough to see it busy. */
enum { BUSY_READS = 3 };

struct edu {
	uint32_t liveness, factorial, status, irq;
	unsigned int busy;
};

static uint32_t factorial(uint32_t n)
{
	uint32_t product = 1;

	/* From 34! on the product is 0 modulo 2^32. */
	for (; n > 1 && product; n--)
		product *= n;
	return product;
}

static void finish(struct edu *e)
{
	e->factorial = factorial(e->factorial);
	if (e->status & STATUS_RAISE)
		e->irq |= 1;
}

/* A look at the unit is what makes its time pass; the look itself still sees it as it was. */
static uint32_t look(struct edu *e, uint32_t seen)
{
	if (e->busy && --e->busy == 0)
		finish(e);
	return seen;
}

static uint64_t load(struct sim *sim, uint64_t offset, unsigned int width)
{
	struct edu *e = sim_state(sim);

	if (width != 4)
		return UINT64_MAX >> (64 - 8 * width);
	switch (offset) {
	case ID:
		return ID_VALUE;
	case LIVENESS:
		return e->liveness;
	case FACTORIAL:
		return look(e, e->factorial);
	case STATUS:
		return look(e, e->status | (e->busy ? STATUS_BUSY : 0));
	case IRQ_STATUS:
		return e->irq;
	default:
		return UINT32_MAX;
	}
}

static void store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	struct edu *e = sim_state(sim);
	uint32_t v = (uint32_t)value;

	if (width != 4)
		return;
	if (offset == LIVENESS)
		e->liveness = ~v;
	else if (offset == STATUS)
		e->status = v & STATUS_RAISE;
	else if (offset == IRQ_STATUS || offset == IRQ_ACK)
		e->irq &= ~v;
	else if (offset == IRQ_RAISE)
		e->irq |= v;
	/* A new number is refused while the unit is busy. */
	if (offset == FACTORIAL && !e->busy) {
		e->factorial = v;
		e->busy = BUSY_READS;
	}
}

const struct sim_model sim_edu = {
	.name = "edu",
	.help = "a PCI-like device: ID, liveness, factorial with a busy bit, interrupt status",
	.base = 0xfea00000,
	.size = 1 << 20,
	.widths = WIDTHS_ALL,
	.state = sizeof(struct edu),
	.load = load,
	.store = store,
};
