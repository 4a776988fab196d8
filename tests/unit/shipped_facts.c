/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads the lists of registers that come with the program and compares them with facts. */
#include "shipped_facts.h"

#include <stdio.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "reg_shelf.h"
#include "unit.h"

/* One list of each file, which any host can do: to ask for one loads the file. */
const struct shipped_file shipped_files[] = {
	{ "16550.conf", "16550", 1 },  { "cmos.conf", "cmos", 2 },
	{ "edu.conf", "edu", 2 },      { "hpet.conf", "hpet32", 2 },
	{ "i8042.conf", "i8042", 1 },  { "parport.conf", "epp", 3 },
	{ "pci.conf", "HEADER0", 47 }, { NULL, NULL, 0 },
};

void shipped_setup(void)
{
	made_up_setup();
	capture_begin();
}

void shipped_teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

void shipped_load(void)
{
	char text[256];
	int mistakes = 0;

	for (const struct shipped_file *f = shipped_files; f->file; f++) {
		snprintf(text, sizeof(text),
			 "regions = ( { name = \"%s\"; sim = \"ram+4k\"; access = \"rw\";\n"
			 "              registers = \"%s:%s\"; } );\n",
			 f->file, f->file, f->list);
		mistakes += conf_load_text(&made_up.all, text, "built-in");
	}
	ck_assert_str_eq(capture_end(), "");
	ck_assert_int_eq(mistakes, 0);
}

const struct reg_list *shipped_list(const char *file, const char *name)
{
	const struct reg_list *list = reg_shelf_find(made_up.all.shelf, file, name);

	ck_assert_msg(list, "%s has no list %s", file, name);
	return list;
}

const struct reg *shipped_reg(const struct reg_list *list, const char *name)
{
	uint32_t found = reg_find(list, 0, name);

	ck_assert_msg(found, "there is no register %s", name);
	return &list->v[found];
}

void shipped_facts(const struct shipped_fact *fact, size_t n)
{
	shipped_load();
	for (; n--; fact++) {
		const struct reg_list *list = shipped_list(fact->file, fact->list);
		const struct reg *r = shipped_reg(list, fact->name);
		const struct reg_field *f;

		ck_assert_msg(r->offset == fact->offset && r->width == fact->width,
			      "%s %s: %u bytes at %#x", fact->list, fact->name, r->width,
			      (unsigned int)r->offset);
		if (!fact->field)
			continue;
		f = reg_find_field(list, r, fact->field);
		ck_assert_msg(f, "%s %s has no field %s", fact->list, fact->name, fact->field);
		ck_assert_msg(reg_field_mask(f) == fact->mask, "%s %s %s: %#llx", fact->list,
			      fact->name, fact->field, (unsigned long long)reg_field_mask(f));
	}
}
