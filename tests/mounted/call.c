/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes one system call as it is told and prints what came of it: `call NAME ARGUMENT...`. */
#include "call.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *error_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} rows[] = {
		{ EACCES, "EACCES" },	{ EAGAIN, "EAGAIN" },	{ EBADF, "EBADF" },
		{ EBUSY, "EBUSY" },	{ EEXIST, "EEXIST" },	{ EINTR, "EINTR" },
		{ EINVAL, "EINVAL" },	{ EIO, "EIO" },		{ EISDIR, "EISDIR" },
		{ ENODATA, "ENODATA" }, { ENODEV, "ENODEV" },	{ ENOENT, "ENOENT" },
		{ ENOSPC, "ENOSPC" },	{ ENOSYS, "ENOSYS" },	{ ENOTCONN, "ENOTCONN" },
		{ ENOTDIR, "ENOTDIR" }, { ENXIO, "ENXIO" },	{ EOPNOTSUPP, "EOPNOTSUPP" },
		{ EPERM, "EPERM" },	{ ERANGE, "ERANGE" },	{ EROFS, "EROFS" },
		{ ESPIPE, "ESPIPE" },	{ ETXTBSY, "ETXTBSY" }, { EXDEV, "EXDEV" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].error == error)
			return rows[i].name;
	return strerror(error);
}

void call_print(ssize_t result)
{
	if (result < 0)
		puts(error_name(errno));
	else
		printf("%zd\n", result);
}

void call_print_bytes(ssize_t result, const unsigned char *bytes)
{
	if (result <= 0) {
		call_print(result);
		return;
	}
	printf("%zd ", result);
	for (ssize_t i = 0; i < result; i++)
		printf("%02x", bytes[i]);
	putchar('\n');
}

int call_open(const char *path, const char *flags)
{
	static const struct {
		char letter;
		int flag;
	} rows[] = {
		{ 'r', O_RDONLY }, { 'w', O_WRONLY }, { '+', O_RDWR },	 { 'n', O_NOFOLLOW },
		{ 't', O_TRUNC },  { 'a', O_APPEND }, { 'd', O_DIRECT }, { 'c', O_CREAT },
	};
	int all = O_CLOEXEC;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strchr(flags, rows[i].letter))
			all |= rows[i].flag;
	return open(path, all, 0600);
}

int call_must_open(const char *path, const char *flags)
{
	int fd = call_open(path, flags);

	if (fd < 0) {
		printf("open: %s\n", error_name(errno));
		exit(0);
	}
	return fd;
}

size_t call_number(const char *text)
{
	char *end;
	size_t value = strtoull(text, &end, 0);

	if (!*text || *end) {
		fprintf(stderr, "call: not a number: %s\n", text);
		exit(2);
	}
	return value;
}

unsigned char *call_buffer(size_t size, size_t shift)
{
	unsigned char *page = aligned_alloc(4096, (size + shift + 4096) & ~(size_t)4095);

	if (!page) {
		fprintf(stderr, "call: out of memory\n");
		exit(2);
	}
	return page + shift;
}

/* Shells start programs in the background deaf to SIGINT; this one is not. */
static void call_attentive(char **arg)
{
	alarm(0);
	signal(SIGINT, SIG_DFL);
	execv(arg[0], arg);
	call_print(-1);
}

static const struct {
	const char *name, *arguments;
	int count; /* of arguments, at least */
	call *function;
} rows[] = {
	{ "attentive", "PROGRAM ARGUMENT...", 1, call_attentive },
	{ "open", "FILE FLAGS", 2, call_try_open },
	{ "pread", "FILE OFFSET LENGTH [FLAGS]", 3, call_pread },
	{ "pwrite", "FILE OFFSET HEX", 3, call_pwrite },
	{ "preadv", "FILE OFFSET LENGTH...", 3, call_preadv },
	{ "pop", "FILE COUNT", 2, call_pop },
	{ "push", "FILE HEX", 2, call_push },
	{ "load", "FILE LENGTH SHIFT OUT", 4, call_load },
	{ "store", "FILE SHIFT IN", 3, call_store },
	{ "access", "FILE r|w|x", 2, call_access },
	{ "chmod", "FILE MODE", 2, call_chmod },
	{ "chown", "FILE UID GID", 3, call_chown },
	{ "fallocate", "FILE LENGTH", 2, call_fallocate },
	{ "getxattr", "FILE NAME", 2, call_getxattr },
	{ "link", "OLD NEW", 2, call_link },
	{ "mkdir", "NAME", 1, call_mkdir },
	{ "mknod", "NAME", 1, call_mknod },
	{ "rename", "OLD NEW", 2, call_rename },
	{ "rmdir", "NAME", 1, call_rmdir },
	{ "seek_data", "FILE", 1, call_seek_data },
	{ "setxattr", "FILE NAME", 2, call_setxattr },
	{ "symlink", "TARGET NAME", 2, call_symlink },
	{ "truncate", "FILE LENGTH", 2, call_truncate },
	{ "unlink", "NAME", 1, call_unlink },
	{ "utime", "FILE", 1, call_utime },
	{ "copy_file_range", "IN OUT LENGTH", 3, call_copy_file_range },
	{ "fadvise", "FILE LENGTH", 2, call_fadvise },
	{ "map", "FILE shared|private FLAGS", 3, call_map },
	{ "readahead", "FILE LENGTH", 2, call_readahead },
	{ "sendfile", "FILE OUT LENGTH", 3, call_sendfile },
	{ "splice", "FILE LENGTH", 2, call_splice },
	{ "aio", "FILE OFFSET LENGTH", 3, call_aio },
	{ "uring", "FILE OFFSET LENGTH", 3, call_uring },
};

int main(int argc, char **argv)
{
	/* A request that is never answered must not hold the tests up. */
	alarm(30);
	for (size_t i = 0; argc > 1 && i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(argv[1], rows[i].name) == 0 && argc - 2 >= rows[i].count) {
			rows[i].function(argv + 2);
			return 0;
		}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		fprintf(stderr, "call %s %s\n", rows[i].name, rows[i].arguments);
	return 2;
}
