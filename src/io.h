/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads and stores of exactly one width: the only place where device memory is dereferenced. */
#ifndef DEVMEMFS_IO_H
#define DEVMEMFS_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "barrier.h"

/* True where the most significant byte of an integer comes first. */
#define IO_BIG_HOST (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)

/*
 * A volatile access of an aligned scalar is one instruction of that width, once, in program order
 * with the other volatile ones (C11 6.7.3p7; gcc manual, "Volatiles"). memcpy is none of this: on
 * x86 it has reached a device as 8-byte reads out of order.
 */
static inline uint64_t io_load(const volatile void *p, unsigned int width)
{
	switch (width) {
	case 1:
		return *(const volatile uint8_t *)p;
	case 2:
		return *(const volatile uint16_t *)p;
	case 4:
		return *(const volatile uint32_t *)p;
	default:
		return *(const volatile uint64_t *)p;
	}
}

/*
 * The barrier is one for the compiler: gcc 12.2 at -O1 and above repeats the last volatile store of
 * a loop after the loop, if it moves an ordinary store out of it; the virtual machine's trace
 * showed it.
 */
static inline void io_store(volatile void *p, unsigned int width, uint64_t value)
{
	switch (width) {
	case 1:
		*(volatile uint8_t *)p = (uint8_t)value;
		break;
	case 2:
		*(volatile uint16_t *)p = (uint16_t)value;
		break;
	case 4:
		*(volatile uint32_t *)p = (uint32_t)value;
		break;
	default:
		*(volatile uint64_t *)p = value;
		break;
	}
	barrier_compiler();
}

/* A value to or from `width` bytes of a caller's buffer, native-endian, at any alignment. */
static inline void io_put(void *buffer, unsigned int width, uint64_t value)
{
	switch (width) {
	case 1:
		memcpy(buffer, &(uint8_t){ (uint8_t)value }, 1);
		break;
	case 2:
		memcpy(buffer, &(uint16_t){ (uint16_t)value }, 2);
		break;
	case 4:
		memcpy(buffer, &(uint32_t){ (uint32_t)value }, 4);
		break;
	default:
		memcpy(buffer, &value, 8);
		break;
	}
}

static inline uint64_t io_get(const void *buffer, unsigned int width)
{
	union {
		uint8_t b;
		uint16_t w;
		uint32_t l;
		uint64_t q;
	} unit;

	memcpy(&unit, buffer, width);
	switch (width) {
	case 1:
		return unit.b;
	case 2:
		return unit.w;
	case 4:
		return unit.l;
	default:
		return unit.q;
	}
}

/* The bytes of a value of `width` bytes in the opposite order. */
static inline uint64_t io_swap(uint64_t value, unsigned int width)
{
	return __builtin_bswap64(value) >> (64 - 8 * width);
}

/* From the host's byte order to little-endian, or back. */
static inline uint64_t io_little(uint64_t value, unsigned int width)
{
	return IO_BIG_HOST ? io_swap(value, width) : value;
}

/* One access, in strict order with what is around it, or not. */
static inline uint64_t io_load_ordered(const volatile void *p, unsigned int width, bool strict)
{
	uint64_t value = io_load(p, width);

	if (strict)
		barrier_after_load();
	return value;
}

static inline void io_store_ordered(volatile void *p, unsigned int width, uint64_t value,
				    bool strict)
{
	if (strict)
		barrier_before_store();
	io_store(p, width, value);
	if (strict)
		barrier_after_store();
}

/* The loop of one width; inlined with a constant width it is a load and a store a unit. */
static inline __attribute__((always_inline)) void io_load_units(const volatile uint8_t *p,
								unsigned int width, uint8_t *buffer,
								size_t count, bool strict)
{
	for (size_t i = 0; i < count; i++)
		io_put(buffer + i * width, width, io_load_ordered(p + i * width, width, strict));
}

static inline __attribute__((always_inline)) void io_store_units(volatile uint8_t *p,
								 unsigned int width,
								 const uint8_t *buffer,
								 size_t count, bool strict)
{
	for (size_t i = 0; i < count; i++)
		io_store_ordered(p + i * width, width, io_get(buffer + i * width, width), strict);
}

/*
 * `count` units of one width at ascending addresses from p, each accessed once, in order. The
 * buffer holds them as the device does, byte for byte.
 */
static inline void io_load_run(const volatile uint8_t *p, unsigned int width, uint8_t *buffer,
			       size_t count, bool strict)
{
	switch (width) {
	case 1:
		io_load_units(p, 1, buffer, count, strict);
		break;
	case 2:
		io_load_units(p, 2, buffer, count, strict);
		break;
	case 4:
		io_load_units(p, 4, buffer, count, strict);
		break;
	default:
		io_load_units(p, 8, buffer, count, strict);
		break;
	}
}

static inline void io_store_run(volatile uint8_t *p, unsigned int width, const uint8_t *buffer,
				size_t count, bool strict)
{
	switch (width) {
	case 1:
		io_store_units(p, 1, buffer, count, strict);
		break;
	case 2:
		io_store_units(p, 2, buffer, count, strict);
		break;
	case 4:
		io_store_units(p, 4, buffer, count, strict);
		break;
	default:
		io_store_units(p, 8, buffer, count, strict);
		break;
	}
}

#endif
