/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the mistakes of a configuration, each with its place. */
#include "conf_mistake.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

/* One line whatever it quotes: a name may hold anything. */
static void print(const char *file, unsigned int line, const char *format, va_list args)
{
	char *text = NULL;

	if (vasprintf(&text, format, args) < 0)
		return;
	log_clean(text);
	fprintf(stderr, "%s:%u: %s\n", file, line, text);
	free(text);
}

void conf_mistake(struct conf *c, const config_setting_t *at, const char *format, ...)
{
	const char *file = at ? config_setting_source_file(at) : NULL;
	va_list args;

	va_start(args, format);
	print(file ? file : c->name, at ? config_setting_source_line(at) : 0, format, args);
	va_end(args);
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

	va_start(args, format);
	print(r->file, r->line, format, args);
	va_end(args);
}

/* Text of the pool for the file; the regions of a file mostly follow each other. */
const char *conf_source_file(struct conf *c, const config_setting_t *setting)
{
	const char *file = config_setting_source_file(setting);
	const struct region *last = c->all->n ? &c->all->v[c->all->n - 1] : NULL;

	if (!file)
		file = c->name;
	if (last && last->file && strcmp(last->file, file) == 0)
		return last->file;
	return regions_text(c->all, "%s", file);
}
