/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random reads and writes on mounted regions that store: checks the data, tells what was due. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "guest.h"

enum { MAX_TARGETS = 16, MAX_UNITS = 512 };

static const struct view {
	char letter;
	const char *name;
	unsigned int unit; /* bytes; cp takes any number of them */
} views[] = {
	{ 'b', "b", 1 }, { 'w', "w", 2 }, { 'l', "l", 4 }, { 'q', "q", 8 }, { 'c', "cp", 1 },
};

enum { VIEWS = sizeof(views) / sizeof(views[0]) };

/* A region directory, and the part of it, first <= offset < last, that keeps what is written. */
static struct target {
	char *dir;
	uint64_t addr; /* on the bus, of offset 0 */
	uint64_t first, last;
	bool to_end;	     /* last is the region's end, so requests may go beyond it */
	unsigned int widths; /* those of its views, as a set: the bit for W bytes is W */
	unsigned int n;
	const struct view *view[VIEWS];
	int fd[VIEWS];
	uint8_t *shadow; /* what the device must hold, by offset */
} targets[MAX_TARGETS];

static unsigned int n_targets;
static FILE *wants;
static uint64_t state;

/* xorshift64*: the same sequence for the same seed everywhere. */
static uint64_t below(uint64_t limit)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * UINT64_C(0x2545f4914f6cdd1d) >> 16) % limit;
}

static void fail(const struct target *t, const struct view *v, const char *what, uint64_t offset,
		 size_t length, ssize_t got)
{
	fprintf(stderr, "%s/%s: %s at 0x%" PRIx64 " of %zu bytes: got %zd (%s)\n", t->dir, v->name,
		what, offset, length, got, got < 0 ? strerror(errno) : "no error");
	exit(1);
}

static void open_view(struct target *t, const struct view *v)
{
	char path[256];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", t->dir, v->name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0) {
		perror(path);
		exit(1);
	}
	t->to_end = (uint64_t)st.st_size == t->last;
	if (v->letter != 'c')
		t->widths |= v->unit;
	t->view[t->n] = v;
	t->fd[t->n++] = fd;
}

/* DIR:ADDR:FIRST:LAST:VIEWS, as in /mnt/edu:0xfea00000:0x80:0x98:q */
static void add_target(char *text)
{
	struct target *t = &targets[n_targets++];
	char *letters;

	t->dir = strtok(text, ":");
	t->addr = strtoull(strtok(NULL, ":"), NULL, 0);
	t->first = strtoull(strtok(NULL, ":"), NULL, 0);
	t->last = strtoull(strtok(NULL, ":"), NULL, 0);
	letters = strtok(NULL, ":");
	for (unsigned int i = 0; i < VIEWS; i++)
		if (strchr(letters, views[i].letter))
			open_view(t, &views[i]);
	t->shadow = calloc(1, t->last);
}

/* A window accesses in its unit; cp in the widest one of the region that is aligned and fits. */
static unsigned int next_width(const struct target *t, const struct view *v, uint64_t offset,
			       size_t left)
{
	unsigned int width = 8;

	if (v->letter != 'c')
		return v->unit;
	while (!(t->widths & width) || offset % width || left < width)
		width /= 2;
	return width;
}

/* Tells the host which accesses a transfer of whole units is: one each, ascending. */
static void tell(const struct target *t, const struct view *v, char op, uint64_t offset,
		 size_t length)
{
	while (length > 0) {
		unsigned int width = next_width(t, v, offset, length);
		uint64_t value = 0;

		memcpy(&value, t->shadow + offset, width);
		fprintf(wants, "want %c%u 0x%" PRIx64 " 0x%" PRIx64 "\n", op, width,
			t->addr + offset, value);
		offset += width;
		length -= width;
	}
}

static void do_write(const struct target *t, unsigned int i, uint64_t offset, size_t length,
		     size_t due)
{
	static uint8_t buffer[(MAX_UNITS + 1) * 8];
	ssize_t n;

	for (size_t k = 0; k < length; k++)
		buffer[k] = (uint8_t)below(256);
	memcpy(t->shadow + offset, buffer, due);
	tell(t, t->view[i], 'w', offset, due);
	n = pwrite(t->fd[i], buffer, length, (off_t)offset);
	if (n != (ssize_t)due)
		fail(t, t->view[i], "write", offset, length, n);
}

static void do_read(const struct target *t, unsigned int i, uint64_t offset, size_t length,
		    size_t due)
{
	static uint8_t buffer[(MAX_UNITS + 1) * 8];
	ssize_t n;

	tell(t, t->view[i], 'r', offset, due);
	n = pread(t->fd[i], buffer, length, (off_t)offset);
	if (n != (ssize_t)due)
		fail(t, t->view[i], "read", offset, length, n);
	if (memcmp(buffer, t->shadow + offset, due))
		fail(t, t->view[i], "read wrong data", offset, length, n);
}

/* Requests that must fail, or move nothing, without an access: nothing is told. */
static void do_refused(const struct target *t, unsigned int i, uint64_t offset)
{
	const struct view *v = t->view[i];
	uint8_t buffer[16] = { 0 };
	ssize_t n;

	if (v->unit > 1 && below(2)) {
		n = pread(t->fd[i], buffer, 1 + below(v->unit - 1), (off_t)offset);
		if (n != -1 || errno != EINVAL)
			fail(t, v, "read of a part of a unit", offset, v->unit - 1, n);
	} else if (v->unit > 1) {
		n = pwrite(t->fd[i], buffer, v->unit, (off_t)(offset + 1 + below(v->unit - 1)));
		if (n != -1 || errno != EINVAL)
			fail(t, v, "write at an odd offset", offset, v->unit, n);
	} else if (t->to_end) {
		n = pread(t->fd[i], buffer, 8, (off_t)(t->last + below(64)));
		if (n != 0)
			fail(t, v, "read past the end", t->last, 8, n);
		n = pwrite(t->fd[i], buffer, 8, (off_t)(t->last + below(64)));
		if (n != -1 || errno != ENOSPC)
			fail(t, v, "write past the end", t->last, 8, n);
	}
}

static size_t random_length(unsigned int unit)
{
	size_t units = 1 + below(UINT64_C(1) << below(10));

	/* Sometimes a part of a unit more, which must be left. */
	return units * unit + (below(8) ? 0 : below(unit));
}

static void operate(void)
{
	const struct target *t = &targets[below(n_targets)];
	unsigned int i = (unsigned int)below(t->n), unit = t->view[i]->unit;
	uint64_t offset = t->first + below((t->last - t->first) / unit) * unit;
	size_t left = t->last - offset, length = random_length(unit), due;

	if (length > left && !t->to_end)
		length = left;
	due = length > left ? left : length;
	due -= due % unit;
	if (!below(16))
		do_refused(t, i, offset);
	else if (below(2))
		do_write(t, i, offset, length, due);
	else
		do_read(t, i, offset, length, due);
}

/* Gives the device and the shadow the same contents, by the first view. */
static void fill(const struct target *t)
{
	size_t chunk, size = MAX_UNITS * t->view[0]->unit;

	for (uint64_t offset = t->first; offset < t->last; offset += chunk) {
		chunk = t->last - offset < size ? t->last - offset : size;
		do_write(t, 0, offset, chunk, chunk);
	}
}

int main(int argc, char **argv)
{
	unsigned long count;

	guest_only();
	if (argc < 5 || argc - 4 > MAX_TARGETS) {
		fputs("usage: randops SEED COUNT FILE DIR:ADDR:FIRST:LAST:VIEWS...\n", stderr);
		return 2;
	}
	state = strtoull(argv[1], NULL, 0);
	count = strtoul(argv[2], NULL, 0);
	wants = fopen(argv[3], "a");
	for (int i = 4; i < argc; i++)
		add_target(argv[i]);
	for (unsigned int i = 0; i < n_targets; i++)
		fill(&targets[i]);
	while (count--)
		operate();
	return wants && fclose(wants) == 0 ? 0 : 1;
}
