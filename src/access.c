/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One gate before every access: direction, alignment, clipping; then units in ascending order. */
#include "access.h"

#include <errno.h>

#include "barrier.h"
#include "presence.h"
#include "units.h"

/* Units between two looks whether a function is still there. */
enum { PIECE = 256 };

/*
 * The gate. Returns how many bytes of the request are to be served, in multiples of `unit`: those
 * that lie inside the region, or, at a fixed offset, all; or what to answer if there are none.
 * Behind the last whole unit a read ends and a write has no room.
 */
static ssize_t admit(const struct access *a, enum direction direction, unsigned int unit,
		     uint64_t offset, size_t length, bool fixed)
{
	ssize_t past_end = direction == ACCESS_READ ? 0 : -ENOSPC;
	uint64_t left;

	if (!a->backend || !(a->region->access & direction) || !(a->region->widths & unit))
		return -EACCES;
	if (length == 0)
		return 0;
	/* What is mapped of a function that is gone may be another one's by now. */
	if (presence_check(a->presence) < 0)
		return -ENODEV;
	if (offset >= a->region->range.length)
		return past_end;
	if (offset % unit || length < unit)
		return -EINVAL;
	left = a->region->range.length - offset;
	if (fixed && left >= unit)
		return (ssize_t)(length - length % unit);
	if (length > left)
		length = left;
	length -= length % unit;
	return length ? (ssize_t)length : past_end;
}

/*
 * Moves units that are admitted; of a function's in pieces, since it may be taken away meanwhile: a
 * piece is some hundred microseconds of a slow bus.
 */
static ssize_t move(struct access *a, enum direction direction, const struct units *u)
{
	struct units piece = *u;
	size_t done = 0;

	if (!a->presence)
		return units_move(a, direction, u);
	while (done < u->count) {
		ssize_t moved;

		piece.count = u->count - done < PIECE ? u->count - done : PIECE;
		moved = units_move(a, direction, &piece);
		/* What came back while the function was taken away is not its value. */
		if (presence_check(a->presence) < 0)
			moved = -ENODEV;
		if (moved < 0)
			return done ? (ssize_t)done : moved;
		done += (size_t)moved;
		if ((size_t)moved < piece.count)
			break;
		piece.buffer += (size_t)moved * u->form.width;
		if (!u->form.fixed)
			piece.offset += (uint64_t)moved * u->form.width;
	}
	return (ssize_t)done;
}

static ssize_t request(struct access *a, enum direction direction, struct form form,
		       uint64_t offset, uint8_t *buffer, size_t length)
{
	ssize_t done, n = admit(a, direction, form.width, offset, length, form.fixed);

	if (n <= 0)
		return n;
	done = move(a, direction,
		    &(struct units){
			    .form = form,
			    .stream = form.fixed,
			    .offset = offset,
			    .buffer = buffer,
			    .count = (size_t)n / form.width,
		    });
	return done < 0 ? done : done * form.width;
}

static unsigned int narrowest(unsigned int widths)
{
	return widths & -widths;
}

/*
 * The next run of a copy: the widest unit that is aligned and fits, and how many of them. Only
 * the widest of all comes in runs; a narrower one moves on to the next alignment.
 */
static unsigned int widest(unsigned int widths, uint64_t offset, size_t left, size_t *count)
{
	unsigned int w = WIDTH_Q;

	while (!(widths & w) || offset % w || left < w)
		w /= 2;
	*count = widths >= 2 * w ? 1 : left / w;
	return w;
}

static ssize_t copy(struct access *a, enum direction direction, uint64_t offset, uint8_t *buffer,
		    size_t length)
{
	unsigned int widths = region_single_widths(a->region);
	ssize_t done = 0, n = admit(a, direction, narrowest(widths), offset, length, false);

	while (done < n) {
		struct units u = { .stream = true, .offset = offset, .buffer = buffer + done };
		ssize_t units;

		u.form.width = (uint8_t)widest(widths, offset, (size_t)(n - done), &u.count);
		units = move(a, direction, &u);
		if (units < 0)
			return done ? done : units;
		done += units * u.form.width;
		offset += (uint64_t)units * u.form.width;
		if ((size_t)units < u.count)
			return done;
	}
	return n < 0 ? n : done;
}

int access_flush(struct access *a)
{
	int ret = a->posted ? presence_check(a->presence) : 0;

	if (ret == 0 && a->posted)
		ret = units_flush(a);
	if (ret == 0)
		a->posted = 0;
	return ret;
}

bool access_can_flush(const struct access *a, bool readable)
{
	const struct region *r = a->region;

	if (!a->backend->posted || r->ports)
		return true;
	if (r->flush == FLUSH_OFFSET)
		return r->access & ACCESS_READ;
	return a->backend->flush || readable;
}

void access_shut(struct access *a)
{
	a->shut = a->posted != 0;
}

/* What is due before a write is answered. */
static ssize_t finish(struct access *a, ssize_t done)
{
	int ret = 0;

	if (done > 0 && a->combining)
		barrier_drain_stores();
	if (done > 0 && a->region->flush != FLUSH_NONE)
		ret = access_flush(a);
	return ret < 0 ? ret : done;
}

ssize_t access_read(struct access *a, struct form form, uint64_t offset, void *buffer,
		    size_t length)
{
	return request(a, ACCESS_READ, form, offset, buffer, length);
}

/* Storing only reads the buffer, so that one way through serves both directions. */
ssize_t access_write(struct access *a, struct form form, uint64_t offset, const void *buffer,
		     size_t length)
{
	return finish(a, request(a, ACCESS_WRITE, form, offset, (uint8_t *)buffer, length));
}

ssize_t access_copy_read(struct access *a, uint64_t offset, void *buffer, size_t length)
{
	return copy(a, ACCESS_READ, offset, buffer, length);
}

ssize_t access_copy_write(struct access *a, uint64_t offset, const void *buffer, size_t length)
{
	return finish(a, copy(a, ACCESS_WRITE, offset, (uint8_t *)buffer, length));
}
