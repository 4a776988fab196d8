/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a PCI function's info file says: one line a fact, none where there is nothing to say. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "function.h"

const char *function_window_kind(const struct function_window *w)
{
	/* By address of 64 bits, and prefetchable. */
	static const char *const memory[2][2] = {
		{ "memory, 32-bit, not prefetchable", "memory, 32-bit, prefetchable" },
		{ "memory, 64-bit, not prefetchable", "memory, 64-bit, prefetchable" },
	};

	return w->io ? "ports" : memory[w->wide][w->prefetchable];
}

static void print_size(FILE *out, uint64_t size)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	unsigned int i = 0;

	for (; size >= 1024 && size % 1024 == 0; size /= 1024)
		i++;
	fprintf(out, "%" PRIu64 " %s", size, units[i]);
}

static void print_window(FILE *out, const struct function_window *w, const char *kind)
{
	if (w->range.base) {
		fprintf(out, "0x%" PRIx64 "-0x%" PRIx64 " %s\n", w->range.base,
			range_last(w->range), kind);
		return;
	}
	fprintf(out, "no address (");
	print_size(out, w->range.length);
	fprintf(out, " %s)\n", kind);
}

static void print_windows(FILE *out, const char *name, const struct function_window *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].range.length == 0)
			continue;
		fprintf(out, "%s%zu: ", name, i);
		print_window(out, &v[i], function_window_kind(&v[i]));
	}
}

static void print_all_windows(FILE *out, const struct function *f)
{
	print_windows(out, "bar", f->bars, 6);
	/* Of a ROM the flags say nothing that counts: it is read, and hardly ever. */
	if (f->rom.range.length) {
		fprintf(out, "rom: ");
		print_window(out, &f->rom, f->rom.shadowed ? "memory, shadowed" : "memory");
	}
	print_windows(out, "window", f->windows, 4);
}

/* The end of a line that begins with numbers: a name, if it is known. */
static void print_name(FILE *out, const char *name)
{
	fprintf(out, "%s%s\n", name ? " " : "", name ? name : "");
}

static void print_identity(FILE *out, const struct function *f)
{
	if (!f->causes[FUNCTION_CLASS]) {
		fprintf(out, "class: %04x", f->class);
		print_name(out, f->class_name);
	}
	if (!f->causes[FUNCTION_IDENTITY]) {
		fprintf(out, "vendor: %04x", f->vendor);
		print_name(out, f->vendor_name);
		fprintf(out, "device: %04x", f->product);
		print_name(out, f->product_name);
	}
	if (function_has_subsystem(f)) {
		fprintf(out, "subsystem: %04x:%04x", f->subvendor, f->subproduct);
		print_name(out, f->subsystem_name);
	}
	if (!f->causes[FUNCTION_CLASS])
		fprintf(out, "revision: %02x\n", f->revision);
}

static void print_place(FILE *out, const struct function *f)
{
	if (f->driver)
		fprintf(out, "driver: %s\n", f->driver);
	if (f->slot)
		fprintf(out, "slot: %s\n", f->slot);
	if (f->numa_node >= 0)
		fprintf(out, "numa-node: %d\n", f->numa_node);
}

static void print_state(FILE *out, const struct function *f)
{
	for (unsigned int i = 0; i < FUNCTION_PARTS; i++)
		if (f->causes[i]) {
			fprintf(out, "state: unusable: libpci: %s\n", f->causes[i]);
			return;
		}
	fprintf(out, "state: ok\n");
}

char *function_info(const struct function *f, size_t *length)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, length);

	if (!out)
		return NULL;
	fprintf(out, "name: %04x:%02x:%02x.%x\n", f->at.domain, f->at.bus, f->at.device,
		f->at.function);
	print_identity(out, f);
	print_place(out, f);
	print_all_windows(out, f);
	print_state(out, f);
	if (fclose(out) != 0) {
		free(text);
		return NULL;
	}
	return text;
}
