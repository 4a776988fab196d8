/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of SVD for access and effects, in the spellings of real files: one table row each. */
#include <ctype.h>
#include <string.h>

#include "svd_item.h"
#include "svd_say.h"

static const struct svd_word accesses[] = {
	{ "readwrite", "rw", true, true },
	{ "readonly", "ro", true, false },
	{ "writeonly", "wo", false, true },
	{ "writeonce", "wo-once", false, true },
	{ "readwriteonce", "rw-once", true, true },
	{ "rw", "rw", true, true },
	{ "r/w", "rw", true, true },
	{ "ro", "ro", true, false },
	{ "r", "ro", true, false },
	{ "read", "ro", true, false },
	{ "wo", "wo", false, true },
	{ "w", "wo", false, true },
	{ "write", "wo", false, true },
	{ NULL, NULL, false, false },
};

/* The last row is for a word that is not there: it is safe to take an effect for possible. */
static const struct svd_word read_effects[] = {
	{ "clear", "clear", false, false },
	{ "set", "set", false, false },
	{ "modify", "modify", false, false },
	{ "modifyexternal", "external", false, false },
	{ "modifexternal", "external", false, false },
	{ NULL, "modify", false, false },
};

static const struct svd_word write_effects[] = {
	{ "onetoclear", "one-to-clear", false, false },
	{ "onetoset", "one-to-set", false, false },
	{ "onetotoggle", "one-to-toggle", false, false },
	{ "zerotoclear", "zero-to-clear", false, false },
	{ "zerotoset", "zero-to-set", false, false },
	{ "zerototoggle", "zero-to-toggle", false, false },
	{ "clear", "clear", false, false },
	{ "set", "set", false, false },
	{ "modify", "modify", false, false },
	{ NULL, "modify", false, false },
};

static bool is_spelled(const char *text, const char *spelling)
{
	for (; *text; text++) {
		if (strchr("-_ \t\r\n", *text))
			continue;
		if (tolower((unsigned char)*text) != *spelling)
			return false;
		spelling++;
	}
	return !*spelling;
}

/* The row of the word, or the last one. */
static const struct svd_word *find(const struct svd_word *words, const char *text)
{
	while (words->spelling && !is_spelled(text, words->spelling))
		words++;
	return words;
}

/* Silent devices do not say none, but some files do. */
static bool is_none(const char *text)
{
	return is_spelled(text, "none");
}

static const struct svd_word *effect(struct svd *s, struct svd_node *node, enum svd_id id,
				     const struct svd_word *words, const struct svd_word *before)
{
	const char *text = svd_string(node, id);
	const struct svd_word *word;

	if (!*text)
		return before;
	if (is_none(text))
		return NULL;
	word = find(words, text);
	if (!word->spelling)
		svd_warn_of(s, node, SVD_WARNED_WORD, "%s \"%.100s\" is unknown; it becomes \"%s\"",
			    svd_id_name(node, id), text, word->word);
	return word;
}

const struct svd_word *svd_access_default(void)
{
	return accesses;
}

void svd_traits_read(struct svd *s, struct svd_node *node, struct svd_traits *traits)
{
	const char *text = svd_string(node, SVD_ACCESS);

	if (*text) {
		const struct svd_word *word = find(accesses, text);

		if (word->spelling)
			traits->access = word;
		else
			svd_warn_of(s, node, SVD_WARNED_WORD,
				    "access \"%.100s\" is unknown; it stays \"%s\"", text,
				    traits->access->word);
	}
	traits->read_effect = effect(s, node, SVD_READ_ACTION, read_effects, traits->read_effect);
	traits->write_effect =
		effect(s, node, SVD_MODIFIED_WRITE, write_effects, traits->write_effect);
}

unsigned int svd_usage(struct svd *s, struct svd_node *values)
{
	const char *text = svd_string(values, SVD_USAGE);
	const struct svd_word *word;

	if (!*text)
		return 3;
	word = find(accesses, text);
	if (!word->spelling) {
		svd_warn_of(s, values, SVD_WARNED_WORD,
			    "usage \"%.100s\" is unknown; it becomes \"read-write\"", text);
		return 3;
	}
	return word->reads + 2u * word->writes;
}
