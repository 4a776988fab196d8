/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NAME=VALUE words, so that whoever looks for something finds it: the client, the file, what was
 * written, and what came of it. Whatever a client can choose is quoted and made printable.
 */
#include "audit.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "reg.h"

/* Of what was written, bytes; the rest is cut, and said to be. */
enum { SHOWN = 16, TEXT_SHOWN = 64 };

/* Room for a program's name (TASK_COMM_LEN) and a newline. */
enum { COMMAND = 32 };

static const char *quotable(char *text)
{
	log_clean(text);
	for (char *quote = text; (quote = strchr(quote, '"'));)
		*quote = '?';
	return text;
}

/* The name of its program, at most 15 characters; "?" if it has ended. */
static const char *command(pid_t pid, char name[COMMAND])
{
	char path[32];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
	file = fopen(path, "re");
	if (!file || !fgets(name, COMMAND, file))
		snprintf(name, COMMAND, "?");
	if (file)
		fclose(file);
	name[strcspn(name, "\n")] = '\0';
	return quotable(name);
}

bool audit_wanted(const struct fs *fs, struct node node)
{
	return node.region && (fs->audit || node.region->audit);
}

static void line(const struct fs *fs, struct node node, const struct audit_client *c,
		 const char *what, const char *result)
{
	char name[COMMAND], path[REG_PATH];

	log_line("audit: pid=%d uid=%u command=\"%s\" region=\"%s\" file=\"%s\"%s result=\"%s\"",
		 (int)c->pid, (unsigned int)c->uid, command(c->pid, name),
		 fs_data_path(fs, node.region), name_text(node, path), what, result);
}

void audit_refused(const struct fs *fs, struct node node, const struct audit_client *c, int error)
{
	line(fs, node, c, " open", strerror(-error));
}

/* A unit is an integer of the host. */
static uint64_t unit_at(const uint8_t *bytes, unsigned int width)
{
	uint16_t w;
	uint32_t l;
	uint64_t q;

	switch (width) {
	case WIDTH_W:
		memcpy(&w, bytes, sizeof(w));
		return w;
	case WIDTH_L:
		memcpy(&l, bytes, sizeof(l));
		return l;
	case WIDTH_Q:
		memcpy(&q, bytes, sizeof(q));
		return q;
	default:
		return *bytes;
	}
}

/* Values of units as the file holds them; a copy has bytes. */
static void print_units(FILE *out, struct node node, const struct fs_request *rq,
			const uint8_t *bytes)
{
	unsigned int width = node.view->form.width ? node.view->form.width : 1;
	size_t units = rq->size / width, shown = units < SHOWN / width ? units : SHOWN / width;

	fprintf(out, " width=%u offset=0x%" PRIx64 " count=%zu value=", width,
		node.view->in ? name_offset(node) : rq->offset, units);
	for (size_t i = 0; i < shown; i++)
		fprintf(out, "%s0x%0*" PRIx64, i ? "," : "", 2 * (int)width,
			unit_at(bytes + i * width, width));
	if (shown < units)
		fputs(",...", out);
}

static void print_text(FILE *out, const struct fs_request *rq, const char *text)
{
	char shown[TEXT_SHOWN + 1];
	size_t n = rq->size < TEXT_SHOWN ? rq->size : TEXT_SHOWN;

	memcpy(shown, text, n);
	shown[n] = '\0';
	shown[strcspn(shown, "\n")] = '\0';
	fprintf(out, " value=\"%s%s\"", quotable(shown), rq->size > TEXT_SHOWN ? "..." : "");
}

void audit_write(const struct fs *fs, struct node node, const struct audit_client *c,
		 const struct fs_request *rq, const void *bytes, ssize_t result)
{
	char what[512] = "", came[32];
	FILE *out = fmemopen(what, sizeof(what), "w");

	if (!out)
		return;
	if (view_is_text(node.view))
		print_text(out, rq, bytes);
	else
		print_units(out, node, rq, bytes);
	fclose(out);
	snprintf(came, sizeof(came), "%zd bytes", result);
	line(fs, node, c, what, result < 0 ? strerror((int)-result) : came);
}
