/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simulated devices with every kind of policy; accesses are told by the core's own hook. */
#include "fuzz_device.h"

#include "conf.h"
#include "fuzz.h"
#include "name.h"

static const char configuration[] =
	"regions = ("
	"{ name = \"edu\"; sim = \"edu\"; access = \"rw\"; widths = \"l\"; registers = "
	"\"edu.conf:edu\"; },"
	"{ name = \"uart\"; sim = \"uart\"; access = \"rw\"; registers = \"16550.conf:16550\"; },"
	"{ name = \"big\"; sim = \"ram+4k\"; access = \"rw\"; endian = \"big\"; quad = \"hi-lo\";"
	"  registers = ( { name = \"A\"; offset = \"0\"; fields = ("
	"    { name = \"F\"; bits = \"7:4\"; values = ( { name = \"on\"; value = \"3\"; } ); },"
	"    { name = \"C\"; bits = \"0\"; write-effect = \"one-to-clear\"; } ); },"
	"    { name = \"Q\"; offset = \"8\"; width = 64; } ); },"
	"{ name = \"isa\"; sim = \"isa\"; exclusive = true; },"
	"{ name = \"wo\"; sim = \"ram+64\"; access = \"wo\"; audit = true; },"
	"{ name = \"flushed\"; sim = \"ram+64\"; access = \"rw\"; flush = \"read\"; } );";

struct device device;

static void note(const struct access *a, enum access_kind kind, unsigned int width, uint64_t offset,
		 uint64_t value)
{
	(void)value;
	HOLDS(range_holds(a->region->range, offset, width) && offset % width == 0);
	if (device.n < DEVICE_SEEN) {
		device.seen[device.n].offset = offset;
		device.seen[device.n].width = (uint8_t)width;
		device.seen[device.n].kind = (uint8_t)kind;
	}
	device.n++;
}

void device_start(void)
{
	static struct regions wanted;

	HOLDS(conf_load_text(&wanted, configuration, "fuzz") == 0);
	HOLDS(board_survey(&device.board, &wanted, NULL, true) == 0);
	board_open(&device.board);
	for (size_t i = 0; i < device.board.regions.n; i++)
		HOLDS(device.board.regions.v[i].space == SPACE_NONE ||
		      device.board.access[i].backend);
	access_trace(note);
}

/* A unit after the other, each in one access or in two halves, or in the widest that fit. */
static void check_units(const struct node *node, bool store, bool sync, uint64_t position,
			size_t size)
{
	unsigned int width = node->view->form.width;
	bool asked = node->region->flush == FLUSH_READ;
	size_t flush =
		store && size &&
		(asked || (sync && device.n && device.seen[device.n - 1].kind != ACCESS_STORE));
	size_t bytes = 0;
	uint64_t next = node->view->in ? name_offset(*node) : position;

	HOLDS(device.n < DEVICE_SEEN && device.n >= flush);
	for (size_t i = 0; i + flush < device.n; i++) {
		HOLDS(device.seen[i].kind == (store ? ACCESS_STORE : ACCESS_LOAD));
		HOLDS(!width || device.seen[i].width == width ||
		      (node->region->quad != QUAD_SINGLE && width == 2u * device.seen[i].width));
		HOLDS(node->view->form.fixed || node->region->quad != QUAD_SINGLE ||
		      device.seen[i].offset == next + bytes);
		HOLDS(!node->view->form.fixed || device.seen[i].offset == next);
		bytes += device.seen[i].width;
	}
	HOLDS(bytes == size);
	HOLDS(!flush || device.seen[device.n - 1].kind != ACCESS_STORE);
}

/* At a register by its name: one read, or one read and one write, in halves or not, and a flush. */
static size_t most_of_a_register(const struct region *r)
{
	size_t unit = r->quad == QUAD_SINGLE ? 1 : 2;

	return 2 * unit + 1;
}

void device_check(uint64_t inode, bool store, bool sync, uint64_t position, size_t size)
{
	struct node node;

	HOLDS(name_node(&device.board.regions, inode, &node) && node.view);
	if (node.view->read)
		check_units(&node, store, sync, position, size);
	else if (!view_takes_accesses(node.view))
		HOLDS(device.n == 0);
	else if (store)
		HOLDS(node.view->name[0] == 'p' ||
		      device.n <= (size ? most_of_a_register(node.region) : 0));
}
