/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of each PCI function without asking it: the kernel's word and the names of pci.ids.
 */
#ifndef DEVMEMFS_FUNCTION_H
#define DEVMEMFS_FUNCTION_H

#include "machine.h"
#include "region.h"

/* One BAR, ROM or bridge window, as the kernel assigned it. */
struct function_window {
	struct range range; /* a length of 0: absent; a base of 0: the kernel gave no address */
	bool io, memory;
	bool prefetchable, wide; /* of memory; wide: with an address of 64 bits */
	bool shadowed;		 /* a ROM that the firmware has copied to RAM */
};

/* What is found together, and so what can be missing while the rest is known. */
enum function_part {
	FUNCTION_IDENTITY,
	FUNCTION_CLASS, /* with interface, revision and subsystem */
	FUNCTION_WINDOWS,
	FUNCTION_PLACE, /* driver, slot, NUMA node */
	FUNCTION_PARTS,
};

/* The strings belong to the regions' pool. */
struct function {
	struct pci_function at; /* domain, bus, device, function */
	uint16_t vendor, product;
	uint16_t subvendor, subproduct; /* subvendor 0 or 0xffff: none */
	uint16_t class;			/* base class and subclass */
	uint8_t interface, revision;
	int numa_node;				 /* negative: none */
	const char *vendor_name, *product_name;	 /* NULL: not in pci.ids, or not asked for */
	const char *class_name, *subsystem_name; /* likewise */
	const char *driver, *slot;		 /* NULL: none */
	struct function_window bars[6], rom;
	struct function_window windows[4];  /* bridges: ports, memory, prefetchable memory */
	uint32_t config_size;		    /* of sysfs's file, in bytes; 0: unknown */
	const char *causes[FUNCTION_PARTS]; /* why that part is not known; NULL: it is known */
};

/*
 * Finds all functions, ascending by address, without names, into the pool of `all`. Only files of
 * sysfs are read, and the file config is not among them. What sysfs does not tell of a function is
 * in its causes. 0, or -errno with pcilib_error saying why: -ENODEV there is no PCI bus, -EIO the
 * bus cannot be listed, -ENOMEM; *list and *n are then NULL and 0.
 */
int functions_list(struct regions *all, const struct machine *m, struct function **list, size_t *n);

/*
 * Gives the n functions of v their names, which costs reading pci.ids once; without that file they
 * have none, which is no error. A made-up machine may have a pci.ids of its own in /usr/share/misc.
 * 0 or -ENOMEM.
 */
int functions_name(struct regions *all, const struct machine *m, struct function *v, size_t n);

/* Both: the list with names. */
int functions_read(struct regions *all, const struct machine *m, struct function **list, size_t *n);

/* The function of that address among the n of list, or NULL. */
const struct function *functions_find(const struct function *list, size_t n,
				      const struct pci_function *at);

/* Bridges have none, and some devices neither. */
static inline bool function_has_subsystem(const struct function *f)
{
	return f->subvendor != 0 && f->subvendor != 0xffff;
}

/* "ports", "memory, 32-bit, not prefetchable" and the like: a constant. */
const char *function_window_kind(const struct function_window *w);

/* Its info file: "key: value" lines, malloc'ed, and their length in bytes. NULL: out of memory. */
char *function_info(const struct function *f, size_t *length);

#endif
