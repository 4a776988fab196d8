/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views of registers: members of struct view for the rows of view.c. */
#ifndef DEVMEMFS_VIEW_REG_H
#define DEVMEMFS_VIEW_REG_H

#include "view.h"

/* at/OFFSET.W: one register by its offset. */
uint64_t view_at_size(const struct view *v, const struct region *r, uint64_t index);
int view_at_report(const struct view *v, struct access *a, uint64_t index, char **text,
		   size_t *length);
int view_at_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		    size_t length, char why[VIEW_WHY]);

/* reg, field, decode, wait and dump exist where registers have names. */
bool view_reg_exists(const struct view *v, const struct region *r);

/* reg/NAME: one register by its name. */
unsigned int view_reg_allows(const struct region *r, uint64_t index);
uint64_t view_reg_size(const struct view *v, const struct region *r, uint64_t index);
int view_reg_report(const struct view *v, struct access *a, uint64_t index, char **text,
		    size_t *length);
int view_reg_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		     size_t length, char why[VIEW_WHY]);

/* field/NAME/FIELD: some bits of it. */
unsigned int view_field_allows(const struct region *r, uint64_t index);
uint64_t view_field_size(const struct view *v, const struct region *r, uint64_t index);
int view_field_report(const struct view *v, struct access *a, uint64_t index, char **text,
		      size_t *length);
int view_field_command(const struct view *v, struct access *a, uint64_t index, const char *text,
		       size_t length, char why[VIEW_WHY]);

/* decode/NAME: all of them. */
unsigned int view_decode_allows(const struct region *r, uint64_t index);
uint64_t view_decode_size(const struct view *v, const struct region *r, uint64_t index);
int view_decode_report(const struct view *v, struct access *a, uint64_t index, char **text,
		       size_t *length);

/* wait/NAME: until it has a value. */
unsigned int view_wait_allows(const struct region *r, uint64_t index);
int view_wait(struct access *a, uint64_t index, const char *text, size_t length,
	      struct reg_condition *condition, char why[VIEW_WHY]);

/* dump: all registers. */
unsigned int view_dump_allows(const struct region *r, uint64_t index);
int view_dump_report(const struct view *v, struct access *a, uint64_t index, char **text,
		     size_t *length);

#endif
