/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the elements of SVD mean: one table row each. */
#ifndef DEVMEMFS_SVD_ELEMENT_H
#define DEVMEMFS_SVD_ELEMENT_H

#include "svd_model.h"

enum svd_role {
	SVD_NODE,	/* makes a node */
	SVD_TEXT,	/* gives the node that it is in a text */
	SVD_WRAPPER,	/* what is in it belongs to the node around it */
	SVD_CONSTRAINT, /* counted: nothing can be made of it */
	SVD_DIM_ARRAY,
};

struct svd_element {
	const char *name;
	unsigned int in; /* set of enum svd_kind: in which nodes it means this */
	enum svd_role role;
	int value; /* enum svd_kind or enum svd_id */
};

/* NULL: it means nothing there, and what is in it neither. */
const struct svd_element *svd_element(const char *name, enum svd_kind in);

#endif
