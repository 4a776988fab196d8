/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The info of a PCI function's directory. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "function.h"

const char *function_window_kind(const struct function_window *w)
{
	if (w->ports)
		return "ports";
	if (w->wide)
		return w->prefetchable ? "memory, 64-bit, prefetchable"
				       : "memory, 64-bit, not prefetchable";
	return w->prefetchable ? "memory, 32-bit, prefetchable"
			       : "memory, 32-bit, not prefetchable";
}

/* "8086 Intel Corporation": the number is right whatever the list of names knows. */
static void print_id(FILE *out, const char *key, unsigned int id, const char *name)
{
	fprintf(out, "%s: %04x%s%s\n", key, id, name ? " " : "", name ? name : "");
}

static void print_window(FILE *out, const char *key, int number, const struct function_window *w)
{
	if (w->range.length == 0)
		return;
	fputs(key, out);
	if (number >= 0)
		fprintf(out, "%d", number);
	if (w->range.base)
		fprintf(out, ": 0x%" PRIx64 "-0x%" PRIx64 " %s\n", w->range.base,
			range_last(w->range), function_window_kind(w));
	else
		fprintf(out, ": no address, %" PRIu64 " bytes of %s\n", w->range.length,
			function_window_kind(w));
}

static void print(FILE *out, const struct function *f)
{
	fprintf(out, "name: %04x:%02x:%02x.%x\n", f->at.domain, f->at.bus, f->at.device,
		f->at.function);
	print_id(out, "class", f->class, f->class_name);
	print_id(out, "vendor", f->vendor, f->vendor_name);
	print_id(out, "device", f->product, f->product_name);
	if (f->subvendor && f->subvendor != 0xffff)
		fprintf(out, "subsystem: %04x:%04x%s%s\n", f->subvendor, f->subproduct,
			f->subsystem_name ? " " : "", f->subsystem_name ? f->subsystem_name : "");
	fprintf(out, "revision: %02x\n", f->revision);
	if (f->driver)
		fprintf(out, "driver: %s\n", f->driver);
	if (f->slot)
		fprintf(out, "slot: %s\n", f->slot);
	if (f->numa_node >= 0)
		fprintf(out, "numa-node: %d\n", f->numa_node);
	for (int i = 0; i < FUNCTION_BARS; i++)
		print_window(out, "bar", i, &f->bars[i]);
	if (f->rom.range.length)
		print_window(out, "rom", -1, &f->rom);
	for (int i = 0; i < FUNCTION_WINDOWS; i++)
		print_window(out, "window", i, &f->windows[i]);
	fputs("state: ok\n", out);
}

char *function_info(const struct function *f, size_t *length)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, length);

	if (!out)
		return NULL;
	print(out, f);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}
