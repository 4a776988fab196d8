/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refuses configurations that others can write, the included files among them. */
#include "conf_trust.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "mounter.h"

const char *conf_trust_fault(const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return "it is a directory; name a file";
	if (st->st_mode & S_IWOTH)
		return "others can write it; chmod o-w";
	if ((st->st_mode & S_IWGRP) && st->st_gid != 0 && st->st_gid != mounter()->gid)
		return "its group can write it; chmod g-w";
	if (st->st_uid != 0 && st->st_uid != mounter()->uid)
		return "it belongs to another user; chown it to root or to yourself";
	return NULL;
}

/* libconfig before 1.7 names an included file as it is written, later ones with the directory. */
static int stat_included(const char *file, const char *directory, struct stat *st)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s/%s", directory, file) < (int)sizeof(path) &&
	    stat(path, st) == 0)
		return 0;
	return stat(file, st);
}

/* Settings of one file mostly follow each other, and share its name: *last is the one before. */
static void walk(struct conf *c, const config_setting_t *setting, const char *directory,
		 const char **last)
{
	const char *file = config_setting_source_file(setting);

	if (file && file != *last) {
		struct stat st;
		const char *fault = stat_included(file, directory, &st) < 0 ? strerror(errno)
									    : conf_trust_fault(&st);

		if (fault)
			conf_mistake(c, setting, "the included file is refused: %s", fault);
	}
	*last = file;
	if (!config_setting_is_aggregate(setting))
		return;
	for (int i = 0; i < config_setting_length(setting); i++)
		walk(c, config_setting_get_elem(setting, (unsigned int)i), directory, last);
}

bool conf_trust_included(struct conf *c, const config_t *config, const char *directory)
{
	const char *last = NULL;
	int before = c->mistakes;

	walk(c, config_root_setting(config), directory, &last);
	return c->mistakes == before;
}
