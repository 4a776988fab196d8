/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the trees share: their directories, and the configuration's rows about their entries. */
#include "tree.h"

#include <fnmatch.h>

#include "log.h"
#include "mounter.h"

/* Of an entry's range that is mapped, bytes: its page tables have 512 KiB. */
enum { LARGEST = 256 << 20 };

static const struct browse *first_row(const struct regions *all, enum tree tree)
{
	for (const struct browse *b = all->browse; b; b = b->next)
		if (b->tree == tree)
			return b;
	return NULL;
}

bool tree_is_shown(const struct regions *all, enum tree tree)
{
	return first_row(all, tree);
}

struct region *tree_directory(struct regions *all, enum tree tree, const char *name)
{
	const struct browse *row = first_row(all, tree);
	struct region *r = regions_add(all);

	if (r)
		*r = (struct region){
			.name = name,
			.file = row ? row->policy.file : NULL,
			.line = row ? row->policy.line : 0,
			.space = SPACE_NONE,
			.uid = mounter()->uid,
			.gid = mounter()->gid,
			.hidden = !row,
		};
	return r;
}

/* Every pattern is tried, so that none is said to match nothing that does. */
static bool is_meant(const struct browse *b, const char *label, const char *name)
{
	bool meant = b->patterns == 0;

	for (size_t i = 0; i < b->patterns; i++)
		if (fnmatch(b->only[i].text, label, 0) == 0 ||
		    fnmatch(b->only[i].text, name, 0) == 0)
			meant = b->only[i].matched = true;
	return meant;
}

struct region tree_policy(const struct regions *all, enum tree tree, const char *label,
			  const char *name)
{
	struct region policy = { .uid = mounter()->uid,
				 .gid = mounter()->gid,
				 .access = ACCESS_NONE };

	for (const struct browse *b = all->browse; b; b = b->next)
		if (b->tree == tree && is_meant(b, label, name))
			policy = b->policy;
	return policy;
}

void tree_limit(struct region *r)
{
	if (r->access != ACCESS_NONE && r->space == SPACE_MEMORY && r->range.length > LARGEST)
		region_fail(r, "it is larger than 256 MiB, and what is browsed is mapped whole",
			    "configure it, or the part of it that you need, as a region: memory = "
			    "\"START+SIZE\"");
}

void tree_report_unmatched(const struct regions *all)
{
	for (const struct browse *b = all->browse; b; b = b->next)
		for (size_t i = 0; i < b->patterns; i++)
			if (!b->only[i].matched)
				log_line("%s:%u: browse \"%s\": nothing is like the pattern \"%s\"",
					 b->policy.file, b->policy.line, b->policy.name,
					 b->only[i].text);
}
