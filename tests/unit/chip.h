/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated device whose registers have names, used by its files as the mount does it. */
#ifndef DEVMEMFS_UNIT_CHIP_H
#define DEVMEMFS_UNIT_CHIP_H

#include "access.h"
#include "name.h"
#include "reg.h"

/* Room for what a file says. */
enum { CHIP_TEXT = 8192 };

struct chip {
	struct region *region;
	struct access a;
	char text[CHIP_TEXT]; /* what was read last, "" after an error */
	char why[VIEW_WHY];   /* why the last write was refused, "" if it was not */
};

extern struct chip chip;

/* A checked fixture: made_up's; stderr is captured. */
void chip_setup(void);
void chip_teardown(void);

/*
 * Makes the only region, "x", of these keys, and opens it; the journal `seen` is its device's. A
 * further call takes the place of the one before.
 */
void chip_make(const char *keys, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with simulated memory of 64 KiB that can be read and written. */
#define chip_ram(...) chip_make("sim = \"ram+64k\"; access = \"rw\";", __VA_ARGS__)

/* The node of a path below the region, "reg/CTRL"; chip_node: there must be one. */
bool chip_find(const char *path, struct node *node);
struct node chip_node(const char *path);

/* What the file may be opened for, and what stat says of its size. */
unsigned int chip_allows(const char *path);
uint64_t chip_size(const char *path);

/* Opens and reads it, into chip.text; 0 or -errno. */
int chip_read(const char *path);

/* Opens it and writes the text, at once; 0 or -errno. */
int chip_write(const char *path, const char *text);

/* What the device holds at an offset, as a little-endian bus has it: seen by no journal. */
uint64_t chip_peek(uint64_t offset, unsigned int width);
void chip_poke(uint64_t offset, unsigned int width, uint64_t value);

/* Reading the file gives this text, or this error. */
#define ck_reads(path, wanted)                                                                     \
	do {                                                                                       \
		ck_assert_msg(chip_read(path) == 0, "%s: cannot be read", path);                   \
		ck_assert_str_eq(chip.text, wanted);                                               \
	} while (0)
#define ck_writes(path, what, wanted)                                                              \
	do {                                                                                       \
		int ck_ret = chip_write(path, what);                                               \
		ck_assert_msg(ck_ret == (wanted), "%s: \"%s\": %d, not %d: %s", path, what,        \
			      ck_ret, wanted, chip.why);                                           \
	} while (0)

#endif
