/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: the bytes that they may have, and which are taken among siblings. */
#include "svd_names.h"

#include <stdarg.h>
#include <string.h>

#include "svd_say.h"

struct svd_taken {
	const char *name;
	uint32_t hash;
	uint32_t suffix; /* the last number that was tried behind it */
};

static uint32_t hash_of(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash ^ hash >> 15;
}

/* The slot with that name, or the free one where it belongs. The table is never full. */
static struct svd_taken *find(const struct svd_names *names, const char *name, uint32_t hash)
{
	uint32_t at = hash & names->mask;

	while (names->slots[at].name &&
	       (names->slots[at].hash != hash || strcmp(names->slots[at].name, name) != 0))
		at = (at + 1) & names->mask;
	return &names->slots[at];
}

bool svd_names_has(const struct svd_names *names, const char *name)
{
	return names->slots && find(names, name, hash_of(name))->name;
}

static bool widen(struct svd *s, struct svd_pool *pool, struct svd_names *names)
{
	struct svd_names wide = { .mask = names->slots ? 2 * names->mask + 1 : 15, .n = names->n };

	if (names->slots && names->n < names->mask - names->mask / 4)
		return true;
	wide.slots = svd_get(s, pool, ((size_t)wide.mask + 1) * sizeof(*wide.slots));
	if (!wide.slots)
		return false;
	for (uint32_t i = 0; names->slots && i <= names->mask; i++)
		if (names->slots[i].name)
			*find(&wide, names->slots[i].name, names->slots[i].hash) = names->slots[i];
	*names = wide;
	return true;
}

int svd_names_add(struct svd *s, struct svd_pool *pool, struct svd_names *names, const char *name)
{
	uint32_t hash = hash_of(name);
	struct svd_taken *slot;

	if (!widen(s, pool, names))
		return -1;
	slot = find(names, name, hash);
	if (slot->name)
		return 0;
	*slot = (struct svd_taken){ .name = name, .hash = hash, .suffix = 1 };
	names->n++;
	return 1;
}

const char *svd_names_suffix(struct svd *s, struct svd_pool *pool, struct svd_names *names,
			     struct svd_names *others, const char *name)
{
	struct svd_taken *slot = find(names, name, hash_of(name));
	char text[SVD_NAME_ROOM + 16];
	const char *copy;

	do
		snprintf(text, sizeof(text), "%s_%u", name, ++slot->suffix);
	while (svd_names_has(names, text) || (others && svd_names_has(others, text)));
	copy = svd_names_print(s, pool, "%s", text);
	if (!copy || svd_names_add(s, pool, names, copy) < 0 ||
	    (others && svd_names_add(s, pool, others, copy) < 0))
		return NULL;
	return copy;
}

static bool is_allowed(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '_' || c == '-' || c == '.';
}

/* The place of the number in an array's name: "%s" or "[%s]", with its length; NULL: none. */
static const char *find_place(const char *text, size_t *length)
{
	const char *at = strstr(text, "%s");
	bool brackets = at && at > text && at[-1] == '[' && at[2] == ']';

	*length = brackets ? 4 : 2;
	return brackets ? at - 1 : at;
}

/* Appends what of a text can be in a name; false: something of it cannot. */
static bool append(char *to, size_t *used, const char *text, size_t length)
{
	bool same = true;

	for (size_t i = 0; i < length; i++) {
		bool good = is_allowed(text[i]) && (*used || text[i] != '.');
		const char *c = good ? &text[i] : "_";

		if (*used >= SVD_NAME_MAX)
			return false;
		to[(*used)++] = *c;
		same &= good;
	}
	return same;
}

bool svd_names_make(char to[SVD_NAME_ROOM], const char *text, bool array)
{
	size_t used = 0, length, before = strlen(text);
	const char *place = array ? find_place(text, &length) : NULL;
	bool same = !array || place;

	if (place)
		before = (size_t)(place - text);
	same &= append(to, &used, text, before);
	if (array) {
		memcpy(to + used, "%s", 2);
		used += 2;
	}
	if (place)
		same &= append(to, &used, place + length, strlen(place + length));
	to[used] = '\0';
	return same;
}

const char *svd_names_print(struct svd *s, struct svd_pool *pool, const char *format, ...)
{
	char text[SVD_NAME_ROOM + 64], *copy;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (length >= (int)sizeof(text))
		length = (int)sizeof(text) - 1;
	copy = svd_get(s, pool, (size_t)length + 1);
	if (copy)
		memcpy(copy, text, (size_t)length);
	return copy;
}
