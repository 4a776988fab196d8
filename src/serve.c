/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes the session, mounts it, serves it from one thread, and takes it down again. */
#include "serve.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fs_quick.h"
#include "fs_text.h"
#include "fs_trace.h"
#include "fs_wait.h"
#include "keeper.h"
#include "log.h"
#include "machine.h"
#include "mountpoint.h"
#include "notify.h"
#include "privilege.h"
#include "sandbox.h"

/* What libfuse has to say goes where our lines go; it prints some lines in pieces. */
static void libfuse_log(enum fuse_log_level level, const char *format, va_list args)
{
	static char line[512];
	static size_t used;
	int more;

	if (level >= FUSE_LOG_DEBUG) {
		vfprintf(stderr, format, args);
		return;
	}
	more = vsnprintf(line + used, sizeof(line) - used, format, args);
	used += more > 0 ? (size_t)more : 0;
	if (used < sizeof(line) && (used == 0 || line[used - 1] != '\n'))
		return;
	line[used < sizeof(line) ? used - 1 : sizeof(line) - 1] = '\0';
	log_line("%s", line);
	used = 0;
}

/* In an option's value libfuse takes a comma or a backslash as itself after a backslash. */
static int add_source(struct fuse_args *args, const char *source)
{
	char *option = malloc(2 * strlen(source) + 32), *p;
	int ret;

	if (!option)
		return -1;
	p = option + sprintf(option, "-ofsname=");
	for (; *source; source++) {
		if (*source == ',' || *source == '\\')
			*p++ = '\\';
		*p++ = *source;
	}
	*p = '\0';
	ret = fuse_opt_add_arg(args, option);
	free(option);
	return ret;
}

static _Alignas(4096) unsigned char request_buffer[FS_READ_MAX];
static struct fs fs = { .buffer = request_buffer, .lock = PTHREAD_MUTEX_INITIALIZER };

struct fuse_session *serve_new(struct options *o, const char *source)
{
	char max_read[32];

	fuse_set_log_func(libfuse_log);
	/* The kernel takes the reading limit from the mount options, not from the INIT reply. */
	snprintf(max_read, sizeof(max_read), "-omax_read=%d", FS_READ_MAX);
	if (fuse_opt_add_arg(&o->fuse, max_read) < 0 ||
	    fuse_opt_add_arg(&o->fuse, "-osubtype=devmemfs") < 0 ||
	    add_source(&o->fuse, source) < 0) {
		log_line("out of memory");
		return NULL;
	}
	return fuse_session_new(&o->fuse, &fs_ops, sizeof(fs_ops), &fs);
}

static int set_signals(struct fuse_session *session)
{
	/* libfuse would take a hang-up as the end only if nobody else had claimed it. */
	signal(SIGHUP, SIG_IGN);
	return fuse_set_signal_handlers(session);
}

/*
 * A signal has ended the session, but the watch over the machine may be telling the kernel of a
 * change, and the kernel be waiting for the directory of somebody who waits for our answer.
 */
static void serve_the_last(struct fuse_session *session, const struct live *live)
{
	int ret = 1;

	/* 0: it was unmounted meanwhile, and nobody waits any more. */
	while (ret > 0 && !live_has_ended(live)) {
		fuse_session_reset(session);
		ret = fuse_session_loop(session);
	}
}

/* Once all threads are there. */
static void close_sandbox(void)
{
	int ret = sandbox_enter();

	if (ret < 0)
		log_line("no filter of system calls: %s",
			 ret == -ENOTSUP ? "this build or this kernel has none" : strerror(-ret));
}

/* The board's lock is ours but while we wait for a request. */
static int loop(struct fuse_session *session, struct live *live)
{
	int ret = fs_quick_install(session), started = 0;

	if (ret < 0 && ret != -ENOTSUP)
		return ret;
	fs.waits = ret == 0;
	if (live && ret == 0)
		started = live_start(live, &fs);
	if (ret < 0 || started < 0)
		log_line("changes of the machine will not be seen: %s",
			 strerror(started < 0 ? -started : -ret));
	close_sandbox();
	notify_ready();
	ret = fuse_session_loop(session);
	notify_stopping();
	live_stop(live);
	if (ret > 0)
		serve_the_last(session, live);
	pthread_mutex_unlock(&fs.lock);
	live_join(live);
	fs_wait_end(&fs);
	fs_trace_end(&fs);
	fs_text_end(&fs);
	return ret;
}

/* All is open and mounted: from here on neither capabilities nor another user are needed. */
static int give_up(const struct serving *s)
{
	if (s->root && s->live)
		machine_keep_maps(s->root);
	keeper_take_over();
	return privilege_drop(s->user);
}

static int background(const struct options *o)
{
	/* The parent ends here, with success: the mount works. */
	int ret = fuse_daemonize(o->foreground);

	if (ret == 0 && !o->foreground)
		log_to_syslog();
	return ret;
}

static int mount_and_loop(struct fuse_session *session, struct serving *s)
{
	int ret;

	/* libfuse has said why it cannot. */
	if (fuse_session_mount(session, s->options->mountpoint) < 0)
		return -EIO;
	s->mounted = true;
	ret = give_up(s);
	if (ret == 0)
		ret = background(s->options);
	if (ret < 0)
		return ret;
	pthread_mutex_lock(&fs.lock);
	ret = loop(session, s->live);
	/* 0: somebody has unmounted it, and may have mounted something else by now. Else libfuse
	 * would try to unmount it, in vain. */
	s->mounted = ret != 0;
	if (!s->mounted) {
		keeper_unmounted();
		fuse_session_unmount(session);
	}
	if (ret < 0)
		log_line("%s: cannot be served any longer: %s", s->options->mountpoint,
			 strerror(-ret));
	return ret;
}

int serve(struct fuse_session *session, struct serving *s)
{
	int ret = -EIO;

	fs.session = session;
	fs.board = s->board;
	fs.walk = s->options->walk;
	fs.audit = s->options->audit;
	/* libfuse can only print the requests that reach it. */
	fs.quick = !s->options->debug;
	fs.started = s->board->started = time(NULL);
	notify_connect();
	if (set_signals(session) == 0) {
		ret = mount_and_loop(session, s);
		fuse_remove_signal_handlers(session);
	}
	return ret;
}

void serve_free(struct fuse_session *session)
{
	fuse_session_destroy(session);
}
