/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpci as a guest: it may neither end the program nor print, and it looks only below our root. */
#ifndef DEVMEMFS_PCILIB_H
#define DEVMEMFS_PCILIB_H

#include <pci/pci.h>
#include <setjmp.h>
#include <stdbool.h>

#include "machine.h"
#include "region.h"

/*
 * libpci's error function must not return (pci.h), so it jumps here, with the message in
 * pcilib_error. Whoever calls libpci sets the trap first: if (setjmp(pcilib_trap)) return -EIO;
 */
extern _Thread_local jmp_buf pcilib_trap;
extern _Thread_local char pcilib_error[256];

/* Opens libpci on the machine's /sys/bus/pci; NULL: pcilib_error says why. End with pci_cleanup. */
struct pci_access *pcilib_open(const struct machine *m, bool writeable);

/*
 * The same with all functions found, ascending by address: libpci lists them in no order. NULL, as
 * pcilib_open.
 */
struct pci_access *pcilib_bus(const struct machine *m);

/* The path of a file of the function in sysfs, into buffer (PATH_MAX bytes); returns buffer. */
const char *pcilib_path(const struct machine *m, char *buffer, const struct pci_function *f,
			const char *file);

/*
 * The configuration space of one function, opened: what needs privileges has been done. NULL:
 * pcilib_error says why. Ends with pcilib_close.
 */
struct pci_dev *pcilib_function(const struct machine *m, const struct pci_function *f,
				bool writeable);
void pcilib_close(struct pci_dev *dev);

/*
 * One transfer of 1, 2 or 4 bytes at an aligned offset, which is one access on the bus. 0, or -EIO:
 * without CAP_SYS_ADMIN the kernel ends configuration space after 64 bytes.
 */
int pcilib_load(struct pci_dev *dev, uint64_t offset, unsigned int width, uint64_t *value);
int pcilib_store(struct pci_dev *dev, uint64_t offset, unsigned int width, uint64_t value);

#endif
