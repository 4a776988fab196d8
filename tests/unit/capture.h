/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the code under test prints to stderr, as a string. */
#ifndef DEVMEMFS_UNIT_CAPTURE_H
#define DEVMEMFS_UNIT_CAPTURE_H

/* From here on stderr goes to a file of ours. */
void capture_begin(void);

/* Gives stderr back; returns what was printed, good until the next call. */
const char *capture_end(void);

/* A fixture's teardown: gives stderr back if a failed test did not. */
void capture_teardown(void);

#endif
