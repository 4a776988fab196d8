/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The least that reading an XML file costs: expat calls handlers that do nothing. */
#include <expat.h>
#include <stdio.h>

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
	(void)data;
	(void)name;
	(void)attributes;
}

static void XMLCALL on_end(void *data, const char *name)
{
	(void)data;
	(void)name;
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
	(void)data;
	(void)text;
	(void)length;
}

int main(int argc, char **argv)
{
	enum { BLOCK = 64 * 1024 };
	XML_Parser parser = XML_ParserCreate(NULL);
	FILE *file = argc == 2 ? fopen(argv[1], "re") : NULL;
	size_t n = 1;

	if (!parser || !file)
		return 1;
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	while (n) {
		void *buffer = XML_GetBuffer(parser, BLOCK);

		n = buffer ? fread(buffer, 1, BLOCK, file) : 0;
		if (!buffer || XML_ParseBuffer(parser, (int)n, n == 0) != XML_STATUS_OK)
			return 1;
	}
	return 0;
}
