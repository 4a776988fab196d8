/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does with a board what the mounted program does, but without a mount. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "made_up.h"
#include "unit.h"

struct world world;

void world_setup(void)
{
	made_up_setup();
	world = (struct world){ 0 };
}

static void forget_changes(void)
{
	free(world.changes);
	world.changes = NULL;
	world.n = 0;
	board_free(&world.old);
}

void world_teardown(void)
{
	forget_changes();
	board_free(&world.board);
	regions_free(&world.wanted);
	made_up_teardown();
}

/* The root; made_up_path sees to it that it is not this machine's. */
static const char *root(void)
{
	made_up_path("proc");
	return made_up.root;
}

void world_make(const char *configuration)
{
	ck_assert_int_eq(conf_load_text(&world.wanted, configuration, "a.conf"), 0);
	ck_assert_int_eq(board_survey(&world.board, &world.wanted, root(), false), 0);
}

void world_again(void)
{
	forget_changes();
	ck_assert_int_eq(board_survey(&world.old, &world.wanted, root(), true), 0);
	ck_assert_int_eq(board_update(&world.board, &world.old, &world.changes, &world.n), 0);
	board_close(&world.old);
	board_open(&world.board);
}

struct region *world_find(const char *path)
{
	struct region *r = NULL;
	char *copy = strdup(path), *rest = copy, *name;

	ck_assert_ptr_nonnull(copy);
	while ((name = strsep(&rest, "/"))) {
		r = regions_find(&world.board.regions,
				 r ? regions_number(&world.board.regions, r) : 0, name);
		if (!r)
			break;
	}
	free(copy);
	return r;
}

struct region *world_at(const char *path)
{
	struct region *r = world_find(path);

	ck_assert_msg(r != NULL, "there is no %s", path);
	return r;
}

struct access *world_access(const char *path)
{
	return board_access(&world.board, world_at(path));
}

bool world_changed(const char *directory, const char *name)
{
	uint64_t number =
		*directory ? regions_number(&world.board.regions, world_at(directory)) : 0;

	for (size_t i = 0; i < world.n; i++) {
		const struct board_change *c = &world.changes[i];

		if (c->number == number && !c->name == !name &&
		    (!name || strcmp(c->name, name) == 0))
			return true;
	}
	return false;
}
