/* SPDX-License-Identifier: GPL-2.0-or-later */
/* derivedFrom: what each node is derived from, what it has from there, and what it comes to. */
#ifndef DEVMEMFS_SVD_DERIVE_H
#define DEVMEMFS_SVD_DERIVE_H

#include "svd_model.h"

/* Sets node->base of all nodes (svd_derive.c); false after saying what is not there. */
bool svd_derive(struct svd *s);

/* Settles all nodes of a file whose bases are known: see struct svd_node. False as above. */
bool svd_settle(struct svd *s);

#endif
