/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of a region's policy: one table row each. */
#include "conf_key.h"

#include <ctype.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scan.h"

struct key {
	const char *name;
	const char *form; /* what to write, for messages */
	int type;	  /* CONFIG_TYPE_* that it must have */
	/* Sets r from the value. NULL: done; else what is wrong with it. */
	const char *(*apply)(struct region *r, const config_setting_t *setting);
};

static const char *apply_access(struct region *r, const config_setting_t *setting)
{
	static const struct {
		const char *name;
		enum direction access;
	} rows[] = {
		{ "ro", ACCESS_READ },
		{ "rw", ACCESS_BOTH },
		{ "wo", ACCESS_WRITE },
		{ "none", ACCESS_NONE },
	};
	const char *value = config_setting_get_string(setting);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(value, rows[i].name) == 0) {
			r->access = (uint8_t)rows[i].access;
			return NULL;
		}
	return "no such access";
}

static const char *apply_widths(struct region *r, const config_setting_t *setting)
{
	static const char letters[] = "bwlq";
	const char *value = config_setting_get_string(setting);
	unsigned int widths = 0;

	for (const char *p = value; *p; p++) {
		const char *letter = strchr(letters, *p);

		if (!letter)
			return "only the letters b, w, l and q are widths";
		widths |= 1u << (letter - letters);
	}
	if (!widths)
		return "no width is left";
	if (r->space != SPACE_MEMORY && (widths & ~(unsigned int)scan_space_widths(r->space)))
		return "q does not exist here: no bus access of ports or configuration space is as "
		       "wide";
	r->widths &= (uint8_t)widths;
	return r->widths ? NULL : "the device does none of these";
}

static const char *apply_owner(struct region *r, const config_setting_t *setting)
{
	const struct passwd *user = getpwnam(config_setting_get_string(setting));

	if (!user)
		return "there is no such user";
	r->uid = user->pw_uid;
	return NULL;
}

static const char *apply_group(struct region *r, const config_setting_t *setting)
{
	const struct group *group = getgrnam(config_setting_get_string(setting));

	if (!group)
		return "there is no such group";
	r->gid = group->gr_gid;
	return NULL;
}

static const char *apply_mode(struct region *r, const config_setting_t *setting)
{
	const char *value = config_setting_get_string(setting);
	size_t digits = strspn(value, "01234567");

	if (digits == 0 || digits > 5 || value[digits] || strtoul(value, NULL, 8) > 0666 ||
	    strtoul(value, NULL, 8) & 0111)
		return "not the mode of a data file";
	/* The type bits mark it as given: mode 0 is a mode too. */
	r->mode = (uint16_t)(S_IFREG | strtoul(value, NULL, 8));
	return NULL;
}

static const char *apply_force(struct region *r, const config_setting_t *setting)
{
	r->force = config_setting_get_bool(setting);
	return NULL;
}

static const char *apply_exclusive(struct region *r, const config_setting_t *setting)
{
	r->exclusive = config_setting_get_bool(setting);
	return NULL;
}

static const char *apply_audit(struct region *r, const config_setting_t *setting)
{
	r->audit = config_setting_get_bool(setting);
	return NULL;
}

/* The place of a word in a list that ends with NULL; -1: it is not there. */
static int word(const config_setting_t *setting, const char *const *words)
{
	const char *value = config_setting_get_string(setting);

	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	return -1;
}

static const char no_such_value[] = "no such value";

static const char *apply_endian(struct region *r, const config_setting_t *setting)
{
	static const char *const words[] = { "little", "big", NULL };
	int n = word(setting, words);

	if (n == 1 && r->space == SPACE_PCI_CONFIG)
		return "configuration space is little-endian on every machine";
	r->big_endian = n == 1;
	return n < 0 ? no_such_value : NULL;
}

static const char *apply_quad(struct region *r, const config_setting_t *setting)
{
	static const char *const words[] = {
		[QUAD_SINGLE] = "single",
		[QUAD_LO_HI] = "lo-hi",
		[QUAD_HI_LO] = "hi-lo",
		NULL,
	};
	int n = word(setting, words);

	if (n > QUAD_SINGLE &&
	    (r->ports || r->space == SPACE_PORTS || r->space == SPACE_PCI_CONFIG))
		return "ports and configuration space have no 64-bit registers";
	r->quad = n < 0 ? QUAD_SINGLE : (uint8_t)n;
	return n < 0 ? no_such_value : NULL;
}

static const char *apply_order(struct region *r, const config_setting_t *setting)
{
	static const char *const words[] = { "strict", "relaxed", NULL };
	int n = word(setting, words);

	r->relaxed = n == 1;
	return n < 0 ? no_such_value : NULL;
}

static const char *apply_flush(struct region *r, const config_setting_t *setting)
{
	static const char *const words[] = {
		[FLUSH_NONE] = "none",
		[FLUSH_READ] = "read",
		NULL,
	};
	const char *value = config_setting_get_string(setting), *why = NULL;
	int n = word(setting, words);

	if (n < 0 && !isdigit((unsigned char)value[0]))
		return no_such_value;
	if (n >= 0)
		r->flush = (uint8_t)n;
	else if (range_number(value, &r->flush_offset, &why) == 0)
		r->flush = FLUSH_OFFSET;
	return n < 0 ? why : NULL;
}

static const char *apply_map(struct region *r, const config_setting_t *setting)
{
	static const char *const words[] = { "uc", "wc", "wt", "np", "cache", NULL };
	int n = word(setting, words);

	if (n > 1)
		return "user space cannot have this mapping: neither /dev/mem nor sysfs offers it, "
		       "only the kernel's ioremap does";
	if (n == 1 && (r->source != SOURCE_PCI || r->space != SPACE_MEMORY))
		return "only a prefetchable BAR can be mapped write-combining: sysfs offers it for "
		       "pci = \"... bar0\" to bar5, nobody for anything else";
	r->combining = n == 1;
	return n < 0 ? no_such_value : NULL;
}

static const struct key keys[] = {
	{ "access", "\"ro\", \"rw\", \"wo\" or \"none\"", CONFIG_TYPE_STRING, apply_access },
	{ "owner", "a user's name", CONFIG_TYPE_STRING, apply_owner },
	{ "group", "a group's name", CONFIG_TYPE_STRING, apply_group },
	{ "mode", "octal digits without x bits, as a string: \"0640\"", CONFIG_TYPE_STRING,
	  apply_mode },
	{ "widths", "some of \"bwlq\"", CONFIG_TYPE_STRING, apply_widths },
	{ "endian", "\"little\" or \"big\"", CONFIG_TYPE_STRING, apply_endian },
	{ "quad", "\"single\", \"lo-hi\" or \"hi-lo\"", CONFIG_TYPE_STRING, apply_quad },
	{ "order", "\"strict\" or \"relaxed\"", CONFIG_TYPE_STRING, apply_order },
	{ "map", "\"uc\" or \"wc\"", CONFIG_TYPE_STRING, apply_map },
	{ "flush", "\"none\", \"read\" or an offset in the region: \"0x10\"", CONFIG_TYPE_STRING,
	  apply_flush },
	{ "force", "true or false", CONFIG_TYPE_BOOL, apply_force },
	{ "exclusive", "true or false", CONFIG_TYPE_BOOL, apply_exclusive },
	{ "audit", "true or false", CONFIG_TYPE_BOOL, apply_audit },
};

static const struct key *find_key(const char *name)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static void apply_policy(struct conf *c, struct region *r, const struct key *key,
			 const config_setting_t *setting)
{
	const char *wrong = "the value has the wrong type";

	if (config_setting_type(setting) == key->type)
		wrong = key->apply(r, setting);
	if (wrong)
		conf_mistake(c, setting, "%s \"%s\": %s: %s; write %s", c->what, r->name, key->name,
			     wrong, key->form);
}

void conf_key(struct conf *c, struct region *r, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting);
	const struct key *key = find_key(name);

	if (key)
		apply_policy(c, r, key, setting);
	else if (strcmp(name, "registers") == 0)
		conf_mistake(c, setting, "%s \"%s\": registers is a key of regions", c->what,
			     r->name);
	else
		conf_mistake(c, setting, "%s \"%s\": unknown key \"%s\"", c->what, r->name, name);
}

void conf_check_access(struct conf *c, const struct region *r, const config_setting_t *group)
{
	bool in_config = r->source == SOURCE_PCI && r->flush == FLUSH_READ;

	if (r->source == SOURCE_PCI_ROM && (r->access & ACCESS_WRITE))
		conf_mistake(
			c, group,
			"region \"%s\": an expansion ROM can only be read; say access = \"ro\"",
			r->name);
	if (r->flush != FLUSH_NONE && r->access == ACCESS_WRITE && !in_config)
		conf_mistake(c, group,
			     "%s \"%s\": flush reads the region, which access = \"wo\" forbids; "
			     "say access = \"rw\", or leave flush out",
			     c->what, r->name);
}

void conf_default_mode(struct region *r)
{
	if (!r->mode)
		r->mode = (uint16_t)((r->access & ACCESS_READ ? 0400 : 0) |
				     (r->access & ACCESS_WRITE ? 0200 : 0));
	r->mode &= 0777;
}
