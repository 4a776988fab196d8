/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML to the tree of nodes, with expat; what a file could do to a reader's memory is refused here.
 */
#include "svd_parse.h"

#include <errno.h>
#include <expat.h>
#include <string.h>

#include "svd_element.h"
#include "svd_say.h"

enum {
	DEPTH_MAX = 32,	       /* elements in each other */
	TEXT_MAX = 64 * 1024,  /* bytes of one element */
	TAG_MAX = 1024 * 1024, /* bytes of what expat must see as a whole: a tag, a comment */
	BLOCK = 64 * 1024,
};

struct parser {
	struct svd *s;
	XML_Parser xml;
	struct svd_node
		*node[DEPTH_MAX + 1];	   /* whose the element of that depth is; NULL: skipped */
	const struct svd_element *reading; /* whose text is collected */
	unsigned int depth;
	size_t length; /* bytes of the text, also when it is not collected */
	char text[TEXT_MAX];
};

static uint32_t line_of(const struct parser *p)
{
	return (uint32_t)XML_GetCurrentLineNumber(p->xml);
}

static void stop(struct parser *p, const char *why)
{
	if (why)
		svd_mistake(p->s, line_of(p), "%s", why);
	XML_StopParser(p->xml, XML_FALSE);
}

static void start_device(struct parser *p, const char *name)
{
	if (strcmp(name, "device") == 0)
		p->node[1] = svd_add(p->s, NULL, SVD_DEVICE, line_of(p));
	else
		svd_mistake(p->s, line_of(p),
			    "this is no SVD: the outermost element is \"%s\", "
			    "not \"device\"",
			    name);
	if (!p->node[1])
		stop(p, NULL);
}

static void note(struct svd_noted *noted, uint32_t line)
{
	if (!noted->n++)
		noted->line = line;
}

static struct svd_node *start_node(struct parser *p, struct svd_node *parent, int kind,
				   const char **attributes)
{
	struct svd_node *node = svd_add(p->s, parent, (enum svd_kind)kind, line_of(p));

	for (; node && *attributes; attributes += 2)
		if (strcmp(attributes[0], "derivedFrom") == 0 &&
		    !svd_set(p->s, node, SVD_DERIVED_FROM, attributes[1], strlen(attributes[1]),
			     node->line))
			node = NULL;
	if (!node)
		stop(p, NULL);
	return node;
}

/* What is in the element belongs to the node that is returned; NULL: to none. */
static struct svd_node *start_element(struct parser *p, struct svd_node *parent, const char *name,
				      const char **attributes)
{
	const struct svd_element *element = svd_element(name, (enum svd_kind)parent->kind);

	if (!element)
		return NULL;
	switch (element->role) {
	case SVD_NODE:
		return start_node(p, parent, element->value, attributes);
	case SVD_WRAPPER:
		return parent;
	case SVD_TEXT:
		p->reading = element;
		break;
	case SVD_CONSTRAINT:
		note(&p->s->constraints, line_of(p));
		break;
	case SVD_DIM_ARRAY:
		note(&p->s->dim_arrays, line_of(p));
		break;
	}
	return NULL;
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
	struct parser *p = data;
	struct svd_node *parent = p->node[p->depth];

	if (p->s->mistakes)
		return;
	if (p->depth == DEPTH_MAX) {
		stop(p, "elements are nested deeper than 32");
		return;
	}
	p->depth++;
	p->node[p->depth] = NULL;
	p->reading = NULL;
	p->length = 0;
	if (p->depth == 1)
		start_device(p, name);
	else if (parent)
		p->node[p->depth] = start_element(p, parent, name, attributes);
}

static void XMLCALL on_end(void *data, const char *name)
{
	struct parser *p = data;

	(void)name;
	if (p->s->mistakes)
		return;
	if (p->reading && !svd_set(p->s, p->node[p->depth - 1], (enum svd_id)p->reading->value,
				   p->text, p->length, line_of(p)))
		stop(p, NULL);
	p->reading = NULL;
	p->length = 0;
	p->depth--;
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
	struct parser *p = data;

	if (p->s->mistakes)
		return;
	if ((size_t)length > TEXT_MAX - p->length) {
		stop(p, "the text of an element is longer than 64 KiB");
		return;
	}
	if (p->reading)
		memcpy(p->text + p->length, text, (size_t)length);
	p->length += (size_t)length;
}

/* No SVD needs one, and with them a short file can stand for a text without end. */
static void XMLCALL on_entity(void *data, const char *name, int is_parameter, const char *value,
			      int length, const char *base, const char *system, const char *public,
			      const char *notation)
{
	(void)name;
	(void)is_parameter;
	(void)value;
	(void)length;
	(void)base;
	(void)system;
	(void)public;
	(void)notation;
	stop(data, "it declares entities, which is refused");
}

/* In all 8-bit encodings the first half is ASCII; the rest is in descriptions, unreadable then. */
static int XMLCALL on_encoding(void *data, const char *name, XML_Encoding *encoding)
{
	(void)data;
	(void)name;
	for (int i = 0; i < 256; i++)
		encoding->map[i] = i < 128 ? i : 0xfffd;
	encoding->convert = NULL;
	return XML_STATUS_OK;
}

static bool begin(struct parser *p)
{
	p->xml = XML_ParserCreate(NULL);
	if (!p->xml) {
		svd_mistake(p->s, 0, "out of memory");
		return false;
	}
	XML_SetUserData(p->xml, p);
	XML_SetElementHandler(p->xml, on_start, on_end);
	XML_SetCharacterDataHandler(p->xml, on_text);
	XML_SetEntityDeclHandler(p->xml, on_entity);
	XML_SetUnknownEncodingHandler(p->xml, on_encoding, NULL);
	return true;
}

/* Why it is no XML; a file that ends too early is more often a failed download than anything else.
 */
static void tell(struct parser *p)
{
	enum XML_Error error = XML_GetErrorCode(p->xml);
	const char *what = XML_ErrorString(error);

	if (error == XML_ERROR_NO_ELEMENTS && !p->depth)
		what = "there is nothing in it";
	else if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
		 error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION)
		what = "it ends in the middle of an element";
	svd_mistake(p->s, line_of(p), "this is no XML: %s", what);
}

/* After each block, of which `fed` bytes have been given in all. */
static bool check(struct parser *p, enum XML_Status status, uint64_t fed)
{
	XML_Index done;

	if (p->s->mistakes)
		return false;
	if (status != XML_STATUS_OK) {
		tell(p);
		return false;
	}
	done = XML_GetCurrentByteIndex(p->xml);
	if (done >= 0 && fed > (uint64_t)done + TAG_MAX + BLOCK) {
		svd_mistake(p->s, line_of(p), "a tag or a comment is longer than 1 MiB");
		return false;
	}
	return true;
}

static bool feed_file(struct parser *p, FILE *file)
{
	uint64_t fed = 0;
	size_t n = 1;

	while (n) {
		void *buffer = XML_GetBuffer(p->xml, BLOCK);

		n = buffer ? fread(buffer, 1, BLOCK, file) : 0;
		if (!buffer || ferror(file)) {
			svd_mistake(p->s, 0, "%s", buffer ? strerror(errno) : "out of memory");
			return false;
		}
		fed += n;
		if (!check(p, XML_ParseBuffer(p->xml, (int)n, n == 0), fed))
			return false;
	}
	return true;
}

static void end(struct parser *p)
{
	if (p->xml)
		XML_ParserFree(p->xml);
}

bool svd_parse_file(struct svd *s)
{
	struct parser *p = svd_get(s, &s->tree, sizeof(*p));
	FILE *file;
	bool good;

	if (!p)
		return false;
	file = fopen(s->file, "re");
	if (!file) {
		svd_mistake(s, 0, "%s", strerror(errno));
		return false;
	}
	p->s = s;
	good = begin(p) && feed_file(p, file);
	end(p);
	fclose(file);
	return good;
}

bool svd_parse_text(struct svd *s, const char *text, size_t size)
{
	struct parser *p = svd_get(s, &s->tree, sizeof(*p));
	bool good;

	if (!p || size > INT32_MAX)
		return false;
	p->s = s;
	good = begin(p) && check(p, XML_Parse(p->xml, text, (int)size, 1), size);
	end(p);
	return good;
}
