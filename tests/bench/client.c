/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The operations that the benchmark times: reads and writes of a file, and the
 * start of a program that reads one word or lists a tree.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"

const char *devmemlike;

char *place(const char *name)
{
	static char *here;
	char *path;

	if (!here)
		here = getcwd(NULL, 0);
	if (!here || asprintf(&path, "%s/%s", here, name) < 0)
		err(1, "memory");
	return path;
}

static int open_file(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		err(1, "%s", path);
	return fd;
}

static void check(const struct side *side, ssize_t done)
{
	if (done < 0)
		err(1, "%s", side->path);
	if ((size_t)done != side->size)
		errx(1, "%s: %zd bytes of %zu", side->path, done, side->size);
}

void op_read(const struct side *side)
{
	check(side, pread(side->fd, side->buffer, side->size, 0));
}

void op_write(const struct side *side)
{
	check(side, pwrite(side->fd, side->buffer, side->size, 0));
}

void op_open_read(const struct side *side)
{
	int fd = open_file(side->path, O_RDONLY);

	check(side, pread(fd, side->buffer, side->size, 0));
	close(fd);
}

/* It prints to /dev/null, as all that we start. */
void run_program(const char *const *argv)
{
	char *const environment[] = { "LC_ALL=C", NULL };
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		int null = open_file("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execve(argv[0], (char *const *)(uintptr_t)argv, environment);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || status)
		errx(1, "%s does not work", argv[0]);
}

void op_exec(const struct side *side)
{
	run_program((const char *const[]){ devmemlike, side->path, NULL });
}

void op_ls(const struct side *side)
{
	run_program((const char *const[]){ "/bin/ls", "-lR", side->path, NULL });
}

/* Page-aligned, as dd and cat have it. */
static void *buffer_of(size_t size)
{
	void *buffer = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	if (buffer == MAP_FAILED)
		err(1, "memory");
	return buffer;
}

struct side side(void (*operate)(const struct side *), const char *name, size_t size,
		 unsigned int batch)
{
	struct side side = {
		.operate = operate,
		.path = place(name),
		.buffer = buffer_of(size),
		.size = size,
		.batch = batch,
	};

	side.fd = open_file(side.path, operate == op_write ? O_RDWR : O_RDONLY);
	return side;
}

void side_close(const struct side *side)
{
	close(side->fd);
	munmap(side->buffer, side->size);
}
