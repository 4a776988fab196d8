/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a region's info file says: one line a fact, none where there is nothing to say. */
#include "info.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

char *info_state(const struct region *r)
{
	char *text = NULL;

	if (asprintf(&text, "%s%s", r->cause ? "unusable: " : "ok", r->cause ? r->cause : "") < 0)
		return NULL;
	return text;
}

static void print_known(FILE *out, const char *key, const char *value)
{
	if (value)
		fprintf(out, "%s: %s\n", key, value);
}

static void print_range(FILE *out, struct range range)
{
	if (range.length)
		fprintf(out, "range: 0x%" PRIx64 "-0x%" PRIx64 "\nlength: %" PRIu64 "\n",
			range.base, range_last(range), range.length);
}

static void print_views(FILE *out, const struct region *r)
{
	const char *before = "views: ";

	for (size_t i = 0; i < view_count; i++)
		if (!views[i].text && !views[i].in && views[i].exists(&views[i], r)) {
			fprintf(out, "%s%s", before, views[i].name);
			before = " ";
		}
	if (*before == ' ')
		fputc('\n', out);
}

static const char *mapping(const struct region *r)
{
	if (r->space != SPACE_MEMORY || !r->backend)
		return NULL;
	return r->combining ? "wc" : "uc";
}

static const char *endian(const struct region *r)
{
	if (!region_usable(r))
		return NULL;
	return r->big_endian ? "big" : "little";
}

char *info_text(const struct region *r, size_t *length)
{
	char *text = NULL, *state = info_state(r);
	FILE *out = open_memstream(&text, length);

	if (out && state) {
		print_known(out, "name", r->name);
		print_known(out, "space", region_space_name(r));
		print_known(out, "device", r->device);
		print_range(out, r->range);
		print_known(out, "access", region_access_name(r));
		print_views(out, r);
		print_known(out, "backend", r->backend);
		print_known(out, "mapping", mapping(r));
		print_known(out, "endian", endian(r));
		print_known(out, "claimed-by", r->claimed_by);
		print_known(out, "state", state);
		print_known(out, "remedy", r->remedy);
	}
	if (out && fclose(out) != 0) {
		free(text);
		text = NULL;
	}
	free(state);
	return text;
}
