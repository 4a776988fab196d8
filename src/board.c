/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes a board from a configuration and a machine, opens its regions, and closes them. */
#include "board.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "reg_pci.h"
#include "survey.h"

/* Only the list is copied: its text stays where it is. */
static int copy(struct regions *to, const struct regions *from)
{
	*to = (struct regions){ .browse = from->browse, .shelf = from->shelf };
	to->v = reallocarray(NULL, from->n + 1, sizeof(*to->v));
	if (!to->v)
		return -ENOMEM;
	if (from->n)
		memcpy(to->v, from->v, from->n * sizeof(*to->v));
	to->n = from->n;
	to->room = from->n + 1;
	return 0;
}

int board_survey(struct board *b, const struct regions *wanted, const char *root, bool again)
{
	int ret;

	*b = (struct board){ .unopened = true };
	ret = copy(&b->regions, wanted);
	if (ret < 0)
		return ret;
	if (root)
		machine_open(&b->machine, root, again);
	else
		b->machine.root = "";
	ret = survey(&b->regions, &b->machine);
	/* The regions know all that the maps say. */
	machine_close(&b->machine);
	if (ret == 0)
		b->access = calloc(b->regions.n + 1, sizeof(*b->access));
	return b->access ? ret : -ENOMEM;
}

void board_close(struct board *b)
{
	for (size_t i = 0; b->access && i < b->regions.n; i++)
		if (b->access[i].backend)
			access_close(&b->access[i]);
}

void board_free(struct board *b)
{
	board_close(b);
	for (size_t i = 0; b->access && i < b->regions.n; i++)
		free(b->access[i].counts);
	free(b->access);
	regions_free(&b->regions);
	*b = (struct board){ 0 };
}

static const char *kind(const struct region *r)
{
	return r->space == SPACE_NONE ? "tree" : "region";
}

void board_log_unusable(const struct region *r)
{
	if (board_is_configured(r))
		log_line("%s \"%s\" is unusable now: %s%s%s", kind(r), r->name, r->cause,
			 r->remedy ? "; " : "", r->remedy ? r->remedy : "");
}

void board_log_usable(const struct region *r)
{
	if (board_is_configured(r))
		log_line("%s \"%s\" is there again", kind(r), r->name);
}

/* Configuration space has standard registers, if the configuration gives it no others. */
static void name_registers(struct board *b, struct access *a, struct region *r)
{
	if (r->space == SPACE_PCI_CONFIG && !r->registers && b->regions.shelf)
		r->registers = reg_pci_list(b->regions.shelf, a);
}

/* One that could not be opened before is tried in silence until it can. */
static void open_one(struct board *b, size_t i)
{
	struct region *r = &b->regions.v[i];
	bool again = r->refused, opened;

	if (r->cause && !r->generation)
		access_prepare(r, &b->machine);
	if (!region_usable(r) || r->gone || b->access[i].backend)
		return;
	r->refused = false;
	/* Without memory for it nobody counts. */
	if (!b->access[i].counts)
		b->access[i].counts = calloc(1, sizeof(*b->access[i].counts));
	opened = access_open(&b->access[i], &b->regions, r, &b->machine) == 0;
	if (opened)
		name_registers(b, &b->access[i], r);
	if (again && opened)
		board_log_usable(r);
	/* The first time board_report says it. */
	if (!again && !opened && r->generation > 0)
		board_log_unusable(r);
}

/* What is never opened is never touched, and so costs no memory: most entries of the maps. */
void board_open(struct board *b)
{
	for (size_t i = 0; b->unopened && i < b->regions.n; i++)
		open_one(b, i);
	b->unopened = false;
}

void board_report(const struct board *b)
{
	for (size_t i = 0; i < b->regions.n; i++) {
		const struct region *r = &b->regions.v[i];

		if (r->cause && board_is_configured(r))
			log_line("%s:%u: %s \"%s\" is unusable: %s%s%s", r->file, r->line, kind(r),
				 r->name, r->cause, r->remedy ? "; " : "",
				 r->remedy ? r->remedy : "");
	}
}

bool board_usable(const struct board *b)
{
	size_t configured = 0;

	for (size_t i = 0; i < b->regions.n; i++) {
		const struct region *r = &b->regions.v[i];

		if (board_is_configured(r) && (!r->cause || r->space == SPACE_NONE))
			return true;
		configured += board_is_configured(r);
	}
	return configured == 0;
}
