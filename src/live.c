/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread of its own, because the kernel may hold a directory's lock for somebody who waits for an
 * answer of the serving thread, and forgetting a name of that directory waits for the lock.
 */
#include "live.h"

#include <errno.h>
#include <libudev.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "notify.h"
#include "renew.h"
#include "source.h"

struct live {
	struct renewal renewal;
	struct udev *udev;
	struct udev_monitor *monitor; /* NULL: nobody tells us; SIGHUP does */
	int stop;		      /* eventfd: the thread is to end */
	int hangup;		      /* signalfd */
	pthread_t thread, server;
	bool running;
	atomic_bool ended;   /* the thread has nothing more to do ... */
	atomic_bool awaited; /* ... and the server waits for it, and for nobody else */
};

/*
 * How long after an event the machine is looked at, and how long after that again, milliseconds:
 * the kernel tells of a function before it has given addresses to its BARs, and takes its files
 * away after it has told that it is gone.
 */
static const int delays[] = { 2, 20, 100, 400, 1500 };

enum { DELAYS = sizeof(delays) / sizeof(*delays) };

/* How often the server is told that the watch has ended, until it has heard, nanoseconds. */
static const struct timespec knock = { 0, 5000000 };

/* Whose coming, going, binding and unbinding changes what the maps say. */
static const char *const subsystems[] = { "pci", "platform", "pnp", "acpi", "memory" };

bool live_matters(const struct regions *wanted)
{
	for (size_t i = 0; i < wanted->n; i++) {
		const struct region *r = &wanted->v[i];

		if (r->source == SOURCE_PCI || r->source == SOURCE_PCI_ROM || r->nth)
			return true;
	}
	return wanted->browse;
}

/* The kernel's own events: there is no need for a udev daemon. */
static struct udev_monitor *listen_to_kernel(struct udev *udev)
{
	struct udev_monitor *monitor = udev_monitor_new_from_netlink(udev, "kernel");
	int ret = monitor ? 0 : -1;

	for (size_t i = 0; ret >= 0 && i < sizeof(subsystems) / sizeof(*subsystems); i++)
		ret = udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystems[i], NULL);
	if (ret >= 0)
		ret = udev_monitor_enable_receiving(monitor);
	if (ret >= 0)
		return monitor;
	log_line("the kernel's events cannot be heard: devices that come or go are noticed only "
		 "after kill -HUP");
	return udev_monitor_unref(monitor);
}

static int hear_hangups(void)
{
	sigset_t hangup;

	sigemptyset(&hangup);
	sigaddset(&hangup, SIGHUP);
	/* In all threads, or one of them would take it. */
	pthread_sigmask(SIG_BLOCK, &hangup, NULL);
	return signalfd(-1, &hangup, SFD_CLOEXEC | SFD_NONBLOCK);
}

struct live *live_new(const struct options *o, struct regions *wanted, const char *root)
{
	struct live *live = calloc(1, sizeof(*live));

	if (!live) {
		log_line("out of memory");
		return NULL;
	}
	live->renewal = (struct renewal){ .options = o, .wanted = wanted, .root = root };
	live->stop = eventfd(0, EFD_CLOEXEC);
	live->hangup = hear_hangups();
	/* A made-up machine has no events, and the simulated one neither. */
	if (root && !*root)
		live->udev = udev_new();
	if (live->udev)
		live->monitor = listen_to_kernel(live->udev);
	return live;
}

struct regions *live_wanted(const struct live *live)
{
	return live->renewal.wanted;
}

void live_free(struct live *live)
{
	if (!live)
		return;
	udev_monitor_unref(live->monitor);
	udev_unref(live->udev);
	close(live->stop);
	close(live->hangup);
	free(live);
}

static void drain(struct live *live)
{
	struct udev_device *event;

	while (live->monitor && (event = udev_monitor_receive_device(live->monitor)))
		udev_device_unref(event);
}

/* SIGHUP: however often it came meanwhile, once. */
static void hang_up(struct live *live)
{
	struct signalfd_siginfo info;

	while (read(live->hangup, &info, sizeof(info)) > 0)
		;
	if (!source_is_file(live->renewal.options))
		return;
	notify_reloading();
	renew_configuration(&live->renewal);
	notify_ready();
}

/* Only there to interrupt the server's wait: who runs us may have had the usual ones ignored. */
static void wake(int number)
{
	(void)number;
}

/* A signal may come just before the server begins to wait for a request, so one is not enough. */
static void say_goodbye(struct live *live)
{
	atomic_store(&live->ended, true);
	while (!atomic_load(&live->awaited)) {
		fuse_session_exit(live->renewal.fs->session);
		pthread_kill(live->server, SIGUSR1);
		nanosleep(&knock, NULL);
	}
}

static void *watch(void *arg)
{
	struct live *live = arg;
	struct pollfd fds[] = {
		{ .fd = live->stop, .events = POLLIN },
		{ .fd = live->hangup, .events = POLLIN },
		{ .fd = live->monitor ? udev_monitor_get_fd(live->monitor) : -1, .events = POLLIN },
	};
	size_t next = DELAYS;

	while (!fds[0].revents) {
		int ready = poll(fds, 3, next < DELAYS ? delays[next] : -1);

		if (ready > 0) {
			drain(live);
			if (fds[1].revents)
				hang_up(live);
			next = live_matters(live->renewal.wanted) ? 0 : DELAYS;
		} else if (ready == 0) {
			renew_machine(&live->renewal);
			next++;
		}
	}
	say_goodbye(live);
	return NULL;
}

int live_start(struct live *live, struct fs *fs)
{
	sigset_t all, before;
	int ret;

	live->renewal.fs = fs;
	live->server = pthread_self();
	sigaction(SIGUSR1, &(struct sigaction){ .sa_handler = wake }, NULL);
	/* A signal that is to end the session must interrupt the serving thread. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ret = pthread_create(&live->thread, NULL, watch, live);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	live->running = ret == 0;
	return -ret;
}

void live_stop(struct live *live)
{
	uint64_t one = 1;

	if (live && live->running && write(live->stop, &one, sizeof(one)) < 0)
		log_line("the watch over the machine cannot be ended: %s", strerror(errno));
}

bool live_has_ended(const struct live *live)
{
	return !live || !live->running || atomic_load(&live->ended);
}

void live_join(struct live *live)
{
	if (!live || !live->running)
		return;
	atomic_store(&live->awaited, true);
	pthread_join(live->thread, NULL);
	live->running = false;
}
