/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simulated memories: ram, rom, and the ISA window, which holds some of each and a gap. */
#include <string.h>

#include "io.h"
#include "region.h"
#include "sim.h"

static void ignore_store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	(void)sim;
	(void)offset;
	(void)width;
	(void)value;
}

/*
 * A PC expansion ROM (PCI Firmware Specification 3.2, 5.1): 55 aa, the size in units of 512 bytes,
 * and a last byte that makes the sum of all of them 0.
 */
static void make_rom(uint8_t *rom, size_t size)
{
	static const char text[] = "devmemfs simulated ROM";
	uint8_t sum = 0;

	rom[0] = 0x55;
	rom[1] = 0xaa;
	rom[2] = (uint8_t)(size / 512);
	memcpy(rom + 0x10, text, sizeof(text));
	for (size_t i = 0x40; i < size; i++)
		rom[i] = (uint8_t)(i ^ i >> 8);
	rom[size - 1] = 0;
	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + rom[i]);
	rom[size - 1] = (uint8_t)-sum;
}

static void rom_reset(struct sim *sim)
{
	/* Smaller than the header: just bytes. */
	if (sim->size >= 512)
		make_rom(sim->memory, sim->size);
	else
		memset(sim->memory, 0x55, sim->size);
}

/* Offsets in the window that starts at 0xa0000: video RAM, video ROM, nothing, system ROM. */
enum {
	ISA_RAM_END = 0x20000,
	ISA_ROM = 0x20000,
	ISA_ROM_SIZE = 0x8000,
	ISA_SYSTEM_ROM = 0x50000,
	ISA_SIZE = 0x60000,
};

static void isa_reset(struct sim *sim)
{
	make_rom(sim->memory + ISA_ROM, ISA_ROM_SIZE);
	/* Where nobody answers the pulled-up bus reads as ones. */
	memset(sim->memory + ISA_ROM + ISA_ROM_SIZE, 0xff, ISA_SYSTEM_ROM - ISA_ROM - ISA_ROM_SIZE);
	memset(sim->memory + ISA_SYSTEM_ROM, 0xf4, ISA_SIZE - ISA_SYSTEM_ROM);
}

static void isa_store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	if (offset < ISA_RAM_END)
		io_store(sim->memory + offset, width, io_little(value, width));
}

const struct sim_model sim_ram = {
	.name = "ram",
	.help = "memory, 16 MiB unless +SIZE says otherwise",
	.size = 16 << 20,
	.widths = WIDTHS_ALL,
	.resizable = true,
};

const struct sim_model sim_rom = {
	.name = "rom",
	.help = "an expansion ROM of 64 KiB: 55 aa; writing does nothing",
	.size = 64 << 10,
	.widths = WIDTHS_ALL,
	.resizable = true,
	.reset = rom_reset,
	.store = ignore_store,
};

const struct sim_model sim_isa = {
	.name = "isa",
	.help = "the window 0xa0000-0xfffff: RAM, a ROM at 0xc0000, nothing, a ROM at 0xf0000",
	.base = 0xa0000,
	.size = ISA_SIZE,
	.widths = WIDTHS_ALL,
	.reset = isa_reset,
	.store = isa_store,
};
