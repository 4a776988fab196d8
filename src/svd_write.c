/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text that devmemfs reads. Strings hold names, which have letters, digits, _ - . alone, and
 * words of ours; what a vendor wrote is in comments alone, without control characters.
 */
#include "svd_write.h"

#include <inttypes.h>
#include <string.h>

#include "svd_say.h"

enum { COLUMNS = 72 };

static void indent(FILE *out, unsigned int depth)
{
	fprintf(out, "%*s", 2 * (int)depth, "");
}

static void write_comment(FILE *out, unsigned int depth, const char *text)
{
	char clean[4 * COLUMNS + 16];

	svd_clean(clean, sizeof(clean), text, COLUMNS);
	if (!*clean)
		return;
	indent(out, depth);
	fprintf(out, "# %s\n", clean);
}

/* What of the traits is not as one would take it for anyway. */
static void write_traits(FILE *out, const struct svd_traits *t, const struct svd_traits *usual)
{
	if (t->access != usual->access && strcmp(t->access->word, usual->access->word) != 0)
		fprintf(out, " access = \"%s\";", t->access->word);
	if (t->read_effect != usual->read_effect)
		fprintf(out, " read-effect = \"%s\";",
			t->read_effect ? t->read_effect->word : "none");
	if (t->write_effect != usual->write_effect)
		fprintf(out, " write-effect = \"%s\";",
			t->write_effect ? t->write_effect->word : "none");
}

static void write_values(FILE *out, unsigned int depth, const struct svd_meaning *v)
{
	fputs(" values = (", out);
	for (; v; v = v->next) {
		fputc('\n', out);
		indent(out, depth);
		fprintf(out, "{ name = \"%s\"; value = \"", v->name);
		if (v->others)
			fputc('*', out);
		else if (v->first == v->last)
			fprintf(out, "%" PRIu64, v->first);
		else
			fprintf(out, "%" PRIu64 "-%" PRIu64, v->first, v->last);
		fputs("\";", out);
		if (v->use)
			fprintf(out, " use = \"%s\";", v->use);
		fputs(v->next ? " }," : " }", out);
	}
	fputs(" );", out);
}

static void write_fields(FILE *out, unsigned int depth, const struct svd_bits *f,
			 const struct svd_traits *usual)
{
	fputc('\n', out);
	indent(out, depth);
	fputs("fields = (", out);
	for (; f; f = f->next) {
		fputc('\n', out);
		indent(out, depth + 1);
		fprintf(out, "{ name = \"%s\"; bits = \"", f->name);
		if (f->bits > 1)
			fprintf(out, "%d:", f->low + f->bits - 1);
		fprintf(out, "%d\";", f->low);
		write_traits(out, &f->traits, usual);
		if (f->count)
			fprintf(out, " count = %" PRIu32 "; stride = \"%" PRIu64 "\";", f->count,
				f->stride);
		if (f->values)
			write_values(out, depth + 2, f->values);
		fputs(f->next ? " }," : " }", out);
	}
	fputs(" );", out);
}

static void write_register(FILE *out, unsigned int depth, const struct svd_item *item)
{
	const struct svd_traits usual = { .access = svd_access_default() };
	uint64_t all = UINT64_MAX >> (64 - item->width);

	fprintf(out, " width = %d;", item->width);
	write_traits(out, &item->traits, &usual);
	if (item->known) {
		int digits = item->width / 4;

		fprintf(out, " reset = \"0x%0*" PRIx64 "\";", digits, item->reset);
		if (item->known != all)
			fprintf(out, " reset-mask = \"0x%0*" PRIx64 "\";", digits, item->known);
	}
	if (item->fields)
		write_fields(out, depth + 1, item->fields, &item->traits);
}

static void write_items(FILE *out, unsigned int depth, const struct svd_item *item)
{
	fputs(" registers = (\n", out);
	for (; item; item = item->next) {
		write_comment(out, depth, item->description);
		indent(out, depth);
		fprintf(out, "{ name = \"%s\"; offset = \"0x%02" PRIx64 "\";", item->name,
			item->offset);
		if (item->count)
			fprintf(out, " count = %" PRIu32 "; stride = \"0x%" PRIx64 "\";",
				item->count, item->stride);
		if (item->width)
			write_register(out, depth, item);
		else
			write_items(out, depth + 1, item->members);
		fputs(item->next ? " },\n" : " }\n", out);
	}
	indent(out, depth - 1);
	fputs(");", out);
}

void svd_write_list(FILE *out, const char *name, const struct svd_item *items)
{
	fprintf(out, "  { name = \"%s\";", name);
	write_items(out, 2, items);
	fputs(" }", out);
}

/* The file's name as a string of the configuration can have it. */
static void file_name(const char *path, char *to, size_t size)
{
	const char *slash = strrchr(path, '/');

	svd_clean(to, size, slash ? slash + 1 : path, 100);
	for (; *to; to++)
		if (*to == '"' || *to == '\\')
			*to = '_';
}

static void write_region(FILE *out, const char *file, const struct svd_chosen *c,
			 const uint64_t *start, bool is_last)
{
	uint64_t from = start ? *start : c->address, size = c->size, distance = c->address - from;

	if (!size ||
	    (start && (c->address < from || __builtin_add_overflow(size, distance, &size))))
		fprintf(out, "#   { name = \"%s\"; memory = \"0x%" PRIx64 "+LENGTH\";", c->name,
			from);
	else
		fprintf(out, "#   { name = \"%s\"; memory = \"0x%" PRIx64 "+0x%" PRIx64 "\";",
			c->name, from, size);
	fprintf(out, " registers = \"%s:%s\"; }%s\n", file, c->name, is_last ? "" : ",");
}

void svd_write_head(FILE *out, const struct svd *s, const struct svd_chosen *v, size_t n,
		    const uint64_t *start)
{
	char file[512], title[512], text[400];

	file_name(s->file, file, sizeof(file));
	snprintf(text, sizeof(text), "%.250s %.100s", svd_name(s->device),
		 svd_string(s->device, SVD_VERSION));
	svd_clean(title, sizeof(title), text, COLUMNS);
	fprintf(out, "# %s: registers by name, from %s by svd2devmemfs.\n", title, file);
	if (n)
		fputs("# In devmemfs.conf, as root, where the physical address is the one here:\n# "
		      "regions = (\n",
		      out);
	for (size_t i = 0; i < n; i++)
		write_region(out, file, &v[i], start, i + 1 == n);
	if (n)
		fputs("# );\n", out);
}
