/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several readers at once on one file, round after round, each keeping what it got. */
#include <fcntl.h>
#include <sys/wait.h>

#include "guest.h"

enum { MAX_READERS = 16, MAX_UNITS = 4096, MAX_PREPARATIONS = 16 };

static const char usage[] =
	"usage: crowd READERS ROUNDS COUNT WIDTH FILE OUT [PREPARATION]...\n"
	"Each reader reads FILE COUNT times in each round, WIDTH bytes at a time, into "
	"OUT.READER.\n"
	"Before each round: PATH@OFFSET=HEX      writes those bytes\n"
	"                   PATH@OFFSET<N:SOURCE writes the next N bytes of SOURCE\n"
	"                   PATH@OFFSET&BITS=HEX reads a byte until those of its bits are so\n";

/* Something to be done before each round. */
static struct preparation {
	int fd, source;
	off_t offset;
	uint8_t bytes[64];
	size_t length;
	uint8_t bits; /* 0: write */
} preparations[MAX_PREPARATIONS];

static unsigned int n_preparations;

static void check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(1);
}

static int open_file(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	check(fd >= 0, path);
	return fd;
}

static size_t parse_hex(const char *text, uint8_t *bytes)
{
	size_t n = 0;

	for (; text[0] && text[1] && n < sizeof(preparations[0].bytes); text += 2) {
		char digits[3] = { text[0], text[1], 0 };

		bytes[n++] = (uint8_t)strtoul(digits, NULL, 16);
	}
	return n;
}

static void add_preparation(char *text)
{
	struct preparation *p = &preparations[n_preparations++];
	char *at = strchr(text, '@'), *end;

	check(at != NULL, text);
	*at = 0;
	p->source = -1;
	p->offset = (off_t)strtoul(at + 1, &end, 0);
	if (*end == '&')
		p->bits = (uint8_t)strtoul(end + 1, &end, 0);
	p->fd = open_file(text, p->bits ? O_RDONLY : O_WRONLY);
	if (*end == '<') {
		p->length = strtoul(end + 1, &end, 0);
		p->source = open_file(end + 1, O_RDONLY);
	} else {
		p->length = parse_hex(end + 1, p->bytes);
	}
}

static void prepare(struct preparation *p)
{
	ssize_t n = (ssize_t)p->length;
	uint8_t byte;

	if (p->source >= 0)
		n = read(p->source, p->bytes, p->length);
	if (!p->bits) {
		check(pwrite(p->fd, p->bytes, (size_t)n, p->offset) == n, "preparing");
		return;
	}
	do
		check(pread(p->fd, &byte, 1, p->offset) == 1, "waiting");
	while ((byte & p->bits) != p->bytes[0]);
}

/* Each reader has a pipe of its own, or a fast one would take part in a round twice. */
static unsigned int readers, count;
static size_t width;
static int start[MAX_READERS][2], done[2];

/* A byte from `begin` begins a round, one to `done` ends it. */
static void run_reader(const char *path, const char *out, int begin)
{
	static uint8_t units[MAX_UNITS * 8];
	int fd = open_file(path, O_RDONLY);
	int kept = open_file(out, O_WRONLY | O_CREAT | O_TRUNC);
	char byte;

	while (read(begin, &byte, 1) == 1) {
		for (unsigned int i = 0; i < count; i++)
			check(read(fd, units + i * width, width) == (ssize_t)width, path);
		check(write(kept, units, count * width) == (ssize_t)(count * width), out);
		check(write(done[1], &byte, 1) == 1, "pipe");
	}
	exit(0);
}

static void start_reader(unsigned int i, const char *path, const char *prefix)
{
	char out[256];

	snprintf(out, sizeof(out), "%s.%u", prefix, i);
	if (fork() != 0)
		return;
	for (unsigned int k = 0; k < readers; k++)
		close(start[k][1]);
	close(done[0]);
	run_reader(path, out, start[i][0]);
}

static void run_round(void)
{
	char byte = 0;

	for (unsigned int i = 0; i < n_preparations; i++)
		prepare(&preparations[i]);
	for (unsigned int i = 0; i < readers; i++)
		check(write(start[i][1], &byte, 1) == 1, "pipe");
	for (unsigned int i = 0; i < readers; i++)
		check(read(done[0], &byte, 1) == 1, "a reader ended");
}

/* Ends the readers; whether all went well. */
static bool end_readers(void)
{
	bool good = true;
	int status;

	for (unsigned int i = 0; i < readers; i++)
		close(start[i][1]);
	while (wait(&status) > 0)
		good = good && status == 0;
	return good;
}

static bool parse(int argc, char **argv)
{
	if (argc < 7 || argc > 7 + MAX_PREPARATIONS)
		return false;
	readers = (unsigned int)strtoul(argv[1], NULL, 0);
	count = (unsigned int)strtoul(argv[3], NULL, 0);
	width = strtoul(argv[4], NULL, 0);
	return readers >= 1 && readers <= MAX_READERS && count <= MAX_UNITS && width <= 8;
}

int main(int argc, char **argv)
{
	guest_only();
	if (!parse(argc, argv)) {
		fputs(usage, stderr);
		return 2;
	}
	for (unsigned int i = 0; i < readers; i++)
		check(pipe(start[i]) == 0, "pipe");
	check(pipe(done) == 0, "pipe");
	for (unsigned int i = 0; i < readers; i++)
		start_reader(i, argv[5], argv[6]);
	close(done[1]);
	for (int i = 7; i < argc; i++)
		add_preparation(argv[i]);
	for (unsigned long rounds = strtoul(argv[2], NULL, 0); rounds > 0; rounds--)
		run_round();
	return end_readers() ? 0 : 1;
}
