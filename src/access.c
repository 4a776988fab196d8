/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One gate before every access: direction, alignment, clipping; then units in ascending order. */
#include "access.h"

#include <errno.h>
#include <string.h>

#include "io.h"

static access_tracer *tracer;

void access_trace(access_tracer *t)
{
	tracer = t;
}

/* One by one: the count of units done, or -errno if the first one failed. */
static ssize_t load_each(struct access *a, unsigned int width, uint64_t offset, uint8_t *buffer,
			 size_t count)
{
	for (size_t i = 0; i < count; i++, offset += width) {
		uint64_t value;
		int ret = a->backend->load(a, offset, width, &value);

		if (ret < 0)
			return i ? (ssize_t)i : ret;
		if (tracer)
			tracer(a, false, width, offset, value);
		io_put(buffer + i * width, width, value);
	}
	return (ssize_t)count;
}

static ssize_t store_each(struct access *a, unsigned int width, uint64_t offset,
			  const uint8_t *buffer, size_t count)
{
	for (size_t i = 0; i < count; i++, offset += width) {
		uint64_t value = io_get(buffer + i * width, width);
		int ret = a->backend->store(a, offset, width, value);

		if (ret < 0)
			return i ? (ssize_t)i : ret;
		if (tracer)
			tracer(a, true, width, offset, value);
	}
	return (ssize_t)count;
}

/* What a request is made of: `count` units of one width at ascending offsets. */
static ssize_t access_units(struct access *a, enum direction direction, unsigned int width,
			    uint64_t offset, uint8_t *buffer, size_t count)
{
	const struct backend *b = a->backend;

	if (direction == ACCESS_READ && (tracer || !b->load_run))
		return load_each(a, width, offset, buffer, count);
	if (direction == ACCESS_WRITE && (tracer || !b->store_run))
		return store_each(a, width, offset, buffer, count);
	if (direction == ACCESS_READ)
		b->load_run(a, offset, width, buffer, count);
	else
		b->store_run(a, offset, width, buffer, count);
	return (ssize_t)count;
}

/*
 * The gate. Returns how many bytes of the request lie inside the region, in multiples of `unit`,
 * or what to answer if there are none: behind the last whole unit a read ends and a write has no
 * room.
 */
static ssize_t admit(const struct access *a, enum direction direction, unsigned int unit,
		     uint64_t offset, size_t length)
{
	ssize_t past_end = direction == ACCESS_READ ? 0 : -ENOSPC;
	uint64_t left;

	if (!a->backend || !(a->region->access & direction) || !(a->region->widths & unit))
		return -EACCES;
	if (length == 0)
		return 0;
	if (offset >= a->region->range.length)
		return past_end;
	if (offset % unit || length < unit)
		return -EINVAL;
	left = a->region->range.length - offset;
	if (length > left)
		length = left;
	length -= length % unit;
	return length ? (ssize_t)length : past_end;
}

static ssize_t window(struct access *a, enum direction direction, unsigned int width,
		      uint64_t offset, uint8_t *buffer, size_t length)
{
	ssize_t units, n = admit(a, direction, width, offset, length);

	if (n <= 0)
		return n;
	units = access_units(a, direction, width, offset, buffer, (size_t)n / width);
	return units < 0 ? units : units * (ssize_t)width;
}

ssize_t access_read(struct access *a, unsigned int width, uint64_t offset, void *buffer,
		    size_t length)
{
	return window(a, ACCESS_READ, width, offset, buffer, length);
}

/* Storing only reads the buffer, so that one way through serves both directions. */
ssize_t access_write(struct access *a, unsigned int width, uint64_t offset, const void *buffer,
		     size_t length)
{
	return window(a, ACCESS_WRITE, width, offset, (uint8_t *)buffer, length);
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
	unsigned int widths = a->region->widths;
	ssize_t done = 0, n = admit(a, direction, narrowest(widths), offset, length);

	while (done < n) {
		size_t count;
		unsigned int w = widest(widths, offset, (size_t)(n - done), &count);
		ssize_t units = access_units(a, direction, w, offset, buffer + done, count);

		if (units < 0)
			return done ? done : units;
		done += units * (ssize_t)w;
		offset += (uint64_t)units * w;
		if ((size_t)units < count)
			return done;
	}
	return n < 0 ? n : done;
}

ssize_t access_copy_read(struct access *a, uint64_t offset, void *buffer, size_t length)
{
	return copy(a, ACCESS_READ, offset, buffer, length);
}

ssize_t access_copy_write(struct access *a, uint64_t offset, const void *buffer, size_t length)
{
	return copy(a, ACCESS_WRITE, offset, (uint8_t *)buffer, length);
}

static const struct backend *choose(const struct region *r)
{
	for (const struct backend *const *b = backends; *b; b++)
		if ((*b)->space == r->space && ((*b)->sources & 1u << r->source))
			return *b;
	return NULL;
}

static int fail(struct regions *all, struct region *r, int error, const char *backend,
		const char *remedy)
{
	const char *by = r->claimed_by ? ", claimed by " : "";

	region_fail(r,
		    regions_text(all, "%s: %s%s%s", backend, strerror(-error), by,
				 r->claimed_by ? r->claimed_by : ""),
		    remedy);
	return error;
}

int access_open(struct access *a, struct regions *all, struct region *r, const struct machine *m)
{
	const struct backend *backend = choose(r);
	const char *remedy = NULL;
	int ret;

	*a = (struct access){ .region = r };
	if (!region_usable(r))
		return 0;
	if (!backend)
		return fail(all, r, -ENOTSUP, "no backend", NULL);
	ret = backend->open(a, m, &remedy);
	if (ret < 0)
		return fail(all, r, ret, backend->name, remedy);
	a->backend = backend;
	r->backend = backend->name;
	r->widths &= backend->widths;
	return 0;
}

void access_close(struct access *a)
{
	if (a->backend)
		a->backend->close(a);
	a->backend = NULL;
}

const struct backend *const backends[] = {
	&access_port, &access_devmem, &access_pcibar, &access_pcicfg,
	&access_file, &access_sim,    NULL,
};
