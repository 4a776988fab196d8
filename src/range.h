/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A range of addresses, safe against overflow: base and length, never base and end. */
#ifndef DEVMEMFS_RANGE_H
#define DEVMEMFS_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Bytes base .. base + length - 1. The last byte is at most 2^64 - 2, so that the length and the
 * byte after the last are numbers too. A length of 0 is "no range".
 */
struct range {
	uint64_t base;
	uint64_t length;
};

/* The address of the last byte of a range that is not empty. */
static inline uint64_t range_last(struct range r)
{
	return r.base + (r.length - 1);
}

/* True if offset .. offset + count - 1, counted from the range's base, lies inside the range. */
static inline bool range_holds(struct range r, uint64_t offset, uint64_t count)
{
	return offset <= r.length && count <= r.length - offset;
}

/* True if the two share a byte; an empty range shares nothing. */
static inline bool range_overlaps(struct range a, struct range b)
{
	return a.length && b.length && a.base <= range_last(b) && b.base <= range_last(a);
}

/* True if every byte of inner is in outer. */
static inline bool range_contains(struct range outer, struct range inner)
{
	return inner.base >= outer.base &&
	       range_holds(outer, inner.base - outer.base, inner.length);
}

/*
 * How many of n structs start at or before the address: each begins with its range, they are `size`
 * bytes long and ascend.
 */
size_t range_count_until(const void *v, size_t n, size_t size, uint64_t address);

/*
 * A C literal: 0x hexadecimal, leading 0 octal, else decimal; the whole text, no sign, no blanks.
 * Returns 0, or -EINVAL / -ERANGE with *why set to what is wrong (a constant string).
 */
int range_number(const char *text, uint64_t *value, const char **why);

/* As range_number, but the text may end in k, M or G (x1024, x1024^2, x1024^3). */
int range_size(const char *text, uint64_t *value, const char **why);

/*
 * "START-END" (END inclusive) or "START+SIZE". Returns 0, or -EINVAL / -ERANGE with *why set to
 * what is wrong (a constant string that names the remedy). *out is written only on success.
 */
int range_parse(const char *text, struct range *out, const char **why);

#endif
