/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages with their place, and texts from the file made safe to print. */
#ifndef DEVMEMFS_SVD_SAY_H
#define DEVMEMFS_SVD_SAY_H

#include "svd_model.h"

/* What is told about a node only once, however often it is used. */
enum svd_warned {
	SVD_WARNED_NAME = 1,
	SVD_WARNED_TWICE = 2, /* a name that is taken */
	SVD_WARNED_PLACE = 4, /* left out: it cannot be there */
	SVD_WARNED_DIM = 8,
	SVD_WARNED_WORD = 16, /* access, readAction, ... */
	SVD_WARNED_RESET = 32,
	SVD_WARNED_WIDTH = 64,
};

/* "FILE:LINE: ..." (line 0: "FILE: ..."), one line without control bytes. Counts the mistake. */
__attribute__((format(printf, 3, 4))) void svd_mistake(struct svd *s, uint32_t line,
						       const char *format, ...);

/* "FILE:LINE: warning: ...": something was changed or left out. */
__attribute__((format(printf, 3, 4))) void svd_warn(struct svd *s, uint32_t line,
						    const char *format, ...);

/* As svd_warn, with the node's line and the words "register "NAME": " before it, once for `what`.
 */
__attribute__((format(printf, 4, 5))) void svd_warn_of(struct svd *s, struct svd_node *node,
						       enum svd_warned what, const char *format,
						       ...);

/*
 * Copies a text into `to` (size bytes) so that no terminal and no comment can be upset by it:
 * blanks become one space, and what is no printable character (or turns the direction of writing) a
 * "?". At most `columns` characters, the last three of them dots if it was longer. Returns `to`.
 */
char *svd_clean(char *to, size_t size, const char *text, unsigned int columns);

#endif
