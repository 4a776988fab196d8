/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configurations without a mistake: what they make of each key, defaults, includes, the demo. */
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "conf.h"
#include "demo_conf.h"
#include "made_up.h"
#include "unit.h"
#include "view.h"

static void setup(void)
{
	made_up_setup();
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

static void load(const char *text)
{
	const char *printed;
	int mistakes;

	made_up_text("a.conf", text);
	mistakes = conf_load(&made_up.all, made_up_path("a.conf"));
	printed = capture_end();
	ck_assert_str_eq(printed, "");
	ck_assert_int_eq(mistakes, 0);
}

static const char every_kind[] =
	"regions = (\n"
	"  { name = \"parport0\"; ports  = \"0x378+3\";          access = \"rw\"; },\n"
	"  { name = \"isa\";      memory = \"0xa0000-0xfffff\"; },\n"
	"  { name = \"edu\";      pci    = \"1234:11e8 bar0\";   access = \"wo\"; },\n"
	"  { name = \"cfg\";      pci    = \"0000:00:04.0 config\"; },\n"
	"  { name = \"hpet\";     iomem  = \"HPET 0\"; access = \"none\"; },\n"
	"  { name = \"shm\";      file   = \"/dev/shm/board@0x1000+4k\"; access = \"rw\"; },\n"
	"  { name = \"scratch\";  sim    = \"ram+64k\";          access = \"rw\"; }\n"
	");\n";

static const struct {
	const char *name;
	enum space space;
	enum direction access;
	uint64_t base, length;
	unsigned int mode, line;
} wanted[] = {
	{ "parport0", SPACE_PORTS, ACCESS_BOTH, 0x378, 3, 0600, 2 },
	{ "isa", SPACE_MEMORY, ACCESS_READ, 0xa0000, 0x60000, 0400, 3 },
	{ "edu", SPACE_MEMORY, ACCESS_WRITE, 0, 0, 0200, 4 },
	{ "cfg", SPACE_PCI_CONFIG, ACCESS_READ, 0, 0, 0400, 5 },
	{ "hpet", SPACE_MEMORY, ACCESS_NONE, 0, 0, 0, 6 },
	{ "shm", SPACE_FILE, ACCESS_BOTH, 0x1000, 4096, 0600, 7 },
	{ "scratch", SPACE_SIM, ACCESS_BOTH, 0, 65536, 0600, 8 },
};

START_TEST(every_address_key)
{
	load(every_kind);
	ck_assert_uint_eq(made_up.all.n, COUNT_OF(wanted));
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		const struct region *r = &made_up.all.v[i];

		ck_assert_str_eq(r->name, wanted[i].name);
		ck_assert_int_eq(r->space, (int)wanted[i].space);
		ck_assert_int_eq(r->access, (int)wanted[i].access);
		ck_assert_uint_eq(r->range.base, wanted[i].base);
		ck_assert_uint_eq(r->range.length, wanted[i].length);
		ck_assert_uint_eq(r->mode, wanted[i].mode);
		ck_assert_uint_eq(r->line, wanted[i].line);
		ck_assert_str_eq(r->file, made_up_path("a.conf"));
		ck_assert_ptr_eq(regions_find(&made_up.all, 0, r->name), r);
	}
}
END_TEST

START_TEST(defaults)
{
	const struct region *r;

	load("regions = ( { name = \"a\"; memory = \"0xd0000000+4k\"; } );");
	r = made_up.all.v;
	ck_assert_int_eq(r->access, ACCESS_READ);
	ck_assert_uint_eq(r->widths, WIDTHS_ALL);
	ck_assert_uint_eq(r->uid, getuid());
	ck_assert_uint_eq(r->gid, getgid());
	ck_assert(!r->force && !r->exclusive && !r->cause);
}
END_TEST

START_TEST(every_policy_key)
{
	const struct passwd *user = getpwuid(0);
	const struct group *group = getgrgid(0);
	const struct region *r;
	char text[512];

	ck_assert(user && group);
	snprintf(text, sizeof(text),
		 "regions = ( { widths = \"lb\"; mode = \"0640\"; owner = \"%s\"; group = \"%s\";\n"
		 "force = true; exclusive = true; endian = \"little\"; quad = \"single\";\n"
		 "order = \"strict\"; map = \"uc\"; flush = \"none\"; access = \"rw\";\n"
		 "memory = \"0xd0000000+4k\"; name = \"A-z_0.9\"; } );\n",
		 user->pw_name, group->gr_name);
	load(text);
	r = made_up.all.v;
	ck_assert_str_eq(r->name, "A-z_0.9");
	ck_assert_uint_eq(r->widths, WIDTH_B | WIDTH_L);
	ck_assert_uint_eq(r->mode, 0640);
	ck_assert(r->uid == 0 && r->gid == 0);
	ck_assert(r->force && r->exclusive && r->access == ACCESS_BOTH);
}
END_TEST

/* Mode 0 is a mode: it is not replaced by what access would give. */
START_TEST(mode_zero)
{
	load("regions = ( { name = \"a\"; sim = \"ram\"; mode = \"0\"; access = \"rw\"; } );");
	ck_assert_uint_eq(made_up.all.v[0].mode, 0);
}
END_TEST

START_TEST(widths_of_a_model)
{
	load("regions = ( { name = \"a\"; widths = \"bl\"; sim = \"uart\"; },\n"
	     "            { name = \"b\"; sim = \"parport\"; } );");
	ck_assert_uint_eq(made_up.all.v[0].widths, WIDTH_B | WIDTH_L);
	ck_assert_uint_eq(made_up.all.v[1].widths, WIDTH_B | WIDTH_W);
}
END_TEST

START_TEST(nothing_at_all)
{
	load("");
	ck_assert_uint_eq(made_up.all.n, 0);
	ck_assert_ptr_null(regions_find(&made_up.all, 0, "a"));
}
END_TEST

START_TEST(longest_name)
{
	char text[512], name[256];

	memset(name, 'n', 255);
	name[255] = '\0';
	snprintf(text, sizeof(text), "regions = ( { name = \"%s\"; sim = \"ram\"; } );", name);
	load(text);
	ck_assert_str_eq(made_up.all.v[0].name, name);
}
END_TEST

/* An include is looked for beside the file that includes it, wherever the program was started. */
START_TEST(include)
{
	made_up_text("sub/more.conf", "# a line\n{ name = \"b\"; sim = \"rom\"; },\n");
	made_up_text("sub/a.conf", "regions = (\n@include \"more.conf\"\n"
				   "{ name = \"a\"; sim = \"ram\"; } );");
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("sub/a.conf")), 0);
	ck_assert_str_eq(capture_end(), "");
	ck_assert_uint_eq(made_up.all.n, 2);
	/* libconfig 1.5 names it as it is written, later ones with the folder. */
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].file, "more.conf"));
	ck_assert_uint_eq(made_up.all.v[0].line, 2);
	ck_assert_str_eq(made_up.all.v[1].file, made_up_path("sub/a.conf"));
	ck_assert_uint_eq(made_up.all.v[1].line, 3);
}
END_TEST

/* Each region of the demo machine and its files, as the contract promises them. */
static const struct {
	const char *name, *views;
} demo[] = {
	{ "parport", "info b w" }, { "isa", "info b w l q cp" }, { "edu", "info l cp" },
	{ "uart", "info b w l" },  { "ram", "info b w l q cp" },
};

static bool has_view(const struct region *r, const char *name)
{
	for (size_t i = 0; i < view_count; i++)
		if (strcmp(views[i].name, name) == 0)
			return views[i].exists(&views[i], r);
	ck_abort_msg("there is no view %s", name);
}

static void check_views(const struct region *r, const char *wanted_views)
{
	static const char *const names[] = { "info", "b", "w", "l", "q", "cp" };
	char text[64] = "";

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (has_view(r, names[i])) {
			strcat(text, *text ? " " : "");
			strcat(text, names[i]);
		}
	ck_assert_str_eq(text, wanted_views);
}

START_TEST(demo_machine)
{
	ck_assert_int_eq(conf_load_text(&made_up.all, demo_conf, "demo"), 0);
	ck_assert_str_eq(capture_end(), "");
	made_up_look_up();
	ck_assert_uint_eq(made_up.all.n, COUNT_OF(demo));
	for (size_t i = 0; i < COUNT_OF(demo); i++) {
		struct region *r = &made_up.all.v[i];
		struct access a;

		ck_assert_str_eq(r->name, demo[i].name);
		ck_assert_int_eq(r->access, ACCESS_BOTH);
		ck_assert_int_eq(access_open(&a, &made_up.all, r, &made_up.machine), 0);
		ck_assert_ptr_null(r->cause);
		check_views(r, demo[i].views);
		access_close(&a);
	}
}
END_TEST

TCase *conf_tests(void)
{
	TCase *c = tcase_create("conf");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, every_address_key);
	tcase_add_test(c, defaults);
	tcase_add_test(c, every_policy_key);
	tcase_add_test(c, mode_zero);
	tcase_add_test(c, widths_of_a_model);
	tcase_add_test(c, nothing_at_all);
	tcase_add_test(c, longest_name);
	tcase_add_test(c, include);
	tcase_add_test(c, demo_machine);
	return c;
}
