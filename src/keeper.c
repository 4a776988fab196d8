/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The serving process's side: it asks, and answers its own backends from what it got. */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "keeper_wire.h"
#include "machine.h"

static int keeper = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* What the keeper opened for the region that is being opened. */
static struct keeper_file got[KEEPER_FILES_MAX];
static size_t n_got;

static void forget(void)
{
	for (size_t i = 0; i < n_got; i++)
		if (got[i].fd >= 0)
			close(got[i].fd);
	n_got = 0;
}

/* Asks, and takes what is opened until the word that ends it, which is the answer. */
static int ask(enum keeper_word word, const char *region)
{
	struct keeper_file file;
	int ret;

	pthread_mutex_lock(&lock);
	ret = keeper < 0 ? -ENOTCONN : keeper_send(keeper, word, 0, 0, region, -1);
	while (ret >= 0) {
		ret = keeper_receive(keeper, &file);
		if (ret != KEEPER_FILE)
			break;
		if (n_got < KEEPER_FILES_MAX)
			got[n_got++] = file;
		else if (file.fd >= 0)
			close(file.fd);
	}
	pthread_mutex_unlock(&lock);
	return ret < 0 ? ret : file.result;
}

static void begin(const char *region)
{
	forget();
	ask(KEEPER_OPEN, region);
}

/* Each file once, in the order in which the backends ask, as the keeper's did. */
static int take(const char *path, int flags)
{
	for (size_t i = 0; i < n_got; i++) {
		struct keeper_file *f = &got[i];
		int fd = f->fd;

		if (f->taken || f->flags != flags || strcmp(f->path, path) != 0)
			continue;
		f->taken = true;
		f->fd = -1;
		return fd >= 0 ? fd : f->result;
	}
	return -EACCES;
}

static const struct machine_opener by_keeper = { begin, take, forget };

void keeper_take_over(void)
{
	ask(KEEPER_MOUNTED, "");
	machine_open_by(&by_keeper);
}

void keeper_unmounted(void)
{
	ask(KEEPER_UNMOUNTED, "");
}

void keeper_survey(void)
{
	ask(KEEPER_SURVEY, "");
}

int keeper_reload(void)
{
	return ask(KEEPER_RELOAD, "");
}

int keeper_start(const struct keeper_duty *duty)
{
	int ends[2];
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	child = fork();
	if (child == 0) {
		close(ends[0]);
		keeper_run(ends[1], duty);
		_exit(0);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return -EAGAIN;
	}
	keeper = ends[0];
	return 0;
}

void keeper_end(void)
{
	pthread_mutex_lock(&lock);
	if (keeper >= 0)
		close(keeper);
	keeper = -1;
	pthread_mutex_unlock(&lock);
}
