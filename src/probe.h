/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the legacy window, 0xa0000 to 0xfffff: ROMs, RAM, nothing; by looking at it. */
#ifndef DEVMEMFS_PROBE_H
#define DEVMEMFS_PROBE_H

#include "access.h"

/*
 * Looks at each 2 KiB step of the region that nobody has claimed, by 8-bit reads alone, and says
 * what there is, one line a range: "0xSTART-0xEND: KIND", KIND being
 *
 *	claimed by NAME		from /proc/iomem; not touched
 *	expansion ROM, N bytes, checksum good, bad or not checked
 *	ROM			bytes that stay, and differ from those of an empty bus
 *	RAM			found by the last probe_command
 *	empty			what a bus shows where nobody answers
 *	unknown			two reads of a byte differ
 *
 * *text is malloc'ed, for the caller to free. 0, -ENOMEM, or -errno of a read.
 */
int probe_report(struct access *a, char **text, size_t *length);

/*
 * The one command, "write-test", with or without a newline: changes a byte of each unclaimed step
 * and puts it back; what that shows is remembered for reports. 0; -EINVAL: another command, nothing
 * was accessed; -EACCES: the region is not rw, likewise; -errno of an access.
 */
int probe_command(struct access *a, const char *text, size_t length);

#endif
