/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The made-up window, seen byte by byte by a backend of its own. */
#include "isa.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "made_up.h"
#include "unit.h"

struct isa isa;

void isa_reset(void)
{
	isa = (struct isa){ 0 };
}

void isa_set(uint64_t address, size_t length, enum isa_kind kind)
{
	uint64_t start = address - ISA_BASE;

	for (uint64_t at = start; at < start + length; at++) {
		isa.kind[at / ISA_STEP] = (uint8_t)kind;
		isa.memory[at] = (uint8_t)(kind == ISA_RAM ? 0 : at * 13 + at / 256 + 5);
	}
}

void isa_rom(uint64_t address, unsigned int units, bool good)
{
	uint64_t start = address - ISA_BASE;
	size_t size = 512 * (size_t)units, room = (size + ISA_STEP - 1) / ISA_STEP * ISA_STEP;
	uint8_t sum = 0;

	if (room > ISA_SIZE - start)
		room = ISA_SIZE - start;
	isa_set(address, room ? room : ISA_STEP, ISA_ROM);
	isa.memory[start] = 0x55;
	isa.memory[start + 1] = 0xaa;
	isa.memory[start + 2] = (uint8_t)units;
	if (size < 512 || size > room)
		return;
	for (size_t i = 0; i < size - 1; i++)
		sum = (uint8_t)(sum + isa.memory[start + i]);
	isa.memory[start + size - 1] = (uint8_t)(good ? -sum : 1 - sum);
}

static size_t sum(const uint32_t *counts, uint64_t address, size_t length)
{
	size_t n = 0;

	for (uint64_t at = address - ISA_BASE; at < address - ISA_BASE + length; at++)
		n += counts[at];
	return n;
}

size_t isa_loads(uint64_t address, size_t length)
{
	return sum(isa.loads, address, length);
}

size_t isa_stores(uint64_t address, size_t length)
{
	return sum(isa.stores, address, length);
}

static uint8_t answer(uint64_t at)
{
	uint8_t last = isa.last;

	switch (isa.kind[at / ISA_STEP]) {
	case ISA_RAM:
	case ISA_ROM:
	case ISA_ONCE:
		return isa.memory[at];
	case ISA_HOLDS:
		return last;
	case ISA_FADES:
		isa.last = 0xff;
		return last;
	case ISA_NOISE:
		return isa.noise++;
	case ISA_MIRROR:
		return (uint8_t)at;
	default:
		return 0xff;
	}
}

static uint64_t place(const struct access *a, uint64_t offset, unsigned int width)
{
	/* A probe looks at bytes, of its region. */
	if (width != 1 || offset >= a->region->range.length)
		ck_abort_msg("an access of %u bytes at 0x%jx", width, (uintmax_t)offset);
	return a->region->range.base - ISA_BASE + offset;
}

static bool fails(void)
{
	sigset_t now;

	sigprocmask(SIG_SETMASK, NULL, &now);
	if (isa.changed && sigismember(&now, SIGTERM) != 1)
		isa.interruptible = true;
	if (isa.changed && sigismember(&now, SIGBUS) != 0)
		isa.deaf = true;
	return isa.load_count + isa.store_count == isa.fail_at;
}

static int load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint64_t at = place(a, offset, width);

	isa.loads[at]++;
	isa.load_count++;
	if (fails())
		return -EIO;
	*value = answer(at);
	if (isa.kind[at / ISA_STEP] != ISA_FADES)
		isa.last = (uint8_t)*value;
	return 0;
}

static int store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	uint64_t at = place(a, offset, width);

	isa.stores[at]++;
	isa.store_count++;
	isa.changed = isa.stores[at] % 2;
	isa.store_failed = fails();
	if (isa.store_failed)
		return -EIO;
	if (isa.kind[at / ISA_STEP] == ISA_RAM ||
	    (isa.kind[at / ISA_STEP] == ISA_ONCE && isa.stores[at] == 1))
		isa.memory[at] = (uint8_t)value;
	isa.last = (uint8_t)value;
	return 0;
}

static const struct backend backend = {
	.name = "isa",
	.help = "a made-up window",
	.widths = WIDTHS_ALL,
	.load = load,
	.store = store,
};

struct region *isa_open(struct access *a, struct range range, enum direction direction,
			const struct claim *claims, unsigned int count)
{
	struct region *r = regions_add(&made_up.all);
	size_t size = count * sizeof(*claims);

	ck_assert_ptr_nonnull(r);
	*r = (struct region){ .name = "window",
			      .space = SPACE_MEMORY,
			      .range = range,
			      .access = (uint8_t)direction,
			      .widths = WIDTHS_ALL,
			      .stream = true,
			      .legacy =
				      regions_memory(&made_up.all, sizeof(struct legacy) + size) };
	ck_assert_ptr_nonnull(r->legacy);
	r->legacy->count = count;
	if (count)
		memcpy(r->legacy->claims, claims, size);
	*a = (struct access){ .region = r, .backend = &backend };
	return r;
}
