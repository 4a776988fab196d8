/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds of every tree, wherever its regions came from. */
#ifndef FUZZ_TREE_H
#define FUZZ_TREE_H

#include "region.h"

/* Names, inodes, ranges and texts of all regions. */
void tree_check(const struct regions *all);

#endif
