/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One access in each order, for order.sh to read what the compiler has made of it. */
#include "io.h"

uint64_t strict_load(const volatile void *p);
uint64_t relaxed_load(const volatile void *p);
void strict_store(volatile void *p, uint64_t value);
void relaxed_store(volatile void *p, uint64_t value);

uint64_t strict_load(const volatile void *p)
{
	return io_load_ordered(p, 4, true);
}

uint64_t relaxed_load(const volatile void *p)
{
	return io_load_ordered(p, 4, false);
}

void strict_store(volatile void *p, uint64_t value)
{
	io_store_ordered(p, 4, value, true);
}

void relaxed_store(volatile void *p, uint64_t value)
{
	io_store_ordered(p, 4, value, false);
}

void drain_stores(void);

void drain_stores(void)
{
	barrier_drain_stores();
}
