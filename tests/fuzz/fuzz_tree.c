/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks a tree as the kernel does, and reads the texts in it. */
#include "fuzz_tree.h"

#include <string.h>

#include "fuzz.h"
#include "info.h"
#include "map.h"
#include "name.h"

/* Larger ones say nothing new. */
enum { LISTED_MAX = 2000 };

/* Each name of a directory leads to what is listed, and its inode back to it. */
static void check_directory(const struct regions *all, struct node directory)
{
	struct node listed, found, again;
	char room[NAME_ROOM];
	uint64_t position = 0;
	const char *name;

	for (size_t n = 0;
	     n < LISTED_MAX && (name = name_list(all, directory, &position, &listed, room));
	     n++, position++) {
		HOLDS(*name && !strchr(name, '/'));
		HOLDS(name_find(all, directory, name, &found));
		HOLDS(found.view == listed.view && found.index == listed.index);
		/* Of two entries of one name the first is found. */
		HOLDS(found.region <= listed.region);
		HOLDS(name_node(all, name_inode(all, listed), &again));
		HOLDS(again.region == listed.region && again.view == listed.view);
	}
}

static void check_text(const struct regions *all, const struct region *r)
{
	size_t length = 0;
	char *text = info_text(all, r, &length);

	HOLDS(text && length == strlen(text) && length && text[length - 1] == '\n');
	free(text);
}

static void check_region(const struct regions *all, const struct region *r)
{
	HOLDS(r->name && r->parent < regions_number(all, r));
	HOLDS(r->range.length == 0 || r->range.base <= UINT64_MAX - (r->range.length - 1));
	HOLDS(!region_usable(r) || r->space == SPACE_NONE || r->widths || r->cause);
	check_text(all, r);
	check_directory(all, (struct node){ .region = (struct region *)r });
}

void tree_check(const struct regions *all)
{
	size_t length = 0;
	char *text = map_text_file(all, NULL, &length);

	HOLDS(text && length == strlen(text));
	free(text);
	check_directory(all, (struct node){ 0 });
	for (size_t i = 0; i < all->n && i < LISTED_MAX; i++)
		check_region(all, &all->v[i]);
}
