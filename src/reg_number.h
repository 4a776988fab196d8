/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that is written to registers: numbers, masks and times, every character accounted for. */
#ifndef DEVMEMFS_REG_NUMBER_H
#define DEVMEMFS_REG_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As long as a text to a register can be, with its end. */
enum { REG_TEXT = 256 };

/* VALUE or VALUE:MASK. */
struct reg_number {
	uint64_t value, mask; /* of a value alone: all ones */
	bool masked;
};

/*
 * The text of a write without its newline, as a string in `line`. 0; -EINVAL: it is too long, or
 * holds more than one line or a byte 0.
 */
int reg_line(const char *text, size_t length, char line[REG_TEXT]);

/*
 * Reads VALUE or VALUE:MASK, each a C literal of at most that many bits (0x hexadecimal, leading 0
 * octal, else decimal). 0; -EINVAL: it is something else; -ERANGE: it is wider; *why says what is
 * wrong (a constant).
 */
int reg_number(const char *line, unsigned int bits, struct reg_number *number, const char **why);

/* Reads a time, "500ms", "10us" or "2s", in nanoseconds; errors as above. */
int reg_time(const char *text, uint64_t *ns, const char **why);

#endif
