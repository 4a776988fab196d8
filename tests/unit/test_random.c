/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Millions of random requests, each compared with the shadow: answer, accesses, memory, counters.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "seen.h"
#include "target.h"
#include "unit.h"
#include "view.h"

/*
 * DEVMEMFS_RANDOM_OPS and DEVMEMFS_RANDOM_SEED in the environment replace these: fewer operations
 * where each takes longer (sanitizers, valgrind), another seed to look elsewhere.
 */
enum { OPERATIONS = 10000000, ROUND = 25000, BUFFER = SHADOW_REQUEST, GUARD = 8 };
static const uint64_t default_seed = 0x6d656d6673;

static struct target targets[TARGETS];
static struct outcome wanted;
static uint8_t data[2 * BUFFER]; /* random bytes to be written */
static uint64_t seed, operation, done[TARGETS];

/* Whose accesses enter the journal `seen`. */
enum witness { NOBODY, DEVICE, TRACER };

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text && *text ? strtoull(text, NULL, 0) : otherwise;
}

static void disagree(const struct target *t, const struct request *r, ssize_t result,
		     const char *what) __attribute__((noreturn));

static void disagree(const struct target *t, const struct request *r, ssize_t result,
		     const char *what)
{
	ck_abort_msg("%s, widths %u, length %" PRIu64 ", quad %u%s: %s%s%s width %u at 0x%" PRIx64
		     " length %zu: %s; result %zd, wanted %zd; DEVMEMFS_RANDOM_SEED=0x%" PRIx64
		     " DEVMEMFS_RANDOM_OPS=%" PRIu64,
		     target_names[t->kind], t->shadow.widths, t->shadow.length, t->shadow.quad,
		     t->shadow.big_endian ? ", big-endian" : "", r->store ? "write" : "read",
		     r->fixed ? " fixed" : "", r->pause ? " with pauses" : "", r->width, r->offset,
		     r->length, what, result, wanted.result, seed, operation + 1);
}

static bool is_data(const struct view *v)
{
	return v->read;
}

/* By the contract: forms of ports are there on ports, a quad by halves has no fixed address. */
static bool has_view(const struct target *t, const struct view *v)
{
	unsigned int single = t->shadow.quad == QUAD_SINGLE ? 15 : 7;

	if (!v->form.width)
		return t->kind != CONFIG && t->kind != BUS_PORTS && (t->shadow.widths & single);
	return (t->shadow.widths & v->form.width) && (!v->in || (v->form.width & single)) &&
	       (t->kind == BUS_PORTS || !(v->form.pause || v->form.string));
}

/* Any of those that move data; NULL: the region has not got it, and view.c knows that too. */
static const struct view *random_view(const struct target *t)
{
	const struct view *v;
	bool has;

	do
		v = &views[random_below(view_count)];
	while (!is_data(v));
	has = has_view(t, v);
	/* Check's assertions write a file each time, so only a failure gets there. */
	if (v->exists(v, t->a.region) != has)
		ck_abort_msg("%s: %s is there or not, wrongly", target_names[t->kind], v->name);
	return has ? v : NULL;
}

static uint64_t random_offset(uint64_t length, unsigned int width)
{
	static const uint64_t far[] = { (UINT64_C(1) << 63) - 8, UINT64_C(1) << 63, UINT64_MAX - 7,
					UINT64_C(1) << 32 };
	uint64_t n = random_below(64), offset = random_below(length + 1);

	if (n == 0)
		return far[random_below(COUNT_OF(far))] + random_below(8);
	if (n < 6)
		offset = length > 8 ? length - 8 + random_below(16) : random_below(16);
	return width && n % 8 ? offset - offset % width : offset;
}

static size_t random_length(void)
{
	uint64_t n = random_below(512);

	if (n == 0)
		return random_below(BUFFER - 2 * GUARD - 8);
	return random_below(n < 64 ? 300 : 40);
}

static struct request random_request(const struct target *t, const struct view *v)
{
	static const int errors[] = { -EIO, -ENODEV, -ETIMEDOUT };
	struct request r = { .width = v->form.width,
			     .store = random_below(2),
			     .fixed = v->form.fixed,
			     .pause = v->form.pause,
			     .offset = random_offset(t->shadow.length, v->form.width),
			     .length = random_length(),
			     .data = data + random_below(BUFFER) };

	if ((t->kind == BUS_EACH || t->kind == BUS_PORTS) && random_below(2)) {
		r.fail_at = random_below(20);
		r.error = errors[random_below(COUNT_OF(errors))];
	}
	return r;
}

/* The buses always see; a simulated device and libpci only if asked; mapped ones by a tracer. */
static enum witness call_witness(struct target *t, const struct request *r)
{
	bool device = random_below(2), trace = random_below(4) == 0;

	seen_clear();
	access_trace(trace && t->kind < BUS_EACH ? seen_trace : NULL);
	calls_watched = t->kind == CONFIG && device && !trace;
	if (t->kind == RAM || t->kind == ROM)
		((struct sim *)t->a.handle)->journal = device && !trace ? &seen : NULL;
	t->bus.calls = t->bus.strings = 0;
	t->bus.fail_at = r->fail_at;
	t->bus.error = r->error;
	if (t->kind >= BUS_EACH)
		return DEVICE;
	if (trace)
		return TRACER;
	return device && (t->kind == RAM || t->kind == ROM || t->kind == CONFIG) ? DEVICE : NOBODY;
}

static bool journal_agrees(const struct target *t)
{
	if (seen.n != wanted.listed)
		return false;
	for (size_t i = 0; i < seen.n; i++) {
		const struct sim_access *s = &seen.v[i], *w = &wanted.list[i];

		/* libpci's calls are seen without their values; those are in the file. */
		if (s->offset != w->offset || s->width != w->width || s->store != w->store ||
		    (s->value != w->value && !calls_watched))
			return false;
	}
	return (t->kind != BUS_EACH && t->kind != BUS_PORTS) || t->bus.calls == wanted.tried;
}

static ssize_t run(struct target *t, const struct view *v, const struct request *r)
{
	static uint8_t buffer[BUFFER];
	uint8_t *place = buffer + GUARD + random_below(8);
	ssize_t result;

	if (r->store)
		return v->write(v, &t->a, r->offset, r->data, r->length);
	memset(place - GUARD, 0x5a, r->length + 2 * GUARD);
	result = v->read(v, &t->a, r->offset, place, r->length);
	for (size_t i = 0; i < GUARD; i++)
		if (place[-1 - (ssize_t)i] != 0x5a || place[r->length + i] != 0x5a)
			disagree(t, r, result, "bytes beside the buffer were written");
	if (result > 0 && result == wanted.result &&
	    memcmp(place, wanted.bytes, (size_t)result) != 0)
		disagree(t, r, result, "wrong bytes were read");
	return result;
}

static void check_one(struct target *t, const struct view *v)
{
	struct request r = random_request(t, v);
	struct sim *sim = t->kind == RAM || t->kind == ROM ? t->a.handle : NULL;
	uint64_t before = sim ? r.store ? sim->stores : sim->loads : 0;
	uint64_t others = sim ? r.store ? sim->loads : sim->stores : 0;
	enum witness witness = call_witness(t, &r);
	ssize_t result;

	shadow_run(&t->shadow, &r, &wanted);
	result = run(t, v, &r);
	if (result != wanted.result)
		disagree(t, &r, result, "wrong answer");
	if (witness != NOBODY && !journal_agrees(t))
		disagree(t, &r, result, "wrong accesses");
	if (t->bus.strings != (v->form.string && wanted.tried))
		disagree(t, &r, result, "the string instruction or not, wrongly");
	if (sim && ((r.store ? sim->stores : sim->loads) - before != wanted.done ||
		    (r.store ? sim->loads : sim->stores) != others))
		disagree(t, &r, result, "wrong counters");
	if (memcmp(t->truth, t->shadow.memory, t->size) != 0)
		disagree(t, &r, result, "the device holds something else");
}

/* Transfers of configuration space are system calls, and dear. */
static struct target *random_target(void)
{
	struct target *t = &targets[random_below(TARGETS)];

	return t->kind == CONFIG && random_below(8) ? &targets[RAM] : t;
}

static void teardown(void)
{
	calls_watched = false;
	access_trace(NULL);
	targets_close(targets);
	made_up_teardown();
}

static void start(void)
{
	seed = from_environment("DEVMEMFS_RANDOM_SEED", default_seed);
	random_seed(seed);
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(random_number() >> 56);
}

/* With new targets, up to so many operations in all. */
static void run_round(uint64_t end)
{
	targets_close(targets);
	targets_open(targets);
	while (operation < end) {
		struct target *t = random_target();
		const struct view *v = t->a.backend ? random_view(t) : NULL;

		if (!v)
			continue;
		check_one(t, v);
		done[t->kind]++;
		operation++;
	}
}

START_TEST(requests)
{
	uint64_t operations = from_environment("DEVMEMFS_RANDOM_OPS", OPERATIONS);

	ck_assert_uint_gt(operations, 0);
	start();
	while (operation < operations)
		run_round(operations - operation < ROUND ? operations : operation + ROUND);
	/* No kind was left out. */
	for (size_t i = 0; operations >= 40 * ROUND && i < TARGETS; i++)
		ck_assert_msg(done[i] > operations / 1000, "%s: %" PRIu64 " of %" PRIu64,
			      target_names[i], done[i], operations);
}
END_TEST

TCase *random_tests(void)
{
	TCase *c = tcase_create("random");

	tcase_add_checked_fixture(c, made_up_setup, teardown);
	tcase_add_test(c, requests);
	return c;
}
