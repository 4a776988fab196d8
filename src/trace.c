/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One ring of events for all readers, each of whom is somewhere in it. Only the thread that serves
 * writes and reads it. Text is made when it is read: an access waits for nobody.
 */
#include "trace.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two lines of text, one of them with a path. */
enum { LINE = PATH_MAX + 256 };

struct event {
	struct timespec at; /* monotonic */
	uint64_t offset, value;
	uint32_t region; /* its number */
	pid_t client;
	uint8_t width, kind;
};

struct trace_reader {
	uint64_t next;	 /* of the events since the ring was made */
	uint8_t *mapped; /* set of the regions that it has been told of ... */
	size_t n_mapped; /* ... in bytes */
	bool begun;	 /* it has the first line */
	size_t at, n;	 /* what it has not yet of the last line */
	char line[LINE];
};

static struct {
	struct event *v; /* NULL: nobody reads */
	uint64_t n;	 /* events since it was made */
	size_t readers;
	pid_t client;
	const struct board *board;
	access_tracer *before; /* whom we have taken the place of */
} ring;

void trace_client(pid_t pid)
{
	ring.client = pid;
}

static void note(const struct access *a, enum access_kind kind, unsigned int width, uint64_t offset,
		 uint64_t value)
{
	struct event *e = &ring.v[ring.n++ % TRACE_EVENTS];

	*e = (struct event){
		.offset = offset,
		.value = value,
		.region = regions_number(&ring.board->regions, a->region),
		.client = ring.client,
		.width = (uint8_t)width,
		.kind = (uint8_t)kind,
	};
	clock_gettime(CLOCK_MONOTONIC, &e->at);
	if (ring.before)
		ring.before(a, kind, width, offset, value);
}

static bool start(const struct board *b)
{
	ring.v = calloc(TRACE_EVENTS, sizeof(*ring.v));
	if (!ring.v)
		return false;
	ring.n = 0;
	ring.board = b;
	ring.before = access_trace(note);
	return true;
}

struct trace_reader *trace_open(const struct board *b)
{
	struct trace_reader *reader = calloc(1, sizeof(*reader));

	if (reader && !ring.v && !start(b)) {
		free(reader);
		return NULL;
	}
	if (reader) {
		reader->next = ring.n;
		ring.readers++;
	}
	return reader;
}

void trace_close(struct trace_reader *reader)
{
	free(reader->mapped);
	free(reader);
	if (--ring.readers)
		return;
	access_trace(ring.before);
	free(ring.v);
	ring.v = NULL;
}

bool trace_has(const struct trace_reader *reader)
{
	return !reader->begun || reader->at < reader->n || reader->next < ring.n;
}

/* True once for each region. */
static bool is_new(struct trace_reader *reader, uint32_t region)
{
	size_t at = region / 8, n = at + 1;
	uint8_t bit = (uint8_t)(1u << region % 8), *more;

	if (n > reader->n_mapped) {
		more = realloc(reader->mapped, n);
		if (!more)
			return true;
		memset(more + reader->n_mapped, 0, n - reader->n_mapped);
		reader->mapped = more;
		reader->n_mapped = n;
	}
	if (reader->mapped[at] & bit)
		return false;
	reader->mapped[at] |= bit;
	return true;
}

/* What a line begins with. */
static int seconds(char *to, const char *word, const struct event *e)
{
	return sprintf(to, "%s %lld.%06ld ", word, (long long)e->at.tv_sec, e->at.tv_nsec / 1000);
}

static int print_map(char *to, const struct board *b, const struct event *e)
{
	const struct region *r = regions_at(&b->regions, e->region);
	char path[PATH_MAX];
	int n = seconds(to, "MARK", e);

	n += sprintf(to + n, "map %" PRIu32 " is %s, %s\n", e->region,
		     regions_path(&b->regions, r, path, sizeof(path)), region_space_name(r));
	n += seconds(to + n, "MAP", e);
	n += sprintf(to + n, "%" PRIu32 " 0x%" PRIx64 " 0x0 0x%" PRIx64 " 0x0 0\n", e->region,
		     r->range.base, r->range.length);
	return n;
}

/* A read that flushes is one of the function's configuration space, which has no address here. */
static int print_access(char *to, const struct board *b, const struct event *e)
{
	const struct region *r = regions_at(&b->regions, e->region);
	char word[8];
	int n;

	if (e->kind == ACCESS_FLUSH) {
		n = seconds(to, "MARK", e);
		return n + sprintf(to + n, "map %" PRIu32 " is flushed\n", e->region);
	}
	snprintf(word, sizeof(word), "%c %u", e->kind == ACCESS_STORE ? 'W' : 'R', e->width);
	n = seconds(to, word, e);
	return n + sprintf(to + n, "%" PRIu32 " 0x%" PRIx64 " 0x%" PRIx64 " 0x0 %d\n", e->region,
			   r->range.base + e->offset, e->value, (int)e->client);
}

/* What the ring has no more. */
static int print_lost(char *to, struct trace_reader *reader)
{
	uint64_t oldest = ring.n > TRACE_EVENTS ? ring.n - TRACE_EVENTS : 0;
	uint64_t lost = oldest > reader->next ? oldest - reader->next : 0;
	int n = 0;

	if (lost) {
		reader->next = oldest;
		n = seconds(to, "MARK", &ring.v[oldest % TRACE_EVENTS]);
		n += sprintf(to + n, "lost %" PRIu64 " accesses\n", lost);
	}
	return n;
}

/* The next line or lines, at most LINE bytes; 0: there is none. */
static int next_line(char *to, struct trace_reader *reader, const struct board *b)
{
	const struct event *e;
	int n;

	if (!reader->begun) {
		reader->begun = true;
		return sprintf(to, "VERSION 20070824\n");
	}
	n = print_lost(to, reader);
	if (n || reader->next == ring.n)
		return n;
	e = &ring.v[reader->next % TRACE_EVENTS];
	if (is_new(reader, e->region))
		return print_map(to, b, e);
	reader->next++;
	return print_access(to, b, e);
}

size_t trace_read(struct trace_reader *reader, const struct board *b, char *buffer, size_t size)
{
	size_t used = 0;

	while (used < size && trace_has(reader)) {
		size_t left = reader->n - reader->at;
		size_t n = left < size - used ? left : size - used;

		memcpy(buffer + used, reader->line + reader->at, n);
		used += n;
		reader->at += n;
		if (reader->at == reader->n) {
			reader->at = 0;
			reader->n = (size_t)next_line(reader->line, reader, b);
		}
	}
	return used;
}
