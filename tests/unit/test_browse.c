/* SPDX-License-Identifier: GPL-2.0-or-later */
/* browse = ( ... ): which entries of the trees may be opened, and how. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "conf.h"
#include "tree.h"
#include "unit.h"

static struct regions all;

static void teardown(void)
{
	capture_teardown();
	regions_free(&all);
}

static void load(const char *rows)
{
	char text[1024];

	snprintf(text, sizeof(text), "browse = (\n%s\n);\n", rows);
	regions_free(&all);
	ck_assert_int_eq(conf_load_text(&all, text, "a.conf"), 0);
}

static struct region policy_of(enum tree tree, const char *label)
{
	return tree_policy(&all, tree, label, "1000-1fff:x");
}

START_TEST(nothing_is_shown_unasked)
{
	ck_assert_int_eq(conf_load_text(&all, "", "a.conf"), 0);
	for (unsigned int tree = 0; tree < TREE_COUNT; tree++)
		ck_assert(!tree_is_shown(&all, (enum tree)tree));
	load("");
	ck_assert(!tree_is_shown(&all, TREE_IOMEM));
	ck_assert_int_eq(policy_of(TREE_IOMEM, "x").access, ACCESS_NONE);
}
END_TEST

START_TEST(each_tree)
{
	load("{ tree = \"ioports\"; }");
	ck_assert(tree_is_shown(&all, TREE_IOPORTS) && !tree_is_shown(&all, TREE_IOMEM));
	load("{ tree = \"iomem\"; }, { tree = \"pci\"; access = \"ro\"; }");
	ck_assert(tree_is_shown(&all, TREE_IOMEM) && tree_is_shown(&all, TREE_PCI));
	ck_assert(!tree_is_shown(&all, TREE_IOPORTS));
	ck_assert_int_eq(policy_of(TREE_IOMEM, "x").access, ACCESS_NONE);
	ck_assert_int_eq(policy_of(TREE_PCI, "x").access, ACCESS_READ);
}
END_TEST

/* A tree without a word about access is to be looked at only, unlike a region. */
START_TEST(default_policy)
{
	struct region r;

	load("{ tree = \"iomem\"; }");
	r = policy_of(TREE_IOMEM, "x");
	ck_assert_int_eq(r.access, ACCESS_NONE);
	ck_assert_int_eq(r.mode, 0);
	ck_assert_uint_eq(r.uid, getuid());
	ck_assert_uint_eq(r.gid, getgid());
	ck_assert_int_eq(r.widths, WIDTHS_ALL);
	ck_assert_str_eq(r.file, "a.conf");
	ck_assert_uint_eq(r.line, 2);
	ck_assert(!r.force && !r.exclusive && !r.big_endian && !r.relaxed && !r.combining);
}
END_TEST

static const struct {
	const char *access;
	enum direction direction;
	unsigned int mode;
} directions[] = {
	{ "none", ACCESS_NONE, 0 },
	{ "ro", ACCESS_READ, 0400 },
	{ "wo", ACCESS_WRITE, 0200 },
	{ "rw", ACCESS_BOTH, 0600 },
};

START_TEST(access_key)
{
	char row[128];

	snprintf(row, sizeof(row), "{ tree = \"pci\"; access = \"%s\"; }", directions[_i].access);
	load(row);
	ck_assert_int_eq(policy_of(TREE_PCI, "x").access, directions[_i].direction);
	ck_assert_int_eq(policy_of(TREE_PCI, "x").mode, directions[_i].mode);
}
END_TEST

START_TEST(every_key)
{
	const struct passwd *user = getpwnam("daemon");
	const struct group *group = getgrnam("daemon");
	struct region r;

	ck_assert(user && group);
	load("{ mode = \"0640\"; owner = \"daemon\"; group = \"daemon\"; widths = \"bl\";\n"
	     "endian = \"big\"; quad = \"hi-lo\"; order = \"relaxed\"; flush = \"0x10\";\n"
	     "map = \"wc\"; force = true; exclusive = true; access = \"rw\"; tree = \"pci\"; }");
	r = policy_of(TREE_PCI, "x");
	ck_assert_int_eq(r.mode, 0640);
	ck_assert_uint_eq(r.uid, user->pw_uid);
	ck_assert_uint_eq(r.gid, group->gr_gid);
	ck_assert_int_eq(r.widths, WIDTH_B | WIDTH_L);
	ck_assert_int_eq(r.quad, QUAD_HI_LO);
	ck_assert_int_eq(r.flush, FLUSH_OFFSET);
	ck_assert_uint_eq(r.flush_offset, 0x10);
	ck_assert(r.big_endian && r.relaxed && r.combining && r.force && r.exclusive);
}
END_TEST

/* The last row that means the entry says what it may. */
START_TEST(several_rows)
{
	load("{ tree = \"iomem\"; access = \"ro\"; },\n"
	     "{ tree = \"ioports\"; access = \"wo\"; },\n"
	     "{ tree = \"iomem\"; access = \"rw\"; only = [ \"HPET*\" ]; },\n"
	     "{ tree = \"iomem\"; access = \"none\"; only = [ \"HPET 1\" ]; }");
	ck_assert_int_eq(policy_of(TREE_IOMEM, "x").access, ACCESS_READ);
	ck_assert_uint_eq(policy_of(TREE_IOMEM, "x").line, 2);
	ck_assert_int_eq(policy_of(TREE_IOMEM, "HPET 0").access, ACCESS_BOTH);
	ck_assert_uint_eq(policy_of(TREE_IOMEM, "HPET 0").line, 4);
	ck_assert_int_eq(policy_of(TREE_IOMEM, "HPET 1").access, ACCESS_NONE);
	ck_assert_int_eq(policy_of(TREE_IOPORTS, "HPET 1").access, ACCESS_WRITE);
}
END_TEST

/* What no row means is not to be opened, whatever other rows say. */
START_TEST(not_meant)
{
	load("{ tree = \"iomem\"; access = \"rw\"; force = true; only = [ \"HPET*\" ]; }");
	ck_assert_int_eq(policy_of(TREE_IOMEM, "hpet 0").access, ACCESS_NONE);
	ck_assert_int_eq(policy_of(TREE_IOMEM, "x HPET").access, ACCESS_NONE);
	ck_assert_int_eq(policy_of(TREE_IOMEM, "").access, ACCESS_NONE);
	ck_assert(!policy_of(TREE_IOMEM, "x").force);
}
END_TEST

static const struct {
	const char *pattern, *label, *name;
	bool is_like;
} patterns[] = {
	{ "HPET 0", "HPET 0", "fed00000-fed003ff:HPET_0", true },
	{ "fed00000-fed003ff:HPET_0", "HPET 0", "fed00000-fed003ff:HPET_0", true },
	{ "HPET_0", "HPET 0", "fed00000-fed003ff:HPET_0", false },
	{ "fed?0000-*", "HPET 0", "fed00000-fed003ff:HPET_0", true },
	{ "*", "HPET 0", "fed00000-fed003ff:HPET_0", true },
	{ "*", "", "0-f:", true },
	{ "", "", "0-f:", true },
	{ "[0-9][0-9][0-9][0-9]:*", "0000:00:03.0", "0-f:0000:00:03.0", true },
	{ "a/b*", "a/b/c", "0-f:a_b_c", true },
	{ "*c", "a/b/c", "0-f:a_b_c", true },
	{ "*", ".hidden", "0-f:.hidden", true },
	{ "\\*", "*", "0-f:*", true },
	{ "HPET", "HPET 0", "fed00000-fed003ff:HPET_0", false },
	{ "?", "ab", "0-f:ab", false },
};

static void load_pattern(const char *list)
{
	char row[256];

	snprintf(row, sizeof(row), "{ tree = \"iomem\"; access = \"ro\"; only = %s; }", list);
	load(row);
}

START_TEST(pattern)
{
	char list[128], *out = list;

	/* In the file a backslash stands for itself only when there are two. */
	out += sprintf(out, "[ \"");
	for (const char *p = patterns[_i].pattern; *p; p++)
		out += sprintf(out, *p == '\\' ? "\\\\" : "%c", *p);
	sprintf(out, "\" ]");
	load_pattern(list);
	ck_assert_int_eq(
		tree_policy(&all, TREE_IOMEM, patterns[_i].label, patterns[_i].name).access,
		patterns[_i].is_like ? ACCESS_READ : ACCESS_NONE);
}
END_TEST

/* libconfig has lists and arrays; nobody should have to know the difference. */
START_TEST(list_or_array)
{
	static const char *const lists[] = { "( \"a\", \"b\" )", "[ \"a\", \"b\" ]" };

	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		load_pattern(lists[i]);
		ck_assert_int_eq(policy_of(TREE_IOMEM, "a").access, ACCESS_READ);
		ck_assert_int_eq(policy_of(TREE_IOMEM, "b").access, ACCESS_READ);
		ck_assert_int_eq(policy_of(TREE_IOMEM, "c").access, ACCESS_NONE);
	}
}
END_TEST

/* Each that was like nothing, with its place; those that were like something are not told. */
START_TEST(patterns_that_match_nothing)
{
	load("{ tree = \"iomem\"; only = [ \"x\", \"y\" ]; },\n"
	     "{ tree = \"pci\"; only = [ \"z\" ]; },\n"
	     "{ tree = \"iomem\"; only = [ \"x*\", \"1000-*\" ]; }");
	policy_of(TREE_IOMEM, "x");
	capture_begin();
	tree_report_unmatched(&all);
	ck_assert_str_eq(capture_end(),
			 "devmemfs: a.conf:2: browse \"iomem\": nothing is like the pattern \"y\"\n"
			 "devmemfs: a.conf:3: browse \"pci\": nothing is like the pattern \"z\"\n");
}
END_TEST

TCase *browse_tests(void)
{
	TCase *c = tcase_create("browse");

	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, nothing_is_shown_unasked);
	tcase_add_test(c, each_tree);
	tcase_add_test(c, default_policy);
	tcase_add_loop_test(c, access_key, 0, (int)COUNT_OF(directions));
	tcase_add_test(c, every_key);
	tcase_add_test(c, several_rows);
	tcase_add_test(c, not_meant);
	tcase_add_loop_test(c, pattern, 0, (int)COUNT_OF(patterns));
	tcase_add_test(c, list_or_array);
	tcase_add_test(c, patterns_that_match_nothing);
	return c;
}
