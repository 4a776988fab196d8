/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a conversion: derive, count, choose, then one peripheral after the other. */
#include "svd_convert.h"

#include "svd_choose.h"
#include "svd_derive.h"
#include "svd_item.h"
#include "svd_say.h"
#include "svd_table.h"
#include "svd_write.h"

static bool write_lists(struct svd *s, const struct svd_wanted *wanted, FILE *out,
			const struct svd_chosen *v, size_t n)
{
	svd_write_head(out, s, v, n, wanted->has_start ? &wanted->start : NULL);
	fputs("lists = (\n", out);
	for (size_t i = 0; i < n; i++) {
		const struct svd_item *items = NULL;
		bool good = svd_expand(s, v[i].node, v[i].address,
				       wanted->has_start ? wanted->start : v[i].address, &items);

		if (good)
			svd_write_list(out, v[i].name, items);
		svd_pool_empty(&s->list);
		if (!good)
			return false;
		fputs(i + 1 < n ? ",\n" : "\n", out);
	}
	fputs(");\n", out);
	return true;
}

/* What has no place in lists of registers. */
static void tell_lost(struct svd *s)
{
	if (s->constraints.n)
		svd_warn(s, s->constraints.line,
			 "writeConstraint is left out, here and in %u more places",
			 s->constraints.n - 1);
	if (s->dim_arrays.n)
		svd_warn(s, s->dim_arrays.line,
			 "dimArrayIndex is left out, here and in %u more places",
			 s->dim_arrays.n - 1);
}

bool svd_convert(struct svd *s, const struct svd_wanted *wanted, FILE *out)
{
	struct svd_chosen *v;
	size_t n;

	if (!svd_derive(s) || !svd_settle(s) || !svd_choose(s, wanted->names, wanted->n, &v, &n))
		return false;
	if (wanted->list) {
		svd_table(out, v, n);
		return true;
	}
	if (!write_lists(s, wanted, out, v, n))
		return false;
	tell_lost(s);
	return true;
}
