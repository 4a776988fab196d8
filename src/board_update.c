/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine changes while it is mounted. A fresh survey is merged into the board: each region keeps
 * the number that it had, because the kernel knows it as an inode; what is gone keeps its number
 * too, for whoever still has it open, and gets it back if it returns.
 */
#include "board.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "reg_shelf.h"

/* A merge under way; slots are places in the merged list, and begin with those of now. */
struct merge {
	struct board *now, *next;
	uint32_t *slot; /* where each region of next goes */
	bool *stays;	/* by slot: next has it too */
	struct regions merged;
	struct access *access; /* by slot */
	struct board_change *changes;
	size_t changed;
};

static void merge_free(struct merge *m)
{
	free(m->slot);
	free(m->stays);
	free(m->access);
	free(m->changes);
	regions_free(&m->merged);
}

static int merge_make(struct merge *m)
{
	size_t room = m->now->regions.n + m->next->regions.n + 1;

	m->slot = calloc(m->next->regions.n + 1, sizeof(*m->slot));
	m->stays = calloc(room, sizeof(*m->stays));
	m->access = calloc(room, sizeof(*m->access));
	m->changes = calloc(2 * room, sizeof(*m->changes));
	m->merged.v = calloc(room, sizeof(*m->merged.v));
	m->merged.room = room;
	return m->slot && m->stays && m->access && m->changes && m->merged.v ? 0 : -ENOMEM;
}

/* The number that a region of next has in the end. */
static uint32_t moved(const struct merge *m, uint32_t number)
{
	return number ? m->slot[number - 1] + 1 : 0;
}

/* Parents come before their children, so theirs are known. */
static void give_slots(struct merge *m)
{
	struct regions *now = &m->now->regions, *next = &m->next->regions;

	m->merged.n = now->n;
	for (size_t i = 0; i < next->n; i++) {
		const struct region *r = &next->v[i];
		const struct region *old = NULL;
		uint32_t parent = moved(m, r->parent);

		if (parent <= now->n)
			old = regions_find(now, parent, r->name);
		m->slot[i] = (uint32_t)(old ? (size_t)(old - now->v) : m->merged.n++);
		m->stays[m->slot[i]] = old;
	}
}

/* True if a is where b, the older one, was, so that what is mapped of it is still right. */
static bool same_place(const struct region *a, const struct region *b)
{
	return a->space == b->space && a->source == b->source && a->range.base == b->range.base &&
	       a->range.length == b->range.length && a->access == b->access &&
	       a->pci.domain == b->pci.domain && a->pci.bus == b->pci.bus &&
	       a->pci.device == b->pci.device && a->pci.function == b->pci.function && !b->gone &&
	       !a->cause == !b->cause;
}

static bool same_owner(const struct region *a, const struct region *b)
{
	return a->uid == b->uid && a->gid == b->gid && a->mode == b->mode;
}

/*
 * Of the same configuration. What another one says is as it was, or the region would be altered;
 * but the names that the device has by itself were known to the old one only.
 */
static void keep_registers(const struct merge *m, struct region *r, const struct region *old)
{
	struct reg_shelf *shelf = m->next->regions.shelf, *before = m->now->regions.shelf;

	if (shelf == before)
		r->registers = old->registers;
	else if (!r->registers && old->registers && shelf && before)
		r->registers = reg_shelf_move(shelf, before, old->registers);
}

/* What opening it has made of it. */
static void keep_opened(const struct merge *m, struct region *r, const struct region *old)
{
	r->backend = old->backend;
	r->widths = old->widths;
	r->pauses = old->pauses;
	r->strings = old->strings;
	r->combining = old->combining;
	r->decode_off = old->decode_off;
	keep_registers(m, r, old);
	if (r->legacy && old->legacy)
		memcpy(r->legacy->found, old->legacy->found, sizeof(r->legacy->found));
}

/* The name in its directory, and its own directory, or, without a name, what has come. */
static void note_change(struct merge *m, uint32_t parent, const char *name)
{
	m->changes[m->changed++] = (struct board_change){ parent, name };
}

/*
 * Opening it failed. It is tried again (board_open), in silence, since the kernel may have made the
 * device's files only now, or let go of a claim; its files may appear then.
 */
static bool still_refused(struct merge *m, struct region *r, const struct region *old)
{
	struct region before = *old;

	before.cause = NULL;
	if (!old->refused || r->altered || !same_place(r, &before))
		return false;
	r->refused = true;
	note_change(m, old->parent, NULL);
	note_change(m, regions_number(&m->now->regions, old), NULL);
	return true;
}

/* What its info says now, once: also where one cause has become another. */
static void log_change(const struct region *r, const struct region *old)
{
	bool same = r->cause && old->cause && strcmp(r->cause, old->cause) == 0;

	if (r->cause && !same)
		board_log_unusable(r);
	else if (!r->cause && old->cause)
		board_log_usable(r);
}

/* A region that next has too: it stays open if it is the same, or is a new generation. */
static void keep(struct merge *m, size_t slot)
{
	struct region *r = &m->merged.v[slot];
	const struct region *old = &m->now->regions.v[slot];
	struct access *a = board_access(m->now, old);

	r->generation = old->generation;
	if (still_refused(m, r, old))
		return;
	log_change(r, old);
	if (!r->altered && same_place(r, old) && (!a || access_present(a))) {
		if (a) {
			m->access[slot] = *a;
			keep_opened(m, r, old);
		}
		if (!same_owner(r, old))
			note_change(m, (uint32_t)slot + 1, NULL);
		return;
	}
	r->generation++;
	note_change(m, r->parent, old->gone ? NULL : old->name);
	note_change(m, (uint32_t)slot + 1, NULL);
}

/* A region that next does not have. */
static int lose(struct merge *m, size_t slot)
{
	const struct region *old = &m->now->regions.v[slot];
	struct region *r = &m->merged.v[slot];

	*r = *old;
	r->name = regions_text(&m->next->regions, "%s", old->name);
	r->device = r->file = r->claimed_by = r->remedy = r->backend = NULL;
	r->legacy = NULL;
	r->registers = NULL;
	r->claim = 0;
	r->cause = "the device is gone";
	r->gone = true;
	if (!old->gone) {
		r->generation++;
		note_change(m, old->parent, old->name);
		if (region_function(old))
			log_line("PCI function %s is gone", r->name);
	}
	return r->name ? 0 : -ENOMEM;
}

/* A region that only next has; as a second generation, since board_report will not tell of it. */
static void add(struct merge *m, struct region *r)
{
	r->generation = 1;
	if (r->cause)
		board_log_unusable(r);
	note_change(m, r->parent, NULL);
}

/* It was not there before, or had gone. */
static bool has_come(const struct merge *m, size_t slot)
{
	return !m->stays[slot] || m->now->regions.v[slot].gone;
}

static int fill(struct merge *m)
{
	const struct regions *next = &m->next->regions;
	int ret = 0;

	for (size_t i = 0; i < next->n; i++) {
		struct region *r = &m->merged.v[m->slot[i]];

		*r = next->v[i];
		r->parent = moved(m, r->parent);
		r->claim = moved(m, r->claim);
		if (m->stays[m->slot[i]])
			keep(m, m->slot[i]);
		else
			add(m, r);
		r->altered = false;
		if (region_function(r) && has_come(m, m->slot[i]))
			log_line("PCI function %s has come", r->name);
	}
	for (size_t slot = 0; slot < m->now->regions.n && ret == 0; slot++)
		if (!m->stays[slot])
			ret = lose(m, slot);
	return ret;
}

/* They go on, whatever becomes of what was open. */
static void hand_counts(struct access *a, struct access *old)
{
	a->counts = old->counts;
	old->counts = NULL;
}

/* What is not kept open stays with the old regions, which are closed with them. */
static void hand_over(struct merge *m)
{
	for (size_t slot = 0; slot < m->merged.n; slot++) {
		if (slot < m->now->regions.n)
			hand_counts(&m->access[slot], &m->now->access[slot]);
		if (!m->access[slot].backend)
			continue;
		m->access[slot].region = &m->merged.v[slot];
		m->now->access[slot].backend = NULL;
	}
}

/* From here on nothing can fail: next's list is done with, its text belongs to the merged one. */
static void swap(struct merge *m)
{
	struct board old = *m->now, *next = m->next;

	hand_over(m);
	m->merged.text = next->regions.text;
	m->merged.browse = next->regions.browse;
	m->merged.shelf = next->regions.shelf;
	regions_forget(&next->regions);
	free(next->access);
	*m->now = (struct board){
		.machine = next->machine,
		.regions = m->merged,
		.access = m->access,
		.unopened = true,
		.source = old.source,
		.started = old.started,
		.requests = old.requests,
	};
	*next = old;
	m->merged = (struct regions){ 0 };
	m->access = NULL;
}

static int merge(struct merge *m)
{
	int ret = merge_make(m);

	if (ret < 0)
		return ret;
	give_slots(m);
	if (m->merged.n > REGIONS_MAX)
		return -ENOSPC;
	ret = fill(m);
	return ret < 0 ? ret : regions_index(&m->merged);
}

int board_update(struct board *b, struct board *next, struct board_change **changes, size_t *n)
{
	struct merge m = { .now = b, .next = next };
	int ret = merge(&m);

	if (ret == 0) {
		swap(&m);
		*changes = m.changes;
		*n = m.changed;
		m.changes = NULL;
	}
	merge_free(&m);
	return ret;
}
