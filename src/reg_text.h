/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers as text: one value, a register taken apart, and all that can be read. */
#ifndef DEVMEMFS_REG_TEXT_H
#define DEVMEMFS_REG_TEXT_H

#include "reg_access.h"

/*
 * Each makes *text, malloc'ed, *length bytes long, for the caller to free. 0, -ENOMEM, or -errno of
 * the access.
 */

/* "0x", the value in so many digits (0: as many as it needs), and a newline. */
int reg_text_value(uint64_t value, int digits, char **text, size_t *length);

/*
 * One read, and then the register and each of its fields, a line each: "CTRL 0x00000003",
 * "MODE [3:1] 0x1 master"; where it is known " reset VALUE" follows.
 */
int reg_text_decode(struct access *a, const struct reg_place *p, char **text, size_t *length);

/*
 * "OFFSET NAME VALUE", ascending, of each register that can be read and whose reading has no
 * effect. Where one fails the value is "error: REASON"; -ENODEV ends it.
 */
int reg_text_dump(struct access *a, const struct reg_list *list, char **text, size_t *length);

/* Writes the line, VALUE or VALUE:MASK, to the register. As reg_number and reg_change. */
int reg_text_write(struct access *a, const struct reg_place *p, const char *text, size_t length,
		   char why[REG_WHY]);

/* Writes a field of it: a number, or the name of a value. As reg_number and reg_change. */
int reg_text_write_field(struct access *a, const struct reg_place *p, const struct reg_field *f,
			 const char *text, size_t length, char why[REG_WHY]);

#endif
