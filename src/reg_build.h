/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes a list of registers, group by group, and packs it into one block of memory. */
#ifndef DEVMEMFS_REG_BUILD_H
#define DEVMEMFS_REG_BUILD_H

#include "reg.h"
#include "region.h"

/* As many registers and groups, and as many fields, as a list can have. */
enum { REG_MAX = 1 << 24, REG_FIELDS_MAX = 1 << 26 };

/* A list that is being made; `list` can be looked at, and moves with each addition. */
struct reg_builder {
	struct reg_list list;
	size_t room, fields_room, values_room, text_room;
	uint32_t *texts; /* where each text is, hashed */
	uint32_t texts_mask, n_texts, n_slots;
};

/* 0 or -ENOMEM; end it with reg_build_finish or reg_build_abandon in both cases. */
int reg_build_start(struct reg_builder *b);
void reg_build_abandon(struct reg_builder *b);

/* The number of a text in the list, each text once; 0: out of memory. */
uint32_t reg_build_text(struct reg_builder *b, const char *text);

/*
 * Makes room for n members of a group that has none. The number of the first of them; 0: out of
 * memory, or more than REG_MAX in all.
 */
uint32_t reg_build_members(struct reg_builder *b, uint32_t group, uint32_t n);

/*
 * Says what a member is; its group and what is in it are the list's own. 0; -EEXIST: there is
 * another one of its name in the group; -ENOMEM.
 */
int reg_build_put(struct reg_builder *b, uint32_t member, const struct reg *r);

/*
 * Adds a field to the register that was put last. 0; -EEXIST: it has one of that name; -ENOMEM; or
 * -E2BIG: more than REG_FIELDS_MAX in all.
 */
int reg_build_field(struct reg_builder *b, uint32_t member, struct reg_field f);

/* Gives it the fields that another register of this list has. 0 or -errno as above. */
int reg_build_same_fields(struct reg_builder *b, uint32_t member, uint32_t like);

/* The number of the first of n values, for reg_field.values; 0: out of memory. */
uint32_t reg_build_values(struct reg_builder *b, const struct reg_value *v, size_t n);

/*
 * Makes a member, of which nothing was said, like one of another list, with all that is in that, or
 * (NULL) of this one, `further` bytes behind where it was. 0 or -errno as above; -EOVERFLOW: an
 * offset would not fit into 63 bits.
 */
int reg_build_copy(struct reg_builder *b, uint32_t member, const struct reg_list *from,
		   uint32_t old, uint64_t further);

/*
 * Copies the members of a group of another list, or (NULL) of this one, with all that is in them,
 * into a group that has none, `further` bytes behind where they were. 0 or -errno as above.
 */
int reg_build_graft(struct reg_builder *b, uint32_t group, const struct reg_list *from,
		    uint32_t from_group, uint64_t further);

/*
 * Ends it: finds out which registers must not be read, and packs the list into one block of the
 * regions' pool. NULL: out of memory.
 */
const struct reg_list *reg_build_finish(struct reg_builder *b, struct regions *all);

/* A copy of a finished list in the memory of other regions; NULL: out of memory. */
const struct reg_list *reg_pack(const struct reg_list *list, struct regions *all);

#endif
