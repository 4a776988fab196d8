/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules that keep a change of some bits from changing others, and the read and the write. */
#include "reg_access.h"

#include <errno.h>
#include <stdio.h>

#include "io.h"

/* What becomes of the bits that are not written: kept as they were read, or ones; else zeros. */
struct neighbours {
	uint64_t kept, ones;
};

unsigned int reg_directions(const struct reg *r)
{
	bool shut = r->traits.closed && !r->traits.allowed;

	return r->traits.access & (unsigned int)~(shut ? ACCESS_READ : 0);
}

static struct form form_of(const struct reg_place *p)
{
	return (struct form){ .width = (uint8_t)p->width };
}

/* The core serves whole units; nothing at all is a place outside the region. */
static int result(ssize_t n)
{
	return n > 0 ? 0 : n < 0 ? (int)n : -EIO;
}

int reg_read(struct access *a, const struct reg_place *p, uint64_t *value)
{
	uint8_t unit[WIDTH_Q];
	int ret = result(access_read(a, form_of(p), p->offset, unit, p->width));

	if (ret == 0)
		*value = io_get(unit, p->width);
	return ret;
}

int reg_write(struct access *a, const struct reg_place *p, uint64_t value)
{
	uint8_t unit[WIDTH_Q];
	int ret;

	io_put(unit, p->width, value);
	ret = result(access_write(a, form_of(p), p->offset, unit, p->width));
	/* Flushing must not read what nobody else may read. */
	if (p->reg && !(reg_directions(p->reg) & ACCESS_READ))
		access_shut(a);
	return ret;
}

static int refuse(char why[REG_WHY], const char *what, const char *reason)
{
	snprintf(why, REG_WHY,
		 "%s %s, so writing some of the bits is not safe; write the whole register", what,
		 reason);
	return -EPERM;
}

/*
 * Bits that would be written together with others: their traits say what they get. `what` names
 * them.
 */
static int spare(struct neighbours *n, uint64_t bits, struct reg_traits traits, const char *what,
		 char why[REG_WHY])
{
	if (!bits)
		return 0;
	if (traits.once)
		return refuse(why, what, "can be written only once");
	switch (traits.write_effect) {
	case WRITE_PLAIN:
		break;
	case WRITE_ONE_TO_CLEAR:
	case WRITE_ONE_TO_SET:
	case WRITE_ONE_TO_TOGGLE:
		n->kept &= ~bits;
		return 0;
	case WRITE_ZERO_TO_CLEAR:
	case WRITE_ZERO_TO_SET:
	case WRITE_ZERO_TO_TOGGLE:
		n->kept &= ~bits;
		n->ones |= bits;
		return 0;
	default:
		return refuse(why, what, "is changed by any write");
	}
	if (!(traits.access & ACCESS_READ))
		return refuse(why, what, "cannot be read back");
	return 0;
}

/* What the fields leave over is as the register itself. */
static int spare_all(struct neighbours *n, const struct reg_place *p, uint64_t mask,
		     char why[REG_WHY])
{
	const struct reg_field *f = reg_fields(p->list, p->reg), *end = f + p->reg->count;
	uint64_t left = reg_all_bits(p->reg) & ~mask;
	uint64_t reserved = left;
	int ret = 0;

	for (; f < end && ret == 0; f++) {
		uint64_t bits = reg_field_mask(f);

		ret = spare(n, bits & left, f->traits, reg_field_name(p->list, f), why);
		reserved &= ~bits;
	}
	if (ret == 0)
		ret = spare(n, reserved, p->reg->traits, "the rest of it", why);
	return ret;
}

/* Nothing can be read, and nothing has to be. */
static bool is_whole(const struct reg_place *p, uint64_t mask)
{
	return p->reg && !(p->reg->traits.access & ACCESS_READ) && mask == reg_all_bits(p->reg);
}

static int look(const struct reg_place *p, uint64_t mask, struct neighbours *n, char why[REG_WHY])
{
	*n = (struct neighbours){ .kept = ~mask };
	if (!p->reg)
		return 0;
	if (p->reg->traits.closed) {
		snprintf(why, REG_WHY,
			 "reading the register has an effect, so some of its bits "
			 "cannot be written; write the whole register");
		return -EPERM;
	}
	if (!(p->reg->traits.access & ACCESS_READ) && !is_whole(p, mask))
		return refuse(why, "the register", "cannot be read back");
	return spare_all(n, p, mask, why);
}

int reg_change(struct access *a, const struct reg_place *p, uint64_t value, uint64_t mask,
	       char why[REG_WHY])
{
	struct neighbours n;
	uint64_t old = 0;
	int ret = look(p, mask, &n, why);

	if (ret < 0)
		return ret;
	if (is_whole(p, mask))
		return reg_write(a, p, value);
	/* Before it is read: a change that can be read but not written would be half done. */
	if ((a->region->access & ACCESS_BOTH) != ACCESS_BOTH)
		return -EACCES;
	ret = reg_read(a, p, &old);
	if (ret < 0)
		return ret;
	return reg_write(a, p, (old & n.kept) | n.ones | (value & mask));
}
