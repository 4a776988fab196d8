/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The witness of plain loads and stores: memory in which each instruction's access is noted. */
#ifndef DEVMEMFS_UNIT_TRAP_H
#define DEVMEMFS_UNIT_TRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False where it cannot be done: not x86-64, or valgrind, which has no single step. */
bool trap_works(void);

/*
 * From here on each access to these whole pages enters the journal `seen`: its offset from `zero`,
 * its direction, and its width, which is 0 for anything but a plain mov of 1 to 8 bytes.
 */
void trap_begin(volatile uint8_t *pages, size_t length, const volatile uint8_t *zero);
void trap_end(void);

#endif
