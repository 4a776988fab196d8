/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of an SVD file: making nodes, and looking at their texts. */
#include "svd_model.h"

#include <errno.h>
#include <string.h>

#include "svd_number.h"
#include "svd_say.h"

void svd_begin(struct svd *s, const char *file, FILE *say)
{
	*s = (struct svd){ .file = file, .say = say };
}

void svd_end(struct svd *s)
{
	svd_pool_empty(&s->tree);
	svd_pool_empty(&s->list);
}

void *svd_get(struct svd *s, struct svd_pool *pool, size_t size)
{
	void *piece = svd_pool_get(pool, size);

	if (!piece)
		svd_mistake(s, 0, "out of memory: it is too large");
	return piece;
}

struct svd_node *svd_add(struct svd *s, struct svd_node *parent, enum svd_kind kind, uint32_t line)
{
	struct svd_node *node = svd_get(s, &s->tree, sizeof(*node));

	if (!node)
		return NULL;
	node->kind = (uint8_t)kind;
	node->line = line;
	node->parent = parent;
	node->dim = 1;
	node->older = s->newest;
	s->newest = node;
	if (!parent) {
		s->device = node;
		return node;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool svd_set(struct svd *s, struct svd_node *node, enum svd_id id, const char *text, size_t length,
	     uint32_t line)
{
	struct svd_text *t = (struct svd_text *)svd_text(node, id);
	char *copy;

	while (length && is_blank(text[length - 1]))
		length--;
	while (length && is_blank(*text)) {
		text++;
		length--;
	}
	if (!length)
		return true;
	copy = svd_get(s, &s->tree, length + 1);
	if (!t && copy) {
		t = svd_get(s, &s->tree, sizeof(*t));
		if (t) {
			t->next = node->texts;
			node->texts = t;
		}
	}
	if (!t || !copy)
		return false;
	memcpy(copy, text, length);
	t->text = copy;
	t->id = (uint8_t)id;
	t->line = line;
	return true;
}

const struct svd_text *svd_text(const struct svd_node *node, enum svd_id id)
{
	const struct svd_text *t = node->texts;

	while (t && t->id != id)
		t = t->next;
	return t;
}

const char *svd_string(const struct svd_node *node, enum svd_id id)
{
	const struct svd_text *t = svd_text(node, id);

	return t ? t->text : "";
}

const char *svd_kind_name(enum svd_kind kind)
{
	switch (kind) {
	case SVD_DEVICE:
		return "device";
	case SVD_PERIPHERAL:
		return "peripheral";
	case SVD_BLOCK:
		return "addressBlock";
	case SVD_CLUSTER:
		return "cluster";
	case SVD_REGISTER:
		return "register";
	case SVD_FIELD:
		return "field";
	case SVD_VALUES:
		return "enumeratedValues";
	default:
		return "enumeratedValue";
	}
}

const char *svd_id_name(const struct svd_node *node, enum svd_id id)
{
	static const char *const names[SVD_IDS] = {
		[SVD_NAME] = "name",
		[SVD_VERSION] = "version",
		[SVD_DESCRIPTION] = "description",
		[SVD_DERIVED_FROM] = "derivedFrom",
		[SVD_ADDRESS] = "addressOffset",
		[SVD_SIZE] = "size",
		[SVD_ACCESS] = "access",
		[SVD_RESET_VALUE] = "resetValue",
		[SVD_RESET_MASK] = "resetMask",
		[SVD_READ_ACTION] = "readAction",
		[SVD_MODIFIED_WRITE] = "modifiedWriteValues",
		[SVD_ALTERNATE_GROUP] = "alternateGroup",
		[SVD_DIM] = "dim",
		[SVD_DIM_INCREMENT] = "dimIncrement",
		[SVD_DIM_INDEX] = "dimIndex",
		[SVD_BIT_OFFSET] = "bitOffset",
		[SVD_BIT_WIDTH] = "bitWidth",
		[SVD_LSB] = "lsb",
		[SVD_MSB] = "msb",
		[SVD_BIT_RANGE] = "bitRange",
		[SVD_USAGE] = "usage",
		[SVD_NUMBER] = "value",
		[SVD_IS_DEFAULT] = "isDefault",
	};

	if (id == SVD_ADDRESS && node->kind == SVD_PERIPHERAL)
		return "baseAddress";
	if (id == SVD_ADDRESS && node->kind == SVD_BLOCK)
		return "offset";
	return names[id];
}

int svd_read(struct svd *s, const struct svd_node *node, enum svd_id id, uint64_t *value)
{
	const struct svd_text *t = svd_text(node, id);
	int ret;

	if (!t)
		return 0;
	ret = svd_number(t->text, value);
	if (ret == 0)
		return 1;
	svd_mistake(s, t->line, "%s \"%s\": %s \"%s\" %s", svd_kind_name(node->kind),
		    svd_name(node), svd_id_name(node, id), t->text,
		    ret == -ERANGE ? "does not fit into 64 bits" : "is not a number");
	return -1;
}
