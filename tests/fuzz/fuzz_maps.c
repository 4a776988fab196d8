/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's maps, of any bytes: what is read of them keeps its order, and so does the tree. */
#include <expat.h>
#include <string.h>

#include "conf.h"
#include "fuzz.h"
#include "fuzz_tree.h"
#include "map.h"
#include "survey.h"

static void read_map(struct resmap *map, const uint8_t *data, size_t size)
{
	FILE *file = size ? fmemopen((void *)data, size, "r") : NULL;

	if (!file)
		return;
	HOLDS(resmap_read(map, file, NULL) >= 0);
	fclose(file);
}

/* As resmap.h promises it. */
static void check_map(const struct resmap *map)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct resource *e = &map->v[i];

		HOLDS(e->range.length && e->label && e->depth < RESMAP_DEPTH_MAX);
		HOLDS((e->up == RESMAP_TOP) == (e->depth == 0));
		HOLDS(e->next > i && e->next <= map->n);
		if (e->up == RESMAP_TOP)
			continue;
		HOLDS(e->up < i && map->v[e->up].depth + 1 == e->depth);
		HOLDS(range_contains(map->v[e->up].range, e->range));
	}
}

/* The picture is XML, whatever the labels are. */
static void check_picture(const struct regions *all)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	size_t length = 0;
	char *text = map_svg_file(all, NULL, &length);

	HOLDS(parser && text);
	HOLDS(XML_Parse(parser, text, (int)length, 1) == XML_STATUS_OK);
	XML_ParserFree(parser);
	free(text);
}

/* Both maps, with a NUL between them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = size ? memchr(data, 0, size) : NULL;
	size_t first = cut ? (size_t)(cut - data) : size;
	struct machine machine = { .root = "/nowhere" };
	struct regions all = { .n = 0 };

	read_map(&machine.iomem, data, first);
	if (cut)
		read_map(&machine.ioports, cut + 1, size - first - 1);
	check_map(&machine.iomem);
	check_map(&machine.ioports);
	HOLDS(conf_load_text(&all,
			     "browse = ( { tree = \"iomem\"; access = \"ro\"; only = [ \"*\" ]; },"
			     " { tree = \"ioports\"; } );",
			     "fuzz") == 0);
	HOLDS(survey(&all, &machine) == 0);
	tree_check(&all);
	check_picture(&all);
	regions_free(&all);
	machine_close(&machine);
	return 0;
}
