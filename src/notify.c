/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The protocol is a datagram of NAME=VALUE lines (sd_notify(3), which also says that it may be
 * spoken without a library); the time is what Type=notify-reload asks for.
 */
#include "notify.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int manager = -1;

void notify_connect(void)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t length = path ? strlen(path) : 0;

	if (length < 2 || length >= sizeof(to.sun_path) || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(to.sun_path, path, length);
	/* An abstract name. */
	if (path[0] == '@')
		to.sun_path[0] = '\0';
	manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (manager >= 0 &&
	    connect(manager, (const struct sockaddr *)&to,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) < 0) {
		close(manager);
		manager = -1;
	}
}

static void tell(const char *what)
{
	char text[128];
	struct timespec t;
	int length;

	if (manager < 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	length =
		snprintf(text, sizeof(text), "%s\nMAINPID=%ld\nMONOTONIC_USEC=%" PRIu64 "\n", what,
			 (long)getpid(), (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000);
	/* Whether it is heard is the manager's business. */
	if (send(manager, text, (size_t)length, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
		return;
}

void notify_ready(void)
{
	tell("READY=1");
}

void notify_reloading(void)
{
	tell("RELOADING=1");
}

void notify_stopping(void)
{
	tell("STOPPING=1");
}
