/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in an SVD file, as plain data: a tree of nodes, each with its texts as they were written.
 */
#ifndef DEVMEMFS_SVD_MODEL_H
#define DEVMEMFS_SVD_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "svd_pool.h"

/* The elements that hold others, as bits of a set. */
enum svd_kind {
	SVD_DEVICE = 1,
	SVD_PERIPHERAL = 2,
	SVD_BLOCK = 4, /* addressBlock */
	SVD_CLUSTER = 8,
	SVD_REGISTER = 16,
	SVD_FIELD = 32,
	SVD_VALUES = 64, /* enumeratedValues */
	SVD_VALUE = 128,
};

/* The elements that hold a text, and the attribute derivedFrom. */
enum svd_id {
	SVD_NAME,
	SVD_VERSION,
	SVD_DESCRIPTION,
	SVD_DERIVED_FROM,
	SVD_ADDRESS, /* baseAddress, addressOffset, offset */
	SVD_SIZE,
	SVD_ACCESS,
	SVD_RESET_VALUE,
	SVD_RESET_MASK,
	SVD_READ_ACTION,
	SVD_MODIFIED_WRITE,
	SVD_ALTERNATE_GROUP,
	SVD_DIM,
	SVD_DIM_INCREMENT,
	SVD_DIM_INDEX,
	SVD_BIT_OFFSET,
	SVD_BIT_WIDTH,
	SVD_LSB,
	SVD_MSB,
	SVD_BIT_RANGE,
	SVD_USAGE,
	SVD_NUMBER, /* the value of an enumeratedValue */
	SVD_IS_DEFAULT,
	SVD_IDS
};

/* What one file, whatever it says, may come to. The fuzzer builds with less, and so does more. */
#ifndef SVD_REGISTERS_MAX
#define SVD_REGISTERS_MAX 1000000 /* clusters and peripherals count too */
#define SVD_FIELDS_MAX	  8000000
#endif

enum {
	SVD_GROUPS_MAX = 24, /* clusters in each other */
	SVD_RANGES_MAX = 64, /* of numbers that one enumeratedValue stands for */
	SVD_NAME_MAX = 200,  /* bytes */
};

struct svd_text {
	struct svd_text *next;
	const char *text; /* without the blanks around it */
	uint32_t line;
	uint8_t id; /* enum svd_id */
};

/* What a node stands for, all its copies and what is in it counted. */
struct svd_totals {
	uint64_t registers, groups, fields, values;
};

struct svd_node {
	struct svd_node *parent;
	struct svd_node *next;	       /* the next one in the parent */
	struct svd_node *first, *last; /* in this one, as written */
	struct svd_node *older;	       /* the one made before this, of all */
	struct svd_node *same;	       /* the next one of its hash, in the index of names */
	const struct svd_node *base;   /* what it is derived from */
	const struct svd_node *blocks; /* the node whose addressBlocks are this one's */
	struct svd_text *texts;	       /* own ones, and once it is settled those of its base */
	struct svd_node **members;     /* once it is settled: what is in it, inherited or not */
	struct svd_totals totals;      /* once it is settled */
	uint32_t n_members;
	uint32_t line;
	uint32_t dim; /* how many there are: 1 without dim */
	uint8_t kind; /* enum svd_kind */
	uint8_t state;
	uint8_t depth;	/* of groups, once it is settled */
	uint8_t warned; /* set of enum svd_warned: each is said once */
};

/* A peculiarity that is counted and told once a file. */
struct svd_noted {
	uint32_t line; /* of the first */
	uint32_t n;
};

struct svd {
	const char *file;      /* for messages */
	FILE *say;	       /* where messages go */
	unsigned int mistakes; /* that were told; after the first one nothing is worth going on */
	struct svd_pool tree;  /* the nodes and their texts */
	struct svd_pool list;  /* what is made of one peripheral */
	struct svd_node *device;
	struct svd_node *newest;
	struct svd_noted constraints, dim_arrays;
};

/* Starts and ends one file; the nodes live until the end. */
void svd_begin(struct svd *s, const char *file, FILE *say);
void svd_end(struct svd *s);

/* Memory, all 0, from one of the two pools; NULL after saying that there is none. */
void *svd_get(struct svd *s, struct svd_pool *pool, size_t size);

/* A new node at the end of its parent (NULL: the device); NULL after saying what is wrong. */
struct svd_node *svd_add(struct svd *s, struct svd_node *parent, enum svd_kind kind, uint32_t line);

/* Gives a node a text, which replaces one of the same id; false after saying what is wrong. */
bool svd_set(struct svd *s, struct svd_node *node, enum svd_id id, const char *text, size_t length,
	     uint32_t line);

/* NULL: it has none. */
const struct svd_text *svd_text(const struct svd_node *node, enum svd_id id);

/* The same as a string, "" if it has none. */
const char *svd_string(const struct svd_node *node, enum svd_id id);

static inline const char *svd_name(const struct svd_node *node)
{
	return svd_string(node, SVD_NAME);
}

/* "register", ... */
const char *svd_kind_name(enum svd_kind kind);

/* The name of the element. */
const char *svd_id_name(const struct svd_node *node, enum svd_id id);

/*
 * The number in a node's text: 1; 0: it has no such text, and *value is untouched; -1 after saying
 * what is wrong with it.
 */
int svd_read(struct svd *s, const struct svd_node *node, enum svd_id id, uint64_t *value);

#endif
