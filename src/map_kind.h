/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kinds of entries a map has: told by the label, shown by a word and a colour. */
#ifndef DEVMEMFS_MAP_KIND_H
#define DEVMEMFS_MAP_KIND_H

#include <stdbool.h>

enum { MAP_KINDS = 7 };

struct map_kind {
	const char *word;		 /* short, for a column of text */
	const char *legend;		 /* what it is, for who sees it first */
	const char *rest;		 /* what the part of it is called that no entry names */
	const char *fill;		 /* "#rrggbb"; no two are alike in grey either */
	bool hatched;			 /* not to be used by anybody */
	const char *const *prefixes;	 /* of labels, up to a NULL; may be NULL */
	bool (*form)(const char *label); /* labels that no prefix tells; may be NULL */
};

/* In the order in which they are told apart; the last one takes what no other has. */
extern const struct map_kind map_kinds[MAP_KINDS];

/* The kind of a label, as the kernel prints it. Never NULL. */
const struct map_kind *map_kind_of(const char *label);

#endif
