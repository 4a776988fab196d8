/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of a PCI function: who it is, and where the kernel has put its BARs. */
#ifndef DEVMEMFS_FUNCTION_H
#define DEVMEMFS_FUNCTION_H

#include "machine.h"
#include "region.h"

struct pci_dev;

enum { FUNCTION_BARS = 6, FUNCTION_WINDOWS = 4 };

/* A BAR, a ROM, or a window of a bridge. */
struct function_window {
	struct range range; /* length 0: there is none; base 0: the kernel gave it no address */
	bool ports;	    /* else memory */
	bool prefetchable, wide; /* wide: 64-bit */
	bool shadowed;		 /* a ROM that the firmware has copied to RAM */
};

struct function {
	struct pci_function at;				 /* part is not used */
	uint16_t vendor, product, subvendor, subproduct; /* subvendor 0 or 0xffff: none */
	uint16_t class;
	uint8_t revision;
	int numa_node;	      /* -1: none */
	uint32_t config_size; /* bytes of its configuration space; 0: not known */
	const char *vendor_name, *product_name, *class_name, *subsystem_name; /* NULL: not known */
	const char *driver, *slot;					      /* NULL: none */
	struct function_window bars[FUNCTION_BARS], rom, windows[FUNCTION_WINDOWS];
};

/*
 * All functions of the machine, ascending by address, in memory of the regions: *list, *n. Reads
 * the kernel's files about them and no configuration space. 0; -ENODEV: there is no PCI bus, for
 * the reason in pcilib_error; -ENOMEM.
 */
int functions_read(struct regions *all, const struct machine *m, struct function **list, size_t *n);

/* Fills `at`, BARs, ROM and config_size of one function; the caller has set pcilib's trap. */
void function_places(struct function *f, const struct machine *m, struct pci_dev *dev);

/*
 * Gives the region of a part of the function (r->pci.part) its space and range; fails it, with
 * cause and remedy, if the function has no such part, or one without an address.
 */
void function_place(const struct function *f, struct region *r);

/* "ports", "memory, 64-bit, prefetchable", ... */
const char *function_window_kind(const struct function_window *w);

/* "key: value" lines, malloc'ed, for the caller to free; NULL: out of memory. */
char *function_info(const struct function *f, size_t *length);

#endif
