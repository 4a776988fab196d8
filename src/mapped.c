/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps a file and accesses it unit by unit: /dev/mem, BARs and plain files differ only in opening.
 */
#include "mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"
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

int mapped_open(struct access *a, const struct machine *m, const char *path, int flags,
		uint64_t start)
{
	const struct region *r = a->region;
	uint64_t skip = mapped_in_page(start), length = skip + r->range.length;
	void *page;
	int fd;

	if (length < skip || length > SIZE_MAX || start - skip > INT64_MAX)
		return -EOVERFLOW;
	/* A shared mapping needs a readable descriptor even to be written only (mmap(2)). */
	fd = machine_open_file(m, path, flags | (r->access & ACCESS_WRITE ? O_RDWR : O_RDONLY));
	if (fd < 0)
		return fd;
	page = mmap(NULL, length, protection(r), MAP_SHARED, fd, (off_t)(start - skip));
	if (page == MAP_FAILED) {
		int error = -errno;

		close(fd);
		return error;
	}
	close(fd);
	fault_catch();
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
	if (fault_begin())
		return -EIO;
	*value = io_little(io_load_ordered(a->base + offset, width, !a->region->relaxed), width);
	fault_end();
	return 0;
}

int mapped_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	if (fault_begin())
		return -EIO;
	io_store_ordered(a->base + offset, width, io_little(value, width), !a->region->relaxed);
	fault_end();
	return 0;
}

/* What a run came to that ended in a fault. */
static ssize_t cut_short(const struct access *a, uint64_t offset, unsigned int width, size_t count)
{
	size_t done = fault_units(a->base + offset, width, count);

	return done ? (ssize_t)done : -EIO;
}

ssize_t mapped_load_run(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			size_t count)
{
	if (fault_begin())
		return cut_short(a, offset, width, count);
	io_load_run(a->base + offset, width, buffer, count, !a->region->relaxed);
	fault_end();
	return (ssize_t)count;
}

ssize_t mapped_store_run(struct access *a, uint64_t offset, unsigned int width,
			 const uint8_t *buffer, size_t count)
{
	if (fault_begin())
		return cut_short(a, offset, width, count);
	io_store_run(a->base + offset, width, buffer, count, !a->region->relaxed);
	fault_end();
	return (ssize_t)count;
}
