/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree.h"
int tree_pci_add(struct regions *all, const struct machine *m)
{
	(void)m;
	return tree_directory(all, TREE_PCI, "pci") ? 0 : -1;
}
