/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds a text again in a tree of those that are there. */
#include "intern.h"

#include <errno.h>
#include <search.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void keep(void *text)
{
	(void)text;
}

const char *intern_text(struct intern *set, const char *text)
{
	char *const *found;
	const char *copy;

	if (!text)
		return NULL;
	found = tfind(text, &set->tree, compare);
	if (found)
		return *found;
	copy = regions_text(set->all, "%s", text);
	if (!copy || !tsearch(copy, &set->tree, compare)) {
		set->failed = true;
		return NULL;
	}
	return copy;
}

int intern_end(struct intern *set)
{
	tdestroy(set->tree, keep);
	set->tree = NULL;
	return set->failed ? -ENOMEM : 0;
}
