/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done to names and attributes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "call.h"

void call_try_open(char **arg)
{
	int fd = call_open(arg[0], arg[1]);

	if (fd < 0)
		call_print(fd);
	else
		puts("0");
}

void call_access(char **arg)
{
	int mode = *arg[1] == 'r' ? R_OK : *arg[1] == 'w' ? W_OK : X_OK;

	call_print(access(arg[0], mode));
}

void call_chmod(char **arg)
{
	call_print(chmod(arg[0], (mode_t)strtoul(arg[1], NULL, 8)));
}

void call_chown(char **arg)
{
	call_print(chown(arg[0], (uid_t)call_number(arg[1]), (gid_t)call_number(arg[2])));
}

void call_fallocate(char **arg)
{
	int fd = call_must_open(arg[0], "w");

	call_print(fallocate(fd, 0, 0, (off_t)call_number(arg[1])));
}

void call_getxattr(char **arg)
{
	char value[256];

	call_print(getxattr(arg[0], arg[1], value, sizeof(value)));
}

void call_link(char **arg)
{
	call_print(link(arg[0], arg[1]));
}

void call_mkdir(char **arg)
{
	call_print(mkdir(arg[0], 0700));
}

void call_mknod(char **arg)
{
	call_print(mknod(arg[0], S_IFREG | 0600, 0));
}

void call_rename(char **arg)
{
	call_print(rename(arg[0], arg[1]));
}

void call_rmdir(char **arg)
{
	call_print(rmdir(arg[0]));
}

void call_seek_data(char **arg)
{
	call_print(lseek(call_must_open(arg[0], "r"), 0, SEEK_DATA));
}

void call_setxattr(char **arg)
{
	call_print(setxattr(arg[0], arg[1], "x", 1, 0));
}

void call_symlink(char **arg)
{
	call_print(symlink(arg[0], arg[1]));
}

void call_truncate(char **arg)
{
	call_print(truncate(arg[0], (off_t)call_number(arg[1])));
}

void call_unlink(char **arg)
{
	call_print(unlink(arg[0]));
}

void call_utime(char **arg)
{
	call_print(utimensat(AT_FDCWD, arg[0], NULL, 0));
}
