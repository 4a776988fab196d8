/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written: registers, groups, fields and values as devmemfs knows them. */
#ifndef DEVMEMFS_SVD_ITEM_H
#define DEVMEMFS_SVD_ITEM_H

#include "svd_model.h"

/* A word of SVD, and devmemfs's for it. */
struct svd_word {
	const char *spelling; /* in small letters, without - _ and blanks */
	const char *word;
	bool reads, writes;
};

/* How a register or a field behaves. */
struct svd_traits {
	const struct svd_word *access;
	const struct svd_word *read_effect, *write_effect; /* NULL: none */
};

struct svd_meaning {
	struct svd_meaning *next;
	const char *name;
	uint64_t first, last;
	bool others;	 /* every value that no other names */
	const char *use; /* NULL: both */
};

struct svd_bits {
	struct svd_bits *next;
	const char *name; /* with a %s if there is a count */
	uint64_t stride;  /* bits */
	uint32_t count;	  /* 0: no array */
	uint8_t low, bits;
	struct svd_traits traits;
	const struct svd_meaning *values;
};

/* A register, or a group of them. */
struct svd_item {
	struct svd_item *next;
	const char *name; /* as above */
	const char *description;
	uint64_t offset, stride; /* bytes */
	uint64_t reset, known;	 /* known == 0: no reset value */
	uint32_t count;
	uint8_t width; /* bits; 0: a group */
	struct svd_traits traits;
	const struct svd_bits *fields;
	const struct svd_item *members;
};

/* What registers have that say nothing themselves. */
struct svd_defaults {
	uint64_t size, reset, mask;
	const struct svd_word *access;
	bool has_reset;
};

/* Changes the traits to what the node itself says (svd_word.c). */
void svd_traits_read(struct svd *s, struct svd_node *node, struct svd_traits *traits);

/* read-write */
const struct svd_word *svd_access_default(void);

/* The use of enumeratedValues: bit 0 reading, bit 1 writing. */
unsigned int svd_usage(struct svd *s, struct svd_node *values);

/*
 * The fields of a register of so many bits, of which there are `traits` (svd_field.c). What is made
 * is the list's. False after saying what is wrong.
 */
bool svd_fields(struct svd *s, const struct svd_node *node, unsigned int width,
		const struct svd_traits *traits, const struct svd_bits **fields);

/* The meanings of the values of a field of so many bits (svd_value.c). As above. */
bool svd_values(struct svd *s, const struct svd_node *field, unsigned int bits,
		const struct svd_meaning **values);

/*
 * All registers of a peripheral that begins at an address, their offsets counted from `start`
 * (svd_expand.c). As above.
 */
bool svd_expand(struct svd *s, const struct svd_node *peripheral, uint64_t address, uint64_t start,
		const struct svd_item **items);

#endif
