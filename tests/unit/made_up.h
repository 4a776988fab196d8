/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine made up of plain files in a folder of the test's own: the only one a test can open. */
#ifndef DEVMEMFS_UNIT_MADE_UP_H
#define DEVMEMFS_UNIT_MADE_UP_H

#include "access.h"
#include "machine.h"
#include "region.h"

struct options;

/* The test's machine and its regions; made_up_setup makes new ones for each test. */
struct made_up {
	char root[PATH_MAX];
	struct machine machine;
	struct regions all;
	bool on;
};

extern struct made_up made_up;

/* main's: the folder that holds all roots, made before and removed after all tests. */
void made_up_begin(void);
void made_up_end(void);

/* A checked fixture: a root with the resource maps of a small PC and nothing else. */
void made_up_setup(void);
void made_up_teardown(void);

/* ROOT/path; good until the next call. */
const char *made_up_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A file below the root, with the folders that it needs. */
void made_up_text(const char *path, const char *text);
void made_up_bytes(const char *path, uint64_t offset, const void *bytes, size_t length);
void made_up_size(const char *path, uint64_t size);

/* Reads the text as a resource map, which frees what was in it; as resmap_read. */
int made_up_map_text(struct resmap *map, const char *text, const char *name);

/* A file of that length with a pattern in which no two neighbours are alike. */
void made_up_fill(const char *path, size_t length);

/* Part of a file (from a page's start on) as shared memory: what the device really holds. */
uint8_t *made_up_map(const char *path, uint64_t start, size_t length);

/* A BAR as a line of the file `resource`; a size of 0 is an absent one. */
struct made_up_bar {
	uint64_t base, size, flags;
};

enum { BAR_IO = 0x40101, BAR_MEMORY = 0x40200, BAR_MEMORY_64 = 0x14220c };
enum { ROM_MEMORY = 0x46200, ROM_SHADOW = 0x212 };

/* /sys/bus/pci/devices/NAME with its identity, six BARs and a configuration space. */
void made_up_function(const char *name, unsigned int vendor, unsigned int product,
		      const struct made_up_bar bars[6], size_t config_size);

/* Afterwards: gives the function an expansion ROM, and takes its BARs away. */
void made_up_rom(const char *name, struct made_up_bar rom);

/* Afterwards: what the file `resource` says, with n lines; for a bridge, its windows are the
 * last 4. */
void made_up_resource(const char *name, const struct made_up_bar *bars, size_t n);

/* Afterwards: one more file of the function, or another text in one; NULL takes the file away. */
void made_up_attribute(const char *name, const char *file, const char *text);
void made_up_driver(const char *name, const char *driver);

/* A slot of the main board, and the address "dddd:bb:dd" of what is in it. */
void made_up_slot(const char *slot, const char *address);

/* Adds a region as the configuration would: KEY = "VALUE". Good until the next one. */
struct region *made_up_region(const char *key, const char *value, enum direction access);

/* Opens the machine below the root, once. */
void made_up_power_on(void);

/* All that happens to regions between their configuration and their opening. */
void made_up_look_up(void);

/* The same, and then opens the region, which must work. */
void made_up_open(struct access *a, struct region *r);

/* A keeper of that machine, by whom all is opened from now on, until made_up_keeper_end. */
void made_up_keeper(const struct options *options, struct regions *wanted);
void made_up_keeper_end(void);

/* What the keeper gives of a file below the root to who opens that region: a descriptor or -errno.
 */
int made_up_kept(const char *region, const char *path);

#endif
