/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text files: each open one has a snapshot of its own, so that reading it in pieces is whole. */
#include "fs_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "fs_data.h"
#include "log.h"
#include "reg.h"

/* What a text file held when it was read: shells read it a byte at a time. */
struct snapshot {
	struct snapshot *next, *before; /* of those that are open */
	uint64_t generation;		/* of the opening, where the text takes accesses */
	size_t length;
	char *text; /* NULL: not made yet */
};

/* Of a text that takes accesses, like a data file; of another one anybody may read it. */
static int admit(struct fs *fs, struct node node, int flags, uint64_t *generation)
{
	if (view_takes_accesses(node.view))
		return fs_data_open(fs, node, flags, generation);
	return (flags & O_ACCMODE) == O_RDONLY ? 0 : -EACCES;
}

static void list(struct fs *fs, struct snapshot *s)
{
	s->next = fs->texts;
	if (s->next)
		s->next->before = s;
	fs->texts = s;
}

static void drop(struct fs *fs, struct snapshot *s)
{
	if (!s)
		return;
	if (s->next)
		s->next->before = s->before;
	if (s->before)
		s->before->next = s->next;
	else
		fs->texts = s->next;
	free(s->text);
	free(s);
}

/* NULL: out of memory, or it is made when it is read. */
static char *text_of(const struct fs *fs, struct node node, size_t *length)
{
	if (node.view->about)
		return node.view->about(fs->board, length);
	return node.view->text ? node.view->text(&fs->board->regions, node.region, length) : NULL;
}

int fs_text_open(struct fs *fs, struct node node, int flags, struct snapshot **s)
{
	uint64_t generation = 0;
	int ret = admit(fs, node, flags, &generation);

	if (ret < 0)
		return ret;
	*s = calloc(1, sizeof(**s));
	if (*s) {
		(*s)->generation = generation;
		list(fs, *s);
	}
	if (*s)
		(*s)->text = text_of(fs, node, &(*s)->length);
	if (*s && ((*s)->text || view_takes_accesses(node.view)))
		return 0;
	if (view_takes_accesses(node.view))
		fs_data_close(fs, node, generation);
	drop(fs, *s);
	return -ENOMEM;
}

void fs_text_close(struct fs *fs, struct node node, struct snapshot *s)
{
	if (view_takes_accesses(node.view))
		fs_data_close(fs, node, s->generation);
	drop(fs, s);
}

void fs_text_end(struct fs *fs)
{
	struct snapshot *s = fs->texts;

	fs->texts = NULL;
	while (s) {
		struct snapshot *next = s->next;

		free(s->text);
		free(s);
		s = next;
	}
}

struct access *fs_text_access(struct fs *fs, struct node node, const struct snapshot *s)
{
	return fs_data_access(fs, node, s->generation);
}

static int renew(struct fs *fs, struct node node, struct snapshot *s)
{
	struct access *a = fs_text_access(fs, node, s);
	char *text = NULL;
	size_t length = 0;
	int ret = a ? node.view->report(node.view, a, node.index, &text, &length) : -ENODEV;

	if (ret < 0) {
		free(text);
		fs_data_log_error(fs, node, ret);
		return ret;
	}
	free(s->text);
	s->text = text;
	s->length = length;
	return 0;
}

ssize_t fs_text_read(struct fs *fs, struct node node, struct snapshot *s,
		     const struct fs_request *rq, const void **text)
{
	if (!node.view->text && !node.view->about && !node.view->report)
		return -EACCES;
	/* The page cache reads in nobody's name, as in fs_data_read. */
	if (node.view->report && rq->owner == 0)
		return -EIO;
	/* A read that starts behind the text's start needs the text too. */
	if (node.view->report && (rq->offset == 0 || !s->text)) {
		int ret = renew(fs, node, s);

		if (ret < 0)
			return ret;
	}
	if (!s->text || rq->offset >= s->length)
		return 0;
	*text = s->text + rq->offset;
	return (ssize_t)(rq->size < s->length - rq->offset ? rq->size : s->length - rq->offset);
}

void fs_text_log(const struct fs *fs, struct node node, const char *why)
{
	char path[REG_PATH];

	if (*why)
		log_line("region \"%s\", %s: %s", fs_data_path(fs, node.region),
			 name_text(node, path), why);
}

ssize_t fs_text_write(struct fs *fs, struct node node, struct snapshot *s,
		      const struct fs_request *rq, const char *text)
{
	struct access *a = fs_text_access(fs, node, s);
	char why[VIEW_WHY] = "";
	int ret;

	if (!node.view->command)
		return -EACCES;
	if (!a)
		return -ENODEV;
	ret = node.view->command(node.view, a, node.index, text, rq->size, why);
	fs_text_log(fs, node, why);
	fs_data_log_error(fs, node, ret);
	if (ret == 0 && (rq->flags & O_DSYNC))
		ret = fs_data_sync_access(fs, node, a);
	return ret < 0 ? ret : (ssize_t)rq->size;
}

int fs_text_sync(struct fs *fs, struct node node, struct snapshot *s)
{
	return view_takes_accesses(node.view) ? fs_data_sync(fs, node, s->generation) : 0;
}
