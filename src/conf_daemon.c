/* SPDX-License-Identifier: GPL-2.0-or-later */
/* user = "NAME" and reopen = BOOL: what becomes of the daemon itself once everything is open. */
#include <pwd.h>
#include <string.h>

#include "conf_key.h"

static void read_user(struct conf *c, const config_setting_t *setting)
{
	const char *name = config_setting_get_string(setting);

	if (!name)
		conf_mistake(c, setting, "user is a string: user = \"nobody\"");
	else if (!getpwnam(name))
		conf_mistake(c, setting, "there is no user \"%s\"; make one: useradd --system %s",
			     name, name);
	else
		c->all->user = regions_text(c->all, "%s", name);
}

static void read_reopen(struct conf *c, const config_setting_t *setting)
{
	if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
		conf_mistake(c, setting, "reopen is true or false");
	else
		c->all->closed = !config_setting_get_bool(setting);
}

static const struct {
	const char *key;
	void (*read)(struct conf *c, const config_setting_t *setting);
} keys[] = {
	{ "user", read_user },
	{ "reopen", read_reopen },
};

void conf_daemon(struct conf *c, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting);

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(name, keys[i].key) == 0) {
			keys[i].read(c, setting);
			return;
		}
	conf_mistake(c, setting,
		     "unknown key \"%s\"; there are regions = ( ... ), browse = ( ... ), user and "
		     "reopen",
		     name);
}
