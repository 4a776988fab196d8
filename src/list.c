/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --list through libsmartcols: the same columns for eyes and for JSON readers. */
#include "list.h"

#include <errno.h>
#include <inttypes.h>
#include <libsmartcols.h>
#include <stdio.h>
#include <stdlib.h>

#include "info.h"

enum { NAME, SPACE, RANGE, LENGTH, ACCESS, CLAIMED_BY, STATE, COLUMNS };

static const struct {
	const char *title;
	int flags;
	bool number;
} columns[COLUMNS] = {
	[NAME] = { "NAME", 0, false },	   [SPACE] = { "SPACE", 0, false },
	[RANGE] = { "RANGE", 0, false },   [LENGTH] = { "LENGTH", SCOLS_FL_RIGHT, true },
	[ACCESS] = { "ACCESS", 0, false }, [CLAIMED_BY] = { "CLAIMED-BY", 0, false },
	[STATE] = { "STATE", 0, false },
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

static int add_region(struct libscols_table *table, const struct region *r)
{
	struct libscols_line *line = scols_table_new_line(table, NULL);
	char *state = info_state(r);

	/* The line takes the state over, so it is freed with the table. */
	if (!line || !state || scols_line_refer_data(line, STATE, state) < 0) {
		free(state);
		return -ENOMEM;
	}
	if (add_range(line, r->range) < 0 || scols_line_set_data(line, NAME, r->name) < 0 ||
	    scols_line_set_data(line, SPACE, region_space_name(r)) < 0 ||
	    scols_line_set_data(line, ACCESS, region_access_name(r)) < 0 ||
	    scols_line_set_data(line, CLAIMED_BY, r->claimed_by) < 0)
		return -ENOMEM;
	return 0;
}

static int print(struct libscols_table *table, const struct regions *all)
{
	int ret = add_columns(table);

	for (size_t i = 0; ret == 0 && i < all->n; i++)
		ret = add_region(table, &all->v[i]);
	return ret < 0 ? ret : scols_print_table(table);
}

int list_regions(const struct regions *all, bool json)
{
	struct libscols_table *table = scols_new_table();
	int ret;

	if (!table)
		return -ENOMEM;
	scols_table_enable_json(table, json);
	scols_table_enable_noencoding(table, true);
	scols_table_set_name(table, "regions");
	ret = print(table, all);
	scols_unref_table(table);
	return ret;
}
