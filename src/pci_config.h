/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI configuration space as a file of sysfs, where one transfer is one access on the bus. */
#ifndef DEVMEMFS_PCI_CONFIG_H
#define DEVMEMFS_PCI_CONFIG_H

#include "machine.h"
#include "region.h"

/*
 * Opens that of a function; nothing is read. A descriptor, to be closed with close(2), or -errno
 * with *remedy (a constant string) saying what to do.
 */
int pci_config_open(const struct machine *m, const struct pci_function *f, bool writeable,
		    const char **remedy);

/*
 * One access of 1, 2 or 4 bytes at an aligned offset, its value as the little-endian bus gives it
 * (drivers/pci/pci-sysfs.c, pci_read_config: one transfer of the kernel). 0; -ENODEV: the function
 * is gone; -EPERM: the kernel has been locked down since it was opened, and refuses to write; -EIO:
 * without CAP_SYS_ADMIN at its opening the kernel ends the space after 64 bytes.
 */
int pci_config_load(int fd, uint64_t offset, unsigned int width, uint64_t *value);
int pci_config_store(int fd, uint64_t offset, unsigned int width, uint64_t value);

#endif
