/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scanners: each knows one kind of address, how it is written and where it is looked up. */
#ifndef DEVMEMFS_SCAN_H
#define DEVMEMFS_SCAN_H

#include "machine.h"
#include "region.h"

/* One way to say where a region is: a key of the configuration. */
struct scanner {
	const char *key;
	const char *help; /* how the value is written */

	/*
	 * Mandatory. Fills space, source, range, device from the value's text and looks at nothing
	 * else. Returns 0, or -errno with *why set (a constant string, or regions' text).
	 */
	int (*parse)(struct regions *all, struct region *r, const char *value, const char **why);

	/*
	 * NULL: the text says it all. Else finds the ranges of all regions of this kind in the
	 * machine's inventory; one that is not there is failed (region_fail). Touches no device.
	 */
	void (*look_up)(struct regions *all, const struct machine *m);
};

/* Ends with a row without a key. */
extern const struct scanner *const scanners[];

extern const struct scanner scan_ports, scan_memory, scan_pci, scan_iomem, scan_file, scan_sim;

/* The widths that a space can do as one access each; ports: b w l. */
uint8_t scan_space_widths(enum space space);

/* Looks every region up, then settles it. */
void scan_look_up(struct regions *all, const struct machine *m);

/* The names of a function's parts, by enum pci_part. */
enum { SCAN_PCI_PARTS = PCI_ROM + 1 };
extern const char *const scan_pci_parts[SCAN_PCI_PARTS];

struct function;

/*
 * Gives the region of a part of a function (r->pci.part) its address, space and range; fails it,
 * with cause and remedy, if the function has no such part, or none with an address.
 */
void scan_pci_place(struct regions *all, struct region *r, const struct machine *m,
		    const struct function *f);

/* Once a region's place is known: leaves it only the widths that its space and range can do. */
void scan_settle(struct region *r);

#endif
