/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways into a file that go, or could go, through the page cache. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "call.h"

void call_copy_file_range(char **arg)
{
	int in = call_must_open(arg[0], "r"), out = call_must_open(arg[1], "wc");

	call_print(copy_file_range(in, NULL, out, NULL, call_number(arg[2]), 0));
}

void call_fadvise(char **arg)
{
	int fd = call_must_open(arg[0], "r");

	errno = posix_fadvise(fd, 0, (off_t)call_number(arg[1]), POSIX_FADV_WILLNEED);
	call_print(errno ? -1 : 0);
}

void call_readahead(char **arg)
{
	call_print(readahead(call_must_open(arg[0], "r"), 0, call_number(arg[1])));
}

void call_sendfile(char **arg)
{
	int in = call_must_open(arg[0], "r"), out = call_must_open(arg[1], "wc");

	call_print(sendfile(out, in, NULL, call_number(arg[2])));
}

void call_splice(char **arg)
{
	int in = call_must_open(arg[0], "r"), pipe_ends[2];

	if (pipe(pipe_ends) < 0)
		call_print(-1);
	else
		call_print(splice(in, NULL, pipe_ends[1], NULL, call_number(arg[1]), 0));
}

static sigjmp_buf fault;

static void on_fault(int signal)
{
	siglongjmp(fault, signal);
}

static void touch(volatile unsigned char *p)
{
	signal(SIGBUS, on_fault);
	signal(SIGSEGV, on_fault);
	switch (sigsetjmp(fault, 1)) {
	case 0:
		printf("mapped, %02x\n", *p);
		break;
	case SIGBUS:
		puts("mapped, SIGBUS");
		break;
	default:
		puts("mapped, SIGSEGV");
	}
}

/* Maps a page and reads its first byte. */
void call_map(char **arg)
{
	int shared = strcmp(arg[1], "shared") == 0 ? MAP_SHARED : MAP_PRIVATE;
	int protection = PROT_READ | (*arg[2] == '+' ? PROT_WRITE : 0);
	void *page = mmap(NULL, 4096, protection, shared, call_must_open(arg[0], arg[2]), 0);

	if (page == MAP_FAILED)
		call_print(-1);
	else
		touch(page);
}
