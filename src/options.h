/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line, as devmemfs and as mount(8)'s helper mount.fuse.devmemfs. */
#ifndef DEVMEMFS_OPTIONS_H
#define DEVMEMFS_OPTIONS_H

#include <fuse_opt.h>
#include <stdbool.h>

enum action {
	ACTION_MOUNT,
	ACTION_CHECK,
	ACTION_LIST,
	ACTION_LIST_JSON,
	ACTION_MAP,
	ACTION_MAP_SVG,
	ACTION_HELP,
	ACTION_VERSION
};

struct options {
	enum action action;
	char *config; /* NULL: the default */
	char *mountpoint;
	char *root; /* -o root=DIR: a made-up or captured machine; NULL: this one */
	int demo, foreground, debug, trace, walk, audit, allow_other;
	char *long_config; /* --config, as the parser hands it over */
	char *path[2];	   /* arguments not yet taken for one of the above */
	int paths;
	struct fuse_args fuse; /* what is left for libfuse */
};

/*
 * Reads the command line. 0, or -EINVAL after one line on stderr that says what is wrong. The
 * options are freed with options_free in both cases.
 */
int options_read(struct options *o, int argc, char **argv);
void options_free(struct options *o);

/* --help, on stdout. */
void options_help(void);

#endif
