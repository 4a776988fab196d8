/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every table: its rows are complete, their names unique, and they agree with each other. */
#include <string.h>

#include "access.h"
#include "scan.h"
#include "sim.h"
#include "unit.h"
#include "view.h"

/* A name that can stand in a path or a configuration, and help of one line. */
static void check_words(const char *name, const char *help)
{
	ck_assert(name && help);
	ck_assert_msg(*name && !strpbrk(name, " /\n\t"), "name \"%s\"", name);
	ck_assert_msg(*help && !strchr(help, '\n') && help[strlen(help) - 1] != '.', "%s: help",
		      name);
}

static bool is_in(const struct view *v, const char *folder)
{
	return v->in && strcmp(v->in, folder) == 0;
}

/* There must be one. */
static const struct view *folder_of(const struct view *v)
{
	for (size_t i = 0; i < view_count; i++)
		if (views[i].folder && strcmp(views[i].name, v->in) == 0)
			return &views[i];
	ck_abort_msg("no folder %s", v->in);
	return NULL;
}

START_TEST(view_rows)
{
	ck_assert_uint_gt(view_count, 0);
	for (size_t i = 0; i < view_count; i++) {
		const struct view *v = &views[i];

		check_words(v->name, v->help);
		ck_assert_msg(v->exists, "%s", v->name);
		/* Data is read and written; text is made; a folder is neither. */
		ck_assert_msg(!v->read == !v->write && (v->report || !v->command), "%s", v->name);
		ck_assert_msg(v->folder + v->stream + !!v->text + !!v->about + !!v->report +
					      !!v->wait + !!v->read ==
				      1,
			      "%s", v->name);
		ck_assert_msg((v->form.width & (v->form.width - 1)) == 0, "%s", v->name);
		ck_assert_msg(v->form.width <= WIDTH_Q, "%s", v->name);
		ck_assert_msg(v->form.fixed == is_in(v, "fifo"), "%s", v->name);
		/* What is in a folder is numbered as the folder says. */
		ck_assert_msg(!v->in || folder_of(v)->index == v->index, "%s", v->name);
		ck_assert_msg(!v->in || v->root || v->index != VIEW_UNITS || v->form.width, "%s",
			      v->name);
		ck_assert_msg(!v->in || folder_of(v)->root == v->root, "%s", v->name);
		for (size_t k = 0; k < i; k++)
			ck_assert(strcmp(v->name, views[k].name) != 0 ||
				  (v->in ? !is_in(&views[k], v->in) : !!views[k].in));
	}
}
END_TEST

/* The contract's names: each letter is a width, p pauses, s is the string instruction. */
START_TEST(form_rows)
{
	for (size_t i = 0; i < view_count; i++) {
		const struct view *v = &views[i];
		static const char letters[] = "bwlq";
		const char *at = strchr(letters, v->name[0]);

		if (!v->form.width)
			continue;
		ck_assert_msg(at && v->form.width == 1u << (at - letters), "%s", v->name);
		ck_assert_msg(v->form.pause == (v->name[1] == 'p'), "%s", v->name);
		ck_assert_msg(v->form.string == (v->name[1] == 's'), "%s", v->name);
		ck_assert_msg(strlen(v->name) == 1u + v->form.pause + v->form.string, "%s",
			      v->name);
		/* Only ports have them, and those no 64 bits; a string is at one address. */
		ck_assert(!(v->form.pause || v->form.string) || v->form.width < WIDTH_Q);
		ck_assert(!v->form.string || (v->form.fixed && !v->form.pause));
	}
}
END_TEST

START_TEST(window_rows)
{
	static const char letters[] = "bwlq";

	for (unsigned int i = 0; i < 4; i++) {
		char name[] = { letters[i], '\0' };
		size_t k = 0;

		while (k < view_count && strcmp(views[k].name, name) != 0)
			k++;
		ck_assert_uint_lt(k, view_count);
		ck_assert_ptr_null(views[k].in);
		ck_assert_uint_eq(views[k].form.width, 1u << i);
	}
}
END_TEST

START_TEST(view_blocks)
{
	const struct region odd = { .widths = WIDTH_W | WIDTH_Q };

	/* stdio must not read more than one unit: the file's, or the narrowest a copy can do. */
	for (size_t i = 0; i < view_count; i++) {
		unsigned int block = view_block(&views[i], &odd);

		ck_assert_uint_eq(block, view_is_text(&views[i]) ? 4096
					 : views[i].form.width	 ? views[i].form.width
								 : 2);
	}
}
END_TEST

START_TEST(scanner_rows)
{
	ck_assert_ptr_nonnull(scanners[0]);
	for (size_t i = 0; scanners[i]; i++) {
		check_words(scanners[i]->key, scanners[i]->help);
		ck_assert_msg(scanners[i]->parse, "%s", scanners[i]->key);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(scanners[i]->key, scanners[k]->key);
	}
}
END_TEST

START_TEST(every_address_key)
{
	static const char *const keys[] = { "ports", "memory", "pci", "iomem", "file", "sim" };

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		size_t k = 0;

		while (scanners[k] && strcmp(scanners[k]->key, keys[i]) != 0)
			k++;
		ck_assert_msg(scanners[k], "%s", keys[i]);
	}
}
END_TEST

START_TEST(backend_rows)
{
	ck_assert_ptr_nonnull(backends[0]);
	for (size_t i = 0; backends[i]; i++) {
		const struct backend *b = backends[i];

		check_words(b->name, b->help);
		ck_assert_msg(b->open && b->close && b->load && b->store, "%s", b->name);
		ck_assert_msg(b->widths && !(b->widths & ~scan_space_widths(b->space)), "%s",
			      b->name);
		ck_assert_msg(!b->load_run == !b->store_run &&
				      !b->load_string == !b->store_string &&
				      !b->enable == !b->disable,
			      "%s", b->name);
		ck_assert_msg(b->sources, "%s", b->name);
		ck_assert_int_lt(b->space, SPACE_COUNT);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(b->name, backends[k]->name);
	}
}
END_TEST

/* Of two rows for one kind of region the later stands in for the earlier, and can do no more. */
START_TEST(fallbacks_do_no_more)
{
	for (size_t i = 0; backends[i]; i++)
		for (size_t k = 0; k < i; k++) {
			const struct backend *first = backends[k], *second = backends[i];

			if (first->space != second->space || !(first->sources & second->sources))
				continue;
			ck_assert_msg(!(second->widths & ~first->widths), "%s", second->name);
			ck_assert_msg(!second->load_string || first->load_string, "%s",
				      second->name);
		}
}
END_TEST

/* What the scanners make, somebody opens. */
static const struct {
	enum space space;
	enum source source;
	const char *backend;
} kinds[] = {
	{ SPACE_PORTS, SOURCE_ADDRESS, "port-io" },
	{ SPACE_PORTS, SOURCE_PCI, "port-io" },
	{ SPACE_MEMORY, SOURCE_ADDRESS, "devmem" },
	{ SPACE_MEMORY, SOURCE_PCI, "pci-resource" },
	{ SPACE_PCI_CONFIG, SOURCE_PCI, "pci-config" },
	{ SPACE_FILE, SOURCE_FILE, "file" },
	{ SPACE_SIM, SOURCE_SIM, "sim" },
	{ SPACE_MEMORY, SOURCE_PCI_ROM, "pci-rom" },
};

START_TEST(every_kind_has_a_backend)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		size_t k = 0;

		while (backends[k] && (backends[k]->space != kinds[i].space ||
				       !(backends[k]->sources & 1u << kinds[i].source)))
			k++;
		ck_assert_msg(backends[k], "%s", kinds[i].backend);
		ck_assert_str_eq(backends[k]->name, kinds[i].backend);
	}
}
END_TEST

START_TEST(model_rows)
{
	char names[256] = "";

	for (size_t i = 0; sim_models[i]; i++) {
		const struct sim_model *m = sim_models[i];
		size_t used = strlen(names);

		check_words(m->name, m->help);
		ck_assert_msg(m->size && m->size <= SIM_SIZE_MAX, "%s", m->name);
		ck_assert_msg(m->widths && m->widths <= WIDTHS_ALL, "%s", m->name);
		ck_assert_msg(!m->ports || !(m->widths & WIDTH_Q), "%s", m->name);
		/* An unaligned base would take widths away that the model has. */
		ck_assert_msg(m->base % WIDTH_Q == 0, "%s", m->name);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(m->name, sim_models[k]->name);
		snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "", m->name);
	}
	ck_assert_str_eq(names, SIM_MODEL_NAMES);
}
END_TEST

START_TEST(models_start)
{
	for (size_t i = 0; sim_models[i]; i++) {
		struct sim *sim = sim_new(sim_models[i], sim_models[i]->size);

		ck_assert_ptr_nonnull(sim);
		/* The last byte is there. */
		sim_load(sim, sim->size - 1, 1);
		sim_store(sim, sim->size - 1, 1, 0);
		ck_assert(sim->loads == 1 && sim->stores == 1);
		sim_free(sim);
	}
}
END_TEST

TCase *table_tests(void)
{
	TCase *c = tcase_create("tables");

	tcase_add_test(c, view_rows);
	tcase_add_test(c, form_rows);
	tcase_add_test(c, window_rows);
	tcase_add_test(c, view_blocks);
	tcase_add_test(c, scanner_rows);
	tcase_add_test(c, every_address_key);
	tcase_add_test(c, backend_rows);
	tcase_add_test(c, fallbacks_do_no_more);
	tcase_add_test(c, every_kind_has_a_backend);
	tcase_add_test(c, model_rows);
	tcase_add_test(c, models_start);
	return c;
}
