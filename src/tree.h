/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine's own trees as regions: /proc/iomem, /proc/ioports and the PCI functions. */
#ifndef DEVMEMFS_TREE_H
#define DEVMEMFS_TREE_H

#include "machine.h"
#include "region.h"

/*
 * Appends a tree: its directory, and in it a region for each entry, with what the configuration's
 * browse rows say of it. A tree without a row is hidden. The regions' text is their own: the
 * machine may be closed afterwards. 0 or -ENOMEM.
 */
int tree_map_add(struct regions *all, const struct machine *m, enum tree tree);
int tree_pci_add(struct regions *all, const struct machine *m);

/* True if the configuration shows the tree. */
bool tree_is_shown(const struct regions *all, enum tree tree);

/*
 * Fails an entry with data files that is too large: they are all mapped at once, and a bus's window
 * of a terabyte would take gigabytes of page tables.
 */
void tree_limit(struct region *r);

/* Logs each pattern of the configuration that no entry was like. */
void tree_report_unmatched(const struct regions *all);

/*
 * Appends the directory of a tree; NULL: out of memory. Its cause and remedy say why there is
 * nothing in it.
 */
struct region *tree_directory(struct regions *all, enum tree tree, const char *name);

/*
 * What the last row says whose patterns the label or the name is like; a region without access, of
 * whoever runs us, if there is none.
 */
struct region tree_policy(const struct regions *all, enum tree tree, const char *label,
			  const char *name);

#endif
