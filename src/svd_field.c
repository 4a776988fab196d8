/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fields of a register: where they are, and that no two of them are in each other's way. */
#include <errno.h>
#include <string.h>

#include "svd_dim.h"
#include "svd_item.h"
#include "svd_number.h"
#include "svd_say.h"

/* Where a field is, and who is in which bit for reading, and for writing. */
struct span {
	uint64_t low, bits;
};

struct owners {
	const struct svd_node *reads[64], *writes[64];
};

/* The fields of one register while they are made. */
struct making {
	struct svd *s;
	unsigned int width; /* of the register, bits */
	const struct svd_traits *traits;
	struct svd_names names;
	struct owners owners;
	struct svd_bits **end;
};

/* 1: low and high are read; 0: it has none of that style; -1: a mistake was told. */
static int read_pair(struct svd *s, const struct svd_node *node, enum svd_id low, uint64_t *first,
		     enum svd_id high, uint64_t *second)
{
	int ret = svd_read(s, node, low, first);

	return ret > 0 && svd_read(s, node, high, second) < 0 ? -1 : ret;
}

static int read_range(struct svd *s, const struct svd_node *node, uint64_t *low, uint64_t *high)
{
	const struct svd_text *t = svd_text(node, SVD_BIT_RANGE);

	if (!t)
		return 0;
	if (svd_bit_range(t->text, high, low) == 0)
		return 1;
	svd_mistake(s, t->line, "field \"%.200s\": bitRange \"%.100s\" is not [MSB:LSB]",
		    svd_name(node), t->text);
	return -1;
}

/* In one of the three styles; no bits at all: it says nothing, or nonsense. */
static bool read_span(struct svd *s, struct svd_node *node, struct span *span)
{
	uint64_t low = 0, high = 0, width = 1;
	int ret = read_pair(s, node, SVD_BIT_OFFSET, &low, SVD_BIT_WIDTH, &width);

	*span = (struct span){ .low = low, .bits = width };
	if (ret > 0 && !svd_text(node, SVD_BIT_WIDTH) && node->base)
		svd_warn_of(s, node, SVD_WARNED_WIDTH, "it has no bitWidth: it becomes one bit");
	if (ret == 0) {
		ret = read_pair(s, node, SVD_LSB, &low, SVD_MSB, &high);
		if (ret > 0 && !svd_text(node, SVD_MSB))
			high = low;
		if (ret == 0)
			ret = read_range(s, node, &low, &high);
		span->low = low;
		span->bits = ret > 0 && high >= low && high < 64 ? high - low + 1 : 0;
		if (ret > 0 && high > 63)
			span->bits = 65;
	}
	return ret >= 0;
}

static bool is_inside(const struct making *m, struct span span)
{
	return span.bits && span.bits <= m->width && span.low <= m->width - span.bits;
}

/* NULL: the field can be there, and is noted; else who is in the way, or itself: it is outside. */
static const struct svd_node *claim(const struct making *m, struct owners *owners,
				    const struct svd_node *node, const struct svd_traits *traits,
				    struct span span)
{
	if (!is_inside(m, span))
		return node;
	for (uint64_t bit = span.low; bit < span.low + span.bits; bit++) {
		if (traits->access->reads && owners->reads[bit])
			return owners->reads[bit];
		if (traits->access->writes && owners->writes[bit])
			return owners->writes[bit];
	}
	for (uint64_t bit = span.low; bit < span.low + span.bits; bit++) {
		if (traits->access->reads)
			owners->reads[bit] = node;
		if (traits->access->writes)
			owners->writes[bit] = node;
	}
	return NULL;
}

/* Number k of an array, or the only one, is left out. */
static void tell(const struct making *m, struct svd_node *node, const struct svd_dim *dim,
		 uint32_t k, struct span span, const struct svd_node *other)
{
	char which[64] = "";

	if (dim->array)
		snprintf(which, sizeof(which), " (at least number %u of the array)", k);
	if (!span.bits)
		svd_warn_of(m->s, node, SVD_WARNED_PLACE, "left out%s: it has no bits", which);
	else if (!is_inside(m, span))
		svd_warn_of(m->s, node, SVD_WARNED_PLACE,
			    "left out%s: it is not in its register of %u bits", which, m->width);
	else
		svd_warn_of(m->s, node, SVD_WARNED_PLACE,
			    "left out%s: it overlaps field \"%.200s\"", which, svd_name(other));
}

/* Number k of them; false: it would lie behind all numbers. */
static bool span_of(struct span first, const struct svd_dim *dim, uint32_t k, struct span *span)
{
	uint64_t distance;

	*span = first;
	return !__builtin_mul_overflow(dim->increment, (uint64_t)k, &distance) &&
	       !__builtin_add_overflow(first.low, distance, &span->low);
}

/* True if all of an array can be there, which they then are. */
static bool claim_all(struct making *m, const struct svd_node *node,
		      const struct svd_traits *traits, struct span first, const struct svd_dim *dim)
{
	struct owners trial = m->owners;
	struct span span;

	for (uint32_t k = 0; k < dim->n; k++)
		if (!span_of(first, dim, k, &span) || claim(m, &trial, node, traits, span))
			return false;
	m->owners = trial;
	return true;
}

static struct svd_bits *add(struct making *m, const char *name, struct span span,
			    const struct svd_bits *like)
{
	struct svd_bits *f = name ? svd_get(m->s, &m->s->list, sizeof(*f)) : NULL;

	if (!f)
		return NULL;
	*f = *like;
	f->name = name;
	f->low = (uint8_t)span.low;
	f->bits = (uint8_t)span.bits;
	*m->end = f;
	m->end = &f->next;
	return f;
}

/* One by one, those that can be there. */
static bool add_each(struct making *m, struct svd_node *node, struct span first,
		     const struct svd_dim *dim, const struct svd_bits *like)
{
	for (uint32_t k = 0; k < dim->n; k++) {
		const struct svd_node *other = node;
		struct span span;

		if (span_of(first, dim, k, &span))
			other = claim(m, &m->owners, node, &like->traits, span);
		if (other) {
			tell(m, node, dim, k, span, other);
			continue;
		}
		if (!add(m, svd_dim_take_one(m->s, dim, node, &m->names, k, ""), span, like))
			return false;
	}
	return true;
}

/* As one with a count, if nothing is against it: 1; 0: something is; -1 after telling a mistake. */
static int add_array(struct making *m, const struct svd_node *node, struct span first,
		     const struct svd_dim *dim, struct svd_bits *like)
{
	struct owners before = m->owners;
	int taken;

	if (dim->index || !dim->n || !dim->increment || dim->increment > 64 ||
	    !claim_all(m, node, &like->traits, first, dim))
		return 0;
	taken = svd_dim_take(m->s, dim, &m->names);
	if (taken <= 0) {
		m->owners = before;
		return taken;
	}
	like->count = dim->n;
	like->stride = dim->increment;
	return add(m, dim->name, first, like) ? 1 : -1;
}

static bool add_field(struct making *m, struct svd_node *node)
{
	struct svd_bits like = { .traits = *m->traits };
	struct svd_dim dim;
	struct span span;
	int done;

	if (!svd_dim_read(m->s, node, &dim) || !read_span(m->s, node, &span))
		return false;
	svd_traits_read(m->s, node, &like.traits);
	if (span.bits && span.bits <= 64 &&
	    !svd_values(m->s, node, (unsigned int)span.bits, &like.values))
		return false;
	done = dim.array ? add_array(m, node, span, &dim, &like) : 0;
	return done ? done > 0 : add_each(m, node, span, &dim, &like);
}

bool svd_fields(struct svd *s, const struct svd_node *node, unsigned int width,
		const struct svd_traits *traits, const struct svd_bits **fields)
{
	struct svd_bits *first = NULL;
	struct making m = { .s = s, .width = width, .traits = traits, .end = &first };

	for (uint32_t i = 0; i < node->n_members; i++)
		if (!add_field(&m, node->members[i]))
			return false;
	*fields = first;
	return true;
}
