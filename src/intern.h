/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts that are often the same, kept once: 2,000 functions of ten kinds have ten names. */
#ifndef DEVMEMFS_INTERN_H
#define DEVMEMFS_INTERN_H

#include "region.h"

/* Begins as { .all = the regions whose pool keeps the texts }. */
struct intern {
	struct regions *all;
	void *tree;
	bool failed;
};

/* The one copy of the text in the pool. NULL: of NULL, or out of memory, which intern_end says. */
const char *intern_text(struct intern *set, const char *text);

/* Forgets which texts there are; they stay in the pool. 0, or -ENOMEM: one of them got lost. */
int intern_end(struct intern *set);

#endif
