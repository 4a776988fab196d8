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

/* Units from one unit-by-unit loop or run: the count done, or -errno if the first one failed. */
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

static ssize_t load_units(struct access *a, unsigned int width, uint64_t offset, uint8_t *buffer,
			  size_t count)
{
	if (tracer || !a->backend->load_run)
		return load_each(a, width, offset, buffer, count);
	a->backend->load_run(a, offset, width, buffer, count);
	return (ssize_t)count;
}

static ssize_t store_units(struct access *a, unsigned int width, uint64_t offset,
			   const uint8_t *buffer, size_t count)
{
	if (tracer || !a->backend->store_run)
		return store_each(a, width, offset, buffer, count);
	a->backend->store_run(a, offset, width, buffer, count);
	return (ssize_t)count;
}

/*
 * The gate. Returns how many bytes of the request lie inside the region, in multiples of `unit`,
 * or what to answer if there are none: `past_end` behind the last whole unit.
 */
static ssize_t admit(const struct access *a, enum direction direction, unsigned int unit,
		     uint64_t offset, size_t length, int past_end)
{
	uint64_t left;

	if (!a->backend || !unit || !(a->region->access & direction))
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

/* units * width, or the error that came first. */
static ssize_t bytes(ssize_t units, unsigned int width)
{
	return units < 0 ? units : units * (ssize_t)width;
}

ssize_t access_read(struct access *a, unsigned int width, uint64_t offset, void *buffer,
		    size_t length)
{
	ssize_t n = admit(a, ACCESS_READ, width, offset, length, 0);

	return n <= 0 ? n : bytes(load_units(a, width, offset, buffer, (size_t)n / width), width);
}

ssize_t access_write(struct access *a, unsigned int width, uint64_t offset, const void *buffer,
		     size_t length)
{
	ssize_t n = admit(a, ACCESS_WRITE, width, offset, length, -ENOSPC);

	return n <= 0 ? n : bytes(store_units(a, width, offset, buffer, (size_t)n / width), width);
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

ssize_t access_copy_read(struct access *a, uint64_t offset, void *buffer, size_t length)
{
	unsigned int widths = a->region->widths;
	ssize_t done = 0, n = admit(a, ACCESS_READ, narrowest(widths), offset, length, 0);

	while (done < n) {
		size_t count;
		unsigned int w = widest(widths, offset, (size_t)(n - done), &count);
		ssize_t ret = bytes(load_units(a, w, offset, (uint8_t *)buffer + done, count), w);

		if (ret < 0)
			return done ? done : ret;
		done += ret;
		if ((size_t)ret < count * w)
			break;
		offset += (uint64_t)ret;
	}
	return n < 0 ? n : done;
}

ssize_t access_copy_write(struct access *a, uint64_t offset, const void *buffer, size_t length)
{
	unsigned int widths = a->region->widths;
	ssize_t done = 0, n = admit(a, ACCESS_WRITE, narrowest(widths), offset, length, -ENOSPC);

	while (done < n) {
		size_t count;
		unsigned int w = widest(widths, offset, (size_t)(n - done), &count);
		ssize_t ret =
			bytes(store_units(a, w, offset, (const uint8_t *)buffer + done, count), w);

		if (ret < 0)
			return done ? done : ret;
		done += ret;
		if ((size_t)ret < count * w)
			break;
		offset += (uint64_t)ret;
	}
	return n < 0 ? n : done;
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
