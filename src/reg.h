/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a list of registers is: plain data, names and bit fields, found by name in constant time. */
#ifndef DEVMEMFS_REG_H
#define DEVMEMFS_REG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What reading does besides; CMSIS-SVD's readAction. */
enum reg_read_effect { READ_PLAIN, READ_CLEARS, READ_SETS, READ_MODIFIES, READ_EXTERNAL };

/* What writing does instead of storing the value; CMSIS-SVD's modifiedWriteValues. */
enum reg_write_effect {
	WRITE_PLAIN,
	WRITE_ONE_TO_CLEAR,
	WRITE_ONE_TO_SET,
	WRITE_ONE_TO_TOGGLE,
	WRITE_ZERO_TO_CLEAR,
	WRITE_ZERO_TO_SET,
	WRITE_ZERO_TO_TOGGLE,
	WRITE_CLEARS, /* any value does */
	WRITE_SETS,
	WRITE_MODIFIES,
};

/* How a register or a field behaves. */
struct reg_traits {
	uint16_t access : 2;	   /* enum direction */
	uint16_t once : 1;	   /* can be written once after a reset */
	uint16_t allowed : 1;	   /* registers: may be read in spite of the effect */
	uint16_t read_effect : 3;  /* enum reg_read_effect */
	uint16_t write_effect : 4; /* enum reg_write_effect */
	uint16_t closed : 1;	   /* registers: reading it, or what shares its bytes, or one of its
				    * fields, has an effect */
};

/* A register, or a group of them. Names are offsets in the list's text. */
struct reg {
	uint64_t offset; /* in the region, bytes */
	uint64_t reset;	 /* its value after a reset ... */
	uint64_t known;	 /* ... and which bits of that are known */
	uint32_t name;
	uint32_t parent; /* the group that it is in; the outermost is 0 */
	uint32_t first;	 /* its first field; a group's: its first member */
	uint32_t count;	 /* how many */
	uint8_t width;	 /* bytes: 1, 2, 4 or 8; 0: a group */
	struct reg_traits traits;
};

struct reg_field {
	uint32_t name;
	uint32_t reg;	 /* the register that it is in */
	uint32_t values; /* its first value; 0: they have no names */
	uint8_t low;	 /* its lowest bit */
	uint8_t bits;	 /* how many */
	struct reg_traits traits;
};

/* What a field's values mean. Those of a field follow each other. */
struct reg_value {
	uint64_t first, last; /* they mean the same */
	uint32_t name;
	uint8_t use;  /* enum direction: when it is read, when it is written, or both */
	bool others;  /* every value that no other names */
	bool is_last; /* of its field */
};

/* v[0] is the outermost group; values[0] is none. The members of a group follow each other. */
struct reg_list {
	size_t n, n_fields, n_values;
	struct reg *v;
	struct reg_field *fields;
	struct reg_value *values;
	uint32_t *slots; /* registers and groups, hashed by group and name ... */
	uint32_t mask;	 /* ... in mask + 1 places; 0: none */
	char *text;
	size_t n_text; /* bytes */
};

/* Room for a path in a list, "GROUP/REGISTER/FIELD"; a longer one is cut. */
enum { REG_PATH = 1024 };

static inline bool reg_is_group(const struct reg *r)
{
	return r->width == 0;
}

static inline const char *reg_name(const struct reg_list *list, const struct reg *r)
{
	return list->text + r->name;
}

static inline const char *reg_field_name(const struct reg_list *list, const struct reg_field *f)
{
	return list->text + f->name;
}

static inline const struct reg_field *reg_fields(const struct reg_list *list, const struct reg *r)
{
	return list->fields + r->first;
}

/* All bits of a register or a field that is so many bits wide. */
static inline uint64_t reg_ones(unsigned int bits)
{
	return UINT64_MAX >> (64 - bits);
}

static inline uint64_t reg_all_bits(const struct reg *r)
{
	return reg_ones(8u * r->width);
}

/* A field's bits in its register, and its value in the register's. */
static inline uint64_t reg_field_mask(const struct reg_field *f)
{
	return reg_ones(f->bits) << f->low;
}

static inline uint64_t reg_field_get(const struct reg_field *f, uint64_t value)
{
	return value >> f->low & reg_ones(f->bits);
}

/* The register or group of that name in a group, by number; 0: there is none. */
uint32_t reg_find(const struct reg_list *list, uint32_t group, const char *name);

/* A field of the register by its name; NULL: there is none. */
const struct reg_field *reg_find_field(const struct reg_list *list, const struct reg *r,
				       const char *name);

/* True if all that they say is the same, at the same places. */
bool reg_list_same(const struct reg_list *a, const struct reg_list *b);

/* The path of a register or group into buffer (REG_PATH bytes), "" for the outermost; returns it.
 */
const char *reg_path(const struct reg_list *list, const struct reg *r, char *buffer);

/* What the value of a field means when it is read; NULL: it has no name. */
const char *reg_value_name(const struct reg_list *list, const struct reg_field *f, uint64_t value);

/*
 * The value of that name for writing: 0; -ENOENT: there is none; -EINVAL: it stands for more than
 * one value.
 */
int reg_named_value(const struct reg_list *list, const struct reg_field *f, const char *name,
		    uint64_t *value);

/*
 * The numbers of all registers, without the groups, by ascending offset and number; malloc'ed, *n
 * of them. NULL: out of memory.
 */
uint32_t *reg_order(const struct reg_list *list, size_t *n);

/* The hash of a name in a group, for the index. */
uint32_t reg_hash(uint32_t group, const char *name);

#endif
