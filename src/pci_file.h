/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A function's files in sysfs of which one transfer is one access: config, and resourceN of ports.
 */
#ifndef DEVMEMFS_PCI_FILE_H
#define DEVMEMFS_PCI_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "machine.h"
#include "region.h"

/*
 * Opens such a file, to write it too or not. Descriptor, or -errno: -EPERM, where a locked down
 * kernel would open it for writing and then refuse each write (drivers/pci/pci-sysfs.c).
 */
int pci_file_open(const struct machine *m, const struct pci_function *f, const char *file,
		  bool writeable);

/* What to do about it where such a file cannot be written, -EPERM or -EROFS; otherwise NULL. */
const char *pci_file_remedy(const struct machine *m, int error);

/*
 * What a transfer of one unit of so many bytes came to, by what pread or pwrite returned: 0,
 * -ENODEV if the function is gone, -EPERM if the kernel has been locked down, or -EIO.
 */
int pci_file_moved(ssize_t moved, unsigned int width);

#endif
