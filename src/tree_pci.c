/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The PCI functions as regions: a directory each, with its configuration space, BARs and ROM. */
#include <errno.h>

#include "function.h"
#include "pcilib.h"
#include "policy.h"
#include "scan.h"
#include "tree.h"

static bool has_part(const struct function *f, uint8_t part)
{
	if (part == PCI_CONFIG)
		return true;
	return (part == PCI_ROM ? f->rom : f->bars[part]).range.length;
}

/* The rule of the tree for this part: an expansion ROM can only be read. */
static void set_source(struct region *r, uint8_t part)
{
	r->source = part == PCI_ROM ? SOURCE_PCI_ROM : SOURCE_PCI;
	r->space = part == PCI_CONFIG ? SPACE_PCI_CONFIG : SPACE_MEMORY;
	r->pci.part = part;
	if (part == PCI_ROM) {
		r->access &= ACCESS_READ;
		r->mode &= 0444;
	}
}

/* What a row may say of memory, and the other spaces have not (conf_key.c). */
static void drop_memory_keys(struct region *r)
{
	if (r->space == SPACE_MEMORY)
		return;
	r->quad = QUAD_SINGLE;
	if (r->space == SPACE_PCI_CONFIG)
		r->big_endian = false;
}

static int add_part(struct regions *all, const struct machine *m, const struct function *f,
		    uint32_t parent, const struct region *policy, uint8_t part)
{
	struct region *r, new = *policy;

	if (!has_part(f, part))
		return 0;
	set_source(&new, part);
	/* Of a whole tree, map = "wc" means those where it is possible. */
	if (part > PCI_BAR5 || !f->bars[part].prefetchable)
		new.combining = false;
	new.name = scan_pci_parts[part];
	new.parent = parent;
	new.device = regions_text(all, "%s %s", regions_at(all, parent)->name, new.name);
	scan_pci_place(all, &new, m, f);
	drop_memory_keys(&new);
	scan_settle(&new);
	policy_apply(all, &new, m);
	tree_limit(&new);
	r = regions_add(all);
	if (!r || !new.device)
		return -ENOMEM;
	*r = new;
	return 0;
}

static int add_function(struct regions *all, const struct machine *m, const struct function *f,
			uint32_t tree)
{
	struct region policy, *r;
	const char *name;
	uint32_t number;
	int ret = 0;

	name = regions_text(all, "%04x:%02x:%02x.%x", f->at.domain, f->at.bus, f->at.device,
			    f->at.function);
	r = regions_add(all);
	if (!r || !name)
		return -ENOMEM;
	/* A pattern may name the function by its address or by its identity. */
	policy = tree_policy(all, TREE_PCI, regions_text(all, "%04x:%04x", f->vendor, f->product),
			     name);
	*r = (struct region){
		.name = name,
		.space = SPACE_NONE,
		.parent = tree,
		.uid = policy.uid,
		.gid = policy.gid,
		.function = f,
	};
	number = regions_number(all, r);
	ret = add_part(all, m, f, number, &policy, PCI_CONFIG);
	for (uint8_t part = PCI_BAR0; part <= PCI_BAR5 && ret == 0; part++)
		ret = add_part(all, m, f, number, &policy, part);
	return ret < 0 ? ret : add_part(all, m, f, number, &policy, PCI_ROM);
}

int tree_pci_add(struct regions *all, const struct machine *m)
{
	struct region *tree = tree_directory(all, TREE_PCI, "pci");
	struct function *list;
	uint32_t number;
	size_t n;
	int ret;

	if (!tree)
		return -ENOMEM;
	number = regions_number(all, tree);
	ret = functions_read(all, m, &list, &n);
	if (ret == -ENODEV || ret == -EIO)
		region_fail(tree, regions_text(all, "PCI: %s", pcilib_error),
			    "see that the machine has PCI and /sys is mounted");
	else if (ret < 0)
		return ret;
	ret = 0;
	for (size_t i = 0; i < n && ret == 0; i++)
		ret = add_function(all, m, &list[i], number);
	return ret;
}
