/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order in which the machine is looked at. */
#include "survey.h"

#include "policy.h"
#include "scan.h"
#include "tree.h"

int survey(struct regions *all, const struct machine *m)
{
	int ret;

	scan_look_up(all, m);
	policy_apply_all(all, m);
	ret = tree_map_add(all, m, TREE_IOMEM);
	if (ret == 0)
		ret = tree_map_add(all, m, TREE_IOPORTS);
	if (ret == 0 && tree_is_shown(all, TREE_PCI))
		ret = tree_pci_add(all, m);
	regions_shrink(all);
	return ret < 0 ? ret : regions_index(all);
}
