/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each node is derived from: a path's end is looked up, the nearest one that fits is it. */
#include "svd_derive.h"

#include <string.h>

#include "svd_say.h"

enum {
	NAMED = SVD_PERIPHERAL | SVD_CLUSTER | SVD_REGISTER | SVD_FIELD | SVD_VALUES,
	DEPTH = 40, /* more than elements can be nested */
};

/* How many candidates are looked at in all: real files need some thousands. */
static const uint64_t looks_max = 50000000;

struct index {
	struct slot {
		struct svd_node *first;
	} * slots;
	uint32_t mask;
	uint64_t looks;
};

static uint32_t hash_of(const char *name, size_t length, enum svd_kind kind)
{
	uint32_t hash = 2166136261u ^ (uint32_t)kind;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619u;
	return hash ^ hash >> 15;
}

static bool make_index(struct svd *s, struct index *index)
{
	uint32_t n = 0;

	for (struct svd_node *node = s->newest; node; node = node->older)
		n++;
	index->mask = 15;
	while (index->mask < n)
		index->mask = 2 * index->mask + 1;
	index->slots = svd_get(s, &s->tree, ((size_t)index->mask + 1) * sizeof(*index->slots));
	/* The newest first, so that the oldest is in front. */
	for (struct svd_node *node = index->slots ? s->newest : NULL; node; node = node->older) {
		const char *name = svd_name(node);
		struct slot *slot =
			&index->slots[hash_of(name, strlen(name), node->kind) & index->mask];

		if (!(node->kind & NAMED) || !*name)
			continue;
		node->same = slot->first;
		slot->first = node;
	}
	return index->slots;
}

/* With `loose` an array's name is that of each one of it: CH%s and CH[%s] are named CH0. */
static bool is_named(const struct svd_node *node, const char *name, size_t length, bool loose)
{
	const char *own = svd_name(node), *place = loose ? strstr(own, "%s") : NULL, *after;
	size_t before, tail;

	if (!place || !svd_text(node, SVD_DIM))
		return strncmp(own, name, length) == 0 && !own[length];
	after = place + 2;
	before = (size_t)(place - own);
	if (before && own[before - 1] == '[' && *after == ']') {
		before--;
		after++;
	}
	tail = strlen(after);
	return length > before + tail && strncmp(own, name, before) == 0 &&
	       strncmp(after, name + length - tail, tail) == 0;
}

/* True if the path up to `end` names the node and, before it, those that it is in. */
static bool fits(const struct svd_node *node, const char *path, const char *end, bool loose)
{
	while (node) {
		const char *start = end;

		while (start > path && start[-1] != '.')
			start--;
		if (!is_named(node, start, (size_t)(end - start), loose))
			return false;
		if (start == path)
			return true;
		end = start - 1;
		node = node->parent;
	}
	return false;
}

/* The more of the nodes around a and b are the same, and then the fewer there are around b. */
static unsigned int nearness(const struct svd_node *a, const struct svd_node *b)
{
	const struct svd_node *around[2][DEPTH];
	unsigned int n[2] = { 0, 0 }, same = 0, depth;

	for (; a->parent && n[0] < DEPTH; a = a->parent)
		around[0][n[0]++] = a->parent;
	for (; b->parent && n[1] < DEPTH; b = b->parent)
		around[1][n[1]++] = b->parent;
	depth = n[1];
	while (n[0] && n[1] && around[0][--n[0]] == around[1][--n[1]])
		same++;
	return same * (DEPTH + 1) + DEPTH - depth;
}

/* The nearest one that was found so far. */
struct best {
	struct svd_node *node;
	unsigned int near;
	bool self; /* the node that looks was found too */
};

static void look_at(const struct svd_node *node, struct svd_node *candidate, struct best *best)
{
	unsigned int near = candidate == node ? 0 : nearness(node, candidate);

	best->self |= candidate == node;
	if (near > best->near) {
		best->node = candidate;
		best->near = near;
	}
}

/* The nearest node of that kind which the path fits. */
static struct best look_up(struct index *index, const struct svd_node *node, const char *path,
			   enum svd_kind kind)
{
	const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
	const char *end = path + strlen(path);
	struct svd_node *candidate =
		index->slots[hash_of(name, (size_t)(end - name), kind) & index->mask].first;
	struct best best = { 0 };

	for (; candidate && index->looks < looks_max; candidate = candidate->same) {
		index->looks++;
		if (candidate->kind == kind && fits(candidate, path, end, false))
			look_at(node, candidate, &best);
	}
	return best;
}

/* The same where a name of the path is that of one of an array; seldom, and so without an index. */
static struct best look_up_loosely(struct svd *s, struct index *index, const struct svd_node *node,
				   const char *path)
{
	const char *end = path + strlen(path);
	struct best best = { 0 };

	for (struct svd_node *c = s->newest; c && index->looks < looks_max; c = c->older) {
		index->looks++;
		if (c->kind == node->kind && fits(c, path, end, true))
			look_at(node, c, &best);
	}
	return best;
}

/* Values without a name are meant by the path of the field that they are in. */
static struct svd_node *values_of(struct svd_node *field, const struct svd_node *node)
{
	struct svd_node *values = field ? field->first : NULL;

	while (values && (values->kind != SVD_VALUES || values == node))
		values = values->next;
	return values;
}

static bool find_base(struct svd *s, struct index *index, struct svd_node *node)
{
	const char *path = svd_string(node, SVD_DERIVED_FROM);
	struct best best;

	if (!*path || !(node->kind & NAMED))
		return true;
	best = look_up(index, node, path, node->kind);
	if (!best.node && node->kind == SVD_VALUES && !best.self)
		best.node = values_of(look_up(index, node, path, SVD_FIELD).node, node);
	if (!best.node && !best.self)
		best = look_up_loosely(s, index, node, path);
	node->base = best.node;
	if (best.node)
		return true;
	if (index->looks >= looks_max)
		svd_mistake(s, node->line, "too many names are the same for derivedFrom");
	else
		svd_mistake(s, node->line, "%s \"%.100s\" is derived from %s%.200s%s",
			    svd_kind_name(node->kind), svd_name(node), best.self ? "itself" : "\"",
			    best.self ? "" : path, best.self ? "" : "\", which is not there");
	return false;
}

bool svd_derive(struct svd *s)
{
	struct index index = { 0 };

	if (!make_index(s, &index))
		return false;
	for (struct svd_node *node = s->newest; node; node = node->older)
		if (!find_base(s, &index, node))
			return false;
	return true;
}
