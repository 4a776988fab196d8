/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text files: each open one has a snapshot of its own, so that reading it in pieces is whole. */
#include "fs_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "fs_data.h"

struct snapshot {
	size_t length;
	char *text; /* NULL: not made yet */
};

/* Of a text that takes accesses, like a data file; of another one anybody may read it. */
static int admit(struct fs *fs, struct node node, int flags)
{
	if (node.view->report)
		return fs_data_open(fs, node, flags);
	return (flags & O_ACCMODE) == O_RDONLY ? 0 : -EACCES;
}

int fs_text_open(struct fs *fs, struct node node, int flags, struct snapshot **s)
{
	int ret = admit(fs, node, flags);

	if (ret < 0)
		return ret;
	*s = calloc(1, sizeof(**s));
	if (*s && node.view->text)
		(*s)->text = node.view->text(node.region, &(*s)->length);
	if (*s && ((*s)->text || node.view->report))
		return 0;
	fs_text_close(fs, node, *s);
	return -ENOMEM;
}

void fs_text_close(struct fs *fs, struct node node, struct snapshot *s)
{
	if (node.view->report)
		fs_data_close(fs, node);
	if (s)
		free(s->text);
	free(s);
}

static int renew(struct fs *fs, struct node node, struct snapshot *s)
{
	char *text = NULL;
	size_t length = 0;
	int ret = node.view->report(fs_data_access(fs, node), &text, &length);

	if (ret < 0) {
		free(text);
		return ret;
	}
	free(s->text);
	s->text = text;
	s->length = length;
	return 0;
}

ssize_t fs_text_read(struct fs *fs, struct node node, struct snapshot *s, uint64_t offset,
		     size_t size, uint64_t owner, const char **text)
{
	/* The page cache reads in nobody's name, as in fs_data_read. */
	if (node.view->report && owner == 0)
		return -EIO;
	/* A read that starts behind the text's start needs the text too. */
	if (node.view->report && (offset == 0 || !s->text)) {
		int ret = renew(fs, node, s);

		if (ret < 0)
			return ret;
	}
	if (!s->text || offset >= s->length)
		return 0;
	*text = s->text + offset;
	return (ssize_t)(size < s->length - offset ? size : s->length - offset);
}

ssize_t fs_text_write(struct fs *fs, struct node node, const char *text, size_t size)
{
	int ret = -EACCES;

	if (node.view->command)
		ret = node.view->command(fs_data_access(fs, node), text, size);
	return ret < 0 ? ret : (ssize_t)size;
}
