/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options through libfuse's parser, so that -o works as for every FUSE program. */
#include "options.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "log.h"
#include "scan.h"
#include "view.h"

enum {
	KEY_CHECK,
	KEY_LIST,
	KEY_LIST_JSON,
	KEY_MAP,
	KEY_MAP_SVG,
	KEY_HELP,
	KEY_VERSION,
	KEY_IGNORED
};

#define FIELD(template, member, value)                                                             \
	{                                                                                          \
		template, offsetof(struct options, member), value                                  \
	}

/* FUSE_OPT_KEY, whose -1U clang takes for a conversion that changes the value. */
#define KEY(template, key)                                                                         \
	{                                                                                          \
		template, (unsigned long)-1U, key                                                  \
	}

static const struct fuse_opt templates[] = {
	FIELD("-c %s", config, 0),
	FIELD("--config %s", long_config, 0),
	FIELD("--demo", demo, 1),
	FIELD("-f", foreground, 1),
	FIELD("-d", debug, 1),
	FIELD("debug", debug, 1),
	FIELD("trace", trace, 1),
	FIELD("walk", walk, 1),
	FIELD("audit", audit, 1),
	FIELD("root=%s", root, 0),
	FIELD("allow_other", allow_other, 1),
	KEY("--check", KEY_CHECK),
	KEY("--list", KEY_LIST),
	KEY("--list=json", KEY_LIST_JSON),
	KEY("--map", KEY_MAP),
	KEY("--map=svg", KEY_MAP_SVG),
	KEY("-h", KEY_HELP),
	KEY("--help", KEY_HELP),
	KEY("-V", KEY_VERSION),
	KEY("--version", KEY_VERSION),
	/* One thread always serves; fstab's words that are for mount(8) and systemd. */
	KEY("-s", KEY_IGNORED),
	KEY("defaults", KEY_IGNORED),
	KEY("auto", KEY_IGNORED),
	KEY("noauto", KEY_IGNORED),
	KEY("nofail", KEY_IGNORED),
	KEY("_netdev", KEY_IGNORED),
	/* The keeper does it, always; libfuse's way finds no dead mount here (mountpoint.c). */
	KEY("auto_unmount", KEY_IGNORED),
	KEY("user", KEY_IGNORED),
	KEY("nouser", KEY_IGNORED),
	KEY("users", KEY_IGNORED),
	KEY("comment=", KEY_IGNORED),
	FUSE_OPT_END,
};

static int complain(const char *what, const char *which)
{
	log_line("%s%s; see devmemfs --help", what, which);
	return -1;
}

static int add_path(struct options *o, const char *path)
{
	if (o->paths == 2)
		return complain("one argument too many: ", path);
	o->path[o->paths] = strdup(path);
	return o->path[o->paths++] ? 0 : complain("out of memory", "");
}

static int found(void *data, const char *arg, int key, struct fuse_args *out)
{
	struct options *o = data;

	(void)out;
	switch (key) {
	case KEY_CHECK:
		o->action = ACTION_CHECK;
		return 0;
	case KEY_LIST:
		o->action = ACTION_LIST;
		return 0;
	case KEY_LIST_JSON:
		o->action = ACTION_LIST_JSON;
		return 0;
	case KEY_MAP:
		o->action = ACTION_MAP;
		return 0;
	case KEY_MAP_SVG:
		o->action = ACTION_MAP_SVG;
		return 0;
	case KEY_HELP:
		o->action = ACTION_HELP;
		return 0;
	case KEY_VERSION:
		o->action = ACTION_VERSION;
		return 0;
	case KEY_IGNORED:
		return 0;
	case FUSE_OPT_KEY_NONOPT:
		return add_path(o, arg);
	default:
		break;
	}
	if (arg[0] == '-')
		return complain("no such option: ", arg);
	/* x-systemd.automount and the like are comments to everybody else (fstab(5)). */
	return strncmp(arg, "x-", 2) == 0 || strncmp(arg, "X-", 2) == 0 ? 0 : 1;
}

/* The one template for both "--config FILE" and "--config=FILE" leaves the latter its "=". */
static int take_long_config(struct options *o)
{
	char *file = o->long_config;

	if (file && o->config)
		return complain("a second configuration: ", file);
	if (file) {
		o->config = strdup(file[0] == '=' ? file + 1 : file);
		return o->config ? 0 : complain("out of memory", "");
	}
	return 0;
}

/* CONFIG MOUNTPOINT; one of them is the mount point, or, if nothing is mounted, CONFIG. */
static int take_paths(struct options *o)
{
	bool has_config = o->paths == 2 || (o->action != ACTION_MOUNT && o->paths == 1);
	char **next = o->path;

	if (has_config && (o->config || o->demo))
		return complain("a second configuration: ", *next);
	if (has_config) {
		o->config = *next;
		*next++ = NULL;
	}
	o->mountpoint = *next;
	*next = NULL;
	return 0;
}

static int settle(struct options *o)
{
	if (o->action == ACTION_HELP || o->action == ACTION_VERSION)
		return 0;
	/* What is printed is for somebody who watches. */
	o->foreground = o->foreground || o->debug || o->trace;
	if (take_long_config(o) < 0 || take_paths(o) < 0)
		return -1;
	if (o->demo && o->config)
		return complain("--demo brings its own configuration", "");
	/* An empty variable in a script must not turn a made-up machine into this one. */
	if (o->root && !*o->root)
		return complain("-o root= names no directory", "");
	if (o->action == ACTION_MOUNT && !o->mountpoint)
		return complain("no mount point", "");
	return 0;
}

static int add_for_libfuse(struct options *o)
{
	int ret = 0;

	/* Without default_permissions, allow_other would let anybody read a 0600 file. */
	if (o->allow_other)
		ret = fuse_opt_add_arg(&o->fuse, "-oallow_other,default_permissions");
	if (ret == 0 && o->debug)
		ret = fuse_opt_add_arg(&o->fuse, "-odebug");
	return ret;
}

static bool is_helper(const char *program)
{
	const char *slash = strrchr(program, '/');

	return strncmp(slash ? slash + 1 : program, "mount.", 6) == 0;
}

/*
 * mount(8) calls a helper with letters of its own (mount(8), EXTERNAL HELPERS): -s sloppy, -n no
 * mtab, -v verbose, -t type and -N namespace say nothing here; -f is a rehearsal.
 */
static int add_helper_arguments(struct options *o, int argc, char **argv)
{
	int ret = fuse_opt_add_arg(&o->fuse, argv[0]);

	for (int i = 1; ret == 0 && i < argc; i++) {
		if (strcmp(argv[i], "-f") == 0)
			o->action = ACTION_CHECK;
		else if (strcmp(argv[i], "-t") == 0 || strcmp(argv[i], "-N") == 0)
			i++;
		else if (strcmp(argv[i], "-s") != 0 && strcmp(argv[i], "-n") != 0 &&
			 strcmp(argv[i], "-v") != 0)
			ret = fuse_opt_add_arg(&o->fuse, argv[i]);
	}
	return ret;
}

int options_read(struct options *o, int argc, char **argv)
{
	*o = (struct options){ 0 };
	if (argc > 0 && is_helper(argv[0])) {
		if (add_helper_arguments(o, argc, argv) < 0)
			return -ENOMEM;
	} else {
		o->fuse = (struct fuse_args)FUSE_ARGS_INIT(argc, argv);
	}
	if (fuse_opt_parse(&o->fuse, o, templates, found) < 0)
		return -EINVAL;
	return settle(o) < 0 || add_for_libfuse(o) < 0 ? -EINVAL : 0;
}

void options_free(struct options *o)
{
	free(o->path[0]);
	free(o->path[1]);
	free(o->long_config);
	free(o->config);
	free(o->mountpoint);
	free(o->root);
	fuse_opt_free_args(&o->fuse);
}

void options_help(void)
{
	printf("Usage: devmemfs [options] [CONFIG] MOUNTPOINT\n"
	       "       mount -t fuse.devmemfs CONFIG MOUNTPOINT [-o OPTIONS]\n"
	       "\n"
	       "Mounts device memory as files: every unit read or written is one bus access.\n"
	       "\n"
	       "  -c, --config=FILE  configuration (default " SYSCONFDIR "/devmemfs.conf)\n"
	       "      --demo         the simulated machine: no hardware, no configuration\n"
	       "      --check        check the configuration, mount nothing\n"
	       "      --list[=json]  print the regions, mount nothing\n"
	       "      --map[=svg]    print the machine's address map, mount nothing\n"
	       "  -f                 stay in the foreground\n"
	       "  -d                 the same, and print every request and every bus access\n"
	       "  -s                 one thread; it always is\n"
	       "  -o OPT[,OPT...]    mount options: allow_other, ro, ..., and\n"
	       "       trace           stay in the foreground and print every bus access\n"
	       "       walk            let programs that walk trees read data files\n"
	       "       audit           log each write to a device, and who made it\n"
	       "       root=DIR        the machine whose files are DIR/proc, DIR/sys, DIR/dev\n"
	       "  -h, --help         this text\n"
	       "  -V, --version      the version\n"
	       "\nFiles of a region:\n");
	for (size_t i = 0; i < view_count; i++)
		if (!views[i].in && !views[i].root)
			printf("  %-9s %s\n", views[i].name, views[i].help);
	printf("\nFiles in folders:\n");
	for (size_t i = 0; i < view_count; i++)
		if (views[i].in)
			printf("  %s/%s%-*s %s\n", views[i].in,
			       views[i].index == VIEW_UNITS && !views[i].root ? "OFFSET." : "", 4,
			       views[i].name, views[i].help);
	printf("\nFiles in the mount's root:\n");
	for (size_t i = 0; i < view_count; i++)
		if (views[i].root && !views[i].in)
			printf("  %-9s %s\n", views[i].name, views[i].help);
	printf("\nKeys that say where a region is:\n");
	for (const struct scanner *const *s = scanners; *s; s++)
		printf("  %-9s %s\n", (*s)->key, (*s)->help);
	printf("\nBackends:\n");
	for (const struct backend *const *b = backends; *b; b++)
		printf("  %-12s %s\n", (*b)->name, (*b)->help);
}
