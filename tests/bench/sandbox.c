/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark's sandbox: a private mount namespace, a tmpfs, one core, and a
 * supervisor that ends every process and removes the directory, also on ^C.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

#define TIME_LIMIT 600

static pid_t worker;

static void write_proc(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		err(1, "%s", path);
	close(fd);
}

/* Whoever is not root becomes it in a user namespace, where FUSE may mount. */
static void unshare_mounts(void)
{
	unsigned int uid = getuid(), gid = getgid();
	char map[64];

	if (unshare(uid ? CLONE_NEWUSER | CLONE_NEWNS : CLONE_NEWNS))
		err(1, "no mount namespace for the benchmark");
	if (uid) {
		write_proc("/proc/self/setgroups", "deny");
		snprintf(map, sizeof(map), "0 %u 1", uid);
		write_proc("/proc/self/uid_map", map);
		snprintf(map, sizeof(map), "0 %u 1", gid);
		write_proc("/proc/self/gid_map", map);
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		err(1, "private mounts");
}

static void enter_tmpfs(const char *dir)
{
	if (mount("devmemfs-bench", dir, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=700"))
		err(1, "tmpfs on %s", dir);
	if (chdir(dir))
		err(1, "%s", dir);
}

/* The last core we may use: the first ones have most of the interrupts. */
static void pin(void)
{
	cpu_set_t set, one;
	size_t cpu = CPU_SETSIZE - 1;

	if (sched_getaffinity(0, sizeof(set), &set))
		err(1, "sched_getaffinity");
	while (!CPU_ISSET(cpu, &set))
		cpu--;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		err(1, "sched_setaffinity");
	printf("Client and servers are pinned to one core (cpu%zu).\n", cpu);
}

static void work_inside(const char *dir, void (*work)(void))
{
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	alarm(TIME_LIMIT);
	unshare_mounts();
	enter_tmpfs(dir);
	pin();
	work();
	exit(fflush(stdout) ? 1 : 0);
}

/* Ends whoever is left; an orphan becomes our child, so look again. */
static void end_children(void)
{
	char path[64];
	int pid;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", getpid());
	for (;;) {
		FILE *file = fopen(path, "re");
		int n = file ? fscanf(file, "%d", &pid) : 0;

		if (file)
			fclose(file);
		if (n != 1)
			return;
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
}

static void end_worker(int sig)
{
	(void)sig;
	if (worker > 0)
		kill(worker, SIGKILL);
}

static int wait_for_worker(void)
{
	int status;

	while (waitpid(worker, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	warnx("ended by signal %d", WTERMSIG(status));
	return 1;
}

int sandbox_run(void (*work)(void))
{
	char dir[] = "/tmp/devmemfs-bench.XXXXXX";
	struct sigaction action = { .sa_handler = end_worker };
	int status;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!mkdtemp(dir))
		err(1, "%s", dir);
	fflush(stdout);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	worker = fork();
	if (worker == 0)
		work_inside(dir, work);
	status = worker < 0 ? 1 : wait_for_worker();
	end_children();
	if (rmdir(dir))
		warn("%s", dir);
	return status;
}
