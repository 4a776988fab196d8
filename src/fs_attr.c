/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stat(2) says of a node: computed from the region and the view, without a look at a device.
 */
#include "fs_attr.h"

#include <stdlib.h>

#include "mounter.h"

/* The size of a text whose length is not known: a page, as sysfs says of its own. */
enum { TEXT_SIZE = 4096 };

static nlink_t count_root_folders(void)
{
	nlink_t n = 0;

	for (size_t i = 0; i < view_count; i++)
		n += views[i].folder && views[i].root;
	return n;
}

/* find(1) rests on it: a directory has a link from each one below it. */
static nlink_t count_directories(const struct regions *all, struct node node)
{
	nlink_t n = 0;

	if (!node.region)
		return node.view ? 0 : all->top + count_root_folders();
	if (node.view)
		return node.view->index == VIEW_UNITS ? 0 : name_reg_directories(node);
	for (size_t i = 0; i < view_count; i++)
		n += views[i].folder && !views[i].root && views[i].exists(&views[i], node.region);
	return n + node.region->children;
}

static void fill_directory(struct stat *st, const struct regions *all, struct node node)
{
	st->st_mode = S_IFDIR | 0555;
	st->st_nlink = 2 + count_directories(all, node);
	st->st_blksize = 4096;
}

static void fill_text(struct stat *st, const struct board *b, struct node node)
{
	size_t length = 0;

	if (node.view->about)
		free(node.view->about(b, &length));
	else
		free(node.view->text(&b->regions, node.region, &length));
	st->st_mode = S_IFREG | 0444;
	st->st_size = (off_t)length;
}

/* It shows what everybody does, and never ends. */
static void fill_stream(struct stat *st)
{
	st->st_mode = S_IFREG | 0400;
}

/* The region's mode, as far as the file may be opened; waiting for a register only reads it. */
static mode_t data_mode(struct node node)
{
	unsigned int allowed = view_allows(node.view, node.region, node.index);
	mode_t mode = node.region->mode;

	if (!node.view->allows)
		return mode;
	if (node.view->wait)
		mode = (mode & 0444) >> 1;
	return mode & ((allowed & ACCESS_READ ? 0444u : 0) | (allowed & ACCESS_WRITE ? 0222u : 0));
}

static off_t data_size(struct node node)
{
	const struct view *v = node.view;

	if (v->size)
		return (off_t)v->size(v, node.region, node.index);
	/*
	 * What never ends has no size. A text that only the device knows has one, as in
	 * sysfs: with 0 the kernel ends sendfile(2), and so busybox's cat, before it asks.
	 */
	if (view_is_text(v))
		return TEXT_SIZE;
	return v->form.fixed ? 0 : (off_t)node.region->range.length;
}

static void fill_data(struct stat *st, struct node node)
{
	st->st_mode = S_IFREG | data_mode(node);
	st->st_size = data_size(node);
}

static void fill_file(struct stat *st, const struct board *b, struct node node)
{
	st->st_nlink = 1;
	st->st_blksize = (blksize_t)view_block(node.view, node.region);
	/* What is in the root is text. */
	if (node.view->text || node.view->about)
		fill_text(st, b, node);
	else if (node.view->stream)
		fill_stream(st);
	else if (node.region)
		fill_data(st, node);
	/* With fewer blocks than bytes cp would take the file for sparse and leave zeros out. */
	st->st_blocks = (blkcnt_t)(((uint64_t)st->st_size + 511) / 512);
}

void fs_attr(struct stat *st, const struct fs *fs, struct node node)
{
	const struct regions *all = &fs->board->regions;

	*st = (struct stat){ .st_ino = name_inode(all, node),
			     .st_uid = node.region ? node.region->uid : mounter()->uid,
			     .st_gid = node.region ? node.region->gid : mounter()->gid };
	st->st_mtime = st->st_ctime = st->st_atime = fs->started;
	if (!name_is_directory(node))
		fill_file(st, fs->board, node);
	else
		fill_directory(st, all, node);
}
