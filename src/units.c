/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes the accesses of a run of units, one after the other, or hands them to the backend whole. */
#include "units.h"

#include <errno.h>
#include <stddef.h>

#include "io.h"

enum { HALF = 4 };

#ifndef UNITS_UNTRACED
static access_tracer *tracer;

access_tracer *access_trace(access_tracer *t)
{
	access_tracer *before = tracer;

	tracer = t;
	return before;
}
#else
/* For make bench alone: what it costs that accesses can be traced. */
#define tracer ((access_tracer *)NULL)

access_tracer *access_trace(access_tracer *t)
{
	(void)t;
	return NULL;
}
#endif

static bool by_halves(const struct access *a, unsigned int width)
{
	return width == 2 * HALF && a->region->quad != QUAD_SINGLE;
}

/* One access and what belongs to it. */
static int load_one(struct access *a, struct form form, unsigned int width, uint64_t offset,
		    uint64_t *value)
{
	int ret = a->backend->load(a, offset, width, value);

	if (ret < 0)
		return ret;
	if (tracer)
		tracer(a, ACCESS_LOAD, width, offset, *value);
	if (form.pause)
		a->backend->pause(a);
	return 0;
}

/* What is posted is remembered for the read that flushes it. */
static void note_store(struct access *a, unsigned int width, uint64_t offset)
{
	if (!a->backend->posted || a->region->ports)
		return;
	a->posted = (uint8_t)width;
	a->posted_at = offset;
	a->shut = false;
}

static int store_one(struct access *a, struct form form, unsigned int width, uint64_t offset,
		     uint64_t value)
{
	int ret = a->backend->store(a, offset, width, value);

	if (ret < 0)
		return ret;
	note_store(a, width, offset);
	if (tracer)
		tracer(a, ACCESS_STORE, width, offset, value);
	if (form.pause)
		a->backend->pause(a);
	return 0;
}

/* The register's value from the bus's, and back: ioread32be where the register is big-endian. */
static uint64_t turn(const struct access *a, unsigned int width, uint64_t value)
{
	return a->region->big_endian ? io_swap(value, width) : value;
}

/*
 * The order and the places of the halves, as lo_hi_readq, hi_lo_readq and the ioread64be_lo_hi
 * family have them (include/linux/io-64-nonatomic-*.h): the low half of a big-endian register is
 * at the higher address.
 */
struct halves {
	uint64_t at[2];
	unsigned int shift[2];
};

static struct halves halves(const struct access *a, uint64_t offset)
{
	bool low_first = a->region->quad == QUAD_LO_HI;
	bool first_at_offset = low_first != a->region->big_endian;

	return (struct halves){
		.at = { offset + (first_at_offset ? 0 : HALF),
			offset + (first_at_offset ? HALF : 0) },
		.shift = { low_first ? 0 : 8 * HALF, low_first ? 8 * HALF : 0 },
	};
}

static int load_halves(struct access *a, struct form form, uint64_t offset, uint64_t *value)
{
	struct halves h = halves(a, offset);

	*value = 0;
	for (int i = 0; i < 2; i++) {
		uint64_t half;
		int ret = load_one(a, form, HALF, h.at[i], &half);

		if (ret < 0)
			return ret;
		*value |= turn(a, HALF, half) << h.shift[i];
	}
	return 0;
}

static int store_halves(struct access *a, struct form form, uint64_t offset, uint64_t value)
{
	struct halves h = halves(a, offset);
	int ret = 0;

	for (int i = 0; ret == 0 && i < 2; i++) {
		uint32_t half = (uint32_t)(value >> h.shift[i]);

		ret = store_one(a, form, HALF, h.at[i], turn(a, HALF, half));
	}
	return ret;
}

static int load_unit(struct access *a, const struct units *u, uint64_t offset, uint8_t *to)
{
	unsigned int width = u->form.width;
	uint64_t value;
	int ret;

	if (by_halves(a, width)) {
		ret = load_halves(a, u->form, offset, &value);
	} else {
		ret = load_one(a, u->form, width, offset, &value);
		value = u->stream ? io_little(value, width) : turn(a, width, value);
	}
	if (ret == 0)
		io_put(to, width, value);
	return ret;
}

static int store_unit(struct access *a, const struct units *u, uint64_t offset, const uint8_t *from)
{
	unsigned int width = u->form.width;
	uint64_t value = io_get(from, width);

	if (by_halves(a, width))
		return store_halves(a, u->form, offset, value);
	value = u->stream ? io_little(value, width) : turn(a, width, value);
	return store_one(a, u->form, width, offset, value);
}

/* Whole, where the units in the buffer are, byte for byte, what is in the device, one access each.
 */
static bool is_run(const struct access *a, const struct units *u)
{
	return a->backend->load_run && !tracer && !u->form.fixed && !u->form.pause &&
	       !by_halves(a, u->form.width) && (u->stream || a->region->big_endian == IO_BIG_HOST);
}

static ssize_t move_run(struct access *a, enum direction direction, const struct units *u)
{
	const struct backend *b = a->backend;
	unsigned int width = u->form.width;
	ssize_t done;

	if (direction == ACCESS_READ)
		return b->load_run(a, u->offset, width, u->buffer, u->count);
	done = b->store_run(a, u->offset, width, u->buffer, u->count);
	if (done > 0)
		note_store(a, width, u->offset + ((uint64_t)done - 1) * width);
	return done;
}

/* The string instruction makes its accesses at once; they are told afterwards. */
static ssize_t move_string(struct access *a, enum direction direction, const struct units *u)
{
	const struct backend *b = a->backend;
	unsigned int width = u->form.width;
	bool read = direction == ACCESS_READ;
	ssize_t done = read ? b->load_string(a, u->offset, width, u->buffer, u->count)
			    : b->store_string(a, u->offset, width, u->buffer, u->count);

	for (ssize_t i = 0; tracer && i < done; i++)
		tracer(a, read ? ACCESS_LOAD : ACCESS_STORE, width, u->offset,
		       io_little(io_get(u->buffer + (size_t)i * width, width), width));
	return done;
}

static ssize_t move_each(struct access *a, enum direction direction, const struct units *u)
{
	size_t width = u->form.width, step = u->form.fixed ? 0 : width;

	for (size_t i = 0; i < u->count; i++) {
		uint64_t offset = u->offset + i * step;
		uint8_t *unit = u->buffer + i * width;
		int ret = direction == ACCESS_READ ? load_unit(a, u, offset, unit)
						   : store_unit(a, u, offset, unit);

		if (ret < 0)
			return i ? (ssize_t)i : ret;
	}
	return (ssize_t)u->count;
}

/* Once a run, not once a unit. */
static void count_run(const struct access *a, enum direction direction, const struct units *u,
		      ssize_t done)
{
	bool halves = by_halves(a, u->form.width);
	unsigned int place = counts_place(halves ? HALF : u->form.width);

	if (!a->counts)
		return;
	if (done > 0)
		a->counts->accesses[direction == ACCESS_WRITE][place] +=
			(uint64_t)done * (halves ? 2 : 1);
	if (done < (ssize_t)u->count)
		a->counts->errors[place]++;
}

ssize_t units_move(struct access *a, enum direction direction, const struct units *u)
{
	ssize_t done;

	if (u->form.string)
		done = move_string(a, direction, u);
	else
		done = is_run(a, u) ? move_run(a, direction, u) : move_each(a, direction, u);
	count_run(a, direction, u, done);
	return done;
}

/* In the width of the last store if the register that `flush` names can be read so. */
static unsigned int flush_width(const struct access *a, uint64_t offset)
{
	unsigned int last = a->posted;

	if ((region_single_widths(a->region) & last) && offset % last == 0 &&
	    range_holds(a->region->range, offset, last))
		return last;
	return region_widest_at(a->region, offset);
}

static int flush_by_reading(struct access *a)
{
	bool named = a->region->flush == FLUSH_OFFSET;
	uint64_t offset = named ? a->region->flush_offset : a->posted_at, value;
	unsigned int width = named ? flush_width(a, offset) : a->posted;

	if (!(a->region->access & ACCESS_READ) || (a->shut && !named))
		return -EACCES;
	if (width && a->counts)
		a->counts->accesses[0][counts_place(width)]++;
	return width ? load_one(a, (struct form){ 0 }, width, offset, &value) : -EINVAL;
}

int units_flush(struct access *a)
{
	uint64_t value;
	int ret;

	if (!a->backend->flush || a->region->flush == FLUSH_OFFSET)
		return flush_by_reading(a);
	ret = a->backend->flush(a, &value);
	if (a->counts)
		a->counts->flushes++;
	if (ret == 0 && tracer)
		tracer(a, ACCESS_FLUSH, WIDTH_L, 0, value);
	return ret;
}
