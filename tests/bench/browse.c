/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark's rows about browse trees: `ls -lR` of one with 100,000 nodes against the same
 * tree on the bare loop, and look-ups.
 */
#include <err.h>
#include <errno.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "browse.h"
#include "client.h"
#include "contest.h"
#include "lookup.h"
#include "machine.h"
#include "server.h"

#define NODES	    100000
#define LIST_ROUNDS 5

/* Of 50 windows; an entry is a directory and its info. */
static const struct windows windows[] = { { 50, 799 }, { 0, 0 } };

/* What a walk has found: names and kinds of all nodes, in whatever order. */
static struct walk {
	size_t root, nodes;
	uint64_t sum;
} walk;

static int walk_node(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	uint64_t hash = 14695981039346656037u ^ st->st_mode;

	if (kind != FTW_D && kind != FTW_F)
		errx(1, "%s cannot be read", path);
	if (where->level == 0) {
		walk.root = strlen(path);
		return 0;
	}
	for (const char *c = path + walk.root; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	walk.sum += hash;
	walk.nodes++;
	return 0;
}

static struct walk walk_tree(const char *path)
{
	walk = (struct walk){ .nodes = 0 };
	if (nftw(path, walk_node, 16, FTW_PHYS | FTW_MOUNT))
		err(1, "%s", path);
	return walk;
}

/* Two trees that differ would not be worth a ratio. */
static void compare(const char *a, const char *b)
{
	struct walk x = walk_tree(a), y = walk_tree(b);

	if (x.nodes != NODES || y.nodes != NODES)
		errx(1, "%s has %zu nodes, %s %zu", a, x.nodes, b, y.nodes);
	if (x.sum != y.sum)
		errx(1, "%s and %s are not the same tree", a, b);
}

static void remount(const struct side *side)
{
	struct server *server = side->buffer;

	server_stop(server);
	server_start(server);
}

static struct side lister(struct server *server, void (*prepare)(const struct side *))
{
	return (struct side){
		.prepare = prepare,
		.operate = op_ls,
		.path = server->answers,
		.buffer = server,
		.batch = 1,
		.parts = NODES,
	};
}

static void run_listing(const char *what, struct side a, struct side b)
{
	struct contest c = {
		.what = what,
		.rounds = LIST_ROUNDS,
		.ratio = TIME,
		.goal = { AT_MOST, 1.5 },
		.a = a,
		.b = b,
	};

	contest_run(&c);
}

/* The kernel knows nothing of the tree, or all that it may remember. */
static void run_listings(char *devmemfs, char *barefuse)
{
	char foreground[] = "-f", config[] = "-c";
	char *option = machine_make("listed-machine", windows);
	char *conf = machine_config("listed.conf", "browse = ( { tree = \"iomem\"; } );\n");
	char *argv[] = { devmemfs, foreground, option, config, conf, place("listed"), NULL };
	char *bare_argv[] = { barefuse, place("listed-machine/proc/iomem"), place("bare"), NULL };
	struct server tree = { place("listed"), place("listed/iomem"), argv, 0 };
	struct server bare = { place("bare"), place("bare/iomem"), bare_argv, 0 };

	server_start(&tree);
	server_start(&bare);
	run_listing("ls -lR of 100,000 nodes, a node, 1st : bare loop", lister(&tree, remount),
		    lister(&bare, remount));
	compare(tree.answers, bare.answers);
	run_listing("  the next ones : bare loop", lister(&tree, NULL), lister(&bare, NULL));
	server_stop(&tree);
	server_stop(&bare);
}

void browse_run(char *devmemfs, char *barefuse)
{
	print_heading("browse trees (A : B)");
	run_listings(devmemfs, barefuse);
	lookup_run(devmemfs);
}
