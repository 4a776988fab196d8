/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree of the bare FUSE loop: one stream of bytes holds the listings of all directories as
 * READDIRPLUS replies with them, so a request costs a look at an array and a write.
 */
#include <err.h>
#include <linux/fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bare_tree.h"

#define TIMEOUT	  3600
#define DEPTH_MAX 16

struct node {
	const char *name;
	uint32_t parent, child, sibling; /* inode numbers; 0 is none */
	uint32_t mode, links;
	uint64_t size;
	size_t record;	   /* where its own entry is in the stream */
	size_t begin, end; /* where its listing is */
};

/* An inode number is an index and 1. */
static struct node *nodes;
static uint32_t count;

/* Inode numbers by the hash of parent and name; a power of two of them. */
static uint32_t *table;
static uint32_t table_mask;

static char *stream;
static size_t stream_size;

static uint32_t add(uint32_t parent, const char *name, uint32_t mode, uint64_t size)
{
	if ((count & (count - 1)) == 0) {
		nodes = reallocarray(nodes, count ? 2 * count : 1, sizeof(*nodes));
		if (!nodes)
			err(1, "memory");
	}
	nodes[count] = (struct node){
		.name = name,
		.parent = parent,
		.mode = mode,
		.links = S_ISDIR(mode) ? 2 : 1,
		.size = size,
	};
	if (parent && S_ISDIR(mode))
		nodes[parent - 1].links++;
	return ++count;
}

/* START-END:LABEL of a line "  START-END : LABEL\n". */
static char *name_of(const char *line)
{
	const char *colon = strstr(line, " : ");
	char *name;

	if (!colon || asprintf(&name, "%.*s:%s", (int)(colon - line), line, colon + 3) < 0)
		errx(1, "no line of a resource map: %s", line);
	name[strcspn(name, "\n")] = '\0';
	for (char *c = name; *c; c++)
		if (*c == ' ' || *c == '/')
			*c = '_';
	return name;
}

static void add_iomem(const char *path)
{
	uint32_t open[DEPTH_MAX + 1] = { add(FUSE_ROOT_ID, "iomem", S_IFDIR | 0555, 0) };
	FILE *file = fopen(path, "re");
	char line[256];

	if (!file)
		err(1, "%s", path);
	while (fgets(line, sizeof(line), file)) {
		size_t blanks = strspn(line, " "), depth = blanks / 2;

		if (depth >= DEPTH_MAX)
			errx(1, "%s: nested too deep", path);
		open[depth + 1] = add(open[depth], name_of(line + blanks), S_IFDIR | 0555, 0);
		add(open[depth + 1], "info", S_IFREG | 0444, BARE_TREE_TEXT);
	}
	fclose(file);
}

static uint32_t hash(uint64_t parent, const char *name)
{
	uint32_t h = 2166136261u ^ (uint32_t)parent * 2654435761u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h ^ h >> 15;
}

static void fill_table(void)
{
	for (table_mask = 1; table_mask < 2 * count; table_mask *= 2)
		;
	table = calloc(table_mask--, sizeof(*table));
	if (!table)
		err(1, "memory");
	for (uint32_t id = 1; id <= count; id++) {
		uint32_t i = hash(nodes[id - 1].parent, nodes[id - 1].name) & table_mask;

		while (table[i])
			i = (i + 1) & table_mask;
		table[i] = id;
	}
}

/* From the last to the first, so that the lists are in the order of the map. */
static void link_children(void)
{
	for (uint32_t id = count; id > 1; id--) {
		struct node *node = &nodes[id - 1], *parent = &nodes[node->parent - 1];

		node->sibling = parent->child;
		parent->child = id;
	}
}

/* As devmemfs: the attributes of its directories are cached, those of its texts are not. */
static struct fuse_entry_out entry(uint32_t id)
{
	const struct node *node = &nodes[id - 1];
	uint64_t today = (uint64_t)time(NULL);
	bool cached = S_ISDIR(node->mode) || node->size == BARE_TREE_SIZE;

	return (struct fuse_entry_out){
		.nodeid = id,
		.entry_valid = TIMEOUT,
		.attr_valid = cached ? TIMEOUT : 0,
		.attr = {
			.ino = id,
			.size = node->size,
			.blocks = (node->size + 511) / 512,
			.atime = today,
			.mtime = today,
			.ctime = today,
			.mode = node->mode,
			.nlink = node->links,
			.uid = getuid(),
			.gid = getgid(),
			.blksize = node->size == BARE_TREE_SIZE ? 4 : 4096,
		},
	};
}

/* The kernel remembers nothing of "." and "..", which have no inode number. */
static void emit(FILE *file, const char *name, uint32_t id, size_t begin)
{
	static const char zeros[8];
	size_t length = strlen(name), here = (size_t)ftell(file);
	struct fuse_direntplus record = {
		.dirent = { .ino = id, .namelen = (uint32_t)length, .type = S_IFDIR >> 12 },
	};
	size_t size = FUSE_NAME_OFFSET_DIRENTPLUS + length, room = FUSE_DIRENT_ALIGN(size);

	record.dirent.off = here + room - begin;
	if (name[0] != '.') {
		record.entry_out = entry(id);
		record.dirent.type = nodes[id - 1].mode >> 12;
		nodes[id - 1].record = here;
	}
	fwrite(&record, FUSE_NAME_OFFSET_DIRENTPLUS, 1, file);
	fwrite(name, length, 1, file);
	fwrite(zeros, room - size, 1, file);
}

static void emit_listing(FILE *file, uint32_t id)
{
	struct node *node = &nodes[id - 1];

	node->begin = (size_t)ftell(file);
	emit(file, ".", id, node->begin);
	emit(file, "..", node->parent ? node->parent : id, node->begin);
	for (uint32_t child = node->child; child; child = nodes[child - 1].sibling)
		emit(file, nodes[child - 1].name, child, node->begin);
	node->end = (size_t)ftell(file);
}

static void make_stream(void)
{
	FILE *file = open_memstream(&stream, &stream_size);

	if (!file)
		err(1, "memory");
	emit(file, "/", FUSE_ROOT_ID, 0);
	for (uint32_t id = 1; id <= count; id++)
		if (S_ISDIR(nodes[id - 1].mode))
			emit_listing(file, id);
	if (fclose(file))
		err(1, "memory");
}

void bare_tree_make(const char *iomem)
{
	uint32_t ram;

	add(0, "/", S_IFDIR | 0700, 0);
	ram = add(FUSE_ROOT_ID, "ram", S_IFDIR | 0700, 0);
	add(ram, "l", S_IFREG | 0600, BARE_TREE_SIZE);
	add(ram, "cp", S_IFREG | 0600, BARE_TREE_SIZE);
	if (iomem)
		add_iomem(iomem);
	link_children();
	fill_table();
	make_stream();
}

static const struct fuse_direntplus *record_at(size_t position)
{
	return (const void *)(stream + position);
}

const struct fuse_entry_out *bare_tree_entry(uint64_t id)
{
	if (id < 1 || id > count)
		return NULL;
	return &record_at(nodes[id - 1].record)->entry_out;
}

const struct fuse_entry_out *bare_tree_find(uint64_t directory, const char *name)
{
	uint32_t i = hash(directory, name) & table_mask;

	for (; table[i]; i = (i + 1) & table_mask) {
		const struct node *node = &nodes[table[i] - 1];

		if (node->parent == directory && strcmp(node->name, name) == 0)
			return bare_tree_entry(table[i]);
	}
	return NULL;
}

static size_t record_size(const struct fuse_direntplus *record)
{
	return FUSE_DIRENTPLUS_SIZE(record);
}

/* Where the listing goes on in the stream; its end if there is nothing more. */
static size_t position(uint64_t directory, uint64_t offset, size_t *end)
{
	const struct node *node = &nodes[directory - 1];

	*end = node->end;
	return offset > node->end - node->begin ? node->end : node->begin + offset;
}

const void *bare_tree_list_plus(uint64_t directory, uint64_t offset, size_t *size)
{
	size_t end, from = position(directory, offset, &end), to = from;

	if (end - from <= *size)
		to = end;
	else
		while (to + record_size(record_at(to)) - from <= *size)
			to += record_size(record_at(to));
	*size = to - from;
	return stream + from;
}

size_t bare_tree_list(uint64_t directory, uint64_t offset, void *buffer, size_t size)
{
	size_t end, from = position(directory, offset, &end), used = 0;

	while (from < end) {
		const struct fuse_dirent *dirent = &record_at(from)->dirent;
		size_t more = FUSE_DIRENT_SIZE(dirent);

		if (used + more > size)
			break;
		memcpy((char *)buffer + used, dirent, more);
		used += more;
		from += record_size(record_at(from));
	}
	return used;
}
