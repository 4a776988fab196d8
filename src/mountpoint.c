/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks at a mount point without asking what is mounted there. */
#include "mountpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* How long somebody may take to unmount what nobody serves any more, milliseconds, and how often.
 */
enum { PATIENCE = 100, PATIENCE_TIMES = 50 };

static bool is_mount(const char *path)
{
	struct statx sx;

	return statx(AT_FDCWD, path, AT_NO_AUTOMOUNT, STATX_TYPE, &sx) == 0 &&
	       (sx.stx_attributes & STATX_ATTR_MOUNT_ROOT);
}

static bool is_empty(const char *path)
{
	DIR *dir = opendir(path);
	int entries = 0;

	if (!dir)
		return false;
	while (readdir(dir))
		entries++;
	closedir(dir);
	return entries <= 2;
}

/* libfuse itself mounts over anything, without a word. */
const char *mountpoint_fault(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT)
			return "does not exist; create it with mkdir";
		if (errno == ENOTCONN)
			return "is a mount whose program died; umount it first";
		return strerror(errno);
	}
	if (!S_ISDIR(st.st_mode))
		return "is not a directory; name an empty directory";
	if (is_mount(path))
		return "is a mount already; umount it or name another directory";
	return is_empty(path) ? NULL : "is not an empty directory; name an empty one";
}

/* proc(5): the fifth word of a line is the mount point, with \ooo for a space, tab, newline or \.
 */
static bool is_at(const char *line, const char *path)
{
	for (int word = 1; word < 5; word++) {
		line = strchr(line, ' ');
		if (!line++)
			return false;
	}
	for (; *path && *line && *line != ' '; path++) {
		char c = *line++;

		if (c == '\\' && strspn(line, "01234567") >= 3) {
			c = (char)((line[0] - '0') << 6 | (line[1] - '0') << 3 | (line[2] - '0'));
			line += 3;
		}
		if (c != *path)
			return false;
	}
	return !*path && *line == ' ';
}

static const char mountinfo[] = "/proc/self/mountinfo";

/* Read anew each time: rewind() would be content with what stdio has of a short list. */
static bool is_listed(const char *path)
{
	FILE *mounts = fopen(mountinfo, "re");
	bool listed = false;
	size_t size = 0;
	char *line = NULL;

	while (mounts && !listed && getline(&line, &size, mounts) > 0)
		listed = is_at(line, path);
	free(line);
	if (mounts)
		fclose(mounts);
	return listed;
}

/* The kernel tells of each change of the list by POLLPRI; what came before we asked is not told. */
bool mountpoint_await_free(const char *path)
{
	struct pollfd change = { .fd = open(mountinfo, O_RDONLY | O_CLOEXEC), .events = POLLPRI };
	bool listed = is_listed(path);

	for (int i = 0; listed && i < PATIENCE_TIMES; i++) {
		poll(&change, 1, PATIENCE);
		listed = is_listed(path);
	}
	if (change.fd >= 0)
		close(change.fd);
	return !listed;
}

/*
 * What libfuse has for this, auto_unmount, opens the directory to find out, which the kernel grants
 * from what it remembers, since our directories need no opening. The numbers of statfs are not
 * kept.
 */
void mountpoint_clear(const char *path)
{
	struct statfs fs;

	if (statfs(path, &fs) == 0 || errno != ENOTCONN)
		return;
	if (umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW) < 0)
		execlp("fusermount3", "fusermount3", "-u", "-z", "--", path, NULL);
}
