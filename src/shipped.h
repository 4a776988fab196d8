/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of registers that come with the program: the files of conf/, built in. */
#ifndef DEVMEMFS_SHIPPED_H
#define DEVMEMFS_SHIPPED_H

struct shipped {
	const char *file; /* its name in conf/ */
	const char *text;
};

/* Ends with a row without a file. */
extern const struct shipped shipped[];

/* The text of that file; NULL: there is none. */
const char *shipped_text(const char *file);

#endif
