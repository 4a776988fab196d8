/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The standard registers of configuration space: the header, and the capabilities that there are.
 */
#ifndef DEVMEMFS_REG_PCI_H
#define DEVMEMFS_REG_PCI_H

#include "access.h"
#include "reg_shelf.h"

/* The shipped file that their lists are from: HEADER0, HEADER1, CAP_PM and so on. */
#define REG_PCI_FILE "pci.conf"

/*
 * Finds out which registers an opened configuration space has, as lspci does: it reads the header's
 * type and walks the two lists of capabilities, which are read and nothing else. NULL: it cannot be
 * read, is of another type, the lists are not there, or out of memory. The list is the shelf's;
 * functions that are alike share one.
 */
const struct reg_list *reg_pci_list(struct reg_shelf *shelf, struct access *a);

#endif
