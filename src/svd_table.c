/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a file, as a table. */
#include "svd_table.h"

#include <inttypes.h>
#include <string.h>

#include "svd_say.h"

enum { DESCRIPTION = 60 };

static int name_width(const struct svd_chosen *v, size_t n)
{
	size_t width = strlen("PERIPHERAL");

	for (size_t i = 0; i < n; i++)
		if (strlen(v[i].name) > width)
			width = strlen(v[i].name);
	return (int)width;
}

void svd_table(FILE *out, const struct svd_chosen *v, size_t n)
{
	int width = name_width(v, n);

	fprintf(out, "%-*s %18s %10s %9s %8s DESCRIPTION\n", width, "PERIPHERAL", "BASE", "SIZE",
		"REGISTERS", "FIELDS");
	for (size_t i = 0; i < n; i++) {
		const struct svd_node *node = v[i].node;
		char base[24], size[24], text[4 * DESCRIPTION + 16];

		snprintf(base, sizeof(base), "0x%08" PRIx64, v[i].address);
		snprintf(size, sizeof(size), "0x%" PRIx64, v[i].size);
		svd_clean(text, sizeof(text), svd_string(node, SVD_DESCRIPTION), DESCRIPTION);
		fprintf(out, "%-*s %18s %10s %9" PRIu64 " %8" PRIu64 "%s%s\n", width, v[i].name,
			base, v[i].size ? size : "-", node->totals.registers / node->dim,
			node->totals.fields / node->dim, *text ? " " : "", text);
	}
}
