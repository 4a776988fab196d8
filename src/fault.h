/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bus faults: a mapped access that nobody answers raises SIGBUS, and becomes an error of its
 * request. */
#ifndef DEVMEMFS_FAULT_H
#define DEVMEMFS_FAULT_H

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

/*
 *	if (fault_begin())
 *		return ...;	the access between here and fault_end was not answered
 *	... access ...
 *	fault_end();
 *
 * Not to be nested, and for one thread. What is used after a fault must not change between the
 * two. A SIGBUS outside of them ends the program as ever.
 */
#define fault_begin() (fault_expected = 1, sigsetjmp(fault_return, 0) != 0)

extern volatile sig_atomic_t fault_expected;
extern sigjmp_buf fault_return;

static inline void fault_end(void)
{
	fault_expected = 0;
}

/* Takes over SIGBUS; to be called before the first fault_begin. */
void fault_catch(void);

/* After a fault in a run of `count` units of `width` bytes from p on: how many came before it. */
size_t fault_units(const volatile void *p, unsigned int width, size_t count);

#endif
