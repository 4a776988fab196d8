/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A peripheral's registers with all that they inherit, each at its place. */
#include "svd_dim.h"
#include "svd_item.h"
#include "svd_say.h"

/* What devmemfs takes for an offset, and for the distance in an array. */
static const uint64_t offset_max = UINT64_MAX / 4, stride_max = UINT64_MAX / 4 / 65536;

enum { COUNT_MAX = 65536 };

/* The group whose members are made. */
struct group {
	struct svd *s;
	struct svd_defaults defaults;
	uint64_t address, start; /* of the outermost: where offsets count from; 0 in others */
	uint64_t base;		 /* where the group is in the region */
	uint64_t reach;		 /* and the last of them, if there are many */
	uint64_t strides;	 /* all distances of it and those around it, or-ed */
	struct svd_names names;
	struct svd_item **end;
};

static bool fill(struct group *g, const struct svd_node *node);

static bool inherit(struct svd *s, struct svd_node *node, struct svd_defaults *d)
{
	struct svd_traits traits = { .access = d->access };
	int reset;

	if (svd_read(s, node, SVD_SIZE, &d->size) < 0 ||
	    svd_read(s, node, SVD_RESET_MASK, &d->mask) < 0)
		return false;
	reset = svd_read(s, node, SVD_RESET_VALUE, &d->reset);
	d->has_reset |= reset > 0;
	svd_traits_read(s, node, &traits);
	d->access = traits.access;
	return reset >= 0;
}

static bool too_far(struct svd *s, const struct svd_node *node)
{
	svd_mistake(s, node->line, "%s \"%.200s\": its offset is too large",
		    svd_kind_name(node->kind), svd_name(node));
	return false;
}

/* The offset in its group, and how far the last of them is in the region. */
static bool read_place(const struct group *g, const struct svd_node *node,
		       const struct svd_dim *dim, struct svd_item *item, uint64_t *reach)
{
	uint64_t offset = 0, length;
	int ret = svd_read(g->s, node, SVD_ADDRESS, &offset);

	if (ret == 0)
		svd_mistake(g->s, node->line, "%s \"%.200s\" has no addressOffset",
			    svd_kind_name(node->kind), svd_name(node));
	if (ret <= 0)
		return false;
	if (__builtin_add_overflow(offset, g->address, &offset) || dim->increment > stride_max)
		return too_far(g->s, node);
	if (offset < g->start) {
		svd_mistake(g->s, node->line,
			    "%s \"%.200s\" is at 0x%llx, below the address 0x%llx that offsets "
			    "count from",
			    svd_kind_name(node->kind), svd_name(node), (unsigned long long)offset,
			    (unsigned long long)g->start);
		return false;
	}
	item->offset = offset - g->start;
	length = dim->n ? (dim->n - 1) * dim->increment : 0;
	if (item->offset > offset_max || length > offset_max ||
	    item->offset + length > offset_max - g->reach)
		return too_far(g->s, node);
	*reach = g->reach + item->offset + length;
	return true;
}

static struct svd_item *add(struct group *g, const char *name, const struct svd_item *like)
{
	struct svd_item *item = name ? svd_get(g->s, &g->s->list, sizeof(*item)) : NULL;

	if (!item)
		return NULL;
	*item = *like;
	item->name = name;
	*g->end = item;
	g->end = &item->next;
	return item;
}

/* As one with a count if nothing is against it, else each for itself. */
static bool add_all(struct group *g, struct svd_node *node, const struct svd_dim *dim,
		    struct svd_item *item)
{
	bool counted =
		dim->array && !dim->index && dim->n > 1 && dim->n <= COUNT_MAX && dim->increment;
	int taken = counted ? svd_dim_take(g->s, dim, &g->names) : 0;

	if (taken < 0)
		return false;
	if (taken) {
		item->count = dim->n;
		item->stride = dim->increment;
		return add(g, dim->name, item);
	}
	for (uint32_t k = 0; k < dim->n; k++) {
		const char *name = svd_dim_take_one(g->s, dim, node, &g->names, k,
						    svd_string(node, SVD_ALTERNATE_GROUP));

		if (!add(g, name, item))
			return false;
		item->offset += dim->increment;
	}
	return true;
}

/* The words for why no single access reaches it; NULL: one does. */
static const char *misfit(const struct group *g, const struct svd_dim *dim,
			  const struct svd_defaults *d, const struct svd_item *item)
{
	uint64_t strides = g->strides | (dim->n > 1 ? dim->increment : 0);

	if (d->size != 8 && d->size != 16 && d->size != 32 && d->size != 64)
		return "its size is not 8, 16, 32 or 64 bits";
	if ((g->base + item->offset) % (d->size / 8) || strides % (d->size / 8))
		return "its offset is no multiple of its size";
	return NULL;
}

/* Inherited values are for the widest register; one of its own should fit. */
static void set_reset(struct svd *s, struct svd_node *node, const struct svd_defaults *d,
		      struct svd_item *item)
{
	uint64_t all = UINT64_MAX >> (64 - item->width);

	item->reset = d->reset & all;
	item->known = d->has_reset ? d->mask & all : 0;
	if (d->has_reset && (d->reset & ~all) && svd_text(node, SVD_RESET_VALUE)) {
		svd_warn_of(s, node, SVD_WARNED_RESET,
			    "its resetValue does not fit into %u bits and is left out",
			    item->width);
		item->known = 0;
	}
}

static bool add_register(struct group *g, struct svd_node *node)
{
	struct svd_defaults d = g->defaults;
	struct svd_item item = { .description = svd_string(node, SVD_DESCRIPTION) };
	struct svd_dim dim;
	const char *why;
	uint64_t reach;

	if (!svd_dim_read(g->s, node, &dim) || !inherit(g->s, node, &d) ||
	    !read_place(g, node, &dim, &item, &reach))
		return false;
	why = misfit(g, &dim, &d, &item);
	if (why) {
		svd_warn_of(g->s, node, SVD_WARNED_PLACE, "left out: %s", why);
		return true;
	}
	item.width = (uint8_t)d.size;
	item.traits.access = g->defaults.access;
	svd_traits_read(g->s, node, &item.traits);
	set_reset(g->s, node, &d, &item);
	return svd_fields(g->s, node, item.width, &item.traits, &item.fields) &&
	       add_all(g, node, &dim, &item);
}

static bool add_cluster(struct group *g, struct svd_node *node)
{
	struct svd_item item = { .description = svd_string(node, SVD_DESCRIPTION) };
	struct group inner = { .s = g->s, .defaults = g->defaults };
	struct svd_item *members = NULL;
	struct svd_dim dim;

	if (!svd_dim_read(g->s, node, &dim) || !inherit(g->s, node, &inner.defaults) ||
	    !read_place(g, node, &dim, &item, &inner.reach))
		return false;
	inner.base = g->base + item.offset;
	inner.strides = g->strides | (dim.n > 1 ? dim.increment : 0);
	inner.end = &members;
	if (!fill(&inner, node))
		return false;
	item.members = members;
	return add_all(g, node, &dim, &item);
}

static bool fill(struct group *g, const struct svd_node *node)
{
	bool good = true;

	for (uint32_t i = 0; i < node->n_members && good; i++) {
		struct svd_node *m = node->members[i];

		good = m->kind == SVD_REGISTER ? add_register(g, m) : add_cluster(g, m);
	}
	return good;
}

bool svd_expand(struct svd *s, const struct svd_node *peripheral, uint64_t address, uint64_t start,
		const struct svd_item **items)
{
	struct svd_item *first = NULL;
	struct group g = { .s = s, .address = address, .start = start, .end = &first };

	g.defaults = (struct svd_defaults){
		.size = 32,
		.mask = UINT64_MAX,
		.access = svd_access_default(),
	};
	if (!inherit(s, s->device, &g.defaults) ||
	    !inherit(s, (struct svd_node *)peripheral, &g.defaults) || !fill(&g, peripheral))
		return false;
	*items = first;
	return true;
}
