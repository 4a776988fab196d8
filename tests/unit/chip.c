/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does with a file of registers what fs_text.c does, but without requests. */
#include "chip.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "reg_wait.h"
#include "seen.h"
#include "unit.h"

struct chip chip;

void chip_setup(void)
{
	made_up_setup();
	chip = (struct chip){ 0 };
	capture_begin();
}

static void chip_close(void)
{
	if (chip.a.backend)
		access_close(&chip.a);
	chip = (struct chip){ 0 };
}

void chip_teardown(void)
{
	chip_close();
	capture_teardown();
	made_up_teardown();
}

void chip_make(const char *keys, const char *format, ...)
{
	char *registers = NULL, *text = NULL;
	va_list args;
	int mistakes;

	chip_close();
	regions_free(&made_up.all);
	va_start(args, format);
	ck_assert_int_ge(vasprintf(&registers, format, args), 0);
	va_end(args);
	ck_assert_int_ge(asprintf(&text, "regions = ( { name = \"x\"; %s\nregisters = (\n%s); } );",
				  keys, registers),
			 0);
	mistakes = conf_load_text(&made_up.all, text, "a.conf");
	ck_assert_msg(mistakes == 0, "%s: %s", text, mistakes ? capture_end() : "");
	free(registers);
	free(text);
	chip.region = &made_up.all.v[0];
	made_up_open(&chip.a, chip.region);
	seen_clear();
	if (chip.a.backend == &access_sim)
		seen_attach(&chip.a);
}

bool chip_find(const char *path, struct node *node)
{
	char *copy = strdup(path), *rest = copy, *name;
	bool found = true;

	*node = (struct node){ .region = chip.region };
	while (found && (name = strsep(&rest, "/"))) {
		struct node directory = *node;

		found = name_find(&made_up.all, directory, name, node);
	}
	free(copy);
	return found;
}

struct node chip_node(const char *path)
{
	struct node node;

	ck_assert_msg(chip_find(path, &node), "there is no %s", path);
	return node;
}

unsigned int chip_allows(const char *path)
{
	struct node node = chip_node(path);

	return view_allows(node.view, node.region, node.index);
}

uint64_t chip_size(const char *path)
{
	struct node node = chip_node(path);

	return node.view->size(node.view, node.region, node.index);
}

int chip_read(const char *path)
{
	struct node node = chip_node(path);
	char *text = NULL;
	size_t length = 0;
	int ret;

	chip.text[0] = '\0';
	if (!(view_allows(node.view, node.region, node.index) & ACCESS_READ) || !node.view->report)
		return -EACCES;
	ret = node.view->report(node.view, &chip.a, node.index, &text, &length);
	if (ret == 0) {
		ck_assert_uint_lt(length, CHIP_TEXT);
		ck_assert_uint_eq(strlen(text), length);
		memcpy(chip.text, text, length + 1);
	}
	free(text);
	return ret;
}

int chip_write(const char *path, const char *text)
{
	struct node node = chip_node(path);
	struct reg_condition condition;

	chip.why[0] = '\0';
	if (!(view_allows(node.view, node.region, node.index) & ACCESS_WRITE))
		return -EACCES;
	if (node.view->wait)
		return node.view->wait(&chip.a, node.index, text, strlen(text), &condition,
				       chip.why);
	if (!node.view->command)
		return -EACCES;
	return node.view->command(node.view, &chip.a, node.index, text, strlen(text), chip.why);
}

uint64_t chip_peek(uint64_t offset, unsigned int width)
{
	struct sim *sim = chip.a.handle;
	struct sim_journal *journal = sim->journal;
	uint64_t value;

	sim->journal = NULL;
	value = sim_load(sim, offset, width);
	sim->journal = journal;
	return value;
}

void chip_poke(uint64_t offset, unsigned int width, uint64_t value)
{
	struct sim *sim = chip.a.handle;
	struct sim_journal *journal = sim->journal;

	sim->journal = NULL;
	sim_store(sim, offset, width, value);
	sim->journal = journal;
}
