/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the number of a file in its folder to the register or field that it is about. */
#include "view_reg.h"

#include "reg_text.h"
#include "reg_wait.h"

_Static_assert((int)REG_WHY == (int)VIEW_WHY, "a reason fits");

/* "0x" and a newline. */
enum { AROUND = 3 };

static const struct reg *reg_at(const struct region *r, uint64_t index)
{
	return &r->registers->v[index];
}

static const struct reg_field *field_at(const struct region *r, uint64_t index)
{
	return &r->registers->fields[index];
}

static struct reg_place place_of(const struct region *r, uint64_t index)
{
	const struct reg *reg = reg_at(r, index);

	return (struct reg_place){ reg->offset, reg->width, r->registers, reg };
}

static struct reg_place unit(const struct view *v, uint64_t index)
{
	return (struct reg_place){ .offset = index * v->form.width, .width = v->form.width };
}

uint64_t view_at_size(const struct view *v, const struct region *r, uint64_t index)
{
	(void)r;
	(void)index;
	return 2u * v->form.width + AROUND;
}

static int report(struct access *a, const struct reg_place *p, char **text, size_t *length)
{
	uint64_t value;
	int ret = reg_read(a, p, &value);

	return ret < 0 ? ret : reg_text_value(value, 2 * (int)p->width, text, length);
}

int view_at_report(const struct view *v, struct access *a, uint64_t index, char **text,
		   size_t *length)
{
	struct reg_place p = unit(v, index);

	return report(a, &p, text, length);
}

int view_at_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		    size_t length, char why[VIEW_WHY])
{
	struct reg_place p = unit(v, index);

	return reg_text_write(a, &p, text, length, why);
}

bool view_reg_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && r->registers;
}

unsigned int view_reg_allows(const struct region *r, uint64_t index)
{
	return r->access & reg_directions(reg_at(r, index));
}

/* What is not read without being asked has no size: tools that go by it leave it alone. */
uint64_t view_reg_size(const struct view *v, const struct region *r, uint64_t index)
{
	const struct reg *reg = reg_at(r, index);

	(void)v;
	return reg->traits.closed ? 0 : 2u * reg->width + AROUND;
}

int view_reg_report(const struct view *v, struct access *a, uint64_t index, char **text,
		    size_t *length)
{
	struct reg_place p = place_of(a->region, index);

	(void)v;
	return report(a, &p, text, length);
}

int view_reg_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		     size_t length, char why[VIEW_WHY])
{
	struct reg_place p = place_of(a->region, index);

	(void)v;
	return reg_text_write(a, &p, text, length, why);
}

unsigned int view_field_allows(const struct region *r, uint64_t index)
{
	const struct reg_field *f = field_at(r, index);

	return f->traits.access & view_reg_allows(r, f->reg);
}

/* As many digits as its highest value needs; a field of another register of effect has none. */
uint64_t view_field_size(const struct view *v, const struct region *r, uint64_t index)
{
	const struct reg_field *f = field_at(r, index);

	(void)v;
	return reg_at(r, f->reg)->traits.closed ? 0 : (f->bits + 3u) / 4 + AROUND;
}

int view_field_report(const struct view *v, struct access *a, uint64_t index, char **text,
		      size_t *length)
{
	const struct reg_field *f = field_at(a->region, index);
	struct reg_place p = place_of(a->region, f->reg);
	uint64_t value;
	int ret = reg_read(a, &p, &value);

	(void)v;
	return ret < 0 ? ret : reg_text_value(reg_field_get(f, value), 0, text, length);
}

int view_field_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		       size_t length, char why[VIEW_WHY])
{
	const struct reg_field *f = field_at(a->region, index);
	struct reg_place p = place_of(a->region, f->reg);

	(void)v;
	return reg_text_write_field(a, &p, f, text, length, why);
}

unsigned int view_decode_allows(const struct region *r, uint64_t index)
{
	return view_reg_allows(r, index) & ACCESS_READ;
}

/* A page, as of any text whose length is not known before. */
uint64_t view_decode_size(const struct view *v, const struct region *r, uint64_t index)
{
	(void)v;
	return reg_at(r, index)->traits.closed ? 0 : 4096;
}

int view_decode_report(const struct view *v, struct access *a, uint64_t index, char **text,
		       size_t *length)
{
	struct reg_place p = place_of(a->region, index);

	(void)v;
	return reg_text_decode(a, &p, text, length);
}

/* Writing the condition is what reads the register. */
unsigned int view_wait_allows(const struct region *r, uint64_t index)
{
	return view_reg_allows(r, index) & ACCESS_READ ? ACCESS_WRITE : 0;
}

int view_wait(struct access *a, uint64_t index, const char *text, size_t length,
	      struct reg_condition *condition, char why[VIEW_WHY])
{
	struct reg_place p = place_of(a->region, index);

	return reg_wait_parse(&p, text, length, condition, why);
}

unsigned int view_dump_allows(const struct region *r, uint64_t index)
{
	(void)index;
	return r->access & ACCESS_READ;
}

int view_dump_report(const struct view *v, struct access *a, uint64_t index, char **text,
		     size_t *length)
{
	(void)v;
	(void)index;
	return reg_text_dump(a, a->region->registers, text, length);
}
