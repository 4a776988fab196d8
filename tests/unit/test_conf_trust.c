/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configurations that somebody else could have written are refused, and files that are none. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"

static const char good[] = "regions = ( { name = \"a\"; sim = \"ram\"; } );\n";
static const char included[] = "{ name = \"b\"; sim = \"rom\"; },\n";

static void setup(void)
{
	made_up_setup();
	made_up_text("a.conf", good);
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

/* says NULL: accepted. */
static void check(const char *says)
{
	const char *path = made_up_path("a.conf"), *printed;
	int mistakes = conf_load(&made_up.all, path);

	printed = capture_end();
	ck_assert_msg(mistakes == (says ? 1 : 0), "%d mistakes: %s", mistakes, printed);
	if (!says)
		return;
	ck_assert_int_eq(strncmp(printed, path, strlen(path)), 0);
	ck_assert_msg(strstr(printed, says), "%s", printed);
	ck_assert_uint_eq(made_up.all.n, 0);
}

static const struct {
	mode_t mode;
	const char *says;
} modes[] = {
	{ 0600, NULL },	       { 0644, NULL },	      { 0400, NULL },	     { 0755, NULL },
	{ 0646, "chmod o-w" }, { 0666, "chmod o-w" }, { 0602, "chmod o-w" },
};

START_TEST(mode)
{
	ck_assert_int_eq(chmod(made_up_path("a.conf"), modes[_i].mode), 0);
	check(modes[_i].says);
}
END_TEST

/* Root's group may be trusted, others' not; only root can hand a file to somebody. */
START_TEST(group_can_write)
{
	if (geteuid() != 0)
		return;
	ck_assert_int_eq(chown(made_up_path("a.conf"), 0, 12345), 0);
	ck_assert_int_eq(chmod(made_up_path("a.conf"), 0664), 0);
	check("chmod g-w");
}
END_TEST

START_TEST(own_group_can_write)
{
	ck_assert_int_eq(chown(made_up_path("a.conf"), geteuid(), getegid()), 0);
	ck_assert_int_eq(chmod(made_up_path("a.conf"), 0664), 0);
	check(NULL);
}
END_TEST

START_TEST(belongs_to_another)
{
	if (geteuid() != 0)
		return;
	ck_assert_int_eq(chown(made_up_path("a.conf"), 12345, 0), 0);
	check("belongs to another user");
}
END_TEST

START_TEST(not_there)
{
	unlink(made_up_path("a.conf"));
	check("No such file");
}
END_TEST

START_TEST(folder)
{
	unlink(made_up_path("a.conf"));
	mkdir(made_up_path("a.conf"), 0755);
	check("directory");
}
END_TEST

START_TEST(others_can_write_the_include)
{
	const char *printed;

	made_up_text("more.conf", included);
	made_up_text("a.conf", "regions = (\n@include \"more.conf\"\n"
			       "{ name = \"a\"; sim = \"ram\"; } );");
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("a.conf")), 0);
	ck_assert_int_eq(chmod(made_up_path("more.conf"), 0646), 0);
	regions_free(&made_up.all);
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("a.conf")), 1);
	printed = capture_end();
	ck_assert_ptr_nonnull(strstr(printed, "more.conf:1: "));
	ck_assert_ptr_nonnull(strstr(printed, "chmod o-w"));
}
END_TEST

/* A value that comes from an included file, inside a region of the trusted one. */
START_TEST(others_can_write_the_keys)
{
	made_up_text("keys.conf", "access = \"rw\";\n");
	ck_assert_int_eq(chmod(made_up_path("keys.conf"), 0646), 0);
	made_up_text("a.conf", "regions = ( { name = \"a\"; sim = \"ram\";\n"
			       "@include \"keys.conf\"\n} );");
	ck_assert_int_eq(conf_load(&made_up.all, made_up_path("a.conf")), 1);
	ck_assert_ptr_nonnull(strstr(capture_end(), "chmod o-w"));
}
END_TEST

TCase *conf_trust_tests(void)
{
	TCase *c = tcase_create("conf_trust");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, mode, 0, (int)COUNT_OF(modes));
	tcase_add_test(c, group_can_write);
	tcase_add_test(c, own_group_can_write);
	tcase_add_test(c, belongs_to_another);
	tcase_add_test(c, not_there);
	tcase_add_test(c, folder);
	tcase_add_test(c, others_can_write_the_include);
	tcase_add_test(c, others_can_write_the_keys);
	return c;
}
