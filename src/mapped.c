/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps a file and accesses it unit by unit: /dev/mem, BARs and plain files differ only in opening.
 */
#include "mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io.h"

uint64_t mapped_in_page(uint64_t address)
{
	return address & ((uint64_t)sysconf(_SC_PAGESIZE) - 1);
}

static int protection(const struct region *r)
{
	return (r->access & ACCESS_READ ? PROT_READ : 0) |
	       (r->access & ACCESS_WRITE ? PROT_WRITE : 0);
}

int mapped_open(struct access *a, const char *path, int flags, uint64_t start)
{
	const struct region *r = a->region;
	uint64_t skip = mapped_in_page(start), length = skip + r->range.length;
	void *page;
	int fd;

	if (length < skip || length > SIZE_MAX || start - skip > INT64_MAX)
		return -EOVERFLOW;
	/* A shared mapping needs a readable descriptor even to be written only (mmap(2)). */
	fd = open(path, flags | O_CLOEXEC | (r->access & ACCESS_WRITE ? O_RDWR : O_RDONLY));
	if (fd < 0)
		return -errno;
	page = mmap(NULL, length, protection(r), MAP_SHARED, fd, (off_t)(start - skip));
	if (page == MAP_FAILED) {
		int error = -errno;

		close(fd);
		return error;
	}
	close(fd);
	a->base = (volatile uint8_t *)page + skip;
	return 0;
}

void mapped_close(struct access *a)
{
	uint64_t skip = mapped_in_page((uintptr_t)a->base);

	munmap((void *)((uintptr_t)a->base - skip), skip + a->region->range.length);
}

int mapped_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	*value = io_load(a->base + offset, width);
	return 0;
}

int mapped_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	io_store(a->base + offset, width, value);
	return 0;
}

void mapped_load_run(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
		     size_t count)
{
	io_load_run(a->base + offset, width, buffer, count);
}

void mapped_store_run(struct access *a, uint64_t offset, unsigned int width, const uint8_t *buffer,
		      size_t count)
{
	io_store_run(a->base + offset, width, buffer, count);
}
