/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unit by unit and byte by byte: slow and plain, and nothing in it comes from src. */
#include "shadow.h"

#include <errno.h>
#include <string.h>

#include "bus.h"

unsigned int shadow_widths(struct range range, unsigned int widths)
{
	unsigned int left = 0;

	for (unsigned int w = 1; w <= sizeof(void *); w *= 2)
		if ((widths & w) && range.base % w == 0 && range.length >= w)
			left |= w;
	return left;
}

static uint64_t value_of(const uint8_t *bytes, unsigned int width)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < width; i++)
		value = value << 8 | bytes[width - 1 - i];
	return value;
}

/* The unit that a request is measured in. */
static unsigned int smallest(const struct shadow *s, const struct request *r)
{
	unsigned int w = 1;

	if (r->width)
		return r->width;
	while (!(s->widths & w))
		w *= 2;
	return w;
}

static unsigned int unit_at(const struct shadow *s, const struct request *r, uint64_t at,
			    uint64_t end)
{
	unsigned int w = 8;

	if (r->width)
		return r->width;
	while (!(s->widths & w) || at % w != 0 || at + w > end)
		w /= 2;
	return w;
}

/* Where the request ends, or what it answers at once. */
static ssize_t judge(const struct shadow *s, const struct request *r, uint64_t *end)
{
	unsigned int unit = smallest(s, r);
	ssize_t past_end = r->store ? -ENOSPC : 0;

	if (!(s->access & (r->store ? ACCESS_WRITE : ACCESS_READ)))
		return -EACCES;
	if (r->length == 0)
		return 0;
	if (r->offset >= s->length)
		return past_end;
	if (r->offset % unit != 0 || r->length < unit)
		return -EINVAL;
	*end = r->offset;
	while (*end + unit <= s->length && *end + unit - r->offset <= r->length)
		*end += unit;
	return *end == r->offset ? past_end : 1;
}

void shadow_run(struct shadow *s, const struct request *r, struct outcome *o)
{
	uint64_t at = r->offset, end = at;

	o->done = o->tried = 0;
	o->result = judge(s, r, &end);
	if (o->result <= 0)
		return;
	while (at < end) {
		unsigned int w = unit_at(s, r, at, end);
		uint8_t *device = s->memory + s->at + at;
		bool fails = r->error && o->tried == r->fail_at;
		uint8_t bytes[8];

		memcpy(bytes, r->store ? r->data + (at - r->offset) : device, w);
		if (r->store)
			bus_order(bytes, w, r->width);
		o->list[o->tried++] = (struct sim_access){ at, fails ? 0 : value_of(bytes, w),
							   (uint8_t)w, r->store };
		if (fails)
			break;
		if (r->store && !s->fixed)
			memcpy(device, bytes, w);
		o->done++;
		at += w;
	}
	o->result = at > r->offset ? (ssize_t)(at - r->offset) : r->error;
}
