/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of start-up, and the exit codes: 0 done, 1 failed, 2 bad usage. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access.h"
#include "board.h"
#include "conf.h"
#include "config.h"
#include "demo_conf.h"
#include "list.h"
#include "live.h"
#include "log.h"
#include "map.h"
#include "name.h"
#include "options.h"
#include "serve.h"
#include "tree.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

enum { EXIT_USAGE = 2 };

static const char default_config[] = SYSCONFDIR "/devmemfs.conf";

/* Where the regions come from, also as the mount's source in /proc/mounts. */
static const char *source(const struct options *o)
{
	if (o->demo)
		return "demo";
	if (o->config)
		return o->config;
	return access(default_config, F_OK) == 0 ? default_config : "devmemfs";
}

static const char browse_all[] = "browse = ( { tree = \"iomem\"; }, { tree = \"ioports\"; }, "
				 "{ tree = \"pci\"; } );";

/* How many mistakes the configuration has; without any the machine's trees are shown. */
static int load(const struct options *o, struct regions *wanted)
{
	if (o->demo)
		return conf_load_text(wanted, demo_conf, "demo");
	if (o->config || access(default_config, F_OK) == 0)
		return conf_load(wanted, source(o));
	return conf_load_text(wanted, browse_all, "built-in configuration");
}

/* Whose accesses are printed, for the regions' paths. */
static const struct board *traced;

static void print_access(const struct access *a, enum access_kind kind, unsigned int width,
			 uint64_t offset, uint64_t value)
{
	static const char letters[] = "?bw?l???q";
	bool flush = kind == ACCESS_FLUSH;
	char path[PATH_MAX];

	regions_path(&traced->regions, a->region, path, sizeof(path));
	/* What libfuse prints beside it goes to stderr too. */
	fprintf(stderr, "bus: %s %c%c %s0x%" PRIx64 " 0x%0*" PRIx64 "\n", path,
		kind == ACCESS_STORE ? 'w' : 'r', letters[width], flush ? "config:" : "",
		flush ? offset : a->region->range.base + offset, 2 * (int)width, value);
}

/* Whether anything can be mounted there at all. */
static bool can_mount(const struct options *o, const struct regions *all)
{
	const char *fault = serve_mountpoint_fault(o->mountpoint);

	if (fault)
		log_line("%s: %s", o->mountpoint, fault);
	else if (access("/dev/fuse", F_OK) < 0)
		log_line("/dev/fuse: %s; %s", strerror(errno),
			 errno == ENOENT ? "load the module: modprobe fuse"
					 : "see that you may search /dev");
	else if (all->n > NAME_REGIONS_MAX)
		log_line("%zu regions are too many; %d can be shown", all->n, NAME_REGIONS_MAX);
	else
		return true;
	return false;
}

/* The session changes to /, so a relative mount point would not be found to be unmounted. */
static void make_absolute(char **path)
{
	char *absolute = realpath(*path, NULL);

	if (absolute) {
		free(*path);
		*path = absolute;
	}
}

static int open_and_serve(struct fuse_session *session, const struct options *o, struct board *b,
			  struct live *live)
{
	traced = b;
	board_open(b);
	board_report(b);
	tree_report_unmatched(&b->regions);
#ifdef HAVE_MALLOC_TRIM
	/* The configuration's tree and the maps are gone, but their pages stay unless they are
	 * given back. */
	malloc_trim(0);
#endif
	if (!board_usable(b)) {
		log_line("no region can be used; nothing is mounted");
		return EXIT_FAILURE;
	}
	return serve(session, o, b, live) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Whatever can be wrong without a device is looked at before one is opened. */
static int mount_board(struct options *o, struct board *b, struct live *live)
{
	struct fuse_session *session;
	int ret;

	if (!can_mount(o, &b->regions))
		return EXIT_FAILURE;
	make_absolute(&o->mountpoint);
	session = serve_new(o, source(o));
	if (!session)
		return EXIT_USAGE;
	ret = open_and_serve(session, o, b, live);
	serve_free(session);
	return ret;
}

static int print_map(const struct regions *all, bool svg)
{
	size_t length = 0;
	char *text = (svg ? map_svg_file : map_text_file)(all, NULL, &length);
	size_t printed = text ? fwrite(text, 1, length, stdout) : 0;

	free(text);
	return printed == length && fflush(stdout) == 0 ? 0 : -EIO;
}

/* What does not mount. */
static int print(const struct options *o, const struct board *b)
{
	bool map = o->action == ACTION_MAP || o->action == ACTION_MAP_SVG;
	int ret;

	if (map)
		ret = print_map(&b->regions, o->action == ACTION_MAP_SVG);
	else
		ret = list_regions(&b->regions, o->action == ACTION_LIST_JSON);
	return ret < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

static const char *root_of(const struct options *o)
{
	if (o->demo)
		return NULL;
	return o->root ? o->root : "";
}

/* Looks at the machine; then the board has its copy of what is wanted. */
static int survey_and_run(struct options *o, struct regions *wanted, struct live *live)
{
	struct board b;
	int ret = EXIT_FAILURE;

	if (board_survey(&b, wanted, root_of(o), false) < 0) {
		log_line("out of memory");
	} else if (conf_check_overlaps(&b.regions) + conf_check_registers(&b.regions) == 0) {
		/* Only changes would need the original again. */
		if (!live)
			regions_forget(wanted);
		ret = o->action == ACTION_MOUNT ? mount_board(o, &b, live) : print(o, &b);
	}
	board_free(&b);
	return ret;
}

/* The kernel is listened to before the machine is looked at, so that no change is missed. */
static int run(struct options *o, struct regions *wanted)
{
	struct live *live = NULL;
	int ret = EXIT_FAILURE;

	if (load(o, wanted) > 0)
		return EXIT_FAILURE;
	if (o->action == ACTION_CHECK)
		return EXIT_SUCCESS;
	if (o->root)
		make_absolute(&o->root);
	if (o->action == ACTION_MOUNT && live_matters(wanted))
		live = live_new(wanted, root_of(o));
	ret = survey_and_run(o, wanted, live);
	live_free(live);
	return ret;
}

int main(int argc, char **argv)
{
	struct options options;
	struct regions wanted = { 0 };
	int ret = EXIT_USAGE;

	if (options_read(&options, argc, argv) < 0) {
		options_free(&options);
		return EXIT_USAGE;
	}
	if (options.debug || options.trace)
		access_trace(print_access);
	if (options.action == ACTION_HELP) {
		options_help();
		ret = EXIT_SUCCESS;
	} else if (options.action == ACTION_VERSION) {
		printf("devmemfs %s\n", PACKAGE_VERSION);
		ret = EXIT_SUCCESS;
	} else {
		ret = run(&options, &wanted);
	}
	regions_free(&wanted);
	options_free(&options);
	return ret;
}
