/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a configuration space into the made-up machine and lets the board find out about it. */
#include "space.h"

#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "capture.h"
#include "made_up.h"
#include "seen.h"

uint8_t space[SPACE_SIZE];

const char space_configuration[] =
	"regions = ( { name = \"c\"; pci = \"0000:00:04.0 config\"; } );";

static const struct made_up_bar no_bars[6];

void space_setup(void)
{
	memset(space, 0, sizeof(space));
	space[0x06] = 0x10; /* there is a list of capabilities */
	space[0x34] = 0x40; /* and here is the first one */
	world_setup();
	capture_begin();
}

void space_teardown(void)
{
	calls_watched = false;
	capture_teardown();
	world_teardown();
}

void space_capability(unsigned int at, unsigned int id, unsigned int next, unsigned int flags)
{
	space[at] = (uint8_t)id;
	space[at + 1] = (uint8_t)next;
	space[at + 2] = (uint8_t)flags;
	space[at + 3] = (uint8_t)(flags >> 8);
}

void space_extended(unsigned int at, unsigned int id, unsigned int next)
{
	space[at] = (uint8_t)id;
	space[at + 1] = (uint8_t)(id >> 8);
	space[at + 2] = (uint8_t)(1 | next << 4);
	space[at + 3] = (uint8_t)(next >> 4);
}

const char *space_groups(void)
{
	static char text[8192];
	const struct reg_list *list = world_at("c")->registers;

	text[0] = '\0';
	if (!list)
		return "none";
	for (uint32_t i = 0; i < list->v[0].count; i++) {
		const struct reg *r = &list->v[list->v[0].first + i];
		size_t used = strlen(text);

		if (reg_is_group(r))
			snprintf(text + used, sizeof(text) - used, "%s=%x ", reg_name(list, r),
				 (unsigned int)r->offset);
	}
	return text;
}

/* Leaves the transfers, which are all reads, in the journal: to see if a file is there is none. */
static void check_reads(void)
{
	size_t n = 0;

	for (size_t i = 0; i < seen.n; i++) {
		ck_assert_msg(!seen.v[i].store, "a write at 0x%x", (unsigned int)seen.v[i].offset);
		if (seen.v[i].width)
			seen.v[n++] = seen.v[i];
	}
	seen.n = n;
}

const char *space_found(size_t size)
{
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, no_bars, size);
	made_up_bytes("sys/bus/pci/devices/0000:00:04.0/config", 4, space + 4, size - 4);
	board_free(&world.board);
	regions_free(&world.wanted);
	world_make(space_configuration);
	seen_clear();
	calls_watched = true;
	board_open(&world.board);
	calls_watched = false;
	check_reads();
	return space_groups();
}

const struct reg *space_reg(const char *group, const char *name)
{
	const struct reg_list *list = world_at("c")->registers;
	uint32_t parent = *group ? reg_find(list, 0, group) : 0;
	uint32_t number = reg_find(list, parent, name);

	ck_assert_msg(number && (parent || !*group), "there is no %s/%s", group, name);
	return &list->v[number];
}
