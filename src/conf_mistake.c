/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the mistakes of a configuration, each with its place. */
#include "conf_mistake.h"

#include <stdarg.h>
#include <stdio.h>

void conf_mistake(struct conf *c, const config_setting_t *at, const char *format, ...)
{
	const char *file = at ? config_setting_source_file(at) : NULL;
	va_list args;

	fprintf(stderr, "%s:%u: ", file ? file : c->name, at ? config_setting_source_line(at) : 0);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	c->mistakes++;
}

void conf_syntax_mistake(struct conf *c, const config_t *config)
{
	const char *file = config_error_file(config);

	fprintf(stderr, "%s:%d: %s\n", file ? file : c->name, config_error_line(config),
		config_error_text(config));
	c->mistakes++;
}

void conf_region_mistake(const struct region *r, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%u: region \"%s\": ", r->file, r->line, r->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}
