/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One gate before every access: direction, alignment, clipping; then units in ascending order. */
#include "access.h"

#include <errno.h>
#include <string.h>

#include "barrier.h"
#include "log.h"
#include "presence.h"
#include "units.h"

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

static ssize_t request(struct access *a, enum direction direction, struct form form,
		       uint64_t offset, uint8_t *buffer, size_t length)
{
	ssize_t done, n = admit(a, direction, form.width, offset, length, form.fixed);

	if (n <= 0)
		return n;
	done = units_move(a, direction,
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
		units = units_move(a, direction, &u);
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

bool access_can_flush(const struct access *a)
{
	const struct region *r = a->region;
	bool by_reading = !a->backend->flush || r->flush == FLUSH_OFFSET;

	return !a->backend->posted || r->ports || !by_reading || (r->access & ACCESS_READ);
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

static bool serves(const struct backend *b, const struct region *r)
{
	return b->space == r->space && (b->sources & 1u << r->source);
}

/* What is left of the region's widths; a quad by halves is two accesses of 32 bits. */
static uint8_t left_widths(const struct backend *b, const struct region *r)
{
	bool halves = r->quad != QUAD_SINGLE && (b->widths & WIDTH_L);

	return r->widths & (uint8_t)(b->widths | (halves ? WIDTH_Q : 0));
}

static int open_backend(struct access *a, const struct backend *b, const struct machine *m,
			const char **remedy)
{
	int ret = presence_open(&a->presence, a->region, m);

	if (ret == 0)
		ret = b->open(a, m, remedy);
	if (ret < 0)
		presence_close(a->presence);
	return ret;
}

static void close_backend(struct access *a, const struct backend *b)
{
	b->close(a);
	presence_close(a->presence);
}

static int try_open(struct access *a, const struct backend *b, const struct machine *m,
		    const char **remedy)
{
	int ret;

	*a = (struct access){ .region = a->region };
	ret = open_backend(a, b, m, remedy);
	if (ret == 0 && !left_widths(b, a->region)) {
		close_backend(a, b);
		*remedy = "allow a narrower one: widths = \"b\"";
		return -ENOTSUP;
	}
	if (ret == -ENOTSUP && !*remedy && !machine_is_real(m))
		*remedy = "a made-up machine is made of plain files: put one there, or leave -o "
			  "root= out";
	return ret;
}

static int fail(struct regions *all, struct region *r, int error, const char *backend,
		const char *remedy)
{
	const char *by = r->claimed_by ? ", claimed by " : "";

	r->refused = true;
	region_fail(r,
		    regions_text(all, "%s: %s%s%s", backend, strerror(-error), by,
				 r->claimed_by ? r->claimed_by : ""),
		    remedy);
	return error;
}

/* What the region has become by being opened so. */
static void settle(struct access *a, struct region *r, const struct backend *b)
{
	a->backend = b;
	r->backend = b->name;
	r->widths = left_widths(b, r);
	r->pauses = r->ports && b->pause;
	r->strings = r->ports && b->load_string;
	r->combining = a->combining;
}

int access_open(struct access *a, struct regions *all, struct region *r, const struct machine *m)
{
	const char *first = "no backend", *first_remedy = NULL;
	int first_error = 0;

	*a = (struct access){ .region = r };
	if (!region_usable(r))
		return 0;
	for (const struct backend *const *b = backends; *b; b++) {
		const char *remedy = NULL;
		int ret;

		if (!serves(*b, r))
			continue;
		ret = try_open(a, *b, m, &remedy);
		if (ret == 0) {
			if (first_error)
				log_line("region \"%s\": %s: %s; %s is used instead%s", r->name,
					 first, strerror(-first_error), (*b)->name,
					 (*b)->widths == WIDTH_B ? " (8-bit accesses only)" : "");
			settle(a, r, *b);
			return 0;
		}
		/* The first choice's reason is the one that can be mended. */
		if (!first_error) {
			first = (*b)->name;
			first_error = ret;
			first_remedy = remedy;
		}
	}
	return fail(all, r, first_error ? first_error : -ENOTSUP, first, first_remedy);
}

void access_close(struct access *a)
{
	if (a->users && a->backend->disable)
		a->backend->disable(a);
	if (a->backend)
		close_backend(a, a->backend);
	*a = (struct access){ .region = a->region };
}

bool access_present(const struct access *a)
{
	return presence_check(a->presence) == 0;
}

int access_check(const struct access *a)
{
	const struct region *r = a->region;
	int ret = presence_check(a->presence);

	/* Configuration space always answers, and a shadowed ROM is RAM. */
	if (ret == 0 && r->space != SPACE_PCI_CONFIG && !r->shadowed)
		ret = presence_decodes(a->presence, r->space);
	return ret;
}

int access_hold(struct access *a)
{
	int ret = 0;

	if (!a->users && a->backend->enable)
		ret = a->backend->enable(a);
	if (ret == 0)
		a->users++;
	return ret;
}

void access_release(struct access *a)
{
	if (a->users && --a->users == 0 && a->backend->disable)
		a->backend->disable(a);
}

const struct backend *const backends[] = {
	&access_port,	&access_pciio,	&access_devport, &access_devmem, &access_pcibar,
	&access_pcirom, &access_pcicfg, &access_file,	 &access_sim,	 NULL,
};
