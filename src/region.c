/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of regions and the text that they own. */
#include "region.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text is only ever added, so it is kept in blocks: 10,000 names are not 10,000 allocations. */
struct text_block {
	struct text_block *next;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

enum { TEXT_BLOCK_SIZE = 4064 };

static char *text_room(struct regions *all, size_t size)
{
	struct text_block *block = all->text;

	if (!block || block->size - block->used < size) {
		size_t room = size > TEXT_BLOCK_SIZE ? size : TEXT_BLOCK_SIZE;

		block = malloc(sizeof(*block) + room);
		if (!block)
			return NULL;
		*block = (struct text_block){ .next = all->text, .size = room };
		all->text = block;
	}
	block->used += size;
	return block->bytes + block->used - size;
}

const char *regions_text(struct regions *all, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = length < 0 ? NULL : text_room(all, (size_t)length + 1);
	if (!text)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void *regions_memory(struct regions *all, size_t size)
{
	struct text_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		return NULL;
	/* A block of its own, full, behind the one that is still being filled. */
	block->size = block->used = size;
	if (all->text) {
		block->next = all->text->next;
		all->text->next = block;
	} else {
		all->text = block;
	}
	return block->bytes;
}

void regions_forget(struct regions *all)
{
	free(all->v);
	free(all->slots);
	free(all->places);
	*all = (struct regions){ .browse = all->browse, .shelf = all->shelf, .text = all->text };
}

void regions_free(struct regions *all)
{
	while (all->text) {
		struct text_block *next = all->text->next;

		free(all->text);
		all->text = next;
	}
	regions_forget(all);
	*all = (struct regions){ 0 };
}

struct region *regions_add(struct regions *all)
{
	if (all->n == all->room) {
		size_t room = all->room + all->room / 2 + 8;
		struct region *v = reallocarray(all->v, room, sizeof(*v));

		if (!v)
			return NULL;
		all->v = v;
		all->room = room;
	}
	all->v[all->n] = (struct region){ 0 };
	return &all->v[all->n++];
}

void regions_shrink(struct regions *all)
{
	struct region *v = reallocarray(all->v, all->n + 1, sizeof(*v));

	if (!v)
		return;
	all->v = v;
	all->room = all->n + 1;
}

void region_set_function(struct region *r, const char *address)
{
	unsigned int domain, bus, device, function;

	r->of_function =
		address && sscanf(address, "%x:%x:%x.%x", &domain, &bus, &device, &function) == 4;
	if (!r->of_function)
		return;
	r->pci.domain = domain;
	r->pci.bus = (uint8_t)bus;
	r->pci.device = (uint8_t)device;
	r->pci.function = (uint8_t)function;
}

void region_fail(struct region *r, const char *cause, const char *remedy)
{
	if (r->cause)
		return;
	r->cause = cause ? cause : "out of memory";
	r->remedy = remedy;
}

void region_trim_widths(struct region *r)
{
	for (unsigned int w = WIDTH_B; w <= WIDTH_Q; w *= 2) {
		unsigned int one = w == WIDTH_Q && r->quad != QUAD_SINGLE ? w / 2 : w;

		if (r->range.base % one || r->range.length < w)
			r->widths = (uint8_t)(r->widths & ~w);
	}
}

unsigned int region_widest_at(const struct region *r, uint64_t offset)
{
	unsigned int widths = region_single_widths(r), w = WIDTH_Q;

	while (w && (!(widths & w) || offset % w || !range_holds(r->range, offset, w)))
		w /= 2;
	return w;
}

const char *region_space_name(const struct region *r)
{
	static const char *const names[SPACE_COUNT] = {
		[SPACE_PORTS] = "ports",
		[SPACE_MEMORY] = "memory",
		[SPACE_PCI_CONFIG] = "pci-config",
		[SPACE_FILE] = "file",
		[SPACE_SIM] = "sim",
		[SPACE_NONE] = NULL,
	};

	return names[r->space];
}

const char *region_access_name(const struct region *r)
{
	static const char *const names[] = {
		[ACCESS_NONE] = "none",
		[ACCESS_READ] = "ro",
		[ACCESS_WRITE] = "wo",
		[ACCESS_BOTH] = "rw",
	};

	return names[r->access];
}
