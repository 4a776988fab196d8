/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys that say where a region is: one scanner each, and exactly one of them a region. */
#include <string.h>

#include "conf_key.h"
#include "scan.h"

static const struct scanner *find_scanner(const char *name)
{
	for (const struct scanner *const *s = scanners; *s; s++)
		if (strcmp((*s)->key, name) == 0)
			return *s;
	return NULL;
}

void conf_address(struct conf *c, struct region *r, const config_setting_t *setting)
{
	const struct scanner *s = find_scanner(config_setting_name(setting));
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

bool conf_is_address(const config_setting_t *setting)
{
	return find_scanner(config_setting_name(setting));
}

const config_setting_t *conf_address_key(struct conf *c, const config_setting_t *group)
{
	const config_setting_t *found = NULL;

	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned int)i);

		if (!conf_is_address(setting))
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
