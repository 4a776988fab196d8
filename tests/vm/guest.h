/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lock on programs that touch hardware themselves: they run in the tests' own VM or nowhere. */
#ifndef DEVMEMFS_GUEST_H
#define DEVMEMFS_GUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Two signs, of which no installed machine has either: a marker file in the initramfs, and a word
 * on the kernel's command line, which only a boot loader can write.
 */
static inline void guest_only(void)
{
	char line[4096] = "";
	FILE *f = fopen("/proc/cmdline", "r");

	if (f && !fgets(line, sizeof(line), f))
		line[0] = 0;
	if (f)
		fclose(f);
	if (!strstr(line, "devmemfs-vm") || access("/devmemfs-vm", F_OK) < 0) {
		fputs("this touches hardware: it runs only inside the tests' own VM\n", stderr);
		exit(1);
	}
}

#endif
