/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which peripherals are wanted, where they are, and what a name that is not there may have meant.
 */
#include "svd_choose.h"

#include <string.h>
#include <strings.h>

#include "svd_dim.h"
#include "svd_names.h"
#include "svd_say.h"

/* How far the blocks reach behind the peripheral's address; 0: there are none. */
static bool read_size(struct svd *s, const struct svd_node *node, uint64_t *size)
{
	*size = 0;
	for (const struct svd_node *b = node->blocks->first; b; b = b->next) {
		uint64_t offset = 0, length = 0, end;

		if (b->kind != SVD_BLOCK)
			continue;
		if (svd_read(s, b, SVD_ADDRESS, &offset) < 0 ||
		    svd_read(s, b, SVD_SIZE, &length) < 0)
			return false;
		if (!__builtin_add_overflow(offset, length, &end) && end > *size)
			*size = end;
	}
	return true;
}

/* Appends all that one node stands for. */
static bool add_node(struct svd *s, struct svd_node *node, struct svd_names *names,
		     struct svd_chosen *v, size_t *n)
{
	uint64_t address = 0, size;
	struct svd_dim dim;
	int ret = svd_read(s, node, SVD_ADDRESS, &address);

	if (ret == 0)
		svd_mistake(s, node->line, "peripheral \"%.200s\" has no baseAddress",
			    svd_name(node));
	if (ret <= 0 || !svd_dim_read(s, node, &dim) || !read_size(s, node, &size))
		return false;
	for (uint32_t k = 0; k < dim.n; k++) {
		const char *name = svd_dim_take_one(s, &dim, node, names, k, "");
		uint64_t distance, place;

		if (!name)
			return false;
		if (__builtin_mul_overflow(dim.increment, (uint64_t)k, &distance) ||
		    __builtin_add_overflow(address, distance, &place)) {
			svd_mistake(s, node->line,
				    "peripheral \"%.200s\": its address is too large", name);
			return false;
		}
		name = svd_names_print(s, &s->tree, "%s", name);
		if (!name)
			return false;
		v[(*n)++] = (struct svd_chosen){ node, name, place, size };
	}
	return true;
}

static bool find_all(struct svd *s, struct svd_chosen **v, size_t *n)
{
	const struct svd_node *device = s->device;
	struct svd_names names = { 0 };
	size_t room = 1;
	bool good = true;

	for (uint32_t i = 0; i < device->n_members; i++)
		room += device->members[i]->dim;
	*v = svd_get(s, &s->tree, room * sizeof(**v));
	*n = 0;
	for (uint32_t i = 0; i < device->n_members && *v && good; i++)
		good = add_node(s, device->members[i], &names, *v, n);
	svd_pool_empty(&s->list);
	return *v && good;
}

/* By its name, or by that of the array that it is of. */
static bool is_meant(const struct svd_chosen *c, const char *wanted)
{
	return strcmp(c->name, wanted) == 0 || strcmp(svd_name(c->node), wanted) == 0;
}

/* One is in the other, or their beginnings are alike. */
static bool is_alike(const char *a, const char *b)
{
	return strcasestr(a, b) || strcasestr(b, a) || strncasecmp(a, b, 3) == 0;
}

static void report_unknown(struct svd *s, const char *wanted, const struct svd_chosen *v, size_t n)
{
	char text[300] = "";
	size_t used = 0, alike = 0;

	for (size_t i = 0; i < n; i++)
		alike += is_alike(v[i].name, wanted);
	for (size_t i = 0; i < n && used < sizeof(text) - SVD_NAME_MAX / 2; i++)
		if (!alike || is_alike(v[i].name, wanted))
			used += (size_t)snprintf(text + used, sizeof(text) - used, " %.60s",
						 v[i].name);
	svd_mistake(s, 0, "there is no peripheral \"%.60s\"; there %s%s%s", wanted,
		    n ? "are" : "is none",
		    alike ? " ones like it:"
		    : n	  ? ":"
			  : "",
		    text);
}

bool svd_choose(struct svd *s, char *const *wanted, int n, struct svd_chosen **v, size_t *count)
{
	size_t all, kept = 0;

	if (!find_all(s, v, &all))
		return false;
	for (int w = 0; w < n; w++) {
		size_t i = 0;

		while (i < all && !is_meant(&(*v)[i], wanted[w]))
			i++;
		if (i == all) {
			report_unknown(s, wanted[w], *v, all);
			return false;
		}
	}
	for (size_t i = 0; i < all; i++) {
		bool meant = n == 0;

		for (int w = 0; w < n && !meant; w++)
			meant = is_meant(&(*v)[i], wanted[w]);
		if (meant)
			(*v)[kept++] = (*v)[i];
	}
	*count = kept;
	return true;
}
