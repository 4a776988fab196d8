/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Well-formed SVD from any bytes. */
#ifndef DEVMEMFS_FUZZ_XML_H
#define DEVMEMFS_FUZZ_XML_H

#include <stddef.h>
#include <stdint.h>

/*
 * Writes XML to `to` (room bytes, no 0 at the end), and returns its length. Bytes of 0x80 and more
 * are tags and words of SVD, others stand for themselves; every element that is open is closed.
 */
size_t fuzz_xml(char *to, size_t room, const uint8_t *data, size_t size);

#endif
