/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keeper's side: it opens for a region what it would itself open of it, and nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "access.h"
#include "board.h"
#include "keeper_wire.h"
#include "mountpoint.h"
#include "privilege.h"
#include "source.h"

static struct keeper {
	int socket;
	struct keeper_duty duty;
	bool mounted;
	struct board board; /* the machine, when it was last looked at */
} k;

/* The backends' opener: they get the file, and so does the other process. */
static int hand_over(const char *path, int flags)
{
	int fd = open(path, flags), result = fd < 0 ? -errno : 0;

	keeper_send(k.socket, KEEPER_FILE, result, flags, path, fd);
	return fd < 0 ? result : fd;
}

static const struct machine_opener by_handing_over = { .open = hand_over };

static int survey(void)
{
	board_free(&k.board);
	return board_survey(&k.board, k.duty.wanted, k.duty.root, true);
}

/* The region of a path in the tree, "pci/0000:00:03.0/bar0"; NULL: there is none, or not any more.
 */
static struct region *find(char *path)
{
	struct regions *all = &k.board.regions;
	struct region *r = NULL;
	char *rest;

	for (char *name = strtok_r(path, "/", &rest); name; name = strtok_r(NULL, "/", &rest)) {
		r = regions_find(all, r ? regions_number(all, r) : 0, name);
		if (!r)
			return NULL;
	}
	return r;
}

/*
 * It is open for a moment here too, which is how its files are found. What comes of it is not kept:
 * it may be asked for again, before the machine is looked at again.
 */
static int open_region(char *path)
{
	struct region *r = find(path), before;
	struct access a = { 0 };
	int ret;

	if (!r)
		return -ENOENT;
	before = *r;
	ret = access_open(&a, &k.board.regions, r, &k.board.machine);
	if (a.backend)
		access_close(&a);
	*r = before;
	return ret;
}

/* Whole, or not at all: with mistakes in the new one the old one stays. */
static int reload(void)
{
	struct regions *fresh = calloc(1, sizeof(*fresh)), *old = k.duty.wanted;

	if (!fresh)
		return -ENOMEM;
	if (source_load(k.duty.options, fresh) > 0) {
		regions_free(fresh);
		free(fresh);
		return -EINVAL;
	}
	k.duty.wanted = fresh;
	survey();
	regions_free(old);
	free(old);
	return 0;
}

static int answer(int word, char *path)
{
	if (word == KEEPER_MOUNTED || word == KEEPER_UNMOUNTED) {
		k.mounted = word == KEEPER_MOUNTED;
		return 0;
	}
	if (!k.duty.opens)
		return -EINVAL;
	switch (word) {
	case KEEPER_SURVEY:
		return survey();
	case KEEPER_OPEN:
		return open_region(path);
	case KEEPER_RELOAD:
		return reload();
	default:
		return -EINVAL;
	}
}

/* Until the other end is closed. */
static void answer_all(void)
{
	struct keeper_file request;
	int word;

	while ((word = keeper_receive(k.socket, &request)) >= 0) {
		int ret = answer(word, request.path);

		if (request.fd >= 0)
			close(request.fd);
		keeper_send(k.socket, KEEPER_END, ret, 0, "", -1);
	}
}

/* Neither the terminal nor a pipe that somebody waits for stays open because of us. */
static void leave_terminal(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	if (null > 2)
		close(null);
	setsid();
	/* It ends with the other one, and not before, however many are meant by a kill. */
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	if (chdir("/") < 0)
		return;
	prctl(PR_SET_NAME, "devmemfs-keeper");
}

/* What an ordinary user needs for it is fusermount3, which is set-user-id. */
static int keep_privileges(void)
{
	return privilege_held() ? privilege_keep(k.duty.opens) : 0;
}

void keeper_run(int socket, const struct keeper_duty *duty)
{
	k = (struct keeper){ .socket = socket, .duty = *duty };
	leave_terminal();
	if (duty->opens)
		machine_keep_maps(duty->root);
	if (keep_privileges() < 0 || (duty->opens && survey() < 0))
		k.duty.opens = false;
	machine_open_by(&by_handing_over);
	answer_all();
	if (k.mounted)
		mountpoint_clear(duty->options->mountpoint);
}
