/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of an SVD file made safe: for a terminal, for a comment, for a name. */
#include <string.h>

#include "svd_names.h"
#include "svd_say.h"
#include "unit.h"

START_TEST(clean)
{
	static const struct {
		const char *text;
		unsigned int columns;
		const char *clean;
	} rows[] = {
		{ "plain", 72, "plain" },
		{ "  a \n\t b  ", 72, "a b" },
		{ "\x1b[31m", 72, "?[31m" },
		{ "a\x7f\x01z", 72, "a??z" },
		{ "\xc2\xb5s \xe2\x82\xac", 72, "\xc2\xb5s \xe2\x82\xac" },
		{ "\xc2\x85", 72, "?" }, /* a new line of Latin-1 */
		{ "\xe2\x80\xae"
		  "x",
		  72, "?x" },		     /* turns the direction */
		{ "\xe2\x80\xa8", 72, "?" }, /* separates lines */
		{ "\xff\xc2", 72, "??" },
		{ "\xc0\x80", 72, "??" },
		{ "0123456789", 10, "0123456789" },
		{ "0123456789a", 10, "0123456..." },
		{ "\xc2\xb5\xc2\xb5\xc2\xb5\xc2\xb5\xc2\xb5", 4, "\xc2\xb5..." },
		{ "", 72, "" },
	};
	char to[80];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		ck_assert_str_eq(svd_clean(to, sizeof(to), rows[i].text, rows[i].columns),
				 rows[i].clean);
	/* The room is no less a limit. */
	for (size_t size = 12; size < 40; size++) {
		memset(to, 'X', sizeof(to));
		svd_clean(to, size,
			  "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
			  "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac",
			  72);
		ck_assert_uint_lt(strlen(to), size);
		ck_assert_int_eq(to[size], 'X');
	}
}
END_TEST

START_TEST(name)
{
	static const struct {
		const char *text;
		bool array, same;
		const char *name;
	} rows[] = {
		{ "CTRL", false, true, "CTRL" },     { "a-b_c.9", false, true, "a-b_c.9" },
		{ ".a", false, false, "_a" },	     { "..", false, false, "_." },
		{ "a/b", false, false, "a_b" },	     { "a\"; x", false, false, "a___x" },
		{ "CH[%s]", true, true, "CH%s" },    { "CH%s_A", true, true, "CH%s_A" },
		{ "%s", true, true, "%s" },	     { "CH", true, false, "CH%s" },
		{ "A%sB%s", true, false, "A%sB_s" }, { "A%d", true, false, "A_d%s" },
		{ "CH%s", false, false, "CH_s" },
	};
	char to[SVD_NAME_ROOM], text[1000];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ck_assert_int_eq(svd_names_make(to, rows[i].text, rows[i].array), rows[i].same);
		ck_assert_str_eq(to, rows[i].name);
	}
	memset(text, 'A', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	ck_assert(!svd_names_make(to, text, false));
	ck_assert_uint_eq(strlen(to), SVD_NAME_MAX);
	ck_assert(!svd_names_make(to, text, true));
	ck_assert_str_eq(to + SVD_NAME_MAX, "%s");
}
END_TEST

START_TEST(taken)
{
	struct svd_names names = { 0 };
	struct svd s;

	svd_begin(&s, "test", stderr);
	ck_assert(!svd_names_has(&names, "A"));
	ck_assert_int_eq(svd_names_add(&s, &s.list, &names, "A"), 1);
	ck_assert_int_eq(svd_names_add(&s, &s.list, &names, "A"), 0);
	ck_assert_str_eq(svd_names_suffix(&s, &s.list, &names, NULL, "A"), "A_2");
	ck_assert_int_eq(svd_names_add(&s, &s.list, &names, "A_3"), 1);
	ck_assert_str_eq(svd_names_suffix(&s, &s.list, &names, NULL, "A"), "A_4");
	for (int i = 0; i < 10000; i++) {
		const char *text = svd_names_print(&s, &s.list, "N%d", i);

		ck_assert_int_eq(svd_names_add(&s, &s.list, &names, text), 1);
	}
	ck_assert(svd_names_has(&names, "N9999") && svd_names_has(&names, "A_4"));
	ck_assert(!svd_names_has(&names, "N10000"));
	svd_end(&s);
}
END_TEST

TCase *svd_text_tests(void)
{
	TCase *c = tcase_create("svd_text");

	tcase_add_test(c, clean);
	tcase_add_test(c, name);
	tcase_add_test(c, taken);
	return c;
}
