/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of start-up, and the exit codes: 0 done, 1 failed, 2 bad usage. */
#include <errno.h>
#include <fcntl.h>
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
#include "keeper.h"
#include "list.h"
#include "live.h"
#include "log.h"
#include "map.h"
#include "mountpoint.h"
#include "name.h"
#include "options.h"
#include "privilege.h"
#include "serve.h"
#include "source.h"
#include "tree.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

enum { EXIT_USAGE = 2 };

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
	const char *fault = mountpoint_fault(o->mountpoint);

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

static bool open_board(struct board *b)
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
	if (!board_usable(b))
		log_line("no region can be used; nothing is mounted");
	return board_usable(b);
}

/* Whatever can be wrong without a device is looked at before one is opened. */
static int mount_board(struct options *o, struct serving *s)
{
	struct fuse_session *session;
	int ret = -EIO;

	if (!can_mount(o, &s->board->regions))
		return EXIT_FAILURE;
	session = serve_new(o, source_name(o));
	if (!session)
		return EXIT_USAGE;
	s->board->source = source_name(o);
	if (open_board(s->board))
		ret = serve(session, s);
	serve_free(session);
	/* A positive result is the signal that ended the loop: that is how one ends it. */
	return ret < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
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
static int survey_and_run(struct options *o, struct regions *wanted, struct serving *s)
{
	struct board *b = s->board;
	int ret = EXIT_FAILURE;

	if (board_survey(b, wanted, root_of(o), false) < 0) {
		log_line("out of memory");
	} else if (conf_check_overlaps(&b->regions) + conf_check_registers(&b->regions) == 0) {
		/* Only changes would need the original again. */
		if (!s->live)
			regions_forget(wanted);
		ret = o->action == ACTION_MOUNT ? mount_board(o, s) : print(o, b);
	}
	board_free(b);
	return ret;
}

/*
 * The daemon will be elsewhere, and may read it again. A link stays one: what is beside it counts.
 */
static void from_root(char **path)
{
	char directory[PATH_MAX], *absolute = NULL;

	if (!*path || **path == '/' || !getcwd(directory, sizeof(directory)) ||
	    asprintf(&absolute, "%s/%s", directory, *path) < 0)
		return;
	free(*path);
	*path = absolute;
}

/* While nothing is open yet. Without a configuration there is nothing to be opened later. */
static int start_keeper(const struct options *o, struct regions *wanted)
{
	int ret = keeper_start(&(struct keeper_duty){
		.options = o,
		.wanted = wanted,
		.root = root_of(o),
		.opens = source_is_file(o) && !wanted->closed,
	});

	if (ret < 0)
		log_line("no process to keep what unmounting needs: %s", strerror(-ret));
	return ret;
}

/* The keeper unmounts what is not served any more. */
static void leave(const struct options *o, bool mounted)
{
	keeper_end();
	if (mounted && !mountpoint_await_free(o->mountpoint))
		log_line("%s: nobody has unmounted it; umount it", o->mountpoint);
}

/* The kernel is listened to before the machine is looked at, so that no change is missed. */
static int mount_wanted(struct options *o, struct regions **wanted)
{
	struct board b;
	struct serving s = {
		.options = o, .board = &b, .root = root_of(o), .user = (*wanted)->user
	};
	int ret;

	from_root(&o->config);
	make_absolute(&o->mountpoint);
	if (start_keeper(o, *wanted) < 0)
		return EXIT_FAILURE;
	if (live_matters(*wanted) || source_is_file(o))
		s.live = live_new(o, *wanted, root_of(o));
	ret = survey_and_run(o, *wanted, &s);
	if (s.live)
		*wanted = live_wanted(s.live);
	live_free(s.live);
	leave(o, s.mounted);
	return ret;
}

static int run(struct options *o, struct regions **wanted)
{
	struct board b;

	if (source_load(o, *wanted) > 0)
		return EXIT_FAILURE;
	if (o->action == ACTION_CHECK)
		return EXIT_SUCCESS;
	if (o->root)
		make_absolute(&o->root);
	if (o->action == ACTION_MOUNT)
		return mount_wanted(o, wanted);
	return survey_and_run(o, *wanted, &(struct serving){ .board = &b });
}

static int run_wanted(struct options *o)
{
	struct regions *wanted = calloc(1, sizeof(*wanted));
	int ret = EXIT_FAILURE;

	if (wanted) {
		ret = run(o, &wanted);
		regions_free(wanted);
	} else {
		log_line("out of memory");
	}
	free(wanted);
	return ret;
}

/*
 * Where there is no stdin, stdout or stderr the next file opened would take its number, and a line
 * of the log would go to a device. False: there is no /dev/null either.
 */
static bool fill_standard_files(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct options options;
	int ret = EXIT_USAGE;

	if (!fill_standard_files())
		return EXIT_FAILURE;
	if (privilege_borrowed()) {
		log_line("it must not be set-user-id or set-group-id: chmod ug-s; give users a "
			 "region "
			 "by its owner, group and mode");
		return EXIT_FAILURE;
	}
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
		ret = run_wanted(&options);
	}
	options_free(&options);
	return ret;
}
