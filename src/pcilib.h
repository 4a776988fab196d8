/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libpci as a guest: it may neither end the program nor print, and it looks only below our root. */
#ifndef DEVMEMFS_PCILIB_H
#define DEVMEMFS_PCILIB_H

#include <pci/pci.h>
#include <stdbool.h>

#include "machine.h"
#include "region.h"

/* Why the last function here that failed did so: libpci's own message. One for each thread. */
extern _Thread_local char pcilib_error[256];

/* Opens libpci on the machine's /sys/bus/pci; NULL: pcilib_error says why. End with pci_cleanup. */
struct pci_access *pcilib_open(const struct machine *m, bool writeable);

/*
 * The same, with all functions listed in pci->devices, in no order. They are for pcilib_fill only:
 * their configuration space looks empty, so that no field makes libpci ask a device.
 */
struct pci_access *pcilib_bus(const struct machine *m);

/*
 * Finds fields (PCI_FILL_*) of a function of pcilib_bus. 0, or -EIO: pcilib_error says which file
 * of sysfs is missing or damaged. libpci counts them as found then, so ask for a field only once.
 */
int pcilib_fill(struct pci_dev *dev, int fields);

/*
 * Opens libpci with its list of names (pci.ids) loaded; a made-up machine may have its own. NULL:
 * there is none, or pcilib_error says why. End with pci_cleanup.
 */
struct pci_access *pcilib_names(const struct machine *m);

/*
 * The name of what id's numbers say, in the order that pci_lookup_name wants for the kind
 * (PCI_LOOKUP_*), from that list and from nowhere else; NULL: it is not there. In buffer.
 */
const char *pcilib_name(struct pci_access *names, char *buffer, size_t size, int kind,
			const unsigned int id[4]);

/* The path of a file of the function in sysfs, into buffer (PATH_MAX bytes); returns buffer. */
const char *pcilib_path(const struct machine *m, char *buffer, const struct pci_function *f,
			const char *file);

#endif
