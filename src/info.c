/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a region's info file says: one line a fact, none where there is nothing to say. */
#include "info.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "function.h"
#include "log.h"
#include "view.h"

static const char *cause(const struct region *r)
{
	if (r->cause || !r->decode_off)
		return r->cause;
	return r->space == SPACE_PORTS ? "the function's decoding of I/O ports is off"
				       : "the function's decoding of memory is off";
}

char *info_state(const struct region *r)
{
	const char *why = cause(r);
	char *text = NULL;

	if (asprintf(&text, "%s%s", why ? "unusable: " : "ok", why ? why : "") < 0)
		return NULL;
	return text;
}

char *info_remedy(const struct region *r)
{
	char *text = NULL;

	if (r->cause || !r->decode_off)
		return r->remedy ? strdup(r->remedy) : NULL;
	if (asprintf(&text,
		     "load a driver, or enable the device: echo 1 "
		     ">/sys/bus/pci/devices/%04x:%02x:%02x.%x/enable",
		     r->pci.domain, r->pci.bus, r->pci.device, r->pci.function) < 0)
		return NULL;
	return text;
}

static void print_known(FILE *out, const char *key, const char *value)
{
	if (value)
		fprintf(out, "%s: %s\n", key, value);
}

/* A label may hold anything; a line of this file is one line. */
static void print_device(FILE *out, const char *device)
{
	char *clean = device && *device ? strdup(device) : NULL;

	if (clean)
		log_clean(clean);
	print_known(out, "device", clean);
	free(clean);
}

/* Of a BAR in the pci tree; who configures one knows it. */
static void print_bar(FILE *out, const struct region *r)
{
	const struct function_window bar = {
		.io = r->space == SPACE_PORTS,
		.wide = r->wide,
		.prefetchable = r->prefetchable,
	};

	if (r->parent && r->source == SOURCE_PCI && r->space != SPACE_PCI_CONFIG && r->range.length)
		print_known(out, "bar", function_window_kind(&bar));
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

static void print(FILE *out, const struct regions *all, const struct region *r)
{
	char *state = info_state(r), *remedy = info_remedy(r), *claim = regions_claim(all, r);

	print_known(out, "name", r->name);
	print_known(out, "space", region_space_name(r));
	print_device(out, r->device);
	print_bar(out, r);
	print_range(out, r->range);
	print_known(out, "access", region_access_name(r));
	print_views(out, r);
	print_known(out, "backend", r->backend);
	print_known(out, "mapping", mapping(r));
	print_known(out, "endian", endian(r));
	print_known(out, "claimed-by", claim);
	print_known(out, "state", state);
	print_known(out, "remedy", remedy);
	free(state);
	free(remedy);
	free(claim);
}

char *info_text(const struct regions *all, const struct region *r, size_t *length)
{
	char *text = NULL;
	FILE *out;

	if (region_function(r))
		return function_info(region_function(r), length);
	out = open_memstream(&text, length);
	if (!out)
		return NULL;
	print(out, all, r);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}
