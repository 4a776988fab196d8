/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The probe of the legacy window after Rubini and Corbet's skull (Linux Device Drivers, 2nd
 * edition, chapter 8). What is different here, because it went wrong there:
 *
 *	the size of a ROM is rounded up to the next step (there: by a mask that rounds down),
 *	and a size of 0 is no ROM, nor is the end of the window passed;
 *	a ROM's bytes are summed, so two stray bytes do not pass for one;
 *	empty is what all of 32 bytes of a step agree on, not five bytes each by itself;
 *	the byte put back is read again, and each time its neighbour too, so that a bus that
 *	keeps the last value for a while does not pass for RAM.
 */
#include "probe.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { PROBES = 32, STRIDE = 57, ROM_UNIT = 512 };

/* What the write test has found out about a step. */
enum found { UNTESTED, NO_RAM, FOUND_RAM, FLOATING };

/* A line of the report: a range and what is there. */
struct line {
	uint64_t start, end; /* offsets in the region; end is the one behind */
	char text[600];
};

static int load(struct access *a, uint64_t offset, uint8_t *byte)
{
	ssize_t n = access_read(a, (struct form){ .width = WIDTH_B }, offset, byte, 1);

	return n == 1 ? 0 : n < 0 ? (int)n : -EIO;
}

static int store(struct access *a, uint64_t offset, uint8_t byte)
{
	ssize_t n = access_write(a, (struct form){ .width = WIDTH_B }, offset, &byte, 1);

	return n == 1 ? 0 : n < 0 ? (int)n : -EIO;
}

static uint64_t address(const struct access *a, uint64_t offset)
{
	return a->region->range.base + offset;
}

/* Where the step that holds this offset ends: steps are aligned in memory, not in the region. */
static uint64_t step_end(const struct access *a, uint64_t offset)
{
	uint64_t end = offset + LEGACY_STEP - address(a, offset) % LEGACY_STEP;

	return end < a->region->range.length ? end : a->region->range.length;
}

/* What the write test has found out about the step that holds this offset. */
static uint8_t *found_at(const struct access *a, uint64_t offset)
{
	return &a->region->legacy->found[address(a, offset) / LEGACY_STEP % LEGACY_STEPS];
}

/* Who has claimed a byte of them; NULL: nobody. */
static const char *claimed(const struct access *a, uint64_t start, uint64_t end)
{
	struct range range = { address(a, start), end - start };
	const struct legacy *legacy = a->region->legacy;

	for (unsigned int i = 0; i < legacy->count; i++)
		if (range_overlaps(legacy->claims[i].range, range))
			return legacy->claims[i].name;
	return NULL;
}

/* Adds up to 0 modulo 256 if it is what it says; one that cannot be read whole is not read. */
static int checksum(struct access *a, uint64_t start, uint64_t size, const char **verdict)
{
	uint64_t end = start + size;
	uint8_t byte, sum = 0;

	*verdict = "not checked";
	if (end > a->region->range.length || claimed(a, start, end))
		return 0;
	for (uint64_t at = start; at < end; at++) {
		int ret = load(a, at, &byte);

		if (ret < 0)
			return ret;
		sum = (uint8_t)(sum + byte);
	}
	*verdict = sum ? "bad" : "good";
	return 0;
}

/* 55 aa and the size in units of 512 bytes, at the start of a step. 1: it is a ROM. */
static int look_for_rom(struct access *a, struct line *l)
{
	static const uint8_t signature[] = { 0x55, 0xaa };
	const char *verdict;
	uint8_t byte = 0;
	uint64_t size;
	int ret = 0;

	if (address(a, l->start) % LEGACY_STEP || l->end - l->start < 3)
		return 0;
	for (unsigned int i = 0; i < sizeof(signature); i++) {
		ret = load(a, l->start + i, &byte);
		if (ret < 0 || byte != signature[i])
			return ret;
	}
	ret = load(a, l->start + 2, &byte);
	if (ret < 0 || byte == 0)
		return ret;
	size = (uint64_t)byte * ROM_UNIT;
	ret = checksum(a, l->start, size, &verdict);
	snprintf(l->text, sizeof(l->text), "expansion ROM, %" PRIu64 " bytes, checksum %s", size,
		 verdict);
	if (l->start + size > l->end)
		l->end = step_end(a, l->start + size - 1);
	return ret < 0 ? ret : 1;
}

/* What an empty bus may show: zeros, ones, or the address that was last on it. */
static unsigned int like_empty(uint8_t byte, uint64_t at)
{
	return (byte == 0x00 ? 1U : 0) | (byte == 0xff ? 2U : 0) | (byte == (uint8_t)at ? 4U : 0);
}

static int look_at_bytes(struct access *a, struct line *l)
{
	unsigned int empty = ~0U;
	const char *kind = NULL;

	for (unsigned int i = 0; i < PROBES && !kind; i++) {
		uint64_t at = l->start + (uint64_t)STRIDE * i % (l->end - l->start);
		uint8_t first, second;
		int ret = load(a, at, &first);

		if (ret == 0)
			ret = load(a, at, &second);
		if (ret < 0)
			return ret;
		if (first != second)
			kind = "unknown";
		empty &= like_empty(first, address(a, at));
	}
	snprintf(l->text, sizeof(l->text), "%s", kind ? kind : empty ? "empty" : "ROM");
	return 0;
}

/* One step, or, from the first byte of a ROM on, all of its steps. */
static int look(struct access *a, struct line *l)
{
	uint8_t found = *found_at(a, l->start);
	const char *by;
	int ret;

	l->end = step_end(a, l->start);
	by = claimed(a, l->start, l->end);
	if (by || found == FOUND_RAM || found == FLOATING) {
		snprintf(l->text, sizeof(l->text), "%s%s", by ? "claimed by " : "",
			 by		      ? by
			 : found == FOUND_RAM ? "RAM"
					      : "empty");
		return 0;
	}
	ret = look_for_rom(a, l);
	return ret ? ret : look_at_bytes(a, l);
}

static void print(FILE *out, const struct access *a, const struct line *l)
{
	if (l->end)
		fprintf(out, "0x%05" PRIx64 "-0x%05" PRIx64 ": %s\n", address(a, l->start),
			address(a, l->end - 1), l->text);
}

/* Steps of one kind are one range; two ROMs are two. */
static bool continues(const struct line *before, const struct line *l)
{
	return before->end && strcmp(before->text, l->text) == 0 &&
	       strncmp(l->text, "expansion", 9) != 0;
}

static int report(struct access *a, FILE *out)
{
	struct line before = { 0 }, l = { 0 };
	bool untested = false;

	while (l.start < a->region->range.length) {
		int ret = look(a, &l);

		if (ret < 0)
			return ret;
		if (*found_at(a, l.start) == UNTESTED && !claimed(a, l.start, l.end))
			untested = true;
		if (continues(&before, &l)) {
			before.end = l.end;
		} else {
			print(out, a, &before);
			before = l;
		}
		l.start = l.end;
	}
	print(out, a, &before);
	if (untested)
		fputs("# not tested by writing: RAM passes for ROM or empty\n", out);
	return 0;
}

int probe_report(struct access *a, char **text, size_t *length)
{
	FILE *out = open_memstream(text, length);
	int ret;

	if (!out)
		return -ENOMEM;
	ret = report(a, out);
	if (fclose(out) != 0 && ret == 0)
		ret = -ENOMEM;
	return ret;
}

/* What a byte and its neighbour show, the neighbour first. */
struct look {
	uint8_t neighbour, byte;
};

static int take(struct access *a, uint64_t at, struct look *look)
{
	int ret = load(a, at + 1, &look->neighbour);

	return ret < 0 ? ret : load(a, at, &look->byte);
}

/*
 * Changes a byte and puts it back, in any case. RAM shows both. So does a bus that keeps what was
 * last on it, but there the neighbour shows them too.
 */
static int change(struct access *a, uint64_t at, uint8_t *found)
{
	struct look changed = { 0 }, back = { 0 };
	uint8_t old = 0, inverted;
	int restored, ret = load(a, at, &old);

	inverted = (uint8_t)(old ^ 0xff);
	if (ret == 0)
		ret = store(a, at, inverted);
	if (ret < 0)
		return ret;
	ret = take(a, at, &changed);
	restored = store(a, at, old);
	if (ret == 0)
		ret = restored;
	if (ret == 0)
		ret = take(a, at, &back);
	if (ret < 0)
		return ret;
	if (changed.byte == inverted && back.byte == old && changed.neighbour == back.neighbour)
		*found = FOUND_RAM;
	else
		*found = changed.byte == old && back.byte == old ? NO_RAM : FLOATING;
	return 0;
}

/* Nothing of this program may come between, or leave the byte changed. */
static int test_step(struct access *a, uint64_t start, uint64_t end, uint8_t *found)
{
	sigset_t all, before;
	int ret;

	if (end - start < 2 || claimed(a, start, end))
		return 0;
	sigfillset(&all);
	/* A bus fault comes from the access itself; the thread must be able to take it. */
	sigdelset(&all, SIGBUS);
	sigprocmask(SIG_SETMASK, &all, &before);
	ret = change(a, start, found);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ret;
}

static int write_test(struct access *a)
{
	int ret = 0;

	for (uint64_t at = 0; ret == 0 && at < a->region->range.length; at = step_end(a, at))
		ret = test_step(a, at, step_end(a, at), found_at(a, at));
	return ret;
}

int probe_command(struct access *a, const char *text, size_t length)
{
	static const char command[] = "write-test\n";
	size_t word = sizeof(command) - 2;

	if ((length != word && length != word + 1) || memcmp(text, command, length) != 0)
		return -EINVAL;
	if (a->region->access != ACCESS_BOTH)
		return -EACCES;
	return write_test(a);
}
