/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pause after an access where port 0x80 cannot be written. */
#ifndef DEVMEMFS_PAUSE_H
#define DEVMEMFS_PAUSE_H

/*
 * The port whose write is a pause: no device answers on the power-on self-test's diagnostic port,
 * so the write takes the time of an ISA bus cycle. inb_p and outb_p write there, in the kernel
 * (arch/x86/kernel/io_delay.c) and in the C library (sys/io.h).
 */
enum { PAUSE_PORT = 0x80 };

/* Waits 2 microseconds without sleeping: what the kernel does under io_delay=udelay. */
void pause_delay(void);

#endif
