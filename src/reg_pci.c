/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the capabilities that a function has to the names of its registers. */
#include "reg_pci.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pci_caps.h"
#include "reg_build.h"

/* Where PCI Express puts the extended capabilities (its Base Specification 3.0, 7.9.1). */
enum { EXTENDED_START = 0x100 };

/* Of one that has no list of its own: what all begin with. */
static const struct reg_list *list_of(const struct reg_shelf *shelf, const struct pci_cap *c)
{
	const struct reg_list *list = reg_shelf_find(shelf, REG_PCI_FILE, c->list);

	return list ? list : reg_shelf_find(shelf, REG_PCI_FILE, c->extended ? "ECAP" : "CAP");
}

/* The nth of its name is called so: CAP_VNDR@2. */
static uint32_t name_in(struct reg_builder *b, const struct pci_caps *all, size_t i)
{
	const char *name = all->v[i].name;
	unsigned int nth = 1;
	char text[32];

	for (size_t k = 0; k < i; k++)
		nth += strcmp(all->v[k].name, name) == 0;
	snprintf(text, sizeof(text), nth > 1 ? "%s@%u" : "%s", name, nth);
	return reg_build_text(b, text);
}

/* Where it ends at the latest: where the next one begins, or its part of the space. */
static uint64_t end_of(const struct pci_caps *all, const struct pci_cap *c)
{
	uint64_t end = all->a->region->range.length;

	if (!c->extended && end > EXTENDED_START)
		end = EXTENDED_START;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].offset > c->offset && all->v[i].offset < end)
			end = all->v[i].offset;
	return end;
}

/* The list's members, but for those that it knows and this capability has not. */
static int fill(struct reg_builder *b, uint32_t group, const struct reg_list *list, uint64_t at,
		uint64_t end)
{
	uint32_t first = list->v[0].first, last = first + list->v[0].count, n = 0, member;
	int ret = 0;

	for (uint32_t i = first; i < last; i++)
		n += at + list->v[i].offset + list->v[i].width <= end;
	member = reg_build_members(b, group, n);
	if (!member)
		return -ENOMEM;
	for (uint32_t i = first; i < last && ret == 0; i++)
		if (at + list->v[i].offset + list->v[i].width <= end)
			ret = reg_build_copy(b, member++, list, i, at);
	return ret;
}

static int add_capability(struct reg_builder *b, uint32_t member, const struct reg_shelf *shelf,
			  const struct pci_caps *all, size_t i)
{
	const struct pci_cap *c = &all->v[i];
	const struct reg_list *list = list_of(shelf, c);
	struct reg r = { .offset = c->offset, .name = name_in(b, all, i) };
	int ret = r.name ? reg_build_put(b, member, &r) : -ENOMEM;

	return ret == 0 && list ? fill(b, member, list, c->offset, end_of(all, c)) : ret;
}

/* The header's registers, and then a group for each capability. */
static int build(struct reg_builder *b, const struct reg_shelf *shelf, const struct pci_caps *all,
		 const struct reg_list *header)
{
	uint32_t n = header->v[0].count;
	uint32_t member = reg_build_members(b, 0, n + (uint32_t)all->n);
	int ret = member ? 0 : -ENOMEM;

	for (uint32_t i = 0; i < n && ret == 0; i++)
		ret = reg_build_copy(b, member++, header, header->v[0].first + i, 0);
	for (size_t i = 0; i < all->n && ret == 0; i++)
		ret = add_capability(b, member++, shelf, all, i);
	return ret;
}

static const struct reg_list *make(struct reg_shelf *shelf, const struct pci_caps *all,
				   const char *header)
{
	const struct reg_list *first = reg_shelf_find(shelf, REG_PCI_FILE, header);
	struct reg_builder b;

	if (!first)
		return NULL;
	if (reg_build_start(&b) == 0 && build(&b, shelf, all, first) == 0)
		return reg_build_finish(&b, shelf->all);
	reg_build_abandon(&b);
	return NULL;
}

/* What functions that are alike have in common, malloc'ed; NULL: out of memory. */
static char *signature(const struct pci_caps *all, const char *header)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	fprintf(out, "%s of %llu", header, (unsigned long long)all->a->region->range.length);
	for (size_t i = 0; i < all->n; i++)
		fprintf(out, " %x:%s", all->v[i].offset, all->v[i].list);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

const struct reg_list *reg_pci_list(struct reg_shelf *shelf, struct access *a)
{
	static const char *const headers[PCI_HEADER_TYPES] = { "HEADER0", "HEADER1", "HEADER2" };
	const struct reg_list *list;
	struct pci_caps all;
	char *name;

	if (!pci_caps_read(a, &all))
		return NULL;
	name = signature(&all, headers[all.type]);
	if (!name)
		return NULL;
	list = reg_shelf_find(shelf, "", name);
	if (!list) {
		list = make(shelf, &all, headers[all.type]);
		if (list && reg_shelf_add(shelf, "", name, list) < 0)
			list = NULL;
	}
	free(name);
	return list;
}
