/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The witness of libpci: which pread and pwrite calls it makes, with their sizes and offsets. */
#ifndef DEVMEMFS_UNIT_CALLS_H
#define DEVMEMFS_UNIT_CALLS_H

#include <stdbool.h>

/* While true, each call enters the journal `seen`, with value 0 and its size as width. */
extern bool calls_watched;

#endif
