/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes regions of random place, size, widths and direction, and opens them as the program does. */
#include "target.h"

#include <string.h>
#include <sys/mman.h>

#include "sim.h"
#include "unit.h"

const char *const target_names[TARGETS] = {
	[RAM] = "ram",
	[ROM] = "rom",
	[FILE_MAP] = "file",
	[DEV_MEM] = "devmem",
	[BAR] = "bar",
	[CONFIG] = "config",
	[BUS_EACH] = "bus",
	[BUS_RUNS] = "bus with runs",
	[BUS_PORTS] = "bus of ports",
};

static const char bar_file[] = "sys/bus/pci/devices/0000:00:04.0/resource0";
static const char config_file[] = "sys/bus/pci/devices/0000:00:04.0/config";

static uint64_t state;

void random_seed(uint64_t seed)
{
	/* 0 would stay 0. */
	state = seed ? seed : 1;
}

uint64_t random_number(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * UINT64_C(0x2545f4914f6cdd1d);
}

uint64_t random_below(uint64_t limit)
{
	return (random_number() >> 32) * limit >> 32;
}

static enum direction random_direction(void)
{
	static const enum direction some[] = { ACCESS_READ, ACCESS_WRITE };
	uint64_t n = random_below(8);

	return n < 2 ? some[n] : ACCESS_BOTH;
}

/* How its registers are; configuration space knows one way only, ports no 64 bits. */
static void random_registers(struct target *t, struct region *r)
{
	static const enum quad quads[] = { QUAD_SINGLE, QUAD_SINGLE, QUAD_LO_HI, QUAD_HI_LO };

	if (t->kind != CONFIG)
		t->shadow.big_endian = random_below(2);
	if (t->kind != CONFIG && t->kind != BUS_PORTS)
		t->shadow.quad = quads[random_below(4)];
	r->big_endian = t->shadow.big_endian;
	r->quad = (uint8_t)t->shadow.quad;
	r->relaxed = random_below(2);
}

/* Adds the region; its place is the shadow's `at` bytes behind `base`. */
static void add(struct target *t, const char *key, const char *value, uint64_t base)
{
	struct region *r = made_up_region(key, value, random_direction());
	unsigned int space = t->kind == CONFIG ? 7 : 15;

	r->widths = (uint8_t)(1 + random_below(15));
	if (!(r->widths & space))
		r->widths = WIDTH_B;
	t->shadow.access = r->access;
	random_registers(t, r);
	t->shadow.widths = shadow_widths((struct range){ base + t->shadow.at, t->shadow.length },
					 r->widths & space, t->shadow.quad);
}

static void add_ram(struct target *t)
{
	char value[32];

	t->shadow.length = 1 + random_below(4096);
	t->shadow.rom = t->kind == ROM;
	t->size = 4096;
	snprintf(value, sizeof(value), "%s+%u", t->kind == ROM ? "rom" : "ram",
		 (unsigned int)t->shadow.length);
	add(t, "sim", value, 0);
}

static void add_file(struct target *t)
{
	char value[PATH_MAX + 64];

	t->shadow.at = random_below(4096);
	t->shadow.length = 1 + random_below(4096);
	t->size = SHADOW_SIZE;
	made_up_size("dump", t->size);
	t->truth = made_up_map("dump", 0, t->size);
	snprintf(value, sizeof(value), "%s@%zu+%u", made_up_path("dump"), t->shadow.at,
		 (unsigned int)t->shadow.length);
	add(t, "file", value, 0);
}

static void add_mem(struct target *t)
{
	const uint64_t base = 0xd0000000;
	char value[64];

	t->shadow.at = random_below(4096);
	t->shadow.length = 1 + random_below(4096);
	t->size = SHADOW_SIZE;
	made_up_size("dev/mem", base + t->size);
	t->truth = made_up_map("dev/mem", base, t->size);
	snprintf(value, sizeof(value), "0x%jx+%u", (uintmax_t)(base + t->shadow.at),
		 (unsigned int)t->shadow.length);
	add(t, "memory", value, base);
}

/* The BAR's place in its page is that of its address; what it is for needs no alignment. */
static void add_bar(struct target *t)
{
	struct made_up_bar bars[6] = { { 0 } };

	t->shadow.at = 16 * random_below(256);
	t->shadow.length = UINT64_C(16) << random_below(9);
	t->size = SHADOW_SIZE;
	bars[0] = (struct made_up_bar){ 0xfebd0000 + t->shadow.at, t->shadow.length, BAR_MEMORY };
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, random_below(2) ? 256 : 4096);
	made_up_size(bar_file, t->size);
	t->truth = made_up_map(bar_file, 0, t->size);
	add(t, "pci", "1234:11e8 bar0", 0xfebd0000);
}

/* After add_bar, which makes the function. */
static void add_config(struct target *t)
{
	t->shadow.length = random_below(2) ? 256 : 4096;
	t->size = t->shadow.length;
	made_up_size(config_file, t->size);
	t->truth = made_up_map(config_file, 0, t->size);
	add(t, "pci", "0000:00:04.0 config", 0);
}

/* The buses have no scanner, so their regions are made by hand. */
static void add_bus(struct target *t)
{
	static const struct backend *const rows[TARGETS] = {
		[BUS_EACH] = &bus_each, [BUS_RUNS] = &bus_runs, [BUS_PORTS] = &bus_ports
	};
	bool ports = t->kind == BUS_PORTS;

	t->shadow.length = 1 + random_below(ports ? 64 : 2000);
	t->size = BUS_SIZE;
	t->shadow.access = random_direction();
	t->shadow.widths = 1 + (unsigned int)random_below(ports ? 7 : 15);
	t->region = (struct region){ .range = { 0, t->shadow.length },
				     .access = (uint8_t)t->shadow.access,
				     .widths = (uint8_t)t->shadow.widths,
				     .stream = !ports,
				     .ports = ports,
				     .pauses = ports,
				     .strings = ports };
	random_registers(t, &t->region);
	region_trim_widths(&t->region);
	t->shadow.widths = shadow_widths(t->region.range, t->shadow.widths, t->shadow.quad);
	bus_reset(&t->bus);
	t->truth = t->bus.memory;
	t->a = (struct access){ .region = &t->region, .backend = rows[t->kind], .handle = &t->bus };
}

static void open_one(struct target *t)
{
	struct region *r = &made_up.all.v[t->kind];

	ck_assert_msg((r->cause == NULL) == (t->shadow.widths != 0), "%s: %s",
		      target_names[t->kind], r->cause ? r->cause : "no cause");
	ck_assert_int_eq(access_open(&t->a, &made_up.all, r, &made_up.machine), 0);
	if (t->a.backend && (t->kind == RAM || t->kind == ROM))
		t->truth = ((struct sim *)t->a.handle)->memory;
	ck_assert(!t->a.backend || r->widths == t->shadow.widths);
}

/* A device is random before the first operation, but a ROM is what it is. */
static void fill(struct target *t)
{
	uint8_t *bytes = (uint8_t *)(uintptr_t)t->truth;

	if (!t->truth)
		return;
	for (size_t i = 0; t->kind != ROM && i < t->size; i++)
		bytes[i] = (uint8_t)(random_number() >> 56);
	memcpy(t->shadow.memory, t->truth, t->size);
}

void targets_open(struct target *targets)
{
	static void (*const adders[TARGETS])(struct target * t) = {
		[RAM] = add_ram,      [ROM] = add_ram,	    [FILE_MAP] = add_file,
		[DEV_MEM] = add_mem,  [BAR] = add_bar,	    [CONFIG] = add_config,
		[BUS_EACH] = add_bus, [BUS_RUNS] = add_bus, [BUS_PORTS] = add_bus,
	};

	memset(targets, 0, TARGETS * sizeof(*targets));
	for (unsigned int i = 0; i < TARGETS; i++) {
		targets[i].kind = (enum target_kind)i;
		adders[i](&targets[i]);
	}
	/* All regions first: adding one moves the others. */
	made_up_look_up();
	for (unsigned int i = 0; i < TARGETS; i++) {
		if (i < BUS_EACH)
			open_one(&targets[i]);
		fill(&targets[i]);
	}
}

void targets_close(struct target *targets)
{
	for (unsigned int i = 0; i < BUS_EACH; i++) {
		struct target *t = &targets[i];

		access_close(&t->a);
		if (i != RAM && i != ROM)
			munmap((void *)(uintptr_t)t->truth, t->size);
	}
	regions_free(&made_up.all);
}
