/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pread and pwrite of this program, which come before the C library's, for libpci too. */
#include "calls.h"

#include <sys/types.h>
#include <sys/uio.h>

#include "seen.h"

bool calls_watched;

static void note(bool store, size_t length, off_t offset)
{
	if (calls_watched)
		seen_trace(NULL, store ? ACCESS_STORE : ACCESS_LOAD, (unsigned int)length,
			   (uint64_t)offset, 0);
}

/* preadv and pwritev are system calls of their own, so nothing is called in a circle. */
static ssize_t do_pread(int fd, void *buffer, size_t length, off_t offset)
{
	struct iovec part = { buffer, length };

	note(false, length, offset);
	return preadv(fd, &part, 1, offset);
}

static ssize_t do_pwrite(int fd, const void *buffer, size_t length, off_t offset)
{
	struct iovec part = { (void *)(uintptr_t)buffer, length };

	note(true, length, offset);
	return pwritev(fd, &part, 1, offset);
}

ssize_t calls_pread64(int fd, void *buffer, size_t length, off_t offset) __asm__("pread64");
ssize_t calls_pwrite64(int fd, const void *buffer, size_t length, off_t offset) __asm__("pwrite64");

ssize_t calls_pread64(int fd, void *buffer, size_t length, off_t offset)
{
	return do_pread(fd, buffer, length, offset);
}

ssize_t calls_pwrite64(int fd, const void *buffer, size_t length, off_t offset)
{
	return do_pwrite(fd, buffer, length, offset);
}

/* Where long has 64 bits, a library may have been built for either name. */
#if __SIZEOF_LONG__ == 8
ssize_t calls_pread(int fd, void *buffer, size_t length, off_t offset) __asm__("pread");
ssize_t calls_pwrite(int fd, const void *buffer, size_t length, off_t offset) __asm__("pwrite");

ssize_t calls_pread(int fd, void *buffer, size_t length, off_t offset)
{
	return do_pread(fd, buffer, length, offset);
}

ssize_t calls_pwrite(int fd, const void *buffer, size_t length, off_t offset)
{
	return do_pwrite(fd, buffer, length, offset);
}
#endif
