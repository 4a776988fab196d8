/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a region is: plain data, so that a scanner can make one, and a test can write one by hand.
 */
#ifndef DEVMEMFS_REGION_H
#define DEVMEMFS_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "range.h"

/* Which kind of address the range is made of. */
enum space {
	SPACE_PORTS,
	SPACE_MEMORY,
	SPACE_PCI_CONFIG,
	SPACE_FILE,
	SPACE_SIM,
	SPACE_NONE, /* a directory of others, without addresses of its own */
	SPACE_COUNT
};

/* Who answers for the addresses; with the space it decides which backend opens the region. */
enum source { SOURCE_ADDRESS, SOURCE_PCI, SOURCE_PCI_ROM, SOURCE_FILE, SOURCE_SIM };

/* What may be opened: a set of bits. */
enum direction { ACCESS_NONE = 0, ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_BOTH = 3 };

/* Sets of access widths: the bit for a width of W bytes is W itself. */
enum { WIDTH_B = 1, WIDTH_W = 2, WIDTH_L = 4, WIDTH_Q = 8, WIDTHS_ALL = 15 };

/* The widest load or store that this host does as one instruction, and so the widest that exists.
 */
#define WIDTHS_HOST (sizeof(void *) == 8 ? WIDTHS_ALL : WIDTH_B | WIDTH_W | WIDTH_L)

/* How a 64-bit register is accessed: at once, or by its halves, the low or the high one first. */
enum quad { QUAD_SINGLE, QUAD_LO_HI, QUAD_HI_LO };

/* Which read follows a write request, to flush what is posted. */
enum flush {
	FLUSH_NONE,
	FLUSH_READ,   /* of the unit last written; a BAR's: in configuration space */
	FLUSH_OFFSET, /* of the unit at flush_offset */
};

enum pci_part { PCI_BAR0 = 0, PCI_BAR5 = 5, PCI_CONFIG = 6, PCI_ROM = 7 };

/* One function on the PCI bus, or, before it is looked up, how the user named it. */
struct pci_function {
	uint32_t domain;
	uint8_t bus, device, function;
	uint8_t part;		  /* enum pci_part */
	uint16_t vendor, product; /* named by identity: vvvv:dddd, the nth of them from 1 */
	uint16_t nth;		  /* 0: named by address */
};

/* What a probe of the legacy window (0xa0000 to 0xfffff) looks at together, in bytes. */
enum { LEGACY_STEP = 2048, LEGACY_STEPS = 0x60000 / LEGACY_STEP };

/* A part of a region that a driver has claimed. */
struct claim {
	struct range range;
	const char *name; /* as claimed_by */
};

/* What is known of a region in that window. */
struct legacy {
	uint8_t found[LEGACY_STEPS]; /* by a probe that writes (probe.c), a step of the window each
				      */
	unsigned int count;
	struct claim claims[]; /* ascending, in whole steps */
};

/*
 * One range of a device and the policy for it. The strings belong to the regions' pool (or are
 * constants) and live as long as it does.
 */
struct region {
	const char *name;
	const char *device;	/* PCI function and part, path, model, label; NULL: none */
	const char *file;	/* for messages: the configuration file that made it; NULL: none */
	const char *claimed_by; /* path of names in /proc/iomem or /proc/ioports; NULL: see claim */
	const char *cause;	/* why it is unusable; NULL: it is usable */
	const char *remedy;	/* what to do about the cause; NULL: nothing known */
	const char *backend;	/* the backend that opened it; NULL: not opened */
	union {
		struct legacy *legacy; /* NULL: it is not inside the legacy window */
		const struct function
			*function; /* SPACE_NONE: a PCI function's directory; else NULL */
	};
	struct range range;
	const struct reg_list *registers; /* NULL: they have no names */
	uint64_t flush_offset;		  /* FLUSH_OFFSET: in the region */
	struct pci_function
		pci;	     /* SOURCE_PCI, SOURCE_PCI_ROM; else whose BAR it is (of_function) */
	uint32_t parent;     /* number of the region in whose directory it is; 0: the root's */
	uint32_t first;	     /* its first child's place in the index (regions_index) */
	uint32_t children;   /* how many regions are in its directory, likewise */
	uint32_t claim;	     /* number of the map's entry that claims it; 0: none */
	uint32_t generation; /* counts up when what was open of it is open no longer */
	unsigned int line;   /* for messages: where in file */
	unsigned int nth;    /* a label of /proc/iomem: the nth of that name, from 1 */
	uid_t uid;
	gid_t gid;
	uint16_t mode;
	uint8_t space;	 /* enum space */
	uint8_t source;	 /* enum source */
	uint8_t access;	 /* enum direction */
	uint8_t widths;	 /* set of WIDTH_*: what policy, space, range and backend leave */
	uint8_t quad;	 /* enum quad */
	uint8_t flush;	 /* enum flush */
	bool stream : 1; /* cp exists: the space is memory, or behaves so */
	bool ports : 1;	 /* the space is ports, or behaves so */
	bool big_endian : 1;
	bool relaxed : 1;
	bool combining : 1; /* mapped write-combining; before it is opened: wanted so */
	bool shadowed : 1;  /* a ROM that the firmware has copied to RAM */
	bool pauses : 1;    /* the backend can pause after an access */
	bool strings : 1;   /* the backend has the string instruction */
	bool force : 1;
	bool exclusive : 1;
	bool audit : 1;	       /* writes are logged */
	bool entry : 1;	       /* of the kernel's maps: device is its label */
	bool hidden : 1;       /* not in the tree, and what is in its directory neither */
	bool gone : 1;	       /* the device is: its number only lasts for what is still open */
	bool of_function : 1;  /* an address that belongs to a PCI function */
	bool prefetchable : 1; /* BARs */
	bool wide : 1;	       /* BARs: 64-bit */
	bool refused : 1;      /* it could not be opened, or not when it was last tried */
	bool decode_off : 1;   /* when last opened: the function did not answer at its addresses */
	bool altered : 1;      /* the configuration says something else of it than before */
};

/* A tree of the machine that is shown. */
enum tree { TREE_IOMEM, TREE_IOPORTS, TREE_PCI, TREE_COUNT };

/* A pattern of the shell, and whether an entry was like it. */
struct pattern {
	const char *text;
	bool matched;
};

/* What the configuration says about the entries of a tree: which of them have data files. */
struct browse {
	struct browse *next;
	struct pattern *only; /* of labels or names; none: all entries */
	size_t patterns;
	struct region policy; /* access, owner and so on of those entries; file and line */
	uint8_t tree;	      /* enum tree */
};

/*
 * All regions, in the order in which they were configured, and the text that they own. A region's
 * number is its index + 1; 0 stands for the root of the tree. A parent comes before its children.
 */
struct regions {
	struct region *v;
	size_t n, room;
	uint32_t *slots;	 /* numbers hashed by parent and name ... */
	uint32_t mask;		 /* ... in mask + 1 places */
	uint32_t *places;	 /* indices by parent: the root's first */
	uint32_t top;		 /* how many are in the root */
	struct browse *browse;	 /* in the order of the configuration */
	struct reg_shelf *shelf; /* the configuration's lists of registers; NULL: none are kept */
	const char *user;	 /* whom the daemon becomes; NULL: it stays who it is */
	bool closed;		 /* nothing is opened any more once the daemon serves */
	struct text_block *text;
};

void regions_free(struct regions *all);

/* Frees the list, but not the text, which copies of its regions still use. */
void regions_forget(struct regions *all);

/* As many regions as an inode number can name (name.h). */
enum { REGIONS_MAX = (1 << 20) - 2 };

/* Appends a region of zeros; the pointer is good until the next call. NULL: out of memory. */
struct region *regions_add(struct regions *all);

/* Gives back what growing has left over: nothing is to be added any more. Pointers change. */
void regions_shrink(struct regions *all);

/* A copy of the formatted text that lives as long as the regions; NULL: out of memory. */
const char *regions_text(struct regions *all, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Zeroed memory, likewise, aligned for anything; NULL: out of memory. */
void *regions_memory(struct regions *all, size_t size);

/*
 * Makes the index for the functions below; call it after the last regions_add. Those that are
 * hidden or gone are found, but are nobody's children. 0 or -ENOMEM.
 */
int regions_index(struct regions *all);

/*
 * Marks as altered which regions and rows of browse are other ones, or to be accessed in another
 * way, than those of the same name, or at the same place, in an older configuration.
 */
void regions_compare(struct regions *fresh, const struct regions *old);

/*
 * The region of that name in the directory of the region with number `parent`, or NULL. Takes the
 * same time whatever their number. Of two of one name, the first.
 */
struct region *regions_find(const struct regions *all, uint32_t parent, const char *name);

/* The first child, in their order, whose index is at least `from`; NULL: there is none. */
struct region *regions_child(const struct regions *all, uint32_t parent, uint64_t from);

/* A region's number, and the region of a number that is not 0. */
static inline uint32_t regions_number(const struct regions *all, const struct region *r)
{
	return (uint32_t)(r - all->v) + 1;
}

static inline struct region *regions_at(const struct regions *all, uint32_t number)
{
	return &all->v[number - 1];
}

/*
 * Who has claimed the region, as a path of names: "PCI Bus 0000:00 > 0000:00:03.0 > e1000",
 * malloc'ed; NULL: nobody, or out of memory.
 */
char *regions_claim(const struct regions *all, const struct region *r);

/*
 * The region's place in the tree, "pci/0000:00:03.0/bar0", into buffer; returns buffer. A path
 * that does not fit is cut at its end.
 */
const char *regions_path(const struct regions *all, const struct region *r, char *buffer,
			 size_t size);

/* Notes that its addresses are a PCI function's, by the function's own, dddd:bb:dd.f; NULL: not. */
void region_set_function(struct region *r, const char *address);

/* Declares the region unusable; the first cause stays. Texts as regions_text makes them. */
void region_fail(struct region *r, const char *cause, const char *remedy);

/* The PCI function whose directory it is; NULL: it is none. */
static inline const struct function *region_function(const struct region *r)
{
	return r->space == SPACE_NONE ? r->function : NULL;
}

/* True if the region can be read or written at all. */
static inline bool region_usable(const struct region *r)
{
	return !r->cause && r->access != ACCESS_NONE;
}

/* The widths that are one access each: a quad by halves is not. */
static inline unsigned int region_single_widths(const struct region *r)
{
	return r->quad == QUAD_SINGLE ? r->widths : r->widths & (unsigned int)~WIDTH_Q;
}

/* The widest single access that fits at the offset, aligned and inside the region; 0: none does. */
unsigned int region_widest_at(const struct region *r, uint64_t offset);

/*
 * Takes away every width that the range cannot do as one access: those to which its base is not
 * aligned (the bus would split them; of a quad by halves, each half counts) and those longer than
 * it.
 */
void region_trim_widths(struct region *r);

/* "ports", "memory", "pci-config", "file", "sim"; NULL: none. */
const char *region_space_name(const struct region *r);

/* "none", "ro", "wo", "rw". */
const char *region_access_name(const struct region *r);

#endif
