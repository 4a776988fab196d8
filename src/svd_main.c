/* SPDX-License-Identifier: GPL-2.0-or-later */
/* svd2devmemfs: its options, where its output goes, and its exit codes: 0, 1 failed, 2 bad usage.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "svd_convert.h"
#include "svd_number.h"
#include "svd_parse.h"

enum { EXIT_USAGE = 2 };

static const char help[] =
	"Usage: svd2devmemfs [OPTION]... FILE.svd [PERIPHERAL]...\n"
	"Writes the registers of peripherals, as a CMSIS-SVD file describes them, as\n"
	"lists of registers for devmemfs; without PERIPHERAL those of all.\n"
	"\n"
	"  -l, --list          print what is there as a table, and convert nothing\n"
	"  -b, --base=ADDRESS  offsets count from here, where the region begins, not\n"
	"                      from each peripheral's own address\n"
	"  -o, --output=FILE   write to FILE, which is replaced as a whole\n"
	"  -h, --help          print this\n"
	"  -V, --version       print the version\n"
	"\n"
	"In devmemfs.conf: registers = \"FILE.svd:PERIPHERAL\", with the output beside\n"
	"FILE.svd as FILE.svd.conf. The manual: svd2devmemfs(1), devmemfs.conf(5).\n";

struct options {
	struct svd_wanted wanted;
	const char *file, *output;
};

static int usage(const char *what, const char *which)
{
	fprintf(stderr, "svd2devmemfs: %s%s; see svd2devmemfs --help\n", what, which);
	return EXIT_USAGE;
}

/* What is printed to stdout has to get there. */
static int print(const char *text)
{
	fputs(text, stdout);
	if (fflush(stdout) == 0)
		return EXIT_SUCCESS;
	fprintf(stderr, "svd2devmemfs: stdout: %s\n", strerror(errno));
	return EXIT_FAILURE;
}

/* Where the text has no errors: converted as a whole, then printed as a whole. */
static int to_stdout(struct svd *s, const struct svd_wanted *wanted)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	bool good;
	int ret = EXIT_FAILURE;

	if (!out) {
		fprintf(stderr, "svd2devmemfs: %s\n", strerror(errno));
		return EXIT_FAILURE;
	}
	good = svd_convert(s, wanted, out);
	if (fclose(out) != 0)
		fprintf(stderr, "svd2devmemfs: %s\n", strerror(errno));
	else if (good)
		ret = print(text);
	free(text);
	return ret;
}

static FILE *create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (!file && fd >= 0)
		close(fd);
	return file;
}

/* Takes the place of the file that is wanted, if all of it has been written. */
static bool put(FILE *fresh_file, const char *fresh, const char *path)
{
	/* A write that failed is not always the last one. */
	bool written = !ferror(fresh_file) && fflush(fresh_file) == 0;
	int error = errno;

	if (fclose(fresh_file) != 0 && written) {
		written = false;
		error = errno;
	}
	if (written && rename(fresh, path) == 0)
		return true;
	fprintf(stderr, "svd2devmemfs: %s: %s\n", path, strerror(written ? errno : error));
	return false;
}

/* Into a file beside the one that is wanted, of which nothing stays after a mistake. */
static int to_file(struct svd *s, const struct svd_wanted *wanted, const char *path)
{
	char *fresh = NULL;
	int length = asprintf(&fresh, "%s.new", path);
	FILE *file = length < 0 ? NULL : create(fresh);
	bool good = false;

	if (!file) {
		fprintf(stderr, "svd2devmemfs: %s.new: %s\n", path, strerror(errno));
	} else {
		good = svd_convert(s, wanted, file);
		if (good)
			good = put(file, fresh, path);
		else
			fclose(file);
		if (!good)
			unlink(fresh);
	}
	if (length >= 0)
		free(fresh);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int convert(const struct options *o)
{
	int ret = EXIT_FAILURE;
	struct svd s;

	svd_begin(&s, o->file, stderr);
	if (svd_parse_file(&s))
		ret = o->output ? to_file(&s, &o->wanted, o->output) : to_stdout(&s, &o->wanted);
	svd_end(&s);
	return ret;
}

static int take_base(struct options *o, const char *text)
{
	o->wanted.has_start = true;
	return svd_number(text, &o->wanted.start) == 0 ? 0 : usage("this is no address: ", text);
}

/* 0: there is something to convert; else the exit status + 1. */
static int read_options(struct options *o, int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "list", no_argument, NULL, 'l' },
		{ "base", required_argument, NULL, 'b' },
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "lb:o:hV", long_options, NULL)) >= 0) {
		switch (option) {
		case 'l':
			o->wanted.list = true;
			break;
		case 'b':
			if (take_base(o, optarg))
				return EXIT_USAGE + 1;
			break;
		case 'o':
			o->output = optarg;
			break;
		case 'h':
			return print(help) + 1;
		case 'V':
			return print("svd2devmemfs " PACKAGE_VERSION "\n") + 1;
		default:
			return EXIT_USAGE + 1;
		}
	}
	if (optind == argc)
		return usage("no FILE.svd", "") + 1;
	o->file = argv[optind];
	o->wanted.names = argv + optind + 1;
	o->wanted.n = argc - optind - 1;
	return 0;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	int ret = read_options(&o, argc, argv);

	return ret ? ret - 1 : convert(&o);
}
