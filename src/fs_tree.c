/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The FUSE operations on names and attributes; those that would change the tree are refused. */
#include "fs_tree.h"

#include <errno.h>
#include <string.h>

#include "fs_attr.h"

/* The kernel is told when a name changes (live.c). */
static const double forever = 24 * 3600;

struct fs *fs_of(fuse_req_t req)
{
	return fuse_req_userdata(req);
}

bool fs_resolve(fuse_req_t req, fuse_ino_t inode, struct node *node)
{
	bool found = name_node(&fs_of(req)->board->regions, inode, node);
	const struct region *r = found ? node->region : NULL;
	/* The kernel keeps the name of a file that somebody has open, whatever became of it. */
	bool gone =
		r && (r->gone || node->stale || (node->view && !node->view->exists(node->view, r)));

	if (!found || gone)
		fuse_reply_err(req, gone ? ENODEV : ENOENT);
	return found && !gone;
}

/*
 * A directory that somebody is in, or has a file open in, keeps what the kernel knows to be in it,
 * also after its own name was forgotten: so the folders of the registers of before.
 */
static void forget_folders(struct fs *fs, fuse_ino_t directory)
{
	for (const struct view *v = views; v < views + view_count; v++)
		if (v->folder && v->index != VIEW_UNITS)
			fuse_lowlevel_notify_inval_entry(fs->session, directory, v->name,
							 strlen(v->name));
}

void fs_forget(struct fs *fs, uint64_t number, const char *name)
{
	/* A directory's inode number is its region's number + 1, the root's 1 (name.h). */
	fuse_ino_t directory = number + 1;

	/* Its attributes, and the listing that the kernel keeps as its contents: who sees that the
	 * name is gone must see it there too. */
	fuse_lowlevel_notify_inval_inode(fs->session, directory, 0, 0);
	if (name)
		fuse_lowlevel_notify_inval_entry(fs->session, directory, name, strlen(name));
	else if (number)
		forget_folders(fs, directory);
}

/*
 * stat shows st_blksize only from attributes just fetched (the kernel caches a power of two of
 * its own), and stdio takes it for its buffer: a cached one would make hexdump -n4 read 4096.
 */
static double attr_timeout(struct node node)
{
	return name_is_directory(node) ? forever : 0;
}

static void entry(struct fuse_entry_param *e, const struct fs *fs, struct node node)
{
	*e = (struct fuse_entry_param){ .entry_timeout = forever,
					.attr_timeout = attr_timeout(node) };
	fs_attr(&e->attr, fs, node);
	if (node.view && node.view->wait) {
		e->attr.st_ino = name_apart(e->attr.st_ino);
		e->entry_timeout = 0;
	}
	e->ino = e->attr.st_ino;
}

void fs_lookup(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct fuse_entry_param e;
	struct node directory, node;

	if (!fs_resolve(req, parent, &directory))
		return;
	if (!name_find(&fs_of(req)->board->regions, directory, name, &node)) {
		fuse_reply_err(req, ENOENT);
		return;
	}
	entry(&e, fs_of(req), node);
	fuse_reply_entry(req, &e);
}

void fs_opendir(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi)
{
	(void)inode;
	if (fs_of(req)->opens_directories)
		fuse_reply_open(req, fi);
	else
		fuse_reply_err(req, ENOSYS);
}

void fs_getattr(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *fi)
{
	struct node node;
	struct stat st;

	(void)fi;
	if (!fs_resolve(req, inode, &node))
		return;
	fs_attr(&st, fs_of(req), node);
	st.st_ino = inode;
	fuse_reply_attr(req, &st, attr_timeout(node));
}

/* Truncating and touching succeed and do nothing; changing owner or mode is refused. */
void fs_setattr(fuse_req_t req, fuse_ino_t inode, struct stat *attr, int set,
		struct fuse_file_info *fi)
{
	(void)attr;
	if (set & (FUSE_SET_ATTR_MODE | FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID))
		fuse_reply_err(req, EPERM);
	else
		fs_getattr(req, inode, fi);
}

/* The nth entry of a directory, "." and ".." first; NULL after the last. */
static const char *nth_entry(const struct fs *fs, struct node directory, uint64_t *position,
			     struct node *node, char room[NAME_ROOM])
{
	uint64_t index;
	const char *name;

	*node = directory;
	if (*position < 2)
		return *position == 0 ? "." : "..";
	index = *position - 2;
	name = name_list(&fs->board->regions, directory, &index, node, room);
	*position = index + 2;
	return name;
}

static size_t add_entry(fuse_req_t req, char *buffer, size_t room, const char *name,
			struct node node, uint64_t next, bool plus)
{
	struct fuse_entry_param e;

	/* With plus the kernel keeps a reference to what it is told of, but not to these two. */
	entry(&e, fs_of(req), node);
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		e.ino = 0;
	if (plus)
		return fuse_add_direntry_plus(req, buffer, room, name, &e, (off_t)next);
	return fuse_add_direntry(req, buffer, room, name, &e.attr, (off_t)next);
}

static void list(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset, bool plus)
{
	struct fs *fs = fs_of(req);
	uint64_t position = (uint64_t)offset;
	struct node directory, node;
	char room[NAME_ROOM];
	const char *name;
	size_t used = 0;

	if (!fs_resolve(req, inode, &directory))
		return;
	if (size > FS_READ_MAX)
		size = FS_READ_MAX;
	while ((name = nth_entry(fs, directory, &position, &node, room))) {
		size_t more = add_entry(req, (char *)fs->buffer + used, size - used, name, node,
					++position, plus);

		if (more > size - used)
			break;
		used += more;
	}
	fuse_reply_buf(req, (char *)fs->buffer, used);
}

void fs_readdir(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset,
		struct fuse_file_info *fi)
{
	(void)fi;
	list(req, inode, size, offset, false);
}

void fs_readdirplus(fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset,
		    struct fuse_file_info *fi)
{
	(void)fi;
	list(req, inode, size, offset, true);
}

/* The tree is the configuration's: nothing can be made in it, removed or renamed. */
void fs_mknod(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode, dev_t device)
{
	(void)parent;
	(void)name;
	(void)mode;
	(void)device;
	fuse_reply_err(req, EPERM);
}

void fs_mkdir(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode)
{
	fs_mknod(req, parent, name, mode, 0);
}

void fs_remove(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	fs_mknod(req, parent, name, 0, 0);
}

void fs_symlink(fuse_req_t req, const char *target, fuse_ino_t parent, const char *name)
{
	(void)target;
	fs_mknod(req, parent, name, 0, 0);
}

void fs_rename(fuse_req_t req, fuse_ino_t parent, const char *name, fuse_ino_t new_parent,
	       const char *new_name, unsigned int flags)
{
	(void)new_parent;
	(void)new_name;
	(void)flags;
	fs_mknod(req, parent, name, 0, 0);
}

void fs_link(fuse_req_t req, fuse_ino_t inode, fuse_ino_t parent, const char *name)
{
	(void)inode;
	fs_mknod(req, parent, name, 0, 0);
}
