/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --list through libsmartcols: the same columns for eyes and for JSON readers. */
#include "list.h"

#include <errno.h>
#include <inttypes.h>
#include <libsmartcols.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "info.h"
#include "map_label.h"

enum { NAME, SPACE, RANGE, LENGTH, ACCESS, CLAIMED_BY, STATE, REMEDY, COLUMNS };

static const struct {
	const char *title;
	int flags;
	bool number;
} columns[COLUMNS] = {
	[NAME] = { "NAME", 0, false },	   [SPACE] = { "SPACE", 0, false },
	[RANGE] = { "RANGE", 0, false },   [LENGTH] = { "LENGTH", SCOLS_FL_RIGHT, true },
	[ACCESS] = { "ACCESS", 0, false }, [CLAIMED_BY] = { "CLAIMED-BY", 0, false },
	[STATE] = { "STATE", 0, false },   [REMEDY] = { "REMEDY", SCOLS_FL_HIDDEN, false },
};

static int add_columns(struct libscols_table *table)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		struct libscols_column *column =
			scols_table_new_column(table, columns[i].title, 0, columns[i].flags);

		if (!column)
			return -ENOMEM;
		if (columns[i].number)
			scols_column_set_json_type(column, SCOLS_JSON_NUMBER);
	}
	return 0;
}

static int add_range(struct libscols_line *line, struct range range)
{
	char text[64];

	if (range.length == 0)
		return 0;
	snprintf(text, sizeof(text), "%" PRIu64, range.length);
	if (scols_line_set_data(line, LENGTH, text) < 0)
		return -ENOMEM;
	snprintf(text, sizeof(text), "0x%" PRIx64 "-0x%" PRIx64, range.base, range_last(range));
	return scols_line_set_data(line, RANGE, text);
}

/* The line takes the text over, so it is freed with the table; NULL is an empty cell. */
static int give(struct libscols_line *line, size_t column, char *text)
{
	int ret = text ? scols_line_refer_data(line, column, text) : 0;

	if (ret < 0)
		free(text);
	return ret;
}

/* A label may hold any bytes; a table for programs is UTF-8, and a terminal is safe from both. */
static int give_clean(struct libscols_line *line, size_t column, const char *text)
{
	char *clean = text ? map_label_clean(text) : NULL;

	return text && !clean ? -ENOMEM : give(line, column, clean);
}

/* What to do is said where there is something to do. */
static int give_remedy(struct libscols_table *table, struct libscols_line *line, const char *remedy)
{
	if (remedy)
		scols_column_set_flags(scols_table_get_column(table, REMEDY), 0);
	return give_clean(line, REMEDY, remedy);
}

static int add_region(struct libscols_table *table, const struct regions *all,
		      const struct region *r)
{
	struct libscols_line *line = scols_table_new_line(table, NULL);
	char *state = info_state(r), *remedy = info_remedy(r), *claim = regions_claim(all, r);
	char path[PATH_MAX];
	int ret = line && state ? 0 : -ENOMEM;

	regions_path(all, r, path, sizeof(path));
	if (ret == 0 &&
	    (give_clean(line, STATE, state) < 0 || give_remedy(table, line, remedy) < 0 ||
	     give_clean(line, CLAIMED_BY, claim) < 0 || give_clean(line, NAME, path) < 0 ||
	     add_range(line, r->range) < 0 ||
	     scols_line_set_data(line, SPACE, region_space_name(r)) < 0 ||
	     scols_line_set_data(line, ACCESS, region_access_name(r)) < 0))
		ret = -ENOMEM;
	free(state);
	free(remedy);
	free(claim);
	return ret;
}

/* As the tree is walked: the configured regions, then those of the browse trees. */
static int add_children(struct libscols_table *table, const struct regions *all, uint32_t parent)
{
	const struct region *r = regions_child(all, parent, 0);
	int ret = 0;

	for (; r && ret == 0; r = regions_child(all, parent, (uint64_t)(r - all->v) + 1)) {
		if (r->space != SPACE_NONE)
			ret = add_region(table, all, r);
		if (ret == 0)
			ret = add_children(table, all, regions_number(all, r));
	}
	return ret;
}

static int print(struct libscols_table *table, const struct regions *all)
{
	int ret = add_columns(table);

	if (ret == 0)
		ret = add_children(table, all, 0);
	return ret < 0 ? ret : scols_print_table(table);
}

int list_regions(const struct regions *all, bool json)
{
	struct libscols_table *table = scols_new_table();
	int ret;

	if (!table)
		return -ENOMEM;
	scols_table_enable_json(table, json);
	/* libsmartcols would look at bytes above 0x7f for ever if it may not encode them. */
	setlocale(LC_CTYPE, "");
	scols_table_enable_noencoding(table, json);
	scols_table_set_name(table, "regions");
	ret = print(table, all);
	scols_unref_table(table);
	return ret;
}
