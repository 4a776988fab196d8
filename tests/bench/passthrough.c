/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libfuse's example passthrough_ll as a competitor: the program that the
 * variable PASSTHROUGH_LL names, or the one in the search path.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"
#include "contest.h"
#include "passthrough.h"

#define NAME "passthrough_ll"

static char *search(char *path)
{
	char *dir, *candidate;

	while ((dir = strsep(&path, ":"))) {
		if (asprintf(&candidate, "%s/" NAME, dir) < 0)
			err(1, "memory");
		if (access(candidate, X_OK) == 0)
			return candidate;
		free(candidate);
	}
	return NULL;
}

static char *find(void)
{
	char *given = getenv("PASSTHROUGH_LL");
	const char *path = getenv("PATH");

	return given || !path ? given : search(strdup(path));
}

/* One thread and no cache, as devmemfs. */
bool passthrough_start(struct server *server)
{
	static char foreground[] = "-f", single[] = "-s", option[] = "-o";
	static char *argv[7];
	char *source, *program = find();

	if (!program) {
		print_skipped(NAME, "not in PATH, nor named by PASSTHROUGH_LL");
		return false;
	}
	if (asprintf(&source, "source=%s,cache=never", place("")) < 0)
		err(1, "memory");
	memcpy(argv,
	       (char *[]){ program, foreground, single, option, source, place("through"), NULL },
	       sizeof(argv));
	*server = (struct server){ place("through"), place("through/file"), argv, 0 };
	if (server_try(server))
		return true;
	print_skipped(NAME, "it does not start");
	return false;
}
