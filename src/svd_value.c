/* SPDX-License-Identifier: GPL-2.0-or-later */
/* enumeratedValues: what the values of a field mean when they are read, and when they are written.
 */
#include <errno.h>
#include <string.h>

#include "svd_item.h"
#include "svd_names.h"
#include "svd_number.h"
#include "svd_say.h"

/* The meanings of one field while they are made. */
struct making {
	struct svd *s;
	unsigned int bits;	   /* of the field */
	unsigned int use;	   /* as svd_usage */
	struct svd_names names[2]; /* for reading, for writing */
	struct svd_meaning **end;
};

static uint64_t ones(unsigned int bits)
{
	return bits ? UINT64_MAX >> (64 - bits) : 0;
}

/* Takes the name for the use that it is for; where it is taken it gets a number. */
static const char *take(struct making *m, struct svd_node *node, const char *name, bool tell)
{
	struct svd_names *first = m->use & 1 ? &m->names[0] : &m->names[1];
	struct svd_names *second = m->use == 3 ? &m->names[1] : NULL;
	const char *other;

	if (!svd_names_has(first, name) && !(second && svd_names_has(second, name))) {
		if (svd_names_add(m->s, &m->s->list, first, name) < 0 ||
		    (second && svd_names_add(m->s, &m->s->list, second, name) < 0))
			return NULL;
		return name;
	}
	if (svd_names_has(first, name))
		other = svd_names_suffix(m->s, &m->s->list, first, second, name);
	else
		other = svd_names_suffix(m->s, &m->s->list, second, first, name);
	if (other && tell)
		svd_warn_of(m->s, node, SVD_WARNED_TWICE,
			    "the name \"%.200s\" is taken; it becomes \"%.200s\"", name, other);
	return other;
}

static struct svd_meaning *add(struct making *m, const char *name)
{
	struct svd_meaning *v = name ? svd_get(m->s, &m->s->list, sizeof(*v)) : NULL;

	if (!v)
		return NULL;
	v->name = name;
	v->use = m->use == 1 ? "read" : m->use == 2 ? "write" : NULL;
	*m->end = v;
	m->end = &v->next;
	return v;
}

/* The name as written, without what is not allowed, and not a number; NULL: no memory. */
static const char *make_name(struct making *m, struct svd_node *node)
{
	const char *text = svd_name(node);
	char name[SVD_NAME_ROOM];
	bool same = svd_names_make(name, text, false), number = svd_looks_numeric(name);

	if (!same || number)
		svd_warn_of(m->s, node, SVD_WARNED_NAME, "the name becomes \"%s%s\"",
			    number ? "_" : "", name);
	return svd_names_print(m->s, &m->s->list, "%s%s", number ? "_" : "", name);
}

/* All numbers that are `value` in the bits that matter, as ranges, each as long as can be. */
static bool add_ranges(struct making *m, struct svd_node *node, const char *name, uint64_t value,
		       uint64_t any)
{
	unsigned int tail = ~any ? (unsigned int)__builtin_ctzll(~any) : 64;
	uint64_t inner = any & ~ones(tail), part = 0;
	unsigned int n = 1u << __builtin_popcountll(inner);

	if (n > 1)
		svd_warn_of(
			m->s, node, SVD_WARNED_PLACE,
			"it stands for %u ranges of numbers, which are named %.100s, %.100s_2 ...",
			n, name, name);
	do {
		struct svd_meaning *v = add(m, take(m, node, name, n == 1));

		if (!v)
			return false;
		v->first = value | part;
		v->last = v->first | ones(tail);
		part = (part - inner) & inner;
	} while (part);
	return true;
}

static bool leave_out(struct making *m, struct svd_node *node, const char *why)
{
	svd_warn_of(m->s, node, SVD_WARNED_PLACE, "left out: %s", why);
	return true;
}

static bool add_numbers(struct making *m, struct svd_node *node, const struct svd_text *t)
{
	uint64_t value, any;
	int ret = svd_pattern(t->text, &value, &any);
	const char *name;

	if (ret < 0) {
		svd_mistake(m->s, t->line, "enumeratedValue \"%.100s\": value \"%.100s\" %s",
			    svd_name(node), t->text,
			    ret == -ERANGE ? "does not fit into 64 bits" : "is not a number");
		return false;
	}
	if ((value | any) & ~ones(m->bits))
		return leave_out(m, node, "its value does not fit into the field");
	if (__builtin_popcountll(any & (any + 1)) > 6)
		return leave_out(m, node, "it stands for more than 64 ranges of numbers");
	name = make_name(m, node);
	return name && add_ranges(m, node, name, value, any);
}

static bool add_others(struct making *m, struct svd_node *node)
{
	const char *name = make_name(m, node);
	struct svd_meaning *v = name ? add(m, take(m, node, name, true)) : NULL;

	if (v)
		v->others = true;
	return v;
}

static bool is_default(const struct svd_node *node)
{
	const char *text = svd_string(node, SVD_IS_DEFAULT);

	return strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
}

static bool add_value(struct making *m, struct svd_node *node)
{
	const struct svd_text *t = svd_text(node, SVD_NUMBER);

	if (!*svd_name(node))
		return leave_out(m, node, "it has no name");
	if (is_default(node))
		return add_others(m, node);
	if (!t)
		return leave_out(m, node, "it has no value");
	return add_numbers(m, node, t);
}

bool svd_values(struct svd *s, const struct svd_node *field, unsigned int bits,
		const struct svd_meaning **values)
{
	struct svd_meaning *first = NULL;
	struct making m = { .s = s, .bits = bits, .end = &first };

	for (uint32_t i = 0; i < field->n_members; i++) {
		struct svd_node *group = field->members[i];

		m.use = svd_usage(s, group);
		for (uint32_t k = 0; k < group->n_members; k++)
			if (!add_value(&m, group->members[k]))
				return false;
	}
	*values = first;
	return true;
}
