/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fuzzer of svd2devmemfs: any bytes as an SVD file, through to the text, which devmemfs's own
 * reader must accept. Bytes that begin with one of 0x80 or more are a short form of XML
 * (fuzz_xml.c).
 */
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf.h"
#include "fuzz.h"
#include "fuzz_xml.h"
#include "svd_convert.h"
#include "svd_parse.h"

/* One conversion, and what it says. */
struct run {
	struct svd s;
	FILE *say;
	char *said;
	size_t size;
};

static void begin(struct run *r)
{
	*r = (struct run){ 0 };
	r->say = open_memstream(&r->said, &r->size);
	HOLDS(r->say);
	svd_begin(&r->s, "fuzz.svd", r->say);
}

/* Whoever fails says why, and nobody else; each message is a line with its place. */
static void end(struct run *r, bool good)
{
	HOLDS(good == (r->s.mistakes == 0));
	svd_end(&r->s);
	fclose(r->say);
	HOLDS(good || r->size);
	HOLDS(strlen(r->said) == r->size);
	for (const char *line = r->said; *line; line = strchr(line, '\n') + 1) {
		HOLDS(strncmp(line, "fuzz.svd:", 9) == 0);
		for (const char *c = line; *c != '\n'; c++)
			HOLDS((unsigned char)*c >= ' ' && *c != 0x7f);
	}
	free(r->said);
}

/* What no input may do: break out of a string or a comment, or print what is not printable. */
static void check_text(const char *text, size_t size)
{
	bool comment = false, string = false;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (c == '\n') {
			HOLDS(!string);
			comment = false;
			continue;
		}
		HOLDS((unsigned char)c >= ' ' && c != 0x7f);
		if (comment)
			continue;
		if (c == '"')
			string = !string;
		else if (c == '#' && !string)
			comment = true;
		else
			HOLDS((unsigned char)c < 0x80 && c != '\\' && c != '@');
	}
	HOLDS(!string && !comment);
}

/* The reader reads all lists of a file to find one. */
static void read_list(const char *name, int fd)
{
	struct regions all = { 0 };
	char conf[512];

	snprintf(conf, sizeof(conf),
		 "regions = ( { name = \"r\"; pci = \"1234:11e8 bar0\"; "
		 "registers = \"/dev/fd/%d:%.*s\"; } );",
		 fd, (int)strcspn(name, "\""), name);
	HOLDS(conf_load_text(&all, conf, "fuzz") == 0);
	regions_free(&all);
}

static void read_back(const char *text, size_t size)
{
	static const char start[] = "\n  { name = \"";
	const char *list = strstr(text, start);
	int fd = list ? memfd_create("lists", MFD_CLOEXEC) : -1;

	if (!list)
		return;
	HOLDS(fd >= 0 && fchmod(fd, 0600) == 0 && write(fd, text, size) == (ssize_t)size);
	read_list(list + strlen(start), fd);
	close(fd);
}

/* What is wanted is the last byte's matter, which may be any blank. */
static struct svd_wanted choose(const char *text, size_t size)
{
	char last = '\n';

	if (size)
		last = text[size - 1];
	return (struct svd_wanted){
		.list = last == ' ',
		.has_start = last == '\t',
		.start = 0x100,
	};
}

static void convert(const char *text, size_t size)
{
	struct svd_wanted wanted = choose(text, size);
	char *made = NULL;
	size_t made_size = 0;
	FILE *out;
	struct run r;
	bool good;

	out = open_memstream(&made, &made_size);
	HOLDS(out);
	begin(&r);
	good = svd_parse_text(&r.s, text, size) && svd_convert(&r.s, &wanted, out);
	end(&r, good);
	fclose(out);
	if (good && !wanted.list) {
		check_text(made, made_size);
		read_back(made, made_size);
	}
	free(made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char xml[64 * 1024];

	if (size && data[0] >= 0x80)
		convert(xml, fuzz_xml(xml, sizeof(xml), data, size));
	else
		convert((const char *)data, size);
	return 0;
}
