/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers of SVD files, in all the forms that real files have. */
#ifndef DEVMEMFS_SVD_NUMBER_H
#define DEVMEMFS_SVD_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A number: 0x or 0X hexadecimal, # or 0b binary, else decimal (a leading 0 means nothing); a + may
 * be before it, one of k, M, G, T (x1024 ...) or a C suffix (u, l) behind it. Returns 0, -EINVAL if
 * it is none, or -ERANGE if it does not fit into 64 bits.
 */
int svd_number(const char *text, uint64_t *value);

/* As svd_number; binary digits may also be x, "does not matter": those are the bits of *any. */
int svd_pattern(const char *text, uint64_t *value, uint64_t *any);

/* "[MSB:LSB]", with or without the brackets, or one bit's number. Returns as svd_number. */
int svd_bit_range(const char *text, uint64_t *msb, uint64_t *lsb);

/* True if the text would be read as a number where a name and a number are both possible. */
bool svd_looks_numeric(const char *text);

#endif
