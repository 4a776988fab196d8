/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpci as a guest: it may neither end the program nor print, and it looks only below our root. */
#ifndef DEVMEMFS_PCILIB_H
#define DEVMEMFS_PCILIB_H

#include <pci/pci.h>
#include <setjmp.h>
#include <stdbool.h>

#include "machine.h"

/*
 * libpci's error function must not return (pci.h), so it jumps here, with the message in
 * pcilib_error. Whoever calls libpci sets the trap first: if (setjmp(pcilib_trap)) return -EIO;
 */
extern jmp_buf pcilib_trap;
extern char pcilib_error[256];

/* Opens libpci on the machine's /sys/bus/pci; NULL: pcilib_error says why. End with pci_cleanup. */
struct pci_access *pcilib_open(const struct machine *m, bool writeable);

#endif
