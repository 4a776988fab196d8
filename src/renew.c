/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fresh survey, of the same or of another configuration, merged into the board. */
#include "renew.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "fs_tree.h"
#include "keeper.h"
#include "log.h"
#include "source.h"
#include "tree.h"

static void tell_kernel(struct fs *fs, const struct board_change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fs_forget(fs, changes[i].number, changes[i].name);
}

/* Afterwards `next` is what the board was before. */
static int merge(struct fs *fs, struct board *next)
{
	struct board_change *changes = NULL;
	size_t n = 0;
	int ret;

	pthread_mutex_lock(&fs->lock);
	ret = board_update(fs->board, next, &changes, &n);
	board_close(next);
	pthread_mutex_unlock(&fs->lock);
	tell_kernel(fs, changes, n);
	free(changes);
	return ret;
}

static const char *reason(int error)
{
	return error == -ENOSPC ? "too many regions" : "out of memory";
}

void renew_machine(struct renewal *r)
{
	struct board next;
	int ret = board_survey(&next, r->wanted, r->root, true);

	if (ret == 0) {
		keeper_survey();
		ret = merge(r->fs, &next);
	}
	if (ret < 0)
		log_line("%s; what changed in the machine is not shown", reason(ret));
	board_free(&next);
}

/* What was settled for good when the daemon started. */
static bool can_follow(const struct regions *now, const struct regions *fresh)
{
	const char *a = now->user ? now->user : "", *b = fresh->user ? fresh->user : "";

	if (strcmp(a, b) == 0 && now->closed == fresh->closed)
		return true;
	log_line(
		"user and reopen cannot change while it is mounted; unmount it and mount it again");
	return false;
}

/* 0: it is mounted now. */
static int take_over(struct renewal *r, struct regions *fresh)
{
	struct board next;
	int ret = board_survey(&next, fresh, r->root, true);

	if (ret == 0 && conf_check_overlaps(&next.regions) + conf_check_registers(&next.regions))
		ret = -EINVAL;
	if (ret == 0 && keeper_reload() == -EINVAL)
		ret = -EINVAL;
	if (ret == 0)
		ret = merge(r->fs, &next);
	if (ret < 0 && ret != -EINVAL)
		log_line("%s", reason(ret));
	board_free(&next);
	return ret;
}

/* A configuration that is whole, and of which all can be shown. NULL: it is not taken over. */
static struct regions *load(struct renewal *r)
{
	struct regions *fresh = calloc(1, sizeof(*fresh));

	if (!fresh) {
		log_line("out of memory");
		return NULL;
	}
	if (source_load(r->options, fresh) == 0 && can_follow(r->wanted, fresh)) {
		regions_compare(fresh, r->wanted);
		if (take_over(r, fresh) == 0)
			return fresh;
	}
	regions_free(fresh);
	free(fresh);
	return NULL;
}

void renew_configuration(struct renewal *r)
{
	struct regions *fresh = load(r);

	if (!fresh) {
		log_line("%s was not taken over; the regions are as they were before",
			 source_name(r->options));
		return;
	}
	regions_free(r->wanted);
	free(r->wanted);
	/* From now on it is what there is. */
	regions_compare(fresh, fresh);
	r->wanted = fresh;
	log_line("%s was read again", source_name(r->options));
}
