/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws saved maps, some entries marked as configured: draw text|svg|entries IOPORTS IOMEM.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "resmap.h"

/* Every so many-th entry is marked, every so many-th of them with more names than a line holds. */
enum { MARKED = 7, MANY = 5 };

static const char many[] = "first, second, third, fourth, fifth, sixth, seventh, eighth, "
			   "a-region-with-a-very-long-name-that-fills-a-line, ninth, tenth";

static void fail(const char *what)
{
	fprintf(stderr, "draw: %s\n", what);
	exit(EXIT_FAILURE);
}

static struct map_item *collect(const struct resmap *map)
{
	struct map_item *v = calloc(map->n + 1, sizeof(*v));

	if (!v)
		fail("out of memory");
	for (size_t i = 0; i < map->n; i++) {
		const char *mark = i % (MARKED * MANY) == MARKED - 1 ? many : "region";

		v[i] = (struct map_item){
			.range = map->v[i].range,
			.label = map->v[i].label,
			.configured = i % MARKED == MARKED - 1 ? mark : NULL,
			.depth = map->v[i].depth,
		};
	}
	return v;
}

static struct map_space read_space(struct resmap *map, const char *title, const char *path)
{
	FILE *file = fopen(strcmp(path, "-") == 0 ? "/dev/null" : path, "r");
	struct map_space space = { .title = title, .note = "this machine has none" };

	if (!file || resmap_read(map, file, path) < 0)
		fail(path);
	fclose(file);
	space.v = collect(map);
	space.n = map->n;
	return space;
}

/* What the pictures must show, in the kernel's form. */
static void list(const struct map_space *space, int digits)
{
	for (size_t i = 0; i < space->n; i++) {
		struct range range = space->v[i].range;

		printf("%0*" PRIx64 "-%0*" PRIx64 " : %s\n", digits, range.base, digits,
		       range_last(range), space->v[i].label);
	}
}

static void draw(const struct map_space *spaces, size_t n, bool picture)
{
	size_t length;
	char *text = picture ? map_svg(spaces, n, &length) : map_text(spaces, n, &length);

	if (!text || fwrite(text, 1, length, stdout) != length)
		fail("cannot draw");
	free(text);
}

int main(int argc, char **argv)
{
	struct map_space spaces[2];
	struct resmap maps[2];

	if (argc != 4)
		fail("usage: draw text|svg|entries IOPORTS IOMEM (-: no file)");
	spaces[0] = read_space(&maps[0], "I/O ports", argv[2]);
	spaces[1] = read_space(&maps[1], "memory", argv[3]);
	if (strcmp(argv[1], "entries") == 0) {
		list(&spaces[0], 4);
		list(&spaces[1], 8);
	} else {
		draw(spaces, 2, strcmp(argv[1], "svg") == 0);
	}
	if (fflush(stdout) != 0)
		fail("cannot write");
	for (int i = 0; i < 2; i++) {
		free((void *)spaces[i].v);
		resmap_free(&maps[i]);
	}
	return EXIT_SUCCESS;
}
