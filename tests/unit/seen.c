/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one journal, which simulated devices, the made-up bus and the tracer can all write. */
#include "seen.h"

#include <inttypes.h>

#include "unit.h"

static struct sim_access entries[SEEN_ROOM];

struct sim_journal seen = { .v = entries, .room = SEEN_ROOM };

void seen_clear(void)
{
	seen.n = 0;
}

void seen_attach(struct access *a)
{
	struct sim *sim = a->handle;

	ck_assert_ptr_eq(a->backend, &access_sim);
	seen_clear();
	sim->journal = &seen;
}

void seen_trace(const struct access *a, enum access_kind kind, unsigned int width, uint64_t offset,
		uint64_t value)
{
	bool store = kind == ACCESS_STORE;

	(void)a;
	if (seen.n++ < seen.room)
		seen.v[seen.n - 1] = (struct sim_access){ offset, value, (uint8_t)width, store };
}

static bool same(const struct sim_access *a, const struct sim_access *b)
{
	return a->offset == b->offset && a->value == b->value && a->width == b->width &&
	       a->store == b->store;
}

void seen_check(const struct sim_access *wanted, size_t n, const char *file, int line)
{
	for (size_t i = 0; i < n && i < seen.n; i++) {
		const struct sim_access *w = &wanted[i], *s = &seen.v[i];

		ck_assert_msg(same(w, s),
			      "%s:%d: access %zu: wanted %s of %u bytes at 0x%" PRIx64
			      " value 0x%" PRIx64 ", seen %s of %u at 0x%" PRIx64
			      " value 0x%" PRIx64,
			      file, line, i, w->store ? "store" : "load", w->width, w->offset,
			      w->value, s->store ? "store" : "load", s->width, s->offset, s->value);
	}
	ck_assert_msg(seen.n == n, "%s:%d: wanted %zu accesses, seen %zu", file, line, n, seen.n);
	seen_clear();
}
