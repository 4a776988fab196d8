/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of a region: one table row each, for its policy and for where it is. */
#include "conf_key.h"

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

/* Keys whose other values are still to come: refusing them beats ignoring them. */
static const char *only(const config_setting_t *setting, const char *value, const char *later,
			const char *last)
{
	const char *given = config_setting_get_string(setting);

	if (strcmp(given, value) == 0)
		return NULL;
	if (strcmp(given, later) == 0 || strcmp(given, last) == 0)
		return "this value is not in this version yet";
	return "no such value";
}

static const char *apply_endian(struct region *r, const config_setting_t *setting)
{
	(void)r;
	return only(setting, "little", "big", "big");
}

static const char *apply_quad(struct region *r, const config_setting_t *setting)
{
	(void)r;
	return only(setting, "single", "lo-hi", "hi-lo");
}

static const char *apply_order(struct region *r, const config_setting_t *setting)
{
	(void)r;
	return only(setting, "strict", "relaxed", "relaxed");
}

static const char *apply_flush(struct region *r, const config_setting_t *setting)
{
	uint64_t offset;
	const char *why;

	(void)r;
	if (range_number(config_setting_get_string(setting), &offset, &why) == 0)
		return "this value is not in this version yet";
	return only(setting, "none", "read", "read");
}

static const char *apply_map(struct region *r, const config_setting_t *setting)
{
	const char *value = config_setting_get_string(setting);

	(void)r;
	if (strcmp(value, "wt") == 0 || strcmp(value, "np") == 0 || strcmp(value, "cache") == 0)
		return "user space cannot have this mapping: neither /dev/mem nor sysfs offers it, "
		       "only the kernel's ioremap does";
	return only(setting, "uc", "wc", "wc");
}

static const struct key keys[] = {
	{ "access", "\"ro\", \"rw\", \"wo\" or \"none\"", CONFIG_TYPE_STRING, apply_access },
	{ "owner", "a user's name", CONFIG_TYPE_STRING, apply_owner },
	{ "group", "a group's name", CONFIG_TYPE_STRING, apply_group },
	{ "mode", "octal digits without x bits, as a string: \"0640\"", CONFIG_TYPE_STRING,
	  apply_mode },
	{ "widths", "some of \"bwlq\"", CONFIG_TYPE_STRING, apply_widths },
	{ "endian", "\"little\"", CONFIG_TYPE_STRING, apply_endian },
	{ "quad", "\"single\"", CONFIG_TYPE_STRING, apply_quad },
	{ "order", "\"strict\"", CONFIG_TYPE_STRING, apply_order },
	{ "map", "\"uc\"", CONFIG_TYPE_STRING, apply_map },
	{ "flush", "\"none\"", CONFIG_TYPE_STRING, apply_flush },
	{ "force", "true or false", CONFIG_TYPE_BOOL, apply_force },
	{ "exclusive", "true or false", CONFIG_TYPE_BOOL, apply_exclusive },
};

static const struct scanner *find_scanner(const char *name)
{
	for (const struct scanner *const *s = scanners; *s; s++)
		if (strcmp((*s)->key, name) == 0)
			return *s;
	return NULL;
}

static const struct key *find_key(const char *name)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static void apply_address(struct conf *c, struct region *r, const struct scanner *s,
			  const config_setting_t *setting)
{
	const char *value = config_setting_get_string(setting);
	const char *why = "out of memory";

	if (!value)
		conf_mistake(c, setting,
			     "region \"%s\": %s is written as a string, %s: numbers of the "
			     "configuration language are cut to 32 bits",
			     r->name, s->key, s->help);
	else if (s->parse(c->all, r, value, &why) < 0)
		conf_mistake(c, setting, "region \"%s\": %s = \"%s\": %s; write %s", r->name,
			     s->key, value, why, s->help);
}

static void apply_policy(struct conf *c, struct region *r, const struct key *key,
			 const config_setting_t *setting)
{
	const char *wrong = "the value has the wrong type";

	if (config_setting_type(setting) == key->type)
		wrong = key->apply(r, setting);
	if (wrong)
		conf_mistake(c, setting, "region \"%s\": %s: %s; write %s", r->name, key->name,
			     wrong, key->form);
}

void conf_key(struct conf *c, struct region *r, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting);
	const struct scanner *scanner = find_scanner(name);
	const struct key *key = find_key(name);

	if (scanner)
		apply_address(c, r, scanner, setting);
	else if (key)
		apply_policy(c, r, key, setting);
	else if (strcmp(name, "registers") == 0)
		conf_mistake(c, setting, "region \"%s\": this version has no named registers",
			     r->name);
	else
		conf_mistake(c, setting, "region \"%s\": unknown key \"%s\"", r->name, name);
}

void conf_default_mode(struct region *r)
{
	if (!r->mode)
		r->mode = (uint16_t)((r->access & ACCESS_READ ? 0400 : 0) |
				     (r->access & ACCESS_WRITE ? 0200 : 0));
	r->mode &= 0777;
}

const config_setting_t *conf_address_key(struct conf *c, const config_setting_t *group)
{
	const config_setting_t *found = NULL;

	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned int)i);

		if (!find_scanner(config_setting_name(setting)))
			continue;
		if (found) {
			conf_mistake(c, setting, "%s: the region has an address already (%s)",
				     config_setting_name(setting), config_setting_name(found));
			return NULL;
		}
		found = setting;
	}
	if (!found)
		conf_mistake(c, group,
			     "the region has no address; add one of ports, memory, pci, iomem, "
			     "file, sim");
	return found;
}
