/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a map: labels made printable and cut into lines, addresses and sizes as text. */
#ifndef DEVMEMFS_MAP_LABEL_H
#define DEVMEMFS_MAP_LABEL_H

#include <stddef.h>
#include <stdint.h>

#include "range.h"

enum {
	MAP_SIZE_TEXT = 32,  /* holds every text of map_label_size */
	MAP_RANGE_TEXT = 40, /* ... and of map_label_range */
};

/* A copy that prints: valid UTF-8, no control characters. To be freed; NULL: out of memory. */
char *map_label_clean(const char *label);

/* How many columns of a terminal the first `bytes` of a clean text need. */
size_t map_label_cells(const char *text, size_t bytes);

/*
 * How many bytes of a clean text make its first line of at most `cells` columns: all of it, or up
 * to a blank, or what fits; one character at least. The lines one after the other are the text.
 */
size_t map_label_line(const char *text, size_t cells);

/* How many such lines the text makes; an empty one makes none. */
size_t map_label_lines(const char *text, size_t cells);

/* "4 KiB", "1.5 MiB", "1 byte", "12345 bytes": the largest unit that says it exactly. */
void map_label_size(char text[MAP_SIZE_TEXT], uint64_t size);

/* START-END in hexadecimal, as the kernel prints it, with that many digits at least. */
void map_label_range(char text[MAP_RANGE_TEXT], struct range range, int digits);

#endif
