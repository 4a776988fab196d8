/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single system calls for the mounted tests: the rows of the table in call.c. */
#ifndef DEVMEMFS_TESTS_CALL_H
#define DEVMEMFS_TESTS_CALL_H

#include <stddef.h>
#include <sys/types.h>

/* Each is given what follows its name, NULL at the end, and prints one line. */
typedef void call(char **arg);

/* Prints the result, or the name of errno if it is negative. */
void call_print(ssize_t result);

/* The same and then the bytes that it counts, in hex. */
void call_print_bytes(ssize_t result, const unsigned char *bytes);

/* An open file; flags are letters: r w + n (O_NOFOLLOW) t (O_TRUNC) a (O_APPEND) d (O_DIRECT). */
int call_open(const char *path, const char *flags);

/* The same, but a failure prints errno and ends the program. */
int call_must_open(const char *path, const char *flags);

/* A number in C's notation. */
size_t call_number(const char *text);

/* Memory that starts `shift` bytes into a page. */
unsigned char *call_buffer(size_t size, size_t shift);

/* call_data.c */
call call_pread, call_pwrite, call_preadv, call_pop, call_push, call_load, call_store;
/* call_name.c */
call call_try_open, call_access, call_chmod, call_chown, call_fallocate, call_getxattr, call_link,
	call_mkdir, call_mknod, call_rename, call_rmdir, call_seek_data, call_setxattr,
	call_symlink, call_truncate, call_unlink, call_utime;
/* call_cache.c */
call call_copy_file_range, call_fadvise, call_map, call_readahead, call_sendfile, call_splice;
/* call_async.c */
call call_aio, call_uring;

#endif
