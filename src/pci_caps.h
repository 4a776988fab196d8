/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The capabilities of a PCI function, found by walking its two lists as lspci does. */
#ifndef DEVMEMFS_PCI_CAPS_H
#define DEVMEMFS_PCI_CAPS_H

#include "access.h"

enum { PCI_NORMAL, PCI_BRIDGE, PCI_CARDBUS, PCI_HEADER_TYPES };

enum { PCI_CAPS_MAX = 128 };

struct pci_cap {
	uint16_t id, offset; /* of its first byte in configuration space */
	bool extended;
	const char *name; /* as setpci has it; CAP or ECAP: it has none */
	const char *list; /* the shipped list of registers that describes it, if there is one */
};

struct pci_caps {
	struct access *a;
	uint32_t type;	    /* of the header */
	uint32_t exp_flags; /* of its PCI Express capability; 0: it has none */
	size_t n;
	struct pci_cap v[PCI_CAPS_MAX]; /* as they were found */
};

/*
 * Reads the header's type and walks the lists; nothing else is accessed. False: the configuration
 * space cannot be read in all widths, or the type is none of these. A list that is broken ends
 * where it is.
 */
bool pci_caps_read(struct access *a, struct pci_caps *all);

#endif
