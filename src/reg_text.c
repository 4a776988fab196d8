/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read as text, and what text is written. */
#include "reg_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reg_number.h"

int reg_text_value(uint64_t value, int digits, char **text, size_t *length)
{
	int n = asprintf(text, "0x%0*" PRIx64 "\n", digits, value);

	if (n < 0) {
		*text = NULL;
		return -ENOMEM;
	}
	*length = (size_t)n;
	return 0;
}

static void print_field(FILE *out, const struct reg_list *list, const struct reg *r,
			const struct reg_field *f, uint64_t value)
{
	uint64_t mask = reg_field_mask(f), now = reg_field_get(f, value);
	const char *name = reg_value_name(list, f, now);

	fprintf(out, "%s [", reg_field_name(list, f));
	if (f->bits > 1)
		fprintf(out, "%d:", f->low + f->bits - 1);
	fprintf(out, "%d] ", f->low);
	if (!(f->traits.access & ACCESS_READ)) {
		fputs("write-only\n", out);
		return;
	}
	fprintf(out, "0x%" PRIx64 "%s%s", now, name ? " " : "", name ? name : "");
	if ((r->known & mask) == mask)
		fprintf(out, " reset 0x%" PRIx64, reg_field_get(f, r->reset));
	fputc('\n', out);
}

static void print_register(FILE *out, const struct reg_list *list, const struct reg *r,
			   uint64_t value)
{
	int digits = 2 * r->width;
	char path[REG_PATH];

	fprintf(out, "%s 0x%0*" PRIx64, reg_path(list, r, path), digits, value);
	if (r->known == reg_all_bits(r))
		fprintf(out, " reset 0x%0*" PRIx64, digits, r->reset);
	else if (r->known)
		fprintf(out, " reset 0x%0*" PRIx64 ":0x%0*" PRIx64, digits, r->reset & r->known,
			digits, r->known);
	fputc('\n', out);
}

static int end(FILE *out, int ret)
{
	if (fclose(out) != 0 && ret == 0)
		ret = -ENOMEM;
	return ret;
}

int reg_text_decode(struct access *a, const struct reg_place *p, char **text, size_t *length)
{
	const struct reg_field *f = reg_fields(p->list, p->reg), *last = f + p->reg->count;
	uint64_t value;
	FILE *out;
	int ret = reg_read(a, p, &value);

	if (ret < 0)
		return ret;
	out = open_memstream(text, length);
	if (!out)
		return -ENOMEM;
	print_register(out, p->list, p->reg, value);
	for (; f < last; f++)
		print_field(out, p->list, p->reg, f, value);
	return end(out, 0);
}

static bool is_dumped(const struct reg *r)
{
	return (r->traits.access & ACCESS_READ) && !r->traits.closed;
}

/* As many digits as the highest offset has, two at least. */
static int offset_digits(const struct reg_list *list, const uint32_t *order, size_t n)
{
	int digits = 2;

	while (n && digits < 16 && list->v[order[n - 1]].offset >> (4 * digits))
		digits++;
	return digits;
}

/* A line. 0 or -errno of the access, which the line tells. */
static int dump_one(FILE *out, struct access *a, const struct reg_list *list, const struct reg *r,
		    int digits)
{
	struct reg_place p = { r->offset, r->width, list, r };
	char path[REG_PATH];
	uint64_t value;
	int ret = reg_read(a, &p, &value);

	fprintf(out, "0x%0*" PRIx64 " %s ", digits, r->offset, reg_path(list, r, path));
	if (ret < 0)
		fprintf(out, "error: %s\n", strerror(-ret));
	else
		fprintf(out, "0x%0*" PRIx64 "\n", 2 * r->width, value);
	return ret;
}

static int dump(FILE *out, struct access *a, const struct reg_list *list, const uint32_t *order,
		size_t n)
{
	int digits = offset_digits(list, order, n), ret = 0;

	for (size_t i = 0; i < n && ret != -ENODEV; i++)
		if (is_dumped(&list->v[order[i]]))
			ret = dump_one(out, a, list, &list->v[order[i]], digits);
	return ret == -ENODEV ? ret : 0;
}

int reg_text_dump(struct access *a, const struct reg_list *list, char **text, size_t *length)
{
	size_t n;
	uint32_t *order = reg_order(list, &n);
	FILE *out = order ? open_memstream(text, length) : NULL;
	int ret = out ? end(out, dump(out, a, list, order, n)) : -ENOMEM;

	free(order);
	return ret;
}

/* What is wrong with a text, where the text itself does not tell. */
static int refuse(char why[REG_WHY], int error, const char *reason)
{
	snprintf(why, REG_WHY, "%s", reason);
	return error;
}

static const char one_line[] = "one value is written at once, in one line";

int reg_text_write(struct access *a, const struct reg_place *p, const char *text, size_t length,
		   char why[REG_WHY])
{
	struct reg_number number;
	const char *wrong;
	char line[REG_TEXT];
	int ret;

	if (reg_line(text, length, line) < 0)
		return refuse(why, -EINVAL, one_line);
	ret = reg_number(line, 8 * p->width, &number, &wrong);
	if (ret < 0)
		return refuse(why, ret, wrong);
	return number.masked ? reg_change(a, p, number.value, number.mask, why)
			     : reg_write(a, p, number.value);
}

/* A field's number from its text. */
static int field_value(const struct reg_list *list, const struct reg_field *f, const char *line,
		       uint64_t *value, char why[REG_WHY])
{
	struct reg_number number;
	const char *wrong;
	int ret = reg_named_value(list, f, line, value);

	if (ret == -EINVAL)
		return refuse(why, ret, "the name stands for more than one value; write a number");
	if (ret == 0)
		return 0;
	ret = reg_number(line, f->bits, &number, &wrong);
	if (ret < 0 && f->values && !strchr("0123456789", line[0]))
		wrong = "the field has no value of that name; decode shows it, and a number does "
			"as "
			"well";
	if (ret == 0 && number.masked) {
		ret = -EINVAL;
		wrong = "a field takes no mask";
	}
	*value = number.value;
	return ret < 0 ? refuse(why, ret, wrong) : 0;
}

int reg_text_write_field(struct access *a, const struct reg_place *p, const struct reg_field *f,
			 const char *text, size_t length, char why[REG_WHY])
{
	char line[REG_TEXT];
	uint64_t value;
	int ret;

	if (reg_line(text, length, line) < 0)
		return refuse(why, -EINVAL, one_line);
	ret = field_value(p->list, f, line, &value, why);
	return ret < 0 ? ret : reg_change(a, p, value << f->low, reg_field_mask(f), why);
}
