/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each node gets what its base has; what all comes to is counted before anything is made of it. */
#include <string.h>

#include "svd_derive.h"
#include "svd_dim.h"
#include "svd_names.h"
#include "svd_say.h"

enum state { NEW, ON_THE_WAY, SETTLED };

/* Nodes in each other and derived from each other, on one way. */
enum { WAY_MAX = 1000 };

enum {
	DIMS = 1 << SVD_DIM | 1 << SVD_DIM_INCREMENT | 1 << SVD_DIM_INDEX,
	OFFSET_STYLE = 1 << SVD_BIT_OFFSET | 1 << SVD_BIT_WIDTH,
	LSB_STYLE = 1 << SVD_LSB | 1 << SVD_MSB,
	RANGE_STYLE = 1 << SVD_BIT_RANGE,
	BITS = OFFSET_STYLE | LSB_STYLE | RANGE_STYLE,
};

/* Which texts of its base a node does not get. */
static unsigned int withheld(const struct svd_node *node)
{
	unsigned int own = 0, not = 1u << SVD_DERIVED_FROM | 1u << SVD_NAME;

	for (const struct svd_text *t = node->texts; t; t = t->next)
		own |= 1u << t->id;
	/* A name without a place for a number is that of one. */
	if (!strstr(svd_name(node), "%s"))
		not |= DIMS;
	/* Half of one style and half of another would be nonsense. */
	if (own & OFFSET_STYLE)
		not |= LSB_STYLE | RANGE_STYLE;
	if (own & LSB_STYLE)
		not |= OFFSET_STYLE | RANGE_STYLE;
	if (own & RANGE_STYLE)
		not |= OFFSET_STYLE | LSB_STYLE;
	return not | own;
}

static bool inherit_texts(struct svd *s, struct svd_node *node)
{
	unsigned int not = withheld(node);

	for (const struct svd_text *t = node->base->texts; t; t = t->next) {
		struct svd_text *copy;

		if (not &1u << t->id)
			continue;
		copy = svd_get(s, &s->tree, sizeof(*copy));
		if (!copy)
			return false;
		*copy = *t;
		copy->next = node->texts;
		node->texts = copy;
	}
	return true;
}

static bool is_member(const struct svd_node *node)
{
	return node->kind != SVD_BLOCK;
}

/* Own members first, then those of the base whose names are not among them. */
static bool merge(struct svd *s, struct svd_node *node, const struct svd_node *base, uint32_t own)
{
	struct svd_names names = { 0 };
	struct svd_node **members;

	members = svd_get(s, &s->tree,
			  ((size_t)own + (base ? base->n_members : 0) + 1) *
				  sizeof(struct svd_node *));
	if (!members)
		return false;
	for (struct svd_node *m = node->first; m; m = m->next) {
		if (!is_member(m))
			continue;
		members[node->n_members++] = m;
		if (base && svd_names_add(s, &s->list, &names, svd_name(m)) < 0)
			return false;
	}
	for (uint32_t i = 0; base && i < base->n_members; i++)
		if (!svd_names_has(&names, svd_name(base->members[i])))
			members[node->n_members++] = base->members[i];
	node->members = members;
	svd_pool_empty(&s->list);
	return true;
}

static bool find_members(struct svd *s, struct svd_node *node)
{
	uint32_t own = 0;

	for (const struct svd_node *m = node->first; m; m = m->next)
		own += is_member(m);
	if (!own && node->base) {
		node->members = node->base->members;
		node->n_members = node->base->n_members;
		return true;
	}
	/* What a field's values mean is one matter: they replace those of the base. */
	return merge(s, node, node->kind == SVD_FIELD ? NULL : node->base, own);
}

/* Where the blocks of addresses are written. */
static void find_blocks(struct svd_node *node)
{
	const struct svd_node *m = node->first;

	while (m && is_member(m))
		m = m->next;
	node->blocks = m || !node->base ? node : node->base->blocks;
}

static bool is_within_limits(struct svd *s, const struct svd_node *node)
{
	const struct svd_totals *t = &node->totals;

	if (t->registers + t->groups > SVD_REGISTERS_MAX)
		svd_mistake(s, node->line, "%s \"%.200s\": there are more than %d registers",
			    svd_kind_name(node->kind), svd_name(node), SVD_REGISTERS_MAX);
	else if (t->fields > SVD_FIELDS_MAX || t->values > SVD_FIELDS_MAX)
		svd_mistake(s, node->line, "%s \"%.200s\": there are more than %d %s",
			    svd_kind_name(node->kind), svd_name(node), SVD_FIELDS_MAX,
			    t->fields > SVD_FIELDS_MAX ? "fields" : "values");
	else if (node->depth > SVD_GROUPS_MAX)
		svd_mistake(s, node->line, "cluster \"%.200s\": clusters are nested deeper than %d",
			    svd_name(node), SVD_GROUPS_MAX);
	return !s->mistakes;
}

/* A value with bits that do not matter may come to as many ranges. */
static uint64_t weight(const struct svd_node *value)
{
	const char *text = svd_string(value, SVD_NUMBER);

	return strpbrk(text, "xX") && !strpbrk(text, "23456789abcdefABCDEF") ? SVD_RANGES_MAX : 1;
}

static bool count(struct svd *s, struct svd_node *node)
{
	struct svd_totals *t = &node->totals;

	t->registers = node->kind == SVD_REGISTER;
	t->groups = node->kind == SVD_CLUSTER || node->kind == SVD_PERIPHERAL;
	t->fields = node->kind == SVD_FIELD;
	t->values = node->kind == SVD_VALUE ? weight(node) : 0;
	for (uint32_t i = 0; i < node->n_members; i++) {
		const struct svd_node *m = node->members[i];

		t->registers += m->totals.registers;
		t->groups += m->totals.groups;
		t->fields += m->totals.fields;
		t->values += m->totals.values;
		if (m->depth > node->depth)
			node->depth = m->depth;
	}
	node->depth = (uint8_t)(node->depth + (node->kind == SVD_CLUSTER));
	/* Before the product too, which would not fit else. */
	if (!is_within_limits(s, node))
		return false;
	t->registers *= node->dim;
	t->groups *= node->dim;
	t->fields *= node->dim;
	t->values *= node->dim;
	return is_within_limits(s, node);
}

static bool settle(struct svd *s, struct svd_node *node, unsigned int way);

/* Those that it is derived from, and that are in it. */
static bool settle_others(struct svd *s, struct svd_node *node, unsigned int way)
{
	if (node->base &&
	    (!settle(s, (struct svd_node *)node->base, way + 1) || !inherit_texts(s, node)))
		return false;
	for (struct svd_node *m = node->first; m; m = m->next)
		if (!settle(s, m, way + 1))
			return false;
	return true;
}

static bool settle(struct svd *s, struct svd_node *node, unsigned int way)
{
	if (node->state == SETTLED)
		return true;
	if (node->state == ON_THE_WAY || way > WAY_MAX) {
		svd_mistake(s, node->line, "%s \"%.200s\" is derived from %s",
			    svd_kind_name(node->kind), svd_name(node),
			    node->state == NEW ? "too long a chain of others"
					       : "what is itself derived from it");
		return false;
	}
	node->state = ON_THE_WAY;
	if (!settle_others(s, node, way) || !find_members(s, node) || !svd_dim_count(s, node) ||
	    !count(s, node))
		return false;
	find_blocks(node);
	node->state = SETTLED;
	return true;
}

bool svd_settle(struct svd *s)
{
	return settle(s, s->device, 0);
}
