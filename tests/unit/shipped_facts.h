/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What others say about registers of the shipped lists, to be compared with the lists. */
#ifndef DEVMEMFS_UNIT_SHIPPED_FACTS_H
#define DEVMEMFS_UNIT_SHIPPED_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "reg.h"

/* One of the files of conf/, a list in it, and how many it has. */
struct shipped_file {
	const char *file, *list;
	size_t lists;
};

/* All of them, in the order in which they are built in; ends with a row without a file. */
extern const struct shipped_file shipped_files[];

struct shipped_fact {
	const char *file, *list, *name; /* a register */
	uint64_t offset;
	unsigned int width; /* bytes */
	const char *field;  /* one of its fields; NULL: none */
	uint64_t mask;	    /* the field's bits */
};

/* A checked fixture. */
void shipped_setup(void);
void shipped_teardown(void);

/* Loads all files, which must be without a mistake. */
void shipped_load(void);

/* A list of a loaded file, and a register in it, which must be there. */
const struct reg_list *shipped_list(const char *file, const char *name);
const struct reg *shipped_reg(const struct reg_list *list, const char *name);

/* Loads all files and fails the test at the first fact that is not so. */
void shipped_facts(const struct shipped_fact *fact, size_t n);

#endif
