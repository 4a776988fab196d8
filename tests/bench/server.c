/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starting and stopping file systems for the benchmark: the kernel says when
 * the table of mounts changes and when a process ends, so nothing sleeps.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"

#define START_LIMIT 10000 /* ms */

double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

static void spawn(struct server *server)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0)
		err(1, "/dev/null");
	server->pid = fork();
	if (server->pid < 0)
		err(1, "fork");
	if (server->pid > 0) {
		close(null);
		return;
	}
	dup2(null, STDOUT_FILENO);
	execv(server->argv[0], server->argv);
	warn("%s", server->argv[0]);
	_exit(127);
}

static bool answers(const struct server *server)
{
	return access(server->answers, F_OK) == 0;
}

/* Waits for a change of the mounts or the end of the process. */
static bool next_event(int mounts, int process)
{
	struct pollfd fds[] = {
		{ .fd = mounts, .events = POLLPRI },
		{ .fd = process, .events = POLLIN },
	};
	int n = poll(fds, 2, START_LIMIT);

	if (n < 0 && errno != EINTR)
		err(1, "poll");
	if (n == 0)
		errx(1, "a server did not mount within %d ms", START_LIMIT);
	return !fds[1].revents;
}

bool server_try(struct server *server)
{
	int mounts = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
	int process;
	bool works;

	if (mkdir(server->dir, 0700) && errno != EEXIST)
		err(1, "%s", server->dir);
	spawn(server);
	process = (int)syscall(SYS_pidfd_open, server->pid, 0);
	if (mounts < 0 || process < 0)
		err(1, "mountinfo or pidfd");
	while (!(works = answers(server)))
		if (!next_event(mounts, process))
			break;
	close(mounts);
	close(process);
	if (!works)
		waitpid(server->pid, NULL, 0);
	return works;
}

void server_start(struct server *server)
{
	if (!server_try(server))
		errx(1, "%s does not start", server->argv[0]);
}

static void unmount(const struct server *server)
{
	if (umount2(server->dir, MNT_DETACH))
		err(1, "umount %s", server->dir);
}

void server_stop(struct server *server)
{
	unmount(server);
	if (waitpid(server->pid, NULL, 0) != server->pid)
		err(1, "%s", server->argv[0]);
}

double server_startup(struct server *server)
{
	double start, end;
	int status;

	if (mkdir(server->dir, 0700) && errno != EEXIST)
		err(1, "%s", server->dir);
	start = now();
	spawn(server);
	if (waitpid(server->pid, &status, 0) < 0 || status)
		errx(1, "%s does not start", server->argv[0]);
	if (!answers(server))
		err(1, "%s", server->answers);
	end = now();
	unmount(server);
	while (waitpid(-1, NULL, 0) > 0)
		;
	return end - start;
}

double server_memory(const struct server *server)
{
	char path[64], line[256];
	double kilobytes = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", server->pid);
	file = fopen(path, "re");
	if (!file)
		err(1, "%s", path);
	while (kilobytes <= 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, "VmRSS: %lf", &kilobytes) != 1)
			kilobytes = 0;
	fclose(file);
	return kilobytes * 1024;
}
