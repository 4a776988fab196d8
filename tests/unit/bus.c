/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The made-up bus, written without io.h so that it can tell when that is wrong. */
#include "bus.h"

#include <string.h>

#include "seen.h"

void bus_reset(struct bus *bus)
{
	*bus = (struct bus){ 0 };
	for (size_t i = 0; i < BUS_SIZE; i++)
		bus->memory[i] = (uint8_t)(i * 167 + i / 256 + 1);
}

void bus_order(uint8_t *bytes, size_t length, unsigned int width)
{
	if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ || width <= 1)
		return;
	for (size_t at = 0; at + width <= length; at += width)
		for (unsigned int i = 0; i < width / 2; i++) {
			uint8_t byte = bytes[at + i];

			bytes[at + i] = bytes[at + width - 1 - i];
			bytes[at + width - 1 - i] = byte;
		}
}

uint64_t bus_unit(const struct bus *bus, uint64_t offset, unsigned int width)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < width; i++)
		value |= (uint64_t)bus->memory[(offset + i) % BUS_SIZE] << 8 * i;
	return value;
}

static bool fails(struct bus *bus)
{
	return bus->calls++ >= bus->fail_at && bus->error;
}

static int load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	struct bus *bus = a->handle;

	if (fails(bus)) {
		seen_trace(a, ACCESS_LOAD, width, offset, 0);
		return bus->error;
	}
	*value = bus_unit(bus, offset, width);
	seen_trace(a, ACCESS_LOAD, width, offset, *value);
	return 0;
}

static int store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	struct bus *bus = a->handle;

	if (fails(bus)) {
		seen_trace(a, ACCESS_STORE, width, offset, 0);
		return bus->error;
	}
	for (unsigned int i = 0; i < width; i++)
		bus->memory[(offset + i) % BUS_SIZE] = (uint8_t)(value >> 8 * i);
	seen_trace(a, ACCESS_STORE, width, offset, value);
	return 0;
}

static ssize_t load_run(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			size_t count)
{
	struct bus *bus = a->handle;

	bus->runs++;
	for (size_t i = 0; i < count; i++)
		seen_trace(a, ACCESS_LOAD, width, offset + i * width,
			   bus_unit(bus, offset + i * width, width));
	for (size_t i = 0; i < count * width; i++)
		buffer[i] = bus->memory[(offset + i) % BUS_SIZE];
	return (ssize_t)count;
}

static ssize_t store_run(struct access *a, uint64_t offset, unsigned int width,
			 const uint8_t *buffer, size_t count)
{
	struct bus *bus = a->handle;

	bus->runs++;
	for (size_t i = 0; i < count * width; i++)
		bus->memory[(offset + i) % BUS_SIZE] = buffer[i];
	for (size_t i = 0; i < count; i++)
		seen_trace(a, ACCESS_STORE, width, offset + i * width,
			   bus_unit(bus, offset + i * width, width));
	return (ssize_t)count;
}

static ssize_t load_string(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			   size_t count)
{
	struct bus *bus = a->handle;
	uint64_t value;

	bus->strings++;
	for (size_t i = 0; i < count; i++) {
		int ret = load(a, offset, width, &value);

		if (ret < 0)
			return i ? (ssize_t)i : ret;
		for (unsigned int k = 0; k < width; k++)
			buffer[i * width + k] = (uint8_t)(value >> 8 * k);
	}
	return (ssize_t)count;
}

static ssize_t store_string(struct access *a, uint64_t offset, unsigned int width,
			    const uint8_t *buffer, size_t count)
{
	struct bus *bus = a->handle;

	bus->strings++;
	for (size_t i = 0; i < count; i++) {
		uint64_t value = 0;
		int ret;

		for (unsigned int k = 0; k < width; k++)
			value |= (uint64_t)buffer[i * width + k] << 8 * k;
		ret = store(a, offset, width, value);
		if (ret < 0)
			return i ? (ssize_t)i : ret;
	}
	return (ssize_t)count;
}

static void pause_after(struct access *a)
{
	seen_trace(a, ACCESS_LOAD, 0, 0, 0);
}

const struct backend bus_each = {
	.name = "bus",
	.help = "a made-up bus",
	.widths = WIDTHS_ALL,
	.load = load,
	.store = store,
};

const struct backend bus_runs = {
	.name = "bus",
	.help = "a made-up bus with runs",
	.widths = WIDTHS_ALL,
	.load = load,
	.store = store,
	.load_run = load_run,
	.store_run = store_run,
};

const struct backend bus_ports = {
	.name = "bus",
	.help = "a made-up bus of ports",
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.load = load,
	.store = store,
	.load_string = load_string,
	.store_string = store_string,
	.pause = pause_after,
};
