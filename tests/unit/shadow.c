/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unit by unit and byte by byte: slow and plain, and nothing in it comes from src. */
#include "shadow.h"

#include <errno.h>
#include <string.h>

unsigned int shadow_widths(struct range range, unsigned int widths, enum quad quad)
{
	unsigned int left = 0;

	for (unsigned int w = 1; w <= 8; w *= 2) {
		bool halves = w == 8 && quad != QUAD_SINGLE;
		unsigned int access = halves ? 4 : w;

		if ((widths & w) && access <= sizeof(void *) && range.base % access == 0 &&
		    range.length >= w)
			left |= w;
	}
	return left;
}

static uint64_t value_of(const uint8_t *bytes, unsigned int width)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < width; i++)
		value = value << 8 | bytes[width - 1 - i];
	return value;
}

/* The widths of single accesses, of which a copy is made. */
static unsigned int copy_widths(const struct shadow *s)
{
	return s->quad == QUAD_SINGLE ? s->widths : s->widths & 7;
}

/* The unit that a request is measured in. */
static unsigned int smallest(const struct shadow *s, const struct request *r)
{
	unsigned int w = 1;

	if (r->width)
		return r->width;
	while (!(copy_widths(s) & w))
		w *= 2;
	return w;
}

static unsigned int unit_at(const struct shadow *s, const struct request *r, uint64_t at,
			    uint64_t end)
{
	unsigned int w = 8;

	if (r->width)
		return r->width;
	while (!(copy_widths(s) & w) || at % w != 0 || at + w > end)
		w /= 2;
	return w;
}

/* How many bytes are to be moved, or what the request answers at once. */
static ssize_t judge(const struct shadow *s, const struct request *r)
{
	unsigned int unit = smallest(s, r);
	ssize_t past_end = r->store ? -ENOSPC : 0, bytes = 0;
	uint64_t end = r->offset;

	if (!(s->access & (r->store ? ACCESS_WRITE : ACCESS_READ)))
		return -EACCES;
	if (r->length == 0)
		return 0;
	if (r->offset >= s->length)
		return past_end;
	if (r->offset % unit != 0 || r->length < unit)
		return -EINVAL;
	while (end + unit <= s->length && (size_t)bytes + unit <= r->length) {
		bytes += unit;
		/* A fixed address is always as far from the end. */
		end += r->fixed ? 0 : unit;
	}
	return bytes ? bytes : past_end;
}

static void list(struct outcome *o, uint64_t at, unsigned int width, uint64_t value, bool store)
{
	o->list[o->listed++] = (struct sim_access){ at, value, (uint8_t)width, store };
}

/* False: it failed. */
static bool one_access(struct shadow *s, const struct request *r, struct outcome *o, uint64_t at,
		       unsigned int width, const uint8_t *bytes)
{
	uint8_t *device = s->memory + s->at + at;
	bool fails = r->error && o->tried == r->fail_at;
	uint64_t value = value_of(r->store ? bytes : device, width);

	o->tried++;
	list(o, at, width, fails ? 0 : value, r->store);
	if (fails)
		return false;
	if (r->store && !s->rom)
		memcpy(device, bytes, width);
	o->done++;
	if (r->pause)
		list(o, 0, 0, 0, false);
	return true;
}

/* A window holds integers of this host; all else the bytes of the device, as they are. */
static void copy_unit(const struct shadow *s, const struct request *r, uint8_t *to,
		      const uint8_t *from, unsigned int width)
{
	bool big_host = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
	bool turned = r->width && !r->fixed && s->big_endian != big_host;

	for (unsigned int i = 0; i < width; i++)
		to[i] = from[turned ? width - 1 - i : i];
}

/* The unit at this place of the device and of the buffer. */
static bool one_unit(struct shadow *s, const struct request *r, struct outcome *o, uint64_t at,
		     size_t place, unsigned int width)
{
	/* The low half is the first one, unless one of both is the other way round. */
	unsigned int first = (s->quad == QUAD_HI_LO) != s->big_endian ? 4 : 0;
	uint8_t bytes[8];
	bool worked;

	if (r->store)
		copy_unit(s, r, bytes, r->data + place, width);
	if (width == 8 && s->quad != QUAD_SINGLE)
		worked = one_access(s, r, o, at + first, 4, bytes + first) &&
			 one_access(s, r, o, at + 4 - first, 4, bytes + 4 - first);
	else
		worked = one_access(s, r, o, at, width, bytes);
	if (worked && !r->store)
		copy_unit(s, r, o->bytes + place, s->memory + s->at + at, width);
	return worked;
}

void shadow_run(struct shadow *s, const struct request *r, struct outcome *o)
{
	size_t place = 0, total;

	o->done = o->tried = o->listed = 0;
	o->result = judge(s, r);
	if (o->result <= 0)
		return;
	total = (size_t)o->result;
	while (place < total) {
		uint64_t at = r->offset + (r->fixed ? 0 : place);
		unsigned int width = unit_at(s, r, at, r->offset + total);

		if (!one_unit(s, r, o, at, place, width))
			break;
		place += width;
	}
	o->result = place ? (ssize_t)place : r->error;
}
