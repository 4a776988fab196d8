/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of start-up, and the exit codes: 0 done, 1 failed, 2 bad usage. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access.h"
#include "conf.h"
#include "config.h"
#include "demo_conf.h"
#include "list.h"
#include "log.h"
#include "machine.h"
#include "name.h"
#include "options.h"
#include "policy.h"
#include "scan.h"
#include "serve.h"

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

/* How many mistakes the configuration has; without any configuration there are no regions. */
static int load(const struct options *o, struct regions *all)
{
	if (o->demo)
		return conf_load_text(all, demo_conf, "demo");
	if (o->config || access(default_config, F_OK) == 0)
		return conf_load(all, source(o));
	return regions_sort(all) < 0;
}

static void print_access(const struct access *a, enum access_kind kind, unsigned int width,
			 uint64_t offset, uint64_t value)
{
	static const char letters[] = "?bw?l???q";
	bool flush = kind == ACCESS_FLUSH;

	/* What libfuse prints beside it goes to stderr too. */
	fprintf(stderr, "bus: %s %c%c %s0x%" PRIx64 " 0x%0*" PRIx64 "\n", a->region->name,
		kind == ACCESS_STORE ? 'w' : 'r', letters[width], flush ? "config:" : "",
		flush ? offset : a->region->range.base + offset, 2 * (int)width, value);
}

static void report_unusable(const struct regions *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct region *r = &all->v[i];

		if (r->cause)
			log_line("%s:%u: region \"%s\" is unusable: %s%s%s", r->file, r->line,
				 r->name, r->cause, r->remedy ? "; " : "",
				 r->remedy ? r->remedy : "");
	}
}

static bool any_usable(const struct regions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (!all->v[i].cause)
			return true;
	return all->n == 0;
}

static struct access *open_all(struct regions *all, const struct machine *m)
{
	struct access *opened = calloc(all->n + 1, sizeof(*opened));

	for (size_t i = 0; opened && i < all->n; i++)
		access_open(&opened[i], all, &all->v[i], m);
	return opened;
}

static void close_all(const struct regions *all, struct access *opened)
{
	for (size_t i = 0; i < all->n; i++)
		access_close(&opened[i]);
	free(opened);
}

/* Whether anything can be mounted there at all. */
static bool can_mount(const struct options *o, const struct regions *all)
{
	const char *fault = serve_mountpoint_fault(o->mountpoint);

	if (fault)
		log_line("%s: %s", o->mountpoint, fault);
	else if (access("/dev/fuse", F_OK) < 0)
		log_line("/dev/fuse: %s; load the module: modprobe fuse", strerror(errno));
	else if (all->n > NAME_REGIONS_MAX)
		log_line("%zu regions are too many; write at most %d", all->n, NAME_REGIONS_MAX);
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

static int open_and_serve(struct fuse_session *session, const struct options *o,
			  struct regions *all, const struct machine *m)
{
	struct access *opened = open_all(all, m);
	int ret = -ENODEV;

	report_unusable(all);
#ifdef HAVE_MALLOC_TRIM
	/* The configuration's tree is gone, but its pages stay unless they are given back. */
	malloc_trim(0);
#endif
	if (!opened)
		log_line("out of memory");
	else if (!any_usable(all))
		log_line("no region can be used; nothing is mounted");
	else
		ret = serve(session, o, all, opened);
	if (opened)
		close_all(all, opened);
	return ret < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Whatever can be wrong without a device is looked at before one is opened. */
static int mount_regions(struct options *o, struct regions *all, const struct machine *m)
{
	struct fuse_session *session;
	int ret;

	if (!can_mount(o, all))
		return EXIT_FAILURE;
	make_absolute(&o->mountpoint);
	session = serve_new(o, source(o));
	if (!session)
		return EXIT_USAGE;
	ret = open_and_serve(session, o, all, m);
	serve_free(session);
	return ret;
}

static int run(struct options *o, struct regions *all)
{
	struct machine m;
	int ret = EXIT_FAILURE;

	if (load(o, all) > 0)
		return EXIT_FAILURE;
	if (o->action == ACTION_CHECK)
		return EXIT_SUCCESS;
	machine_open(&m, o->root ? o->root : "");
	scan_look_up(all, &m);
	policy_apply(all, &m);
	if (conf_check_overlaps(all) > 0)
		ret = EXIT_FAILURE;
	else if (o->action == ACTION_MOUNT)
		ret = mount_regions(o, all, &m);
	else if (list_regions(all, o->action == ACTION_LIST_JSON) == 0)
		ret = EXIT_SUCCESS;
	machine_close(&m);
	return ret;
}

int main(int argc, char **argv)
{
	struct options options;
	struct regions all = { 0 };
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
		ret = run(&options, &all);
	}
	regions_free(&all);
	options_free(&options);
	return ret;
}
