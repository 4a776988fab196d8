/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dim, dimIncrement and dimIndex: one element that stands for many, and the names of those. */
#include "svd_dim.h"

#include <string.h>

#include "svd_say.h"

bool svd_dim_count(struct svd *s, struct svd_node *node)
{
	uint64_t dim = 1;

	if (svd_read(s, node, SVD_DIM, &dim) < 0)
		return false;
	if (dim > SVD_REGISTERS_MAX) {
		svd_mistake(s, svd_text(node, SVD_DIM)->line,
			    "%s \"%.200s\": dim \"%.200s\" is too large", svd_kind_name(node->kind),
			    svd_name(node), svd_string(node, SVD_DIM));
		return false;
	}
	if (dim == 0)
		svd_warn_of(s, node, SVD_WARNED_DIM, "dim is 0: it is left out");
	node->dim = (uint32_t)dim;
	return true;
}

/* "3-7" or "A-D": the first one, and how many; 0: the text is no range. */
static uint64_t index_range(const char *text, uint64_t *first)
{
	uint64_t v[2] = { 0, 0 };
	const char *end = text;

	if (((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z')) &&
	    text[1] == '-' && text[2] && !text[3]) {
		*first = (unsigned char)text[0];
		return text[2] >= text[0] ? (uint64_t)(text[2] - text[0]) + 1 : 0;
	}
	for (size_t i = 0; i < 2; i++) {
		size_t digits = strspn(end, "0123456789");

		if (digits < 1 || digits > 9 || end[digits] != (i ? '\0' : '-'))
			return 0;
		for (; digits; digits--)
			v[i] = 10 * v[i] + (uint64_t)(*end++ - '0');
		end++;
	}
	*first = v[0];
	return v[1] >= v[0] ? v[1] - v[0] + 1 : 0;
}

static bool read_range(struct svd *s, const char *text, uint64_t first, struct svd_dim *dim)
{
	for (uint32_t k = 0; k < dim->n; k++) {
		unsigned int number = (unsigned int)first + k;

		dim->index[k] = strspn(text, "0123456789")
					? svd_names_print(s, &s->list, "%u", number)
					: svd_names_print(s, &s->list, "%c", (int)number);
		if (!dim->index[k])
			return false;
	}
	return true;
}

/* "A,B,C": one of it as a name; "" if it is none. */
static const char *read_token(struct svd *s, const char *text, size_t length)
{
	char token[SVD_NAME_ROOM] = "", clean[SVD_NAME_ROOM];

	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	while (length && strchr(" \t\r\n", *text)) {
		text++;
		length--;
	}
	if (length > 32)
		return "";
	memcpy(token, text, length);
	svd_names_make(clean, token, false);
	return svd_names_print(s, &s->list, "%s", clean);
}

/* False: they are not as many as there should be. */
static bool read_tokens(struct svd *s, const char *text, struct svd_dim *dim)
{
	uint32_t k = 0;

	for (;; text++) {
		size_t length = strcspn(text, ",");

		if (k == dim->n)
			return false;
		dim->index[k] = read_token(s, text, length);
		if (!dim->index[k] || !*dim->index[k])
			return false;
		k++;
		text += length;
		if (!*text)
			return k == dim->n;
	}
}

/* Those that are 0, 1, 2 ... need not be kept. */
static bool is_plain(const struct svd_dim *dim)
{
	char number[16];

	for (uint32_t k = 0; k < dim->n; k++) {
		snprintf(number, sizeof(number), "%u", k);
		if (strcmp(dim->index[k], number) != 0)
			return false;
	}
	return true;
}

static bool read_index(struct svd *s, struct svd_node *node, struct svd_dim *dim)
{
	const char *text = svd_string(node, SVD_DIM_INDEX);
	uint64_t first = 0, n;
	bool good;

	if (!*text || !dim->n)
		return true;
	dim->index = svd_get(s, &s->list, dim->n * sizeof(*dim->index));
	if (!dim->index)
		return false;
	n = index_range(text, &first);
	good = n ? n == dim->n && read_range(s, text, first, dim) : read_tokens(s, text, dim);
	if (!good && !s->mistakes)
		svd_warn_of(s, node, SVD_WARNED_DIM,
			    "dimIndex \"%.100s\" is not %u names; they are numbered from 0", text,
			    dim->n);
	if (!good || is_plain(dim))
		dim->index = NULL;
	return !s->mistakes;
}

static bool read_name(struct svd *s, struct svd_node *node, struct svd_dim *dim)
{
	char name[SVD_NAME_ROOM], clean[SVD_NAME_ROOM];

	if (!*svd_name(node)) {
		svd_mistake(s, node->line, "a %s has no name", svd_kind_name(node->kind));
		return false;
	}
	if (!svd_names_make(name, svd_name(node), dim->array))
		svd_warn_of(s, node, SVD_WARNED_NAME, "the name becomes \"%s\"",
			    svd_clean(clean, sizeof(clean), name, SVD_NAME_MAX));
	dim->name = svd_names_print(s, &s->list, "%s", name);
	return dim->name;
}

bool svd_dim_read(struct svd *s, struct svd_node *node, struct svd_dim *dim)
{
	int ret;

	*dim = (struct svd_dim){ .n = node->dim, .array = svd_text(node, SVD_DIM) };
	if (!read_name(s, node, dim))
		return false;
	if (!dim->array)
		return true;
	ret = svd_read(s, node, SVD_DIM_INCREMENT, &dim->increment);
	if (ret == 0 && dim->n > 1)
		svd_mistake(s, node->line, "%s \"%.200s\" has a dim, but no dimIncrement",
			    svd_kind_name(node->kind), svd_name(node));
	return !s->mistakes && read_index(s, node, dim);
}

const char *svd_dim_name(struct svd *s, const struct svd_dim *dim, uint32_t k)
{
	const char *at = dim->array ? strstr(dim->name, "%s") : NULL;
	int before = at ? (int)(at - dim->name) : 0;

	if (!at)
		return dim->name;
	if (dim->index)
		return svd_names_print(s, &s->list, "%.*s%s%s", before, dim->name, dim->index[k],
				       at + 2);
	return svd_names_print(s, &s->list, "%.*s%u%s", before, dim->name, k, at + 2);
}

int svd_dim_take(struct svd *s, const struct svd_dim *dim, struct svd_names *names)
{
	const char **all = svd_get(s, &s->list, (dim->n + (size_t)1) * sizeof(*all));

	if (!all)
		return -1;
	for (uint32_t k = 0; k < dim->n; k++) {
		all[k] = svd_dim_name(s, dim, k);
		if (!all[k])
			return -1;
		if (svd_names_has(names, all[k]))
			return 0;
	}
	/* Numbers differ, so no two of the array are the same. */
	for (uint32_t k = 0; k < dim->n; k++)
		if (svd_names_add(s, &s->list, names, all[k]) < 0)
			return -1;
	return 1;
}

const char *svd_dim_take_one(struct svd *s, const struct svd_dim *dim, struct svd_node *node,
			     struct svd_names *names, uint32_t k, const char *suffix)
{
	const char *name = svd_dim_name(s, dim, k), *other;
	char clean[SVD_NAME_ROOM];
	int ret = name ? svd_names_add(s, &s->list, names, name) : -1;

	if (ret > 0)
		return name;
	if (ret == 0 && *suffix) {
		svd_names_make(clean, suffix, false);
		clean[30] = '\0';
		name = svd_names_print(s, &s->list, "%s_%s", name, clean);
		ret = name ? svd_names_add(s, &s->list, names, name) : -1;
		if (ret > 0)
			return name;
	}
	if (ret < 0)
		return NULL;
	other = svd_names_suffix(s, &s->list, names, NULL, name);
	if (other)
		svd_warn_of(s, node, SVD_WARNED_TWICE,
			    "the name \"%.200s\" is taken; it becomes \"%.200s\"", name, other);
	return other;
}
